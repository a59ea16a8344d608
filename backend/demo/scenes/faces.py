"""Four-cornered faces in space, by what they span. Pairs are from low to high."""

from backend.demo.scenes.camera import Flat, Space

Face = list[Space]


def upright(across: Flat, heights: Flat, y: float) -> Face:
    """Facing us: upper left, upper right, lower right, lower left."""
    (left, right), (low, top) = across, heights
    return [(left, y, top), (right, y, top), (right, y, low), (left, y, low)]


def sideways(x: float, depths: Flat, heights: Flat) -> Face:
    """A wall at the side; begins above at its near end."""
    (near, far), (low, top) = depths, heights
    return [(x, near, top), (x, far, top), (x, far, low), (x, near, low)]


def lying(across: Flat, depths: Flat, z: float) -> Face:
    """A floor or ceiling: near left, near right, far right, far left."""
    (left, right), (near, far) = across, depths
    return [(left, near, z), (right, near, z), (right, far, z), (left, far, z)]
