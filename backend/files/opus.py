"""What an Opus packet says about itself (RFC 6716) and the header that comes before them (RFC 7845 section 5.1)."""

from backend.files.refusals import Refused

RATE = 48_000
HEAD = b"OpusHead"
_LONGEST = RATE * 120 // 1000
_SILK, _HYBRID, _CELT = (480, 960, 1920, 2880), (480, 960), (120, 240, 480, 960)


def samples(packet: bytes) -> int:
    """How long this packet sounds, in samples of 1/48,000 s (RFC 6716 sections 3.1 and 3.4). Refused when it cannot be one."""
    if not packet:
        raise Refused("broken")
    config, code = packet[0] >> 3, packet[0] & 3
    size = _SILK[config % 4] if config < 12 else _HYBRID[config % 2] if config < 16 else _CELT[config % 4]
    if code == 3:
        if len(packet) < 2 or not packet[1] & 63:
            raise Refused("broken")
        frames = packet[1] & 63
    else:
        frames = 1 if code == 0 else 2
    if size * frames > _LONGEST:
        raise Refused("broken")
    return size * frames


def head(found: bytes) -> tuple[bytes, int, int]:
    """A header of ours with what counts in this one; its channels (1 or 2), and the samples to skip at the start."""
    if len(found) < 19 or found[:8] != HEAD or found[8] >> 4 or found[9] not in (1, 2) or found[18]:
        raise Refused("voice_kind")
    return found[:8] + b"\x01" + found[9:19], found[9], int.from_bytes(found[10:12], "little")
