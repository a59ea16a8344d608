"""A one-page PDF of a few lines, Chinese included: the notices and schedules of the demo open in any reader."""

from collections.abc import Sequence

TOP, LEFT, LEADING = 770, 64, 26
TITLE_SIZE, TEXT_SIZE = 18, 12
FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>",
    (
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 6 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>"
    ),
    (
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0"
        b" /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
    ),
)
"""A font that readers bring themselves; none is embedded."""


def paper(title: str, lines: Sequence[str]) -> bytes:
    """The page as a file; lines of at most about 38 Chinese characters."""
    text = b"".join(
        _line(words, TITLE_SIZE if place == 0 else TEXT_SIZE, TOP - place * LEADING)
        for place, words in enumerate([title, *lines])
    )
    return _file(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 7 0 R"
        b" /Resources << /Font << /F1 4 0 R >> >> >>",
        *FONT,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
    )


def _line(words: str, size: int, height: int) -> bytes:
    return b"BT /F1 %d Tf %d %d Td <%s> Tj ET\n" % (size, LEFT, height, words.encode("utf-16-be").hex().encode())


def _file(*objects: bytes) -> bytes:
    """Numbered from 1, with the table of where each begins."""
    raw, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(raw))
        raw += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    start = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return raw + start + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(raw))
