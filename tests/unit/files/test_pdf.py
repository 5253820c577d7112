"""PDFs come out page by page, still, and without a word about who made them."""

import io

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject, TextStringObject

from backend.files import inside, pdf
from backend.files.refusals import Refused
from tests.unit.files.hostile import SECRET, a_pdf, a_photo, bad_pdfs, must_be_known, mutations

ACTIVE = (b"/JavaScript", b"/JS", b"/Launch", b"/OpenAction", b"/AA", b"/EmbeddedFile", b"/EF", b"/RichMedia", b"/XFA",
          b"/URI", b"/SubmitForm", b"/AcroForm", b"/Metadata", b"/Author", b"/Producer", b"/Info")  # fmt: skip


def test_the_pages_come_along_and_nothing_else() -> None:
    dirty = a_pdf(3)
    assert dirty.count(SECRET.encode()) > 5
    made = pdf.clean(dirty)
    assert SECRET.encode() not in made
    assert not [one for one in ACTIVE if one in made]
    read = PdfReader(io.BytesIO(made))
    assert len(read.pages) == 3
    assert read.metadata is None
    (image,) = read.pages[0].images
    assert image.image is not None
    assert image.image.size == (320, 240)
    assert pdf.clean(made)  # what we made we would take


@pytest.mark.parametrize("what", bad_pdfs())
def test_what_does_something_is_refused(what: str) -> None:
    data, code = bad_pdfs()[what]
    with pytest.raises(Refused) as refused:
        pdf.clean(data)
    assert refused.value.code == code


def test_what_was_hidden_under_an_escaped_name_is_found() -> None:
    data = bad_pdfs()["script on opening"][0].replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS", b"/J#53")
    with pytest.raises(Refused) as refused:
        pdf.clean(data)
    assert refused.value.code == "pdf_active"


def test_ten_megabytes_and_no_more() -> None:
    with pytest.raises(Refused) as refused:
        pdf.clean(a_pdf() + bytes(10_000_000))
    assert refused.value.code == "big"
    assert pdf.clean(a_pdf(200))


def test_a_filled_form_still_shows_what_was_written() -> None:
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    looks = StreamObject()
    looks.set_data(b"BT /F 12 Tf (Ayo) Tj ET")
    looks.update(
        {
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject(map(NumberObject, (0, 0, 90, 20))),
        }
    )
    field = DictionaryObject({
        NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Widget"),
        NameObject("/T"): TextStringObject(SECRET), NameObject("/V"): TextStringObject("Ayo"),
        NameObject("/Rect"): ArrayObject(map(NumberObject, (10, 10, 100, 30))),
        NameObject("/AP"): DictionaryObject({NameObject("/N"): writer._add_object(looks)}),
    })  # fmt: skip
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(field)])
    file = io.BytesIO()
    writer.write(file)
    made = pdf.clean(file.getvalue())
    assert SECRET.encode() not in made
    (note,) = PdfReader(io.BytesIO(made)).pages[0]["/Annots"]  # type: ignore[misc]
    drawn = note.get_object()
    assert drawn["/Subtype"] == "/Stamp"
    assert b"(Ayo) Tj" in drawn["/AP"]["/N"].get_data()


def test_words_under_a_letter_of_a_font_are_no_action() -> None:
    """A Type 3 font may call a letter /A or /B, as an action is called elsewhere: the letter stays."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    letter = StreamObject()
    letter.set_data(b"0 0 m")
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type3"),
        NameObject("/CharProcs"): DictionaryObject({NameObject("/A"): writer._add_object(letter)})})  # fmt: skip
    fonts = DictionaryObject({NameObject("/B"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    file = io.BytesIO()
    writer.write(file)
    kept = PdfReader(io.BytesIO(pdf.clean(file.getvalue()))).pages[0]["/Resources"]["/Font"]["/B"]  # type: ignore[index]
    assert kept["/CharProcs"]["/A"].get_data() == b"0 0 m"


def test_six_hundred_changed_pdfs_are_still_or_refused() -> None:
    samples = [a_pdf(2), bad_pdfs()["script of a field"][0], bad_pdfs()["attachment"][0]]
    kept = 0
    for number, sample in enumerate(samples):
        for data in mutations(sample, 200, seed=number):
            try:
                made = pdf.clean(data)
            except Refused as refused:
                must_be_known(refused.code)
            else:
                kept += 1
                assert not [one for one in ACTIVE if one in made]
                assert SECRET.encode() not in made
    assert kept > 20


def test_a_jpeg_without_its_notes_is_the_same_picture() -> None:
    from PIL import Image

    dirty = a_photo()
    made = inside.jpeg(dirty)
    assert SECRET.encode() not in made
    assert b"Exif" not in made
    assert Image.open(io.BytesIO(made)).tobytes() == Image.open(io.BytesIO(dirty)).tobytes()
    for data in mutations(dirty, 200, seed=7):
        try:
            assert b"Exif" not in inside.jpeg(data)[:60]
        except Refused:
            continue


def test_a_jpeg_2000_loses_its_boxes_of_notes() -> None:
    note = (8 + len(SECRET)).to_bytes(4, "big") + b"xml " + SECRET.encode()
    code = (12).to_bytes(4, "big") + b"jp2c" + b"\xff\x4f\xff\x51"
    assert inside.jpeg_2000(note + code) == code
