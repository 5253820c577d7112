"""Photos made again from their pixels: what is not a pixel (place, phone, owner, thumbnail, script) cannot come along."""

import io
import warnings

from PIL import Image, ImageOps, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin

from backend.files.refusals import Refused

# Loaded now, with what reads a phone's notes and double pictures: the process that calls this may open no file later.
Image.preinit()
LOADED = (MpoImagePlugin, TiffImagePlugin)
KINDS = (JpegImagePlugin.JpegImageFile.format, PngImagePlugin.PngImageFile.format, WebPImagePlugin.WebPImageFile.format)
MOST_PIXELS = 24_000_000
LONGEST_SIDE = 1600
ENOUGH = 200_000
"""Bytes that a photo of ours should stay under."""
STEPS = ((1600, 80), (1600, 70), (1600, 60), (1600, 50), (1280, 50), (1024, 45), (800, 40))
"""Longest side in pixels and JPEG quality, tried in turn until it is small enough; the last is taken as it is."""


def clean(data: bytes) -> tuple[int, int, bytes]:
    """Width, height and a JPEG of what is seen, turned the right way up, at most 1,600 pixels long and about 200 KB.

    Refused: anything but JPEG, PNG and WebP, more than 24 megapixels (looked up before a pixel is decoded), and what
    does not decode.
    """
    warnings.simplefilter("ignore")  # a warning would carry the file's own words
    try:
        with Image.open(io.BytesIO(data), formats=[kind for kind in KINDS if kind]) as opened:
            width, height = opened.size
            if width * height > MOST_PIXELS:
                raise Refused("photo_big")
            seen = _pixels(opened)
    except Refused:
        raise
    except Image.DecompressionBombError as fault:
        raise Refused("photo_big") from fault
    except Image.UnidentifiedImageError as fault:
        raise Refused("photo_kind") from fault
    except MemoryError as fault:
        raise Refused("photo_big") from fault
    except Exception as fault:  # whatever a broken file makes of the decoder
        raise Refused("broken") from fault
    return _small(seen)


def _pixels(opened: Image.Image) -> Image.Image:
    opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is decoded no larger than needed
    if opened.mode in ("1", "P"):  # these have no colours between two others
        opened = opened.convert("RGBA" if opened.has_transparency_data else "RGB")
    opened.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    turned = ImageOps.exif_transpose(opened)
    if turned.mode in ("I", "I;16", "F"):
        raise Refused("photo_kind")
    if turned.has_transparency_data:
        turned = turned.convert("RGBA")
        ground = Image.new("RGB", turned.size, "white")
        ground.paste(turned, mask=turned.getchannel("A"))
        return ground
    ground = Image.new("RGB", turned.size)
    ground.paste(turned.convert("RGB"))
    return ground


def _small(seen: Image.Image) -> tuple[int, int, bytes]:
    for side, quality in STEPS:
        if max(seen.size) > side:
            seen = seen.resize(
                (max(1, seen.width * side // max(seen.size)), max(1, seen.height * side // max(seen.size))),
                Image.Resampling.LANCZOS,
            )
        file = io.BytesIO()
        seen.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
        if file.tell() <= ENOUGH:
            break
    return seen.width, seen.height, file.getvalue()
