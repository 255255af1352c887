"""The proof finds what is left, wherever and however it is written; and does not cry when nothing is."""

import io
import shutil
import zlib

import pikepdf
import pytest
from pikepdf import Name, String

from gongkai.clearance.cleaning import clean
from gongkai.clearance.redaction.proof import NotGone, prove, proven
from tests.clearance.cleaning.making import (
    ID,
    PHONE,
    bytes_of,
    exif,
    paragraph,
    pdf,
    picture,
    rezipped,
    run,
    text,
    told_png,
    word,
)

NAME = "秦守业"
VALUES = [NAME, ID, PHONE]


def left(data, name, values=VALUES, **more):
    return sorted({remains.value for remains in prove(data, name, values, tools=False, reread=False, **more)})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "gb18030", "utf-8-sig"])
def test_raw_bytes_in_every_encoding(encoding):
    assert left(b"\0\1\2" + f"{NAME} {PHONE}".encode(encoding), "a.bin") == [0, 2]


@pytest.mark.parametrize(
    "written",
    [
        " ".join(ID),
        "１１０１０５１９９００３０７２３１６",
        f"{ID[:9]}\u200b{ID[9:]}",
        f"{ID[:9]}-{ID[9:]}",
        f"{ID[:9]}\n{ID[9:]}",
        "".join(f"&#{ord(one)};" for one in ID),
    ],
)
def test_numbers_however_they_are_broken(written):
    assert left(f"编号{written}止".encode(), "a.txt") == [1]


def test_words_over_the_runs_and_comments_of_a_document():
    assert left(word(paragraph(run("秦"), run("守业"))), "a.docx") == [0]
    assert left(rezipped(word(), {"word/x.xml": f"<x a='{PHONE}'><!-- {ID} --></x>".encode()}), "a.docx") == [0, 1, 2]
    assert left(rezipped(word(), {"docProps/core.xml": b"<x/>", "word/x.bin": NAME.encode("utf-16-le")}), "a.docx") == [
        0
    ]


def test_a_file_inside_a_file_inside_a_file():
    inner = rezipped(word(), {"docProps/core.xml": b"<x/>", "word/a.txt": PHONE.encode()})
    assert left(rezipped(word(), {"docProps/core.xml": b"<x/>", "b.docx": inner}), "a.zip") == [2]


def test_everything_a_pdf_can_hide_it_in():
    made = pdf(text("Notice"))
    made.docinfo["/Author"] = NAME
    made.attachments["a.csv"] = pikepdf.AttachedFileSpec(made, PHONE.encode(), filename="a.csv")
    made.pages[0].obj.Thing = pikepdf.Array([String(ID)])
    assert left(bytes_of(made), "a.pdf") == [0, 1, 2]
    assert left(bytes_of(pdf(text(ID))), "a.pdf") == [1]
    assert left(bytes_of(pdf(f"BT /F1 9 Tf 9 9 Td <{ID.encode().hex()}> Tj ET")), "a.pdf") == [1]
    assert left(bytes_of(pdf(f"BT /F1 9 Tf 9 9 Td [({ID[:5]}) -10 ({ID[5:]})] TJ ET")), "a.pdf") == [1]


def test_an_earlier_state_of_a_pdf():
    made = pdf(text("Notice"))
    hidden = made.make_stream(zlib.compress(PHONE.encode()))
    hidden.Filter = Name.FlateDecode
    made.Root.Old = made.make_indirect(hidden)
    assert left(bytes_of(made), "a.pdf") == [2]


def test_the_tags_of_an_image():
    assert left(told_png(), "a.png") == [0, 1]
    assert left(picture("JPEG", exif=exif()), "a.jpg", ["Qin Shouye"]) == [0]


def test_what_ocr_reads_and_the_name_of_the_file():
    assert left(b"x", f"{NAME}.bin") == [0]
    assert left(b"x", "a.bin", ocr=lambda data, name: f"电话 {PHONE[:3]} {PHONE[3:]}") == [2]


def test_clean_files_raise_no_alarm():
    masked = word(paragraph(run("秦某某，110105********2316，139****6789")))
    assert left(clean(masked, "a.docx").data, "a.docx") == []
    assert left(picture("JPEG", size=(400, 400)), "a.jpg") == []
    assert left(b"", "", []) == []
    assert left("序 1\n三 2".encode(), "a.txt", ["张三", "序三"]) == []


def test_nothing_unproven_is_handed_on():
    assert proven(b"x", "a.txt", VALUES, tools=False) == b"x"
    with pytest.raises(NotGone, match="遮盖没有成功") as fault:
        proven(ID.encode(), "a.txt", VALUES, tools=False)
    assert ID not in str(fault.value)


@pytest.mark.skipif(
    shutil.which("exiftool") is None or shutil.which("pdftotext") is None, reason="the tools are not installed"
)
def test_the_tools_that_are_installed_look_as_well():
    found = prove(bytes_of(pdf(text(ID))), "a.pdf", [ID])
    assert {"pdftotext", "pdfium"} <= {remains.extractor for remains in found}
    target = io.BytesIO(picture("JPEG", exif=exif()))
    assert "exiftool" in {remains.extractor for remains in prove(target.getvalue(), "a.jpg", ["Qin Shouye"])}
