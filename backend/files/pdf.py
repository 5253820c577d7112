"""PDFs made again page by page: what is drawn comes along; what acts, hides, names or attaches does not (ISO 32000-1)."""

import io
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.filters import decode_stream_data
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    EncodedStreamObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    StreamObject,
)

from backend.files import inside
from backend.files.refusals import Refused

LARGEST = 10_000_000
MOST_PAGES = 200
_ACTS = {"/JS", "/JavaScript", "/XFA", "/RichMedia", "/RichMediaContent", "/RichMediaSettings", "/3DD"}
_ATTACHES = {"/EF", "/EmbeddedFiles"}
_ACTIONS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition", "/Sound", "/Movie", "/GoTo3DView",
            "/RichMediaExecute"}  # fmt: skip
_SUBTYPES = {"/RichMedia", "/3D", "/Movie", "/Screen", "/Sound"}
_ON_A_PAGE = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group", "/Resources", "/Contents")
_LEFT_BEHIND = {"/Metadata", "/PieceInfo", "/AA", "/A", "/OpenAction", "/StructParent", "/StructParents", "/Parent", "/Thumb",
                "/LastModified", "/B", "/AF", "/OPI", "/Ref", "/Alternates", "/URI", "/Dest", "/PA", "/Next", "/Popup", "/IRT",
                "/Annots", "/Usage"}  # fmt: skip
_NAMES_OF_THEIR_OWN = {"/CharProcs", "/Font", "/XObject", "/ColorSpace", "/Pattern", "/Shading", "/ExtGState", "/Properties",
                       "/Colorants"}  # fmt: skip
_PICTURES = {"/DCTDecode", "/DCT", "/JPXDecode"}
_FILTERS = _PICTURES | {"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL", "/ASCII85Decode", "/A85",
                        "/ASCIIHexDecode", "/AHx", "/CCITTFaxDecode", "/CCF", "/JBIG2Decode"}  # fmt: skip
_HIDDEN, _NO_VIEW, _PRINT = 2, 32, 4


def clean(data: bytes) -> bytes:
    """A PDF with the same pages. Refused: a password, a script or other action that does something, another file inside,
    media, a form that draws itself, more than 200 pages or 10 MB, and what cannot be read."""
    if len(data) > LARGEST:
        raise Refused("big")
    if b"%PDF-" not in data[:1024]:
        raise Refused("pdf_kind")
    try:
        made = _again(PdfReader(io.BytesIO(data)))
    except Refused:
        raise
    except Exception as fault:  # whatever a broken file makes of the reader
        raise Refused("broken") from fault
    if len(made) > LARGEST:
        raise Refused("big")
    return made


def _again(reader: PdfReader) -> bytes:
    if "/Encrypt" in reader.trailer:
        raise Refused("pdf_locked")
    root = reader.root_object
    _must_be_still(root)
    if len(reader.pages) > MOST_PAGES:
        raise Refused("pdf_long")
    if not len(reader.pages):
        raise Refused("empty")
    writer = PdfWriter()
    writer.pdf_header = "%PDF-1.7"
    writer.metadata = None
    copy = _Copy(writer)
    for page in reader.pages:
        ours = writer.add_blank_page(float(page.mediabox.width) or 1, float(page.mediabox.height) or 1)
        for name in _ON_A_PAGE:
            if name in page:
                ours[NameObject(name)] = copy.of(page.raw_get(name), named=False)
        if drawn := [one for note in _notes(page) if (one := copy.note(note))]:
            ours[NameObject("/Annots")] = ArrayObject(drawn)
    _keep_layers(root, writer, copy)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _objects(root: Any) -> Iterator[Any]:
    """Every object that can be reached from here, once."""
    waiting, seen = [root], set()
    while waiting:
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            if (one.idnum, one.generation) in seen:
                continue
            seen.add((one.idnum, one.generation))
            one = one.get_object()
        if isinstance(one, DictionaryObject):
            waiting += [one.raw_get(key) for key in one]
        elif isinstance(one, ArrayObject):
            waiting += list(one)
        yield one


def _must_be_still(root: Any) -> None:
    for one in _objects(root):
        if not isinstance(one, DictionaryObject):
            continue
        if _ATTACHES & one.keys() or one.get("/Type") == "/EmbeddedFile" or one.get("/Subtype") == "/FileAttachment":
            raise Refused("pdf_attached")
        outside = isinstance(one, StreamObject) and "/F" in one  # its bytes would come from another file
        if outside or _ACTS & one.keys() or one.get("/S") in _ACTIONS or one.get("/Subtype") in _SUBTYPES:
            raise Refused("pdf_active")


def _notes(page: Any) -> list[Any]:
    notes = page.get("/Annots")
    found = [one.get_object() for one in notes.get_object()] if notes is not None else []
    return [one for one in found if isinstance(one, DictionaryObject)]


def _keep_layers(root: Any, writer: PdfWriter, copy: "_Copy") -> None:
    """What was switched off stays off: without this it would show."""
    layers = root.get("/OCProperties")
    if layers is None or "/D" not in layers:
        return
    shown = layers["/D"]
    kept = {name: copy.of(shown.raw_get(name), named=False) for name in ("/BaseState", "/ON", "/OFF") if name in shown}
    writer.root_object[NameObject("/OCProperties")] = DictionaryObject(
        {
            NameObject("/OCGs"): copy.of(layers.raw_get("/OCGs"), named=False),
            NameObject("/D"): DictionaryObject({NameObject(name): value for name, value in kept.items()}),
        }
    )


class _Copy:
    """Objects in the new file, each made once."""

    def __init__(self, writer: PdfWriter) -> None:
        self._writer = writer
        self._made: dict[tuple[int, int], IndirectObject] = {}

    def of(self, one: Any, *, named: bool) -> Any:
        """This object with all it needs to be drawn. `named`: its keys are somebody's own names and all of them count."""
        if isinstance(one, IndirectObject):
            place = (one.idnum, one.generation)
            if place in self._made:
                return self._made[place]
            there = one.get_object()
            if there is None:
                return NullObject()
            if not isinstance(there, DictionaryObject):
                return self.of(there, named=named)
            empty = EncodedStreamObject() if isinstance(there, StreamObject) else DictionaryObject()
            self._made[place] = self._writer._add_object(empty)
            self._fill(empty, there, named)
            return self._made[place]
        if isinstance(one, StreamObject):
            made = EncodedStreamObject()
            self._fill(made, one, named)
            return self._writer._add_object(made)
        if isinstance(one, DictionaryObject):
            plain = DictionaryObject()
            self._fill(plain, one, named)
            return plain
        if isinstance(one, ArrayObject):
            return ArrayObject([self.of(item, named=False) for item in one])
        return one

    def note(self, note: DictionaryObject) -> IndirectObject | None:
        """What this annotation or form field looks like, as a picture on the page; None when it shows nothing."""
        if note.get("/Subtype") in ("/Link", "/Popup") or int(note.get("/F", 0)) & (_HIDDEN | _NO_VIEW):
            return None
        drawn: Any = note.get("/AP")
        looks = drawn.get_object().get("/N") if drawn is not None else None
        looks = looks.get_object() if looks is not None else None
        if isinstance(looks, DictionaryObject) and not isinstance(looks, StreamObject):
            looks = looks.get(note.get("/AS", "/Off"))
            looks = looks.get_object() if looks is not None else NullObject()
        if looks is None and note.get("/Subtype") == "/Widget" and note.get("/V"):
            raise Refused("pdf_form")
        if not isinstance(looks, StreamObject) or "/Rect" not in note:
            return None
        picture = looks.indirect_reference or looks
        return self._writer._add_object(
            DictionaryObject(
                {
                    NameObject("/Type"): NameObject("/Annot"),
                    NameObject("/Subtype"): NameObject("/Stamp"),
                    NameObject("/F"): NumberObject(_PRINT),
                    NameObject("/Rect"): self.of(note.raw_get("/Rect"), named=False),
                    NameObject("/AP"): DictionaryObject({NameObject("/N"): self.of(picture, named=False)}),
                }
            )
        )

    def _fill(self, made: Any, one: DictionaryObject, named: bool) -> None:
        for key in one:
            if named or key not in _LEFT_BEHIND:
                made[NameObject(key)] = self.of(one.raw_get(key), named=not named and key in _NAMES_OF_THEIR_OWN)
        if isinstance(one, StreamObject):
            _bytes_into(made, one)


def _bytes_into(made: Any, one: StreamObject) -> None:
    filters = one.get("/Filter")
    filters = filters.get_object() if filters is not None else None
    named = list(filters) if isinstance(filters, ArrayObject) else [filters] if filters is not None else []
    chain = [name.get_object() for name in named]
    if not _FILTERS.issuperset(chain):
        raise Refused("broken")
    last = chain[-1] if chain else None
    made._data = one._data
    if last in _PICTURES:
        picture = decode_stream_data(one) if len(chain) > 1 else one._data
        made._data = inside.jpeg_2000(picture) if last == "/JPXDecode" else inside.jpeg(picture)
        made[NameObject("/Filter")] = NameObject(last)
        parameters = one.get("/DecodeParms")
        if isinstance(parameters, ArrayObject):
            made.pop("/DecodeParms", None)
    elif not chain:
        packed = made.flate_encode()
        made._data = packed._data
        made.update(packed)
    made.pop("/Length", None)
