"""Why bytes are not a picture that can be shown."""

from typing import Literal, get_args

PictureCode = Literal["empty", "not_jpeg", "undecodable", "too_many_pixels", "too_complex"]
"""Stable. `undecodable` covers damaged and cut files; `too_complex` those built to wear a decoder out."""

PICTURE_CODES: tuple[str, ...] = get_args(PictureCode)


class NotAPicture(Exception):
    """The bytes can't be decoded, or must not be."""

    def __init__(self, code: PictureCode) -> None:
        super().__init__(code)
        self.code: PictureCode = code
