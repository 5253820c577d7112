"""Opus in WebM (RFC 8794 EBML, RFC 9559 Matroska): one audio track is taken out, and a new file written around it."""

import struct
from collections.abc import Iterator

from backend.files import opus
from backend.files.refusals import Refused

EBML, SEGMENT, INFO, TRACKS, TRACK, AUDIO = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1654AE6B, 0xAE, 0xE1
CLUSTER, TIMESTAMP, SIMPLE_BLOCK, GROUP, BLOCK = 0x1F43B675, 0xE7, 0xA3, 0xA0, 0xA1
DOC_TYPE, SCALE, TRACK_NUMBER, TRACK_TYPE, CODEC, PRIVATE, ENCODINGS = (
    0x4282,
    0x2AD7B1,
    0xD7,
    0x83,
    0x86,
    0x63A2,
    0x6D80,
)
SEEK, CUES, CHAPTERS, TAGS, ATTACHMENTS, VOID, CRC = (
    0x114D9B74,
    0x1C53BB6B,
    0x1043A770,
    0x1254C367,
    0x1941A469,
    0xEC,
    0xBF,
)
_TOP = {INFO, TRACKS, CLUSTER, SEEK, CUES, CHAPTERS, TAGS, ATTACHMENTS, VOID, CRC}
_SOUND = 2
Element = tuple[int, int, int]
"""Its id, and where its content starts and ends in the file."""


def _number(data: bytes, at: int, end: int, *, longest: int, keep_mark: bool) -> tuple[int, int]:
    """A variable-size integer and where it ends (RFC 8794 section 4). All ones without the mark means unknown: -1."""
    if at >= end or not data[at]:
        raise Refused("broken")
    length = 9 - data[at].bit_length()
    if length > longest or at + length > end:
        raise Refused("broken")
    value = int.from_bytes(data[at : at + length], "big")
    if not keep_mark:
        value &= (1 << 7 * length) - 1
        value = -1 if value == (1 << 7 * length) - 1 else value
    return value, at + length


def elements(data: bytes, at: int, end: int) -> Iterator[Element]:
    """The elements between two places. Only a segment or a cluster may be of unknown size, as recorders write them."""
    while at < end:
        kind, body = _number(data, at, end, longest=4, keep_mark=True)
        size, body = _number(data, body, end, longest=8, keep_mark=False)
        if size < 0:
            if kind not in (SEGMENT, CLUSTER):
                raise Refused("broken")
            at = end if kind == SEGMENT else _next_top(data, body, end)
        else:
            at = body + size
        if at > end:
            raise Refused("broken")
        yield kind, body, at


def _next_top(data: bytes, at: int, end: int) -> int:
    """Where a cluster of unknown size ends: before the next element that can only stand beside it."""
    while at < end:
        kind, body = _number(data, at, end, longest=4, keep_mark=True)
        if kind in _TOP - {VOID, CRC}:
            return at
        size, body = _number(data, body, end, longest=8, keep_mark=False)
        if size < 0 or body + size > end:
            raise Refused("broken")
        at = body + size
    return end


def _whole(data: bytes, element: Element) -> int:
    _, start, end = element
    if end - start > 8:
        raise Refused("broken")
    return int.from_bytes(data[start:end], "big")


def read(data: bytes) -> tuple[bytes, list[tuple[int, bytes]]]:
    """The Opus header, and each packet with its time in milliseconds. Tags, chapters, names and the rest stay behind."""
    top = list(elements(data, 0, len(data)))
    if [kind for kind, _, _ in top if kind not in (VOID, CRC)] != [EBML, SEGMENT]:
        raise Refused("broken" if top and top[0][0] == EBML else "voice_kind")
    if [data[s:e].rstrip(b"\0") for k, s, e in elements(data, *top[0][1:]) if k == DOC_TYPE] not in (
        [b"webm"],
        [b"matroska"],
    ):
        raise Refused("voice_kind")
    segment = next(one for one in top if one[0] == SEGMENT)
    scale, track, header, found = 1_000_000, None, b"", []
    for kind, start, end in elements(data, *segment[1:]):
        if kind not in _TOP:
            raise Refused("broken")
        if kind == ATTACHMENTS:
            raise Refused("voice_kind")
        if kind == INFO:
            scale = next((_whole(data, one) for one in elements(data, start, end) if one[0] == SCALE), scale)
        if kind == TRACKS:
            if track is not None:
                raise Refused("broken")
            track, header = _track(data, start, end)
        if kind == CLUSTER:
            if track is None:
                raise Refused("broken")
            found += list(_blocks(data, start, end, track))
    if not scale or scale > 1_000_000_000:
        raise Refused("broken")
    return header, [(time * scale // 1_000_000, packet) for time, packet in found]


def _track(data: bytes, start: int, end: int) -> tuple[int, bytes]:
    """The number and the Opus header of the one track. Refused when there are two, or it is no plain Opus sound."""
    entries = [one for one in elements(data, start, end) if one[0] not in (VOID, CRC)]
    if len(entries) != 1 or entries[0][0] != TRACK:
        raise Refused("voice_kind")
    inside = {kind: (kind, s, e) for kind, s, e in elements(data, *entries[0][1:])}
    if not {TRACK_NUMBER, TRACK_TYPE, CODEC, PRIVATE} <= inside.keys() or ENCODINGS in inside:
        raise Refused("voice_kind")
    codec = data[inside[CODEC][1] : inside[CODEC][2]].rstrip(b"\0")
    if _whole(data, inside[TRACK_TYPE]) != _SOUND or codec != b"A_OPUS":
        raise Refused("voice_kind")
    return _whole(data, inside[TRACK_NUMBER]), opus.head(data[inside[PRIVATE][1] : inside[PRIVATE][2]])[0]


def _blocks(data: bytes, start: int, end: int, track: int) -> Iterator[tuple[int, bytes]]:
    since = 0
    for element in elements(data, start, end):
        kind, s, e = element
        if kind == TIMESTAMP:
            since = _whole(data, element)
        elif kind == SIMPLE_BLOCK:
            yield _packet(data, s, e, track, since)
        elif kind == GROUP:
            for inner in elements(data, s, e):
                if inner[0] == BLOCK:
                    yield _packet(data, inner[1], inner[2], track, since)


def _packet(data: bytes, start: int, end: int, track: int, since: int) -> tuple[int, bytes]:
    """A block's time and packet (RFC 9559 section 10). Several packets in one block (lacing) are no recorder's work."""
    number, at = _number(data, start, end, longest=8, keep_mark=False)
    if number != track or end - at < 4 or data[at + 2] & 0x06:
        raise Refused("broken")
    time = since + int.from_bytes(data[at : at + 2], "big", signed=True)
    if time < 0:
        raise Refused("broken")
    return time, data[at + 3 : end]


def write(head: bytes, sound: list[tuple[int, bytes]]) -> bytes:
    """A WebM file of ours with these packets at these milliseconds; its length stands in it, so that a phone can show it."""
    _, channels, skip = opus.head(head)
    last, packet = sound[-1]
    length = last + opus.samples(packet) * 1000 / opus.RATE
    start = _element(EBML, _unsigned(0x4286, 1), _unsigned(0x42F7, 1), _unsigned(0x42F2, 4), _unsigned(0x42F3, 8),
                     _element(DOC_TYPE, b"webm"), _unsigned(0x4287, 4), _unsigned(0x4285, 2))  # fmt: skip
    info = _element(INFO, _unsigned(SCALE, 1_000_000), _element(0x4489, struct.pack(">d", length)),
                    _element(0x4D80, b"Onward"), _element(0x5741, b"Onward"))  # fmt: skip
    audio = _element(AUDIO, _element(0xB5, struct.pack(">d", float(opus.RATE))), _unsigned(0x9F, channels))
    track = _element(TRACK, _unsigned(TRACK_NUMBER, 1), _unsigned(0x73C5, 1), _unsigned(TRACK_TYPE, _SOUND), _unsigned(0x9C, 0),
                     _element(CODEC, b"A_OPUS"), _element(PRIVATE, head), _unsigned(0x56AA, skip * 1_000_000_000 // opus.RATE),
                     _unsigned(0x56BB, 80_000_000), audio)  # fmt: skip
    clusters = []
    while sound:
        since = sound[0][0]
        many = next((place for place, (time, _) in enumerate(sound) if time - since > 5000), len(sound))
        blocks = [
            _element(SIMPLE_BLOCK, b"\x81" + struct.pack(">h", time - since) + b"\x80" + packet)
            for time, packet in sound[:many]
        ]
        clusters.append(_element(CLUSTER, _unsigned(TIMESTAMP, since), *blocks))
        sound = sound[many:]
    return start + _element(SEGMENT, info, _element(TRACKS, track), *clusters)


def _element(kind: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return kind.to_bytes((kind.bit_length() + 7) // 8, "big") + (1 << 56 | len(body)).to_bytes(8, "big") + body


def _unsigned(kind: int, value: int) -> bytes:
    return _element(kind, value.to_bytes(max(1, (value.bit_length() + 7) // 8), "big"))
