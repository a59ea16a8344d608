"""A flat sheet seen at an angle: the projective map between two quadrilaterals, without a matrix library."""

from collections.abc import Sequence

from PIL import Image

from backend.demo.scenes.camera import Flat

Corners = tuple[Flat, Flat, Flat, Flat]
"""Upper left, upper right, lower right, lower left."""


HEM = 2
"""Pixels of the sheet's edge that are left out, so that a pixel half outside still finds some sheet."""


def map_between(seen: Corners, flat: Corners) -> tuple[float, ...]:
    """The eight numbers with which Pillow finds for a point of the photo its place on the sheet."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(seen, flat, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    return tuple(_solved(rows))


def warped(sheet: Image.Image, seen: Corners, box: tuple[int, int, int, int]) -> Image.Image:
    """The part of the photo inside `box` (left, top, right, bottom) with the sheet at its place."""
    width, height = sheet.size
    right_end, low_end = width - HEM, height - HEM
    flat: Corners = ((HEM, HEM), (right_end, HEM), (right_end, low_end), (HEM, low_end))
    left, top, right, bottom = box
    moved: Corners = tuple((x - left, y - top) for x, y in seen)  # type: ignore[assignment]
    return sheet.transform(
        (right - left, bottom - top),
        Image.Transform.PERSPECTIVE,
        map_between(moved, flat),
        Image.Resampling.BILINEAR,
    )


def _solved(rows: list[list[float]]) -> Sequence[float]:
    """The unknowns of a square system, by elimination with the largest pivot."""
    size = len(rows)
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        head = rows[column]
        rows[column] = head = [value / head[column] for value in head]
        for number in range(size):
            if number != column and rows[number][column]:
                factor = rows[number][column]
                rows[number] = [a - factor * b for a, b in zip(rows[number], head, strict=True)]
    return [row[size] for row in rows]
