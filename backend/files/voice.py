"""Voice notes: one sound, Opus or AAC, taken out of its container and put into a new one of the same kind."""

from math import ceil

from backend.files import mp4, ogg, opus, webm
from backend.files.refusals import Refused

LONGEST = 5 * 60
"""Seconds."""
LARGEST = 1_000_000
"""Bytes: about 60 KB a minute is usual."""


def clean(data: bytes) -> tuple[str, int, bytes]:
    """Media type, whole seconds (rounded up) and the new file: the sound's own packets, no tag, nothing beside them.

    Refused for two tracks, pictures, encryption, attachments, more than five minutes or a megabyte, and what is broken.
    """
    if len(data) > LARGEST:
        raise Refused("voice_long")
    if data[:4] == b"OggS":
        made = _ogg(data)
    elif data[:4] == webm.EBML.to_bytes(4, "big"):
        made = _webm(data)
    elif data[4:8] == b"ftyp":
        made = _mp4(data)
    else:
        raise Refused("voice_kind")
    if len(made[2]) > LARGEST:
        raise Refused("voice_long")
    return made


def _seconds(length: float) -> int:
    if length <= 0:
        raise Refused("empty")
    if length > LONGEST:
        raise Refused("voice_long")
    return ceil(length)


def _ogg(data: bytes) -> tuple[str, int, bytes]:
    head, sound = ogg.read(data)
    seconds = _seconds(sum(map(opus.samples, sound)) / opus.RATE)
    return "audio/ogg", seconds, ogg.write(head, sound)


def _webm(data: bytes) -> tuple[str, int, bytes]:
    head, sound = webm.read(data)
    if not sound:
        raise Refused("empty")
    times = [time for time, _ in sound]
    if times != sorted(times):
        raise Refused("broken")
    sounding = sum(opus.samples(packet) for _, packet in sound) / opus.RATE
    stands = times[-1] / 1000 + opus.samples(sound[-1][1]) / opus.RATE
    seconds = _seconds(max(sounding, stands))
    return "audio/webm", seconds, webm.write(head, sound)


def _mp4(data: bytes) -> tuple[str, int, bytes]:
    config, sound = mp4.read(data)
    if not all(sound):
        raise Refused("broken")
    rate, _ = mp4.core(config)
    seconds = _seconds(len(sound) * mp4.IN_A_FRAME / rate)
    return "audio/mp4", seconds, mp4.write(config, sound)
