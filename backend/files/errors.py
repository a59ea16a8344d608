"""Refusals of bytes."""

from backend.kernel.errors import Refusal


class DigestMismatch(Refusal):
    """The bytes have another digest than the address says; nothing was kept."""

    code = "digest_mismatch"
    status = 422


class SizeMismatch(Refusal):
    """Fewer or more bytes than announced; nothing was kept."""

    code = "size_mismatch"
    status = 422


class NotAwaited(Refusal):
    """No accepted record of this person names the digest; send the record first."""

    code = "not_awaited"
    status = 409


class NotJpeg(Refusal):
    """A photo that does not begin as a JPEG; nothing was kept."""

    code = "not_jpeg"
    status = 422


class NotPng(Refusal):
    """A drawing that does not begin as a PNG; nothing was kept."""

    code = "not_png"
    status = 422


class NotPdf(Refusal):
    """A document that does not begin as a PDF; nothing was kept."""

    code = "not_pdf"
    status = 422


class DiskFull(Refusal):
    """No room; nothing was kept. The phone keeps its copy and tries later."""

    code = "disk_full"
    status = 507


class BadDigest(Refusal):
    """The address is not 64 lower-case hex digits."""

    code = "bad_digest"
    status = 422
