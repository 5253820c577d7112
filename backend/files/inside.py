"""Pictures inside a PDF without their notes: places and phones stand in a JPEG's segments and a JPEG 2000's boxes."""

from backend.files.refusals import Refused

_ALONE = {0x01, *range(0xD0, 0xD8)}
_KEPT = {(0xE0, 16, b"JFIF\0"), (0xEE, 14, b"Adobe")}  # without thumbnails; Adobe's says how the colours are meant
_NOTES = {b"uuid", b"xml ", b"uinf"}


def jpeg(data: bytes) -> bytes:
    """The same picture without application segments, extensions and comments (ITU-T T.81 annex B). Refused when it is no JPEG."""
    if data[:2] != b"\xff\xd8":
        raise Refused("broken")
    made, at = [b"\xff\xd8"], 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise Refused("broken")
        mark = data[at + 1]
        if mark == 0xFF:
            at += 1
            continue
        if mark == 0xD9:
            return b"".join([*made, b"\xff\xd9"])
        length = 0 if mark in _ALONE else int.from_bytes(data[at + 2 : at + 4], "big")
        end = at + 2 + length
        if (length < 2 and mark not in _ALONE) or end > len(data):
            raise Refused("broken")
        if mark == 0xDA:
            end = _after_scan(data, end)
        if not (0xE0 <= mark <= 0xEF or mark >= 0xF0) or (mark, length, data[at + 4 : at + 9]) in _KEPT:
            made.append(data[at:end])
        at = end
    return b"".join([*made, b"\xff\xd9"])


def _after_scan(data: bytes, at: int) -> int:
    """Where the next segment starts after coded pixels: an FF that is neither stuffed nor a restart."""
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        if data[at + 1] == 0 or data[at + 1] in _ALONE:
            at += 2
        else:
            return at
    return len(data)


def jpeg_2000(data: bytes) -> bytes:
    """The same picture without its boxes of notes (ITU-T T.800 annex I); a bare code stream stays as it is."""
    if data[:4] == b"\xff\x4f\xff\x51":
        return data
    made, at = [], 0
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        end = at + size if size else len(data)
        if end > len(data) or end < at + 8:
            raise Refused("broken")
        if kind not in _NOTES:
            made.append(data[at:end])
        at = end
    return b"".join(made)
