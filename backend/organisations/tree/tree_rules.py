"""What may become of the tree, pure: unit codes, depth, moving a subtree under another parent (catalogue 3.2)."""

import re
import unicodedata

from backend.organisations.tree.path_rules import MAX_PATH, SEGMENT, is_within

DEEPEST = MAX_PATH // SEGMENT
"""Levels the tree may have."""
_CODE = re.compile(r"[0-9A-Z][0-9A-Z._-]{0,39}")


def normalise_code(text: str) -> str | None:
    """A unit code as it is kept: half-width, upper case; None if it is not letters, digits, dots and dashes."""
    code = unicodedata.normalize("NFKC", text).strip().upper()
    return code if _CODE.fullmatch(code) else None


def level_of(path: str) -> int:
    """How deep a node stands; a root is at 1."""
    return len(path) // SEGMENT


def moved_path(path: str, old: str, new: str) -> str:
    """The path of a node below `old` once `old` has become `new`."""
    return new + path[len(old) :]


def would_be_own_ancestor(path: str, parent: str) -> bool:
    """True where the new parent is the node itself or lies below it."""
    return is_within(parent, path)


def fits_below(parent: str, path: str, deepest: str) -> bool:
    """Whether a subtree, whose deepest node has this path, fits below a parent."""
    return level_of(parent) + level_of(deepest) - level_of(path) + 1 <= DEEPEST
