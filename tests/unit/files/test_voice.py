"""Voice notes: real recordings come through whole, tags and tricks don't, and no bytes whatever break the walkers."""

import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.files import mp4, ogg, opus, voice, webm
from backend.files.refusals import REFUSALS, Refused
from tests.unit.files.hostile import must_be_known

RECORDINGS = Path(__file__).with_name("recordings")
REAL = {path.name: path.read_bytes() for path in sorted(RECORDINGS.iterdir())}
FRAME = bytes([0x00, 0xC8, 0x00, 0x80, 0x23, 0x80])  # a silent AAC-LC frame, one channel
AAC = (2 << 11 | 3 << 7 | 1 << 3).to_bytes(2, "big")  # AAC-LC, 48,000 Hz, one channel
HEAD = opus.HEAD + struct.pack("<BBHIhB", 1, 1, 312, 48000, 0, 0)
PACKET = bytes([0x78]) + b"\x01\x02\x03"  # 20 ms, one frame
SECRET = b"Marmalade-4711"


def refusal(data: bytes) -> str:
    """Why this is not kept."""
    with pytest.raises(Refused) as refused:
        voice.clean(data)
    assert refused.value.code in REFUSALS
    return refused.value.code


def a_webm(**more: bytes) -> bytes:
    """Two seconds of WebM."""
    return webm.write(HEAD, [(place * 20, PACKET) for place in range(100)]) + b"".join(more.values())


def an_mp4(frames: int = 100) -> bytes:
    """AAC in MP4."""
    return mp4.write(AAC, [FRAME] * frames)


def an_ogg(packets: int = 100) -> bytes:
    """Opus in Ogg."""
    return ogg.write(HEAD, [PACKET] * packets)


def fragmented(frames: int = 100) -> bytes:
    """The same sound as Safari's recorder writes it: an empty table, then fragments of ten frames."""
    whole = mp4.write(AAC, [])
    made = whole[: whole.index(b"mdat") - 4]
    trex = mp4._full(b"trex", 0, mp4._i(1, 1, 1024, 0, 0))
    moov = made.index(b"moov") - 4
    size = int.from_bytes(made[moov : moov + 4], "big")
    mvex = mp4._box(b"mvex", trex)
    made = made[:moov] + mp4._i(size + len(mvex)) + made[moov + 4 : moov + size] + mvex
    for start in range(0, frames, 10):
        head = mp4._full(b"tfhd", 0x20000, mp4._i(1))
        run = mp4._full(b"trun", 0x301, mp4._i(10, 0), *(mp4._i(1024, len(FRAME)) for _ in range(10)))
        moof = mp4._box(b"moof", mp4._full(b"mfhd", 0, mp4._i(start)), mp4._box(b"traf", head, run))
        run = mp4._full(b"trun", 0x301, mp4._i(10, len(moof) + 8), *(mp4._i(1024, len(FRAME)) for _ in range(10)))
        moof = mp4._box(b"moof", mp4._full(b"mfhd", 0, mp4._i(start)), mp4._box(b"traf", head, run))
        made += moof + mp4._box(b"mdat", FRAME * 10)
    return made


@pytest.mark.parametrize("name", REAL)
def test_a_real_recording_comes_through(name: str) -> None:
    kind, seconds, made = voice.clean(REAL[name])
    assert (kind, seconds) == (f"audio/{name.split('.')[-1]}", 3)
    assert voice.clean(made) == (kind, seconds, made)
    sound = webm.read(REAL[name])[1] if "webm" in name else ogg.read(REAL[name])[1]
    kept = webm.read(made)[1] if "webm" in name else ogg.read(made)[1]
    assert kept == sound
    for word in (b"Chrome", b"Mozilla", b"Lavf", b"libopus", b"QTmuxing"):
        assert word not in made


@pytest.mark.parametrize(
    ("data", "kind", "seconds"),
    [(a_webm(), "audio/webm", 2), (an_ogg(), "audio/ogg", 2), (an_mp4(), "audio/mp4", 3), (fragmented(), "audio/mp4", 3)],
    ids=["webm", "ogg", "mp4", "fragments"],
)  # fmt: skip
def test_each_kind_and_its_length(data: bytes, kind: str, seconds: int) -> None:
    assert voice.clean(data)[:2] == (kind, seconds)


def test_fragments_become_one_whole_file() -> None:
    assert voice.clean(fragmented())[2] == an_mp4()


@pytest.mark.parametrize("make", [an_ogg, lambda many: webm.write(HEAD, [(i * 20, PACKET) for i in range(many)])])
def test_five_minutes_and_no_more(make) -> None:  # type: ignore[no-untyped-def]
    assert voice.clean(make(15_000))[1] == 300
    assert refusal(make(15_001)) == "voice_long"


def test_five_minutes_of_mp4_and_no_more() -> None:
    assert voice.clean(an_mp4(14_062))[1] == 300
    assert refusal(an_mp4(14_063)) == "voice_long"
    assert refusal(an_mp4(40_000)) == "voice_long"


def test_a_megabyte_and_no_more() -> None:
    assert refusal(a_webm(more=bytes(1_000_000))) == "voice_long"


def test_a_clock_that_lies_about_the_length_is_not_believed() -> None:
    slow = [(place, PACKET) for place in range(15_001)]  # 20 ms each, said to start a millisecond apart
    assert refusal(webm.write(HEAD, slow)) == "voice_long"
    assert refusal(webm.write(HEAD, [(0, PACKET), (400_000, PACKET)])) == "voice_long"
    back = webm.write(HEAD, [(100, PACKET), (40, PACKET)])
    assert refusal(back) == "broken"


def element(kind: int, body: bytes) -> bytes:
    return webm._element(kind, body)


def rebuilt_webm(extra_top: bytes = b"", tracks: bytes | None = None) -> bytes:
    """A WebM with something more in its segment, or other tracks."""
    data = a_webm()
    top = list(webm.elements(data, 0, len(data)))
    inside = list(webm.elements(data, *top[1][1:]))
    parts = []
    at = top[1][1]
    for kind, _, end in inside:
        parts.append(element(webm.TRACKS, tracks) if kind == webm.TRACKS and tracks is not None else data[at:end])
        at = end
    return data[: top[0][2]] + element(webm.SEGMENT, b"".join([*parts[:2], extra_top, *parts[2:]]))


def track(kind: int = 2, codec: bytes = b"A_OPUS", number: int = 1, head: bytes = HEAD) -> bytes:
    return element(
        webm.TRACK,
        webm._unsigned(webm.TRACK_NUMBER, number)
        + webm._unsigned(webm.TRACK_TYPE, kind)
        + element(webm.CODEC, codec)
        + element(webm.PRIVATE, head),
    )


def test_tags_names_and_gaps_stay_behind() -> None:
    extra = element(webm.TAGS, SECRET) + element(webm.CHAPTERS, SECRET) + element(webm.VOID, SECRET)
    kept = voice.clean(rebuilt_webm(extra, track() + element(webm.VOID, SECRET)))
    assert kept == voice.clean(a_webm())
    assert SECRET not in kept[2]
    named = element(webm.TRACK, track()[9:] + element(0x536E, SECRET))
    assert SECRET not in voice.clean(rebuilt_webm(tracks=named))[2]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (rebuilt_webm(element(webm.ATTACHMENTS, SECRET)), "voice_kind"),
        (rebuilt_webm(tracks=track() + track(number=2)), "voice_kind"),
        (rebuilt_webm(tracks=track(kind=1)), "voice_kind"),
        (rebuilt_webm(tracks=track(codec=b"V_VP8")), "voice_kind"),
        (rebuilt_webm(tracks=track() + track(kind=1, codec=b"V_VP9", number=2)), "voice_kind"),
        (rebuilt_webm(tracks=track(head=b"")), "voice_kind"),
        (rebuilt_webm(tracks=track(number=2)), "broken"),
        (rebuilt_webm(element(0xDEADBEEF & 0x1FFFFFFF, b"x")), "broken"),
        (a_webm(more=b"<script>alert(1)</script>"), "broken"),
        (a_webm()[:-1], "broken"),
        (a_webm(more=a_webm()), "broken"),
        (a_webm().replace(b"webm", b"html"), "voice_kind"),
        (b"", "voice_kind"),
        (b"RIFF....WAVEfmt ", "voice_kind"),
        (b"ID3\x04\x00 an mp3", "voice_kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "voice_kind"),
        (a_webm().replace(PACKET, b"\x7b\x00\x02\x03"), "broken"),  # no frame in it
        (a_webm().replace(PACKET, b"\x7b\x3f\x02\x03"), "broken"),  # longer than a packet can be
    ],
)
def test_what_is_no_plain_webm_is_refused(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_ogg_tags_are_gone() -> None:
    tagged = b"OpusTags" + struct.pack("<I", 3) + b"Lib" + struct.pack("<II", 1, len(SECRET)) + SECRET
    pages = [ogg._page(0, 2, 0, [HEAD]), ogg._page(1, 0, 0, [tagged]), ogg._page(2, 4, 1920, [PACKET, PACKET])]
    kept = voice.clean(b"".join(pages))
    assert kept[:2] == ("audio/ogg", 1)
    assert SECRET not in kept[2]
    assert ogg.read(kept[2])[1] == [PACKET, PACKET]


def test_a_long_packet_goes_over_pages() -> None:
    long = PACKET[:1] + bytes(30_000)
    made = ogg.write(HEAD, [long, PACKET, long, long, PACKET])
    assert ogg.read(made)[1] == [long, PACKET, long, long, PACKET]


FIRST = ogg._page(0, 2, 0, [HEAD]) + ogg._page(1, 0, 0, [ogg.TAGS])


@pytest.mark.parametrize(
    "data",
    [
        FIRST + ogg._page(2, 4, 960, [PACKET])[:-1],
        FIRST + ogg._page(3, 4, 960, [PACKET]),  # a page is missing
        FIRST + ogg._page(2, 4, 960, [PACKET]) + b"<html>",
        FIRST + ogg._page(2, 4, 960, [PACKET]) + FIRST,  # a second stream behind the first
        FIRST + ogg._page(2, 5, 960, [PACKET]),  # goes on from nothing
        FIRST + ogg._page(2, 4, 960, [PACKET]).replace(PACKET, b"\x78\x01\x02\x04"),  # its sum is wrong
        (FIRST + ogg._page(2, 4, 960, [PACKET])).replace(b"OpusHead", b"\x01vorbis"),
    ],
)
def test_what_is_no_plain_ogg_is_refused(data: bytes) -> None:
    assert refusal(data) == "broken"


def with_moov(extra: bytes) -> bytes:
    """An MP4 with more boxes at the end of its moov; the sound is moved on with its table."""
    data = an_mp4()
    at = data.index(b"moov") - 4
    size = int.from_bytes(data[at : at + 4], "big")
    table = data.index(b"stco") + 12
    moved = int.from_bytes(data[table : table + 4], "big") + len(extra)
    data = data[:table] + mp4._i(moved) + data[table + 4 :]
    return data[:at] + mp4._i(size + len(extra)) + data[at + 4 : at + size] + extra + data[at + size :]


def test_mp4_names_and_places_are_gone() -> None:
    place = mp4._box(b"udta", mp4._box(b"\xa9xyz", SECRET), mp4._box(b"meta", SECRET))
    kept = voice.clean(with_moov(place))
    assert kept == voice.clean(an_mp4())
    assert SECRET not in kept[2]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (with_moov(mp4._box(b"trak")), "voice_kind"),
        (an_mp4().replace(b"soun", b"vide"), "voice_kind"),
        (an_mp4().replace(b"mp4a", b"enca"), "voice_kind"),
        (an_mp4().replace(b"mp4a", b"Opus"), "voice_kind"),
        (an_mp4()[:-1], "broken"),
        (an_mp4() + b"tail", "broken"),
        (an_mp4(0), "empty"),
        (b"\0\0\0\x08ftyp", "broken"),
        (an_mp4().replace(AAC, b"\xf8\x00"), "voice_kind"),
    ],
)
def test_what_is_no_plain_mp4_is_refused(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_the_same_bytes_again_and_again_do_not_grow() -> None:
    data = bytearray(an_mp4(2000))
    at = bytes(data).index(b"stsz") + 8
    data[at : at + 4] = mp4._i(len(FRAME) * 2000)  # every sample is as large as the whole
    assert refusal(bytes(data)) == "broken"


SAMPLES = [*REAL.values(), a_webm(), an_ogg(), an_mp4(), fragmented(), rebuilt_webm(element(webm.TAGS, b"x" * 40))]


@settings(max_examples=600, deadline=None)
@given(st.sampled_from(SAMPLES), st.data())
def test_whatever_is_changed_it_is_clean_or_refused(sample: bytes, data: st.DataObject) -> None:
    """Bytes changed, cut out, doubled or cut off: the answer is a file that reads the same again, or a known refusal."""
    made = bytearray(sample)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, max(0, len(made) - 1)))
        how = data.draw(st.sampled_from(["byte", "number", "cut", "twice", "off"]))
        if how == "byte":
            made[at : at + 1] = bytes([data.draw(st.integers(0, 255))])
        elif how == "number":
            made[at : at + 4] = data.draw(
                st.sampled_from([b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"\0\0\0\x01"])
            )
        elif how == "cut":
            del made[at : at + data.draw(st.integers(1, 40))]
        elif how == "twice":
            made[at:at] = made[at : at + data.draw(st.integers(1, 400))]
        else:
            del made[at:]
    try:
        kept = voice.clean(bytes(made))
    except Refused as refused:
        must_be_known(refused.code)
    else:
        assert voice.clean(kept[2]) == kept
        assert 1 <= kept[1] <= 300


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([b"OggS", b"\x1a\x45\xdf\xa3", b"\0\0\0\x18ftypM4A ", b""]), st.binary(max_size=300))
def test_no_bytes_break_the_walkers(start: bytes, rest: bytes) -> None:
    try:
        voice.clean(start + rest)
    except Refused as refused:
        must_be_known(refused.code)
