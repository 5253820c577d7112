"""Files that want more than to be looked at, and ordinary ones that carry more than one sees."""

import io
import random
import struct
import zlib
from collections.abc import Iterator

from PIL import Image, PngImagePlugin
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from backend.files.refusals import REFUSALS

SECRET = "Marmalade-4711"


def must_be_known(code: str) -> None:
    """A refusal has plain words."""
    assert code in REFUSALS


PLACE = (51.0, 28.0, 40.12)


def a_photo(kind: str = "JPEG", size: tuple[int, int] = (320, 240), turned: int = 1) -> bytes:
    """A photo with a place, a maker, a serial number, a comment and a thumbnail's worth of notes; left half red."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    notes = Image.Exif()
    notes[0x010F], notes[0x0110], notes[0x0131] = SECRET, SECRET, SECRET
    notes[0x0112] = turned
    notes[0xA431] = SECRET
    place = notes.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", PLACE, "W", PLACE
    file = io.BytesIO()
    more: dict[str, object] = {"exif": notes}
    if kind == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Comment", SECRET)
        text.add_itxt("XML:com.adobe.xmp", f"<x>{SECRET}</x>")
        more["pnginfo"] = text
    if kind == "JPEG":
        more |= {"comment": SECRET.encode(), "icc_profile": b"\0" * 40 + SECRET.encode()}
    if kind == "WEBP":
        more["xmp"] = SECRET.encode()
    picture.save(file, kind, **more)
    return file.getvalue()


def a_png_bomb(width: int, height: int) -> bytes:
    """A few hundred bytes that say they are this large."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(4000))) + chunk(b"IEND", b"")
    )


def _written(writer: PdfWriter) -> bytes:
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def a_pdf(pages: int = 1) -> bytes:
    """A PDF with a photo that knows its place, a title, an author and a link."""
    file = io.BytesIO()
    Image.open(io.BytesIO(a_photo())).save(file, "PDF", title=SECRET, author=SECRET)
    writer = PdfWriter(clone_from=io.BytesIO(file.getvalue()))
    for image in writer.pages[0].images:
        stream = image.indirect_reference.get_object()  # type: ignore[union-attr]
        stream._data = a_photo()  # as a scanner's program puts it in, notes and all
        stream[NameObject("/Filter")] = NameObject("/DCTDecode")
        stream.pop("/Length", None)
    writer.add_uri(0, f"https://{SECRET}.example/", (0, 0, 50, 50))  # type: ignore[arg-type]
    while len(writer.pages) < pages:
        writer.add_blank_page(100, 100)
    return _written(writer)


def _with(root: dict[str, object] | None = None, page: dict[str, object] | None = None) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(a_pdf()))
    for name, value in (root or {}).items():
        writer.root_object[NameObject(name)] = value  # type: ignore[assignment]
    for name, value in (page or {}).items():
        writer.pages[0][NameObject(name)] = value  # type: ignore[assignment]
    return _written(writer)


def _d(**entries: object) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in entries.items()})


def action(kind: str, **more: object) -> DictionaryObject:
    """An action of this kind."""
    return _d(S=NameObject(f"/{kind}"), **more)


def _note(**more: object) -> ArrayObject:
    rect = ArrayObject([NumberObject(one) for one in (0, 0, 50, 50)])
    return ArrayObject([_d(Type=NameObject("/Annot"), Rect=rect, **more)])


def bad_pdfs() -> dict[str, tuple[bytes, str]]:
    """PDFs that do something, by what they do, each with why it is refused."""
    script = action("JavaScript", JS=TextStringObject("app.alert(1)"))
    names = _d(Names=ArrayObject([TextStringObject("a"), script]))
    locked = PdfWriter(clone_from=io.BytesIO(a_pdf()))
    locked.encrypt("secret")
    attached = PdfWriter(clone_from=io.BytesIO(a_pdf()))
    attached.add_attachment("a.exe", b"MZ")
    widget = NameObject("/Widget")
    return {
        "script on opening": (_with({"/OpenAction": script}), "pdf_active"),
        "script by name": (_with({"/Names": _d(JavaScript=names)}), "pdf_active"),
        "script of a page": (_with(page={"/AA": _d(O=script)}), "pdf_active"),
        "script of a field": (_with(page={"/Annots": _note(Subtype=widget, AA=_d(K=script))}), "pdf_active"),
        "script in a chain": (_with({"/OpenAction": action("GoTo", Next=ArrayObject([script]))}), "pdf_active"),
        "launch": (_with({"/OpenAction": action("Launch", F=TextStringObject("cmd.exe"))}), "pdf_active"),
        "launch by a link": (
            _with(page={"/Annots": _note(Subtype=NameObject("/Link"), A=action("Launch"))}),
            "pdf_active",
        ),
        "submit": (_with(page={"/Annots": _note(Subtype=widget, A=action("SubmitForm"))}), "pdf_active"),
        "import": (_with({"/OpenAction": action("ImportData")}), "pdf_active"),
        "rich media": (_with(page={"/Annots": _note(Subtype=NameObject("/RichMedia"))}), "pdf_active"),
        "film": (_with(page={"/Annots": _note(Subtype=NameObject("/Movie"))}), "pdf_active"),
        "XFA": (_with({"/AcroForm": _d(XFA=TextStringObject("<xdp/>"))}), "pdf_active"),
        "attachment": (_written(attached), "pdf_attached"),
        "attachment on a page": (_with(page={"/Annots": _note(Subtype=NameObject("/FileAttachment"))}), "pdf_attached"),
        "password": (_written(locked), "pdf_locked"),
        "form without looks": (_with(page={"/Annots": _note(Subtype=widget, V=TextStringObject("x"))}), "pdf_form"),
        "201 pages": (a_pdf(201), "pdf_long"),
        "html": (b"<!doctype html><script>alert(1)</script>", "pdf_kind"),
        "nothing behind the name": (b"%PDF-1.7\n", "broken"),
        "a zip": (b"PK\x03\x04" + bytes(2000), "pdf_kind"),
    }


def mutations(sample: bytes, many: int, seed: int) -> Iterator[bytes]:
    """The sample with bytes changed, cut out, doubled, swapped, or cut off; the same for the same seed."""
    dice = random.Random(seed)
    for _ in range(many):
        made = bytearray(sample)
        for _ in range(dice.randint(1, 8)):
            at, length = dice.randrange(len(made) or 1), dice.randint(1, 60)
            how = dice.randrange(5)
            if how == 0:
                made[at : at + 1] = bytes([dice.randrange(256)])
            elif how == 1:
                del made[at : at + length]
            elif how == 2:
                made[at:at] = made[at : at + length * 9]
            elif how == 3:
                made[at : at + 4] = dice.choice([b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff"])
            elif dice.random() < 0.3:
                del made[at:]
        yield bytes(made)
