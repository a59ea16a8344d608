"""What a painter is told."""

import msgspec

from backend.demo.scenes.subject import Kind, Subject

LENGTH = 4
"""Bytes, the highest first, that say how long a photo is."""


class Order(msgspec.Struct, frozen=True):
    """A photo to paint."""

    kind: Kind
    subject: Subject
