"""A PDF that is published holds its pages and nothing else."""

import io

import pikepdf
import pypdfium2 as pdfium
import pytest
from pikepdf import Array, Dictionary, Name, String

from gongkai.clearance.cleaning import clean
from gongkai.clearance.redaction.proof import prove
from tests.clearance.cleaning.making import bytes_of, exif, pdf, picture, text


def drawn(data, number=0):
    return pdfium.PdfDocument(data)[number].render(scale=1).to_pil().convert("L").tobytes()


def cleaned(data):
    answer = clean(data, "a.pdf")
    assert clean(answer.data, "a.pdf").data == answer.data
    assert clean(data, "a.pdf").data == answer.data
    return answer


def what(answer):
    return {removed.what for removed in answer.removed}


def test_properties_attachments_and_scripts_go():
    made = pdf(text("Notice of 2024"))
    made.docinfo["/Author"] = "Qin Shouye"
    with made.open_metadata() as told:
        told["dc:creator"] = ["Qin Shouye"]
    made.attachments["list.csv"] = pikepdf.AttachedFileSpec(made, b"Qin Shouye,1", filename="list.csv")
    made.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert('Qin Shouye')"))
    made.pages[0].obj.PieceInfo = Dictionary(X=Dictionary(Private=String("Qin Shouye")))
    data = bytes_of(made)
    answer = cleaned(data)
    assert answer.publishable
    assert what(answer) >= {"metadata", "attachment", "script"}
    assert prove(data, "a.pdf", ["Qin Shouye"], reread=False)
    assert prove(answer.data, "a.pdf", ["Qin Shouye"], reread=False) == []
    assert drawn(answer.data) == drawn(data)
    with pikepdf.open(io.BytesIO(answer.data)) as again:
        assert not again.docinfo
        assert "/Metadata" not in again.Root


def note(kind, **more):
    return Dictionary(Type=Name.Annot, Subtype=Name(kind), Rect=Array([10, 10, 60, 60]), **more)


def test_notes_go_and_links_to_the_web_stay():
    made = pdf(text("Notice"))
    web = Dictionary(S=Name.URI, URI=String("https://www.example.gov.cn/"))
    made.pages[0].obj.Annots = Array([
        note("/Text", Contents=String("Qin Shouye says no")), note("/Popup"), note("/Highlight", Contents=String("Qin Shouye")),
        note("/Link", A=web), note("/Link", A=Dictionary(S=Name.Launch, F=String("C:/Qin Shouye.exe"))),
    ])  # fmt: skip
    answer = cleaned(bytes_of(made))
    with pikepdf.open(io.BytesIO(answer.data)) as again:
        assert [str(link.A.URI) for link in again.pages[0].obj.Annots] == ["https://www.example.gov.cn/"]
    assert prove(answer.data, "a.pdf", ["Qin Shouye"], reread=False) == []
    assert what(answer) >= {"annotation", "script"}


def appearance(made, said):
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    form = made.make_stream(f"BT /F1 10 Tf 2 2 Td ({said}) Tj ET".encode())
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 50, 50])
    form.Resources = Dictionary(Font=Dictionary(F1=font))
    return Dictionary(N=form)


def test_seals_and_filled_fields_are_drawn_onto_the_page():
    made = pdf(text("Notice"))
    field = made.make_indirect(
        note("/Widget", FT=Name.Tx, T=String("Qin Shouye"), V=String("Agreed"), AP=appearance(made, "Agreed"), F=4)
    )
    made.pages[0].obj.Annots = Array(
        [field, note("/Stamp", AP=appearance(made, "SEAL"), Contents=String("by Qin Shouye"), F=4)]
    )
    made.Root.AcroForm = Dictionary(Fields=Array([field]))
    data = bytes_of(made)
    answer = cleaned(data)
    assert answer.publishable, answer.refused
    seen = pdfium.PdfDocument(answer.data)[0].get_textpage().get_text_range()
    assert "Agreed" in seen
    assert "SEAL" in seen
    with pikepdf.open(io.BytesIO(answer.data)) as again:
        assert "/AcroForm" not in again.Root
        assert "/Annots" not in again.pages[0].obj
    assert prove(answer.data, "a.pdf", ["Qin Shouye"], reread=False) == []


def test_an_earlier_state_of_the_file_goes():
    first = bytes_of(pdf(text("Qin Shouye 13900006789")))
    made = pikepdf.open(io.BytesIO(first))
    root = made.Root.objgen[0]
    later = bytes_of(pdf(text("Notice")))
    assert root
    data = first + later[later.index(b"%PDF") :]  # two files in one, the later one in force as far as readers agree
    answer = clean(data, "a.pdf")
    assert "revision" in what(answer) or not answer.data
    assert (
        not answer.data
        or prove(answer.data, "a.pdf", ["Qin Shouye"], reread=False) == []
        or b"Notice" not in answer.data
    )


def test_a_photograph_inside_loses_its_tags():
    made = pdf("q 100 0 0 50 50 50 cm /I Do Q")
    image = made.make_stream(picture("JPEG", exif=exif()))
    image.Type, image.Subtype, image.Width, image.Height = Name.XObject, Name.Image, 40, 20
    image.ColorSpace, image.BitsPerComponent, image.Filter = Name.DeviceRGB, 8, Name.DCTDecode
    made.pages[0].obj.Resources.XObject = Dictionary(I=image)
    data = bytes_of(made)
    answer = cleaned(data)
    assert b"Qin Shouye" in data
    assert prove(answer.data, "a.pdf", ["Qin Shouye"], reread=False) == []
    assert drawn(answer.data) == drawn(data)


@pytest.mark.parametrize(
    ("content", "trace"),
    [
        (text("13900006789", extra="1 1 1 rg"), "white"),
        (text("13900006789") + "0 0 0 rg 60 690 200 40 re f", "white"),
        (text("13900006789", size=1), "tiny"),
        (text("13900006789", x=2000), "outside"),
        ("q 60 300 20 20 re W n " + text("13900006789") + "Q", "white"),
    ],
)
def test_text_nobody_sees_is_refused(content, trace):
    answer = clean(bytes_of(pdf(text("Notice", y=500) + content)), "a.pdf")
    assert [(refusal.what, refusal.place.code()) for refusal in answer.refused] == [(trace, "page 1")]


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_words_that_are_seen_are_no_alarm_on_pages_that_are_turned_or_cropped(turned):
    white_on_dark = "q 0 0 0.4 rg 60 590 300 40 re f Q " + text("White heading", y=600, extra="1 1 1 rg")
    data = bytes_of(pdf(text("Notice 2024") + white_on_dark, Rotate=turned, CropBox=Array([50, 400, 500, 800])))
    assert cleaned(data).publishable


def test_a_layer_that_is_off_is_refused():
    made = pdf(text("Notice"))
    layer = made.make_indirect(Dictionary(Type=Name.OCG, Name=String("x")))
    made.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    assert "图层" in clean(bytes_of(made), "a.pdf").refused[0].why


def test_locked_and_damaged_files_are_refused_and_never_raise():
    locked = bytes_of(pdf(text("x")), encryption=pikepdf.Encryption(user="a", owner="b"))
    assert "密码" in clean(locked, "a.pdf").refused[0].why
    assert not clean(b"%PDF-1.7 nothing", "a.pdf").data
    owner_only = bytes_of(pdf(text("Notice")), encryption=pikepdf.Encryption(user="", owner="b"))
    assert clean(owner_only, "a.pdf").publishable


def test_an_outline_that_points_at_itself_does_not_hang():
    made = pdf(text("Notice"))
    item = made.make_indirect(Dictionary(Title=String("x")))
    item.Next = item
    made.Root.Outlines = made.make_indirect(Dictionary(First=item, Last=item))
    assert clean(bytes_of(made), "a.pdf").data
