"""AAC in MP4 (ISO/IEC 14496-12 and -14), whole or in fragments: the samples are taken out, a new file written around them."""

import struct
from bisect import bisect_right
from collections.abc import Iterator

from backend.files.refusals import Refused

RATES = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350)
IN_A_FRAME = 1024
"""Samples of the core coder in one AAC frame (ISO/IEC 14496-3 table 4.119)."""
MOST = 30_000  # frames: five minutes at the highest rate
_AAC, _LOW, _SBR, _PS = 0x40, 2, 5, 29
Range = tuple[int, int]


def boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int, int]]:
    """Kind, start, start of content and end of each box between two places (section 4.2)."""
    while at < end:
        if end - at < 8:
            raise Refused("broken")
        size, kind, body = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], at + 8
        if size == 1:
            size, body = int.from_bytes(data[at + 8 : at + 16], "big"), at + 16
        elif size == 0:
            size = end - at
        if at + size > end or body > at + size:
            raise Refused("broken")
        yield kind, at, body, at + size
        at += size


def _one(data: bytes, place: Range, *path: bytes) -> Range:
    """The content of the only box along this path. Refused when one is missing or there are two."""
    for name in path:
        found = [(body, end) for kind, _, body, end in boxes(data, *place) if kind == name]
        if len(found) != 1:
            raise Refused("voice_kind" if name == b"trak" else "broken")
        place = found[0]
    return place


def _numbers(data: bytes, place: Range, at: int, many: int, format: str = "I") -> tuple[int, ...]:
    size = struct.calcsize(">" + format)
    if many > MOST:
        raise Refused("voice_long")
    if place[0] + at + size * many > place[1]:
        raise Refused("broken")
    return struct.unpack_from(f">{format * many}", data, place[0] + at)


def read(data: bytes) -> tuple[bytes, list[bytes]]:
    """The decoder's configuration and each AAC frame. Names, places, cover pictures and the rest stay behind."""
    top = list(boxes(data, 0, len(data)))
    if not top or top[0][0] != b"ftyp":
        raise Refused("voice_kind")
    moov = _one(data, (0, len(data)), b"moov")
    track = _one(data, moov, b"trak")
    media = _one(data, track, b"mdia")
    if data[(handler := _one(data, media, b"hdlr")[0]) + 8 : handler + 12] != b"soun":
        raise Refused("voice_kind")
    table = _one(data, media, b"minf", b"stbl")
    config = _config(data, _one(data, table, b"stsd"))
    (number,) = _numbers(data, head := _one(data, track, b"tkhd"), 20 if data[head[0]] == 1 else 12, 1)
    ranges = list(_whole(data, table))
    for kind, start, body, end in top:
        if kind == b"moof":
            ranges += _fragment(data, start, (body, end), number, moov)
            if len(ranges) > MOST:
                raise Refused("voice_long")
    inside = [(body, end) for kind, _, body, end in top if kind == b"mdat"]
    for start, size in ranges:
        place = bisect_right(inside, (start, len(data))) - 1
        if place < 0 or start + size > inside[place][1]:
            raise Refused("broken")
    if sum(size for _, size in ranges) > len(data):
        raise Refused("broken")  # the same bytes again and again would grow without end
    return config, [data[start : start + size] for start, size in ranges]


def _config(data: bytes, entries: Range) -> bytes:
    if _numbers(data, entries, 4, 1) != (1,):
        raise Refused("voice_kind")
    kind, _, body, end = next(boxes(data, entries[0] + 8, entries[1]), (b"", 0, 0, 0))
    if kind != b"mp4a" or end - body < 28 or data[body + 8 : body + 10] != b"\0\0":
        raise Refused("voice_kind")
    esds = _one(data, (body + 28, end), b"esds")
    es = _descriptor(data, (esds[0] + 4, esds[1]), 3)
    if es[1] - es[0] < 3 or data[es[0] + 2] & 0xE0:
        raise Refused("voice_kind")
    decoder = _descriptor(data, (es[0] + 3, es[1]), 4)
    if decoder[1] - decoder[0] < 13 or data[decoder[0]] != _AAC:
        raise Refused("voice_kind")
    start, stop = _descriptor(data, (decoder[0] + 13, decoder[1]), 5)
    core(data[start:stop])
    return data[start:stop]


def _descriptor(data: bytes, place: Range, tag: int) -> Range:
    """Content of the descriptor that starts here (ISO/IEC 14496-1 section 8.3.3: seven bits of length to a byte)."""
    at, end = place
    if at >= end or data[at] != tag:
        raise Refused("voice_kind")
    size = 0
    body = at + 1
    while body < min(at + 5, end):
        size, more, body = size << 7 | data[body] & 0x7F, data[body] & 0x80, body + 1
        if not more:
            break
    if body + size > end:
        raise Refused("broken")
    return body, body + size


def core(config: bytes) -> tuple[int, int]:
    """The core coder's rate in Hz and the channels, from an AudioSpecificConfig (ISO/IEC 14496-3 section 1.6.2.1)."""
    if not 2 <= len(config) <= 8:
        raise Refused("voice_kind")
    bits = int.from_bytes(config[:2], "big")
    kind, rate, channels = bits >> 11, bits >> 7 & 15, bits >> 3 & 15
    if kind not in (_LOW, _SBR, _PS) or rate >= len(RATES) or channels not in (1, 2):
        raise Refused("voice_kind")
    return RATES[rate], channels


def _whole(data: bytes, table: Range) -> Iterator[Range]:
    """Where each sample of the sample table lies (sections 8.7.3 to 8.7.5); none in a file made of fragments."""
    sizes_at = _one(data, table, b"stsz")
    same, many = _numbers(data, sizes_at, 4, 2)
    if many > MOST:
        raise Refused("voice_long")
    sizes = [same] * many if same else list(_numbers(data, sizes_at, 12, many))
    if not sizes:
        return
    kinds = [kind for kind, *_ in boxes(data, *table)]
    name, format = (b"co64", "Q") if b"co64" in kinds else (b"stco", "I")
    chunks_at, runs_at = _one(data, table, name), _one(data, table, b"stsc")
    chunks = _numbers(data, chunks_at, 8, _numbers(data, chunks_at, 4, 1)[0], format)
    flat = _numbers(data, runs_at, 8, 3 * _numbers(data, runs_at, 4, 1)[0])
    firsts, held_by = list(flat[::3]), flat[1::3]
    if firsts != sorted(firsts) or firsts[:1] != [1]:
        raise Refused("broken")
    done = 0
    for number, offset in enumerate(chunks, 1):
        held = held_by[bisect_right(firsts, number) - 1]
        for size in sizes[done : done + held]:
            yield offset, size
            offset += size
        done += held
    if done != many:
        raise Refused("broken")


def _fragment(data: bytes, start: int, place: Range, number: int, moov: Range) -> Iterator[Range]:
    """Where each sample of a movie fragment lies (sections 8.8.7 and 8.8.8)."""
    traf = _one(data, place, b"traf")
    head = _one(data, traf, b"tfhd")
    flags, track = _numbers(data, head, 0, 2)
    if track != number:
        raise Refused("broken")
    at, base = 8, start
    if flags & 0x1:
        (base,) = _numbers(data, head, at, 1, "Q")
    at += 8 * bool(flags & 0x1) + 4 * bool(flags & 0x2) + 4 * bool(flags & 0x8)
    if flags & 0x10:
        (usual,) = _numbers(data, head, at, 1)
    else:
        (usual,) = _numbers(data, _one(data, moov, b"mvex", b"trex"), 16, 1)
    offset = base
    for kind, _, body, end in boxes(data, *traf):
        if kind != b"trun":
            continue
        run = (body, end)
        flags, many = _numbers(data, run, 0, 2)
        at = 8
        if flags & 0x1:
            offset = base + _numbers(data, run, at, 1, "i")[0]
        at += 4 * bool(flags & 0x1) + 4 * bool(flags & 0x4)
        width = sum(bool(flags & one) for one in (0x100, 0x200, 0x400, 0x800))
        rows = _numbers(data, run, at, many * width)
        if many > MOST:
            raise Refused("voice_long")
        for row in range(many):
            size = rows[row * width + bool(flags & 0x100)] if flags & 0x200 else usual
            yield offset, size
            offset += size


_MATRIX = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)


def write(config: bytes, sound: list[bytes]) -> bytes:
    """An MP4 file of ours with these frames, the table before the sound so that it plays while it loads."""
    start = _box(b"ftyp", b"M4A ", bytes(4), b"isomM4A mp42")
    offset = len(start) + len(_moov(config, sound, 0)) + 8
    return start + _moov(config, sound, offset) + _box(b"mdat", *sound)


def _moov(config: bytes, sound: list[bytes], offset: int) -> bytes:
    rate, channels = core(config)
    many, length = len(sound), len(sound) * IN_A_FRAME
    decoder = bytes([_AAC, 0x15]) + bytes(11) + b"\x05" + bytes([len(config)]) + config
    es = bytes(2) + b"\0" + b"\x04" + bytes([len(decoder)]) + decoder + b"\x06\x01\x02"
    entry = _box(b"mp4a", bytes(6), struct.pack(">H8xHH4xI", 1, channels, 16, rate << 16 & 0xFFFFFFFF),
                 _full(b"esds", 0, b"\x03", bytes([len(es)]), es))  # fmt: skip
    table = _box(
        b"stbl",
        _full(b"stsd", 0, _i(1), entry),
        _full(b"stts", 0, _i(1, many, IN_A_FRAME)),
        _full(b"stsc", 0, _i(1, 1, many, 1)),
        _full(b"stsz", 0, _i(0, many, *map(len, sound))),
        _full(b"stco", 0, _i(1, offset)),
    )
    media = _box(
        b"mdia",
        _full(b"mdhd", 0, _i(0, 0, rate, length), b"\x55\xc4\0\0"),
        _full(b"hdlr", 0, bytes(4), b"soun", bytes(13)),
        _box(b"minf", _full(b"smhd", 0, bytes(4)), _box(b"dinf", _full(b"dref", 0, _i(1), _full(b"url ", 1))), table),
    )
    track = _full(b"tkhd", 7, _i(0, 0, 1, 0, length), bytes(12), b"\x01\0\0\0", _MATRIX, bytes(8))
    movie = _full(b"mvhd", 0, _i(0, 0, rate, length, 0x10000), b"\x01\0", bytes(10), _MATRIX, bytes(24), _i(2))
    return _box(b"moov", movie, _box(b"trak", track, media))


def _box(kind: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return _i(len(body) + 8) + kind + body


def _full(kind: bytes, flags: int, *parts: bytes) -> bytes:
    return _box(kind, _i(flags), *parts)


def _i(*numbers: int) -> bytes:
    return struct.pack(f">{len(numbers)}I", *numbers)
