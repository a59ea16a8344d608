"""People, simply drawn: seen from behind in their seats, or standing before us."""

from backend.demo.scenes.camera import Space
from backend.demo.scenes.canvas import Canvas
from backend.demo.scenes.chance import Chance
from backend.demo.scenes.colour import WHITE, Colour, lit, mix

HAIR: tuple[Colour, ...] = ((24, 22, 24), (34, 28, 26), (52, 40, 34), (28, 26, 30), (74, 60, 50), (128, 124, 122))
SKIN: tuple[Colour, ...] = ((232, 192, 164), (220, 176, 146), (240, 204, 178), (206, 160, 130))
CLOTHES: tuple[Colour, ...] = (
    (236, 240, 244), (236, 240, 244), (222, 230, 238), (40, 52, 78), (30, 32, 38), (104, 112, 124), (196, 176, 148),
    (142, 62, 70), (74, 104, 92), (118, 148, 186), (206, 166, 176), (88, 74, 112),
)  # fmt: skip
DARK: tuple[Colour, ...] = ((34, 40, 56), (52, 54, 60), (30, 48, 78), (92, 44, 52), (64, 78, 70), (120, 104, 84))


def draw_seated(canvas: Canvas, place: Space, chance: Chance, chair: Colour, *, taken: bool) -> None:
    """A chair from behind and, if taken, who sits in it. `place` is on the floor below."""
    x, y, floor = place
    scale = canvas.camera.scale((x, y, floor + 1.0))
    if taken:
        _from_behind(canvas, (x + chance.between(-0.05, 0.05), y, floor), scale, chance)
    u, top = canvas.camera.see((x, y, floor + 0.92))
    half, down = 0.245 * scale, 0.62 * scale
    canvas.block((u - half, top, u + half, top + down), 0.08 * scale, chair)
    canvas.block((u - half, top, u + half, top + 0.05 * scale), 0.025 * scale, lit(chair, 1.35))


def _from_behind(canvas: Canvas, place: Space, scale: float, chance: Chance) -> None:
    x, y, floor = place
    tall = chance.between(1.17, 1.3)
    cloth, hair, skin = chance.pick(CLOTHES), chance.pick(HAIR), chance.pick(SKIN)
    u, v = canvas.camera.see((x, y, floor + tall))
    lean = chance.between(-0.03, 0.03) * scale
    neck = v + 0.15 * scale
    wide = chance.between(0.2, 0.245) * scale
    canvas.block((u - 0.05 * scale, neck - 0.06 * scale, u + 0.05 * scale, neck + 0.09 * scale), 0, lit(skin, 0.86))
    canvas.block((u - wide, neck + 0.03 * scale, u + wide, neck + 0.7 * scale), 0.13 * scale, cloth)
    canvas.oval((u, neck + 0.07 * scale), wide * 0.62, 0.06 * scale, cloth)
    canvas.oval((u + wide * 0.45, neck + 0.42 * scale), wide * 0.5, 0.3 * scale, lit(cloth, 0.8), 60)
    head = (u + lean, v)
    if chance.happens(0.75):
        for side in (-1, 1):
            canvas.oval((head[0] + side * 0.083 * scale, v + 0.012 * scale), 0.016 * scale, 0.03 * scale, skin)
    canvas.oval(head, 0.083 * scale, 0.118 * scale, hair)
    if chance.happens(0.42):
        _long_hair(canvas, head, scale, hair, chance)
    canvas.oval((head[0] - 0.03 * scale, v - 0.045 * scale), 0.034 * scale, 0.04 * scale, lit(hair, 1.7), 70)


def _long_hair(canvas: Canvas, head: tuple[float, float], scale: float, hair: Colour, chance: Chance) -> None:
    u, v = head
    if chance.happens(0.4):
        canvas.oval((u, v + 0.13 * scale), 0.035 * scale, 0.13 * scale, lit(hair, 1.15))
        return
    canvas.oval((u, v + 0.01 * scale), 0.098 * scale, 0.125 * scale, hair)
    canvas.block((u - 0.098 * scale, v, u + 0.098 * scale, v + chance.between(0.16, 0.26) * scale), 0.05 * scale, hair)


class Standing:
    """Somebody standing with the face to us; `place` is where the feet are, `tall` in metres."""

    def __init__(
        self, canvas: Canvas, place: Space, chance: Chance, *, tall: float = 1.7, woman: bool | None = None,
        coat: bool | None = None,
    ) -> None:  # fmt: skip
        self._canvas = canvas
        self._scale = canvas.camera.scale((place[0], place[1], place[2] + 1.3))
        self._u, self._foot = canvas.camera.see(place)
        self._tall = tall
        self._chance = chance
        self._skin: Colour = chance.pick(SKIN)
        self._hair: Colour = chance.pick(HAIR)
        self._woman = chance.happens(0.5) if woman is None else woman
        self._coat = chance.happens(0.5) if coat is None else coat
        self._cloth: Colour = (240, 243, 246) if self._coat else chance.pick(DARK)

    def draw(self, *, arm: float | None = None) -> None:
        """Draw them; `arm` is how far to the right (left if negative) in metres the hand points."""
        self._body()
        if arm is not None:
            self._arm(arm)
        self._head()

    def _at(self, across: float, up: float) -> tuple[float, float]:
        return self._u + across * self._scale, self._foot - up * self._scale

    def _body(self) -> None:
        canvas, tall, scale = self._canvas, self._tall, self._scale
        legs = lit((44, 48, 60), 0.9)
        for side in (-1, 1):
            points = [self._at(side * 0.02, 0.86), self._at(side * 0.17, 0.86), self._at(side * 0.14, 0.02)]
            canvas.shape([*points, self._at(side * 0.04, 0.02)], legs)
            canvas.oval(self._at(side * 0.1, 0.02), 0.08 * scale, 0.035 * scale, (22, 20, 22))
        shoulder = tall - 0.29
        low = 0.48 if self._coat else 0.76
        side_in = 0.17
        outline = [
            self._at(-0.21, shoulder), self._at(-0.08, shoulder + 0.05), self._at(0.08, shoulder + 0.05),
            self._at(0.21, shoulder), self._at(0.205, shoulder - 0.2), self._at(side_in + 0.03, low),
            self._at(-side_in - 0.03, low), self._at(-0.205, shoulder - 0.2),
        ]  # fmt: skip
        canvas.shape(outline, self._cloth)
        for side in (-1, 1):
            canvas.oval(self._at(side * 0.2, shoulder - 0.045), 0.06 * scale, 0.07 * scale, self._cloth)
            canvas.stroke(
                [self._at(side * 0.235, shoulder - 0.06), self._at(side * 0.26, shoulder - 0.34),
                 self._at(side * 0.22, shoulder - 0.58)], 0.095 * scale, lit(self._cloth, 0.9),
            )  # fmt: skip
            canvas.oval(self._at(side * 0.22, shoulder - 0.62), 0.045 * scale, 0.05 * scale, self._skin)
        self._collar(shoulder)

    def _collar(self, shoulder: float) -> None:
        shirt = self._chance.pick(((250, 250, 252), (190, 212, 236), (226, 196, 204)))
        canvas = self._canvas
        canvas.shape(
            [self._at(-0.075, shoulder + 0.055), self._at(0.075, shoulder + 0.055), self._at(0, shoulder - 0.2)], shirt
        )
        if not self._woman:
            tie = self._chance.pick(((140, 30, 40), (30, 60, 120), (60, 60, 66)))
            canvas.shape(
                [self._at(-0.02, shoulder + 0.03), self._at(0.02, shoulder + 0.03), self._at(0, shoulder - 0.19)], tie
            )
        for side in (-1, 1):
            lapel = [
                self._at(side * 0.08, shoulder + 0.055),
                self._at(side * 0.125, shoulder - 0.02),
                self._at(0, shoulder - 0.24),
            ]
            canvas.shape(lapel, lit(self._cloth, 0.82))

    def _arm(self, reach: float) -> None:
        side = 1 if reach > 0 else -1
        shoulder = self._tall - 0.33
        elbow = self._at(side * 0.36, shoulder - 0.12)
        hand = self._at(side * min(0.62, abs(reach)), shoulder + 0.1)
        self._canvas.stroke([self._at(side * 0.2, shoulder), elbow, hand], 0.09 * self._scale, lit(self._cloth, 0.95))
        self._canvas.oval(hand, 0.048 * self._scale, 0.045 * self._scale, self._skin)

    def _head(self) -> None:
        canvas, scale = self._canvas, self._scale
        u, v = self._at(0, self._tall - 0.115)
        crown = 0.102 if self._woman else 0.09
        canvas.oval((u, v - 0.008 * scale), crown * scale, 0.118 * scale, self._hair)
        if self._woman:
            canvas.block((u - crown * scale, v, u + crown * scale, v + 0.15 * scale), 0, self._hair)
        neck = (u - 0.045 * scale, v + 0.05 * scale, u + 0.045 * scale, v + 0.17 * scale)
        canvas.block(neck, 0, lit(self._skin, 0.84))
        for side in (-1, 1):
            ear = (u + side * 0.08 * scale, v + 0.016 * scale)
            canvas.oval(ear, 0.016 * scale, 0.026 * scale, lit(self._skin, 0.9))
        canvas.oval((u, v + 0.018 * scale), 0.076 * scale, 0.092 * scale, self._skin)
        canvas.oval((u + 0.026 * scale, v + 0.032 * scale), 0.048 * scale, 0.07 * scale, lit(self._skin, 0.94), 130)
        canvas.pie((u - 0.012 * scale, v - 0.03 * scale), 0.083 * scale, 0.07 * scale, (186, 350), self._hair)
        self._face(u, v + 0.01 * scale)

    def _face(self, u: float, v: float) -> None:
        canvas, scale = self._canvas, self._scale
        dark = mix(self._hair, (60, 40, 36), 0.4)
        for side in (-1, 1):
            eye = (u + side * 0.03 * scale, v + 0.004 * scale)
            canvas.oval(eye, 0.011 * scale, 0.007 * scale, (40, 30, 30))
            canvas.stroke(
                [(eye[0] - 0.016 * scale, eye[1] - 0.02 * scale), (eye[0] + 0.016 * scale, eye[1] - 0.021 * scale)],
                0.007 * scale,
                dark,
            )
        canvas.oval((u, v + 0.033 * scale), 0.012 * scale, 0.01 * scale, lit(self._skin, 0.86))
        canvas.pie((u, v + 0.056 * scale), 0.026 * scale, 0.016 * scale, (10, 170), mix(self._skin, (170, 50, 50), 0.6))
        if self._chance.happens(0.5):
            for side in (-1, 1):
                x = u + side * 0.031 * scale
                frame = [
                    (x + dx * 0.025 * scale, v + 0.004 * scale + dy * 0.018 * scale)
                    for dx, dy in ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1))
                ]
                canvas.stroke(frame, 0.005 * scale, (40, 40, 44))
        if self._coat:
            canvas.block(
                (u - 0.13 * scale, v + 0.42 * scale, u - 0.05 * scale, v + 0.47 * scale),
                0,
                mix(WHITE, (60, 120, 180), 0.5),
            )
