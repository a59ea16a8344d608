"""Paths of the tree, pure. Each node adds four base-36 digits, so a subtree is a range on any engine and collation."""

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
SEGMENT = 4
LAST = "z"
MAX_PATH = 60


def segment(number: int) -> str:
    """Four base-36 digits of a node's number among its siblings.

    Raises:
        ValueError: more siblings than four digits hold.
    """
    if not 0 <= number < len(DIGITS) ** SEGMENT:
        raise ValueError("too many organisations under one")
    signs = ""
    for _ in range(SEGMENT):
        number, rest = divmod(number, len(DIGITS))
        signs = DIGITS[rest] + signs
    return signs


def next_segment(siblings: list[str]) -> str:
    """The segment for a new child beside these sibling paths."""
    taken = [int(path[-SEGMENT:], len(DIGITS)) for path in siblings]
    return segment(max(taken, default=-1) + 1)


def subtree_range(path: str) -> tuple[str, str]:
    """The lowest and highest path inside the subtree of a node, both included."""
    return path, path + LAST * (MAX_PATH - len(path))


def is_within(path: str, ancestor: str) -> bool:
    """True for the node itself and everything below it."""
    return path.startswith(ancestor)


def ancestors(path: str) -> list[str]:
    """Paths from the root down to the node itself."""
    return [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
