"""Photos come out as pixels and nothing else."""

import io

import pytest
from PIL import Image

from backend.files import photo
from backend.files.refusals import Refused
from tests.unit.files.hostile import SECRET, a_photo, a_png_bomb, must_be_known, mutations


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        photo.clean(data)
    return refused.value.code


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("turned", range(1, 9))
def test_place_maker_and_words_are_gone(kind: str, turned: int) -> None:
    dirty = a_photo(kind, turned=turned)
    assert SECRET.encode() in dirty or kind == "PNG"
    assert Image.open(io.BytesIO(dirty)).getexif().get_ifd(0x8825)
    width, height, made = photo.clean(dirty)
    assert SECRET.encode() not in made
    out = Image.open(io.BytesIO(made))
    assert out.format == "JPEG"
    assert (out.width, out.height) == (width, height) == ((240, 320) if turned > 4 else (320, 240))
    assert not out.getexif()
    assert set(out.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
    assert b"Exif" not in made
    assert b"http://ns.adobe.com" not in made
    assert b"ICC_PROFILE" not in made


@pytest.mark.parametrize(("turned", "red_at"), [(1, (10, 120)), (3, (310, 120)), (6, (120, 10)), (8, (120, 310))])
def test_it_stands_the_right_way_up(turned: int, red_at: tuple[int, int]) -> None:
    out = Image.open(io.BytesIO(photo.clean(a_photo(turned=turned))[2])).convert("RGB")
    red, _, blue = out.getpixel(red_at)  # type: ignore[misc]
    assert red > 200 > 60 > blue


def test_a_large_photo_gets_small() -> None:
    noise = io.BytesIO()
    Image.effect_noise((4000, 3000), 90).convert("RGB").save(noise, "JPEG", quality=90)
    assert len(noise.getvalue()) > 5_000_000
    width, height, made = photo.clean(noise.getvalue())
    assert max(width, height) <= 1600
    assert abs(width / height - 4 / 3) < 0.01
    assert len(made) <= photo.ENOUGH


def test_what_is_see_through_becomes_white() -> None:
    file = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(file, "PNG")
    assert Image.open(io.BytesIO(photo.clean(file.getvalue())[2])).getpixel((20, 20)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_every_usual_kind_of_pixel(mode: str) -> None:
    file = io.BytesIO()
    Image.new(mode, (50, 30)).save(file, "PNG")
    assert photo.clean(file.getvalue())[:2] == (50, 30)


def test_the_size_is_looked_at_before_a_pixel_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    def decoded(*_: object) -> None:
        raise AssertionError("decoded")

    monkeypatch.setattr(photo, "_pixels", decoded)
    for width, height in ((6000, 4001), (60_000, 60_000), (2**31 - 1, 2**31 - 1), (1, 24_000_001)):
        assert refusal(a_png_bomb(width, height)) == "photo_big"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "photo_kind"),
        (b"GIF89a" + bytes(100), "photo_kind"),
        (b"BM" + bytes(100), "photo_kind"),
        (b"II*\0" + bytes(100), "photo_kind"),
        (b"%PDF-1.7", "photo_kind"),
        (b"%!PS-Adobe-3.0 EPSF-3.0", "photo_kind"),
        (b"\x00\x00\x00\x18ftypheic", "photo_kind"),
        (b"x", "photo_kind"),
        (a_png_bomb(4000, 4000), "broken"),  # far fewer pixels than it says
        (a_photo()[:300], "broken"),
    ],
)
def test_what_is_no_photo_is_refused(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_a_second_file_behind_the_photo_stays_behind() -> None:
    for tail in (b"<script>alert(1)</script>", b"PK\x03\x04" + SECRET.encode(), b"%PDF-1.7 " + SECRET.encode()):
        made = photo.clean(a_photo() + tail)[2]
        assert tail not in made
        assert SECRET.encode() not in made


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_three_hundred_changed_photos_are_clean_or_refused(kind: str) -> None:
    for data in mutations(a_photo(kind), 100, seed=len(kind)):
        try:
            _, _, made = photo.clean(data)
        except Refused as refused:
            must_be_known(refused.code)
        else:
            assert SECRET.encode() not in made
            assert Image.open(io.BytesIO(made)).format == "JPEG"
