"""Opus in Ogg pages (RFC 3533, RFC 7845): read whole and strictly, written again without a word of anybody's."""

import struct
from collections.abc import Iterator

from backend.files import opus
from backend.files.refusals import Refused

_PAGE = struct.Struct("<4sBBqIIIB")
_CONTINUED, _FIRST, _LAST = 1, 2, 4
_SERIAL = 1
OURS = b"Onward"
TAGS = b"OpusTags" + struct.pack("<I", len(OURS)) + OURS + struct.pack("<I", 0)


def _table() -> list[int]:
    made = []
    for byte in range(256):
        value = byte << 24
        for _ in range(8):
            value = (value << 1) ^ (0x04C11DB7 if value & 0x80000000 else 0)
        made.append(value & 0xFFFFFFFF)
    return made


_CRC = _table()


def checksum(page: bytes) -> int:
    """The page's CRC-32 with polynomial 0x04C11DB7, not reflected, its own field being zero (RFC 3533 section 6)."""
    value = 0
    for byte in page:
        value = ((value << 8) & 0xFFFFFFFF) ^ _CRC[(value >> 24) ^ byte]
    return value


def packets(data: bytes) -> Iterator[bytes]:
    """Every packet of the one stream in it. Refused for a second stream, a gap, a wrong sum, or bytes beside the pages."""
    at, number, serial, open_packet = 0, 0, None, b""
    ended = carried = False
    while at < len(data):
        if ended or len(data) - at < _PAGE.size:
            raise Refused("broken")
        mark, version, flags, _, stream, sequence, wanted, segments = _PAGE.unpack_from(data, at)
        body = at + _PAGE.size + segments
        lacing = data[at + _PAGE.size : body]
        end = body + sum(lacing)
        if mark != b"OggS" or version or flags > 7 or len(lacing) < segments or end > len(data):
            raise Refused("broken")
        if serial is None:
            serial = stream
        if (
            stream != serial
            or sequence != number
            or bool(flags & _FIRST) is not (number == 0)
            or bool(flags & _CONTINUED) is not carried
        ):
            raise Refused("broken")
        if checksum(data[at : at + 22] + bytes(4) + data[at + 26 : end]) != wanted:
            raise Refused("broken")
        for length in lacing:
            open_packet += data[body : body + length]
            body += length
            carried = length == 255
            if not carried:
                yield open_packet
                open_packet = b""
        at, number, ended = end, number + 1, bool(flags & _LAST)
    if carried or not number:
        raise Refused("broken")


def read(data: bytes) -> tuple[bytes, list[bytes]]:
    """The header and the sound's packets; what stood in the tags is gone."""
    found = packets(data)
    first, second = next(found, b""), next(found, b"")
    if first[:8] != opus.HEAD or second[:8] != b"OpusTags":
        raise Refused("voice_kind")
    return opus.head(first)[0], list(found)


def write(head: bytes, sound: list[bytes]) -> bytes:
    """The same sound in pages of ours, one packet after the other, at most 25 packets on each."""
    pages: list[tuple[int, list[bytes]]] = [(0, [head]), (0, [TAGS])]
    done, room = 0, 0
    for packet in sound:
        needed = len(packet) // 255 + 1
        if needed > 255:
            raise Refused("broken")
        if needed > room or len(pages[-1][1]) == 25:
            pages.append((0, []))
            room = 255
        done += opus.samples(packet)
        pages[-1] = (done, [*pages[-1][1], packet])
        room -= needed
    flags = [_FIRST, *(0 for _ in pages[2:]), _LAST]
    return b"".join(_page(number, flags[number], *page) for number, page in enumerate(pages))


def _page(number: int, flags: int, granule: int, some: list[bytes]) -> bytes:
    lacing = b"".join(b"\xff" * (len(one) // 255) + bytes([len(one) % 255]) for one in some)
    body = lacing + b"".join(some)
    blank = _PAGE.pack(b"OggS", 0, flags, granule, _SERIAL, number, 0, len(lacing)) + body
    return blank[:22] + struct.pack("<I", checksum(blank)) + blank[26:]
