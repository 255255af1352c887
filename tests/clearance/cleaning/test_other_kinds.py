"""Text, archives, OFD and what cannot be cleaned."""

import io
import shutil
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.clearance.cleaning import clean
from gongkai.clearance.cleaning.suite import converted
from tests.clearance.cleaning.making import ID, exif, parts_of, picture, run, word, words_of
from tests.clearance.cleaning.making import paragraph as paragraph_of


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_of_any_encoding_becomes_one_that_excel_opens(encoding):
    answer = clean("姓名,金额\r\n秦某,300\r\n".encode(encoding), "名单.csv")
    assert answer.data == "\ufeff姓名,金额\r\n秦某,300\r\n".encode()
    assert clean(answer.data, "名单.csv").data == answer.data


def test_characters_without_a_shape_go_from_text():
    answer = clean("秦\u200b守\x00业".replace("\x00", "").encode(), "a.txt")
    assert answer.data.decode("utf-8-sig") == "秦守业"
    assert answer.removed[0].what == "hidden_text"


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from(
        ["a.docx", "a.xlsx", "a.pdf", "a.png", "a.jpg", "a.gif", "a.webp", "a.xls", "a.zip", "a.ofd", "a.txt", ""]
    ),
)
def test_no_bytes_whatever_raise(data, name):
    for head in (
        b"",
        b"PK\x03\x04",
        b"%PDF-1.7\n",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
        b"GIF89a",
        b"RIFF\0\0\0\0WEBP",
    ):
        clean(head + data, name)


def archive(**members):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name, data in members.items():
            made.writestr(name, data)
        made.comment = "秦守业".encode()
    return target.getvalue()


def test_an_archive_is_cleaned_through_and_through():
    data = archive(**{
        "公告.docx": word(paragraph_of(run("正文"), run(ID, "<w:vanish/>"))), "照片.jpg": picture("JPEG", exif=exif()),
        "__MACOSX/._x": b"x", "里层.zip": archive(**{"说明.txt": "说明".encode("gb18030")}),
    })  # fmt: skip
    answer = clean(data, "附件.zip")
    assert answer.publishable, answer.refused
    assert sorted(parts_of(answer.data)) == ["公告.docx", "照片.jpg", "里层.zip"]
    assert words_of(parts_of(answer.data)["公告.docx"]) == ["正文"]
    assert "file" in {step.kind for removed in answer.removed for step in removed.place.steps}
    assert clean(answer.data, "附件.zip").data == answer.data
    assert "秦守业".encode() not in answer.data


def test_names_in_an_archive_written_the_old_way_are_mended():
    entry = "名单.txt".encode("gb18030").decode("cp437")
    info = zipfile.ZipInfo("x")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        info.filename = "AAAAAAAA"
        made.writestr(info, "说明")
    raw = target.getvalue().replace(b"AAAAAAAA", "名单.txt".encode("gb18030"))
    assert entry
    assert list(parts_of(clean(raw, "a.zip").data)) == ["名单.txt"]


def test_one_member_that_cannot_be_cleaned_refuses_the_archive():
    answer = clean(archive(**{"a.txt": b"x", "setup.exe": b"MZ\0\0"}), "a.zip")
    assert not answer.publishable
    assert answer.refused[0].place.code() == "setup.exe"


def test_an_archive_that_would_burst_is_refused():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.txt", b"0" * 60_000_000)
    assert "过大" in clean(target.getvalue(), "a.zip").refused[0].why


OFD = {
    "OFD.xml": '<o:OFD xmlns:o="http://www.ofdspec.org/2016" Version="1.0" DocType="OFD"><o:DocBody><o:DocInfo><o:DocID>8a7b</o:DocID>'
    "<o:Author>秦守业</o:Author><o:CustomDatas><o:CustomData Name='x'>秦守业</o:CustomData></o:CustomDatas></o:DocInfo>"
    "<o:DocRoot>Doc_0/Document.xml</o:DocRoot>{}</o:DocBody></o:OFD>",
    "Doc_0/Document.xml": '<o:Document xmlns:o="http://www.ofdspec.org/2016"><o:CommonData><o:PublicRes>PublicRes.xml</o:PublicRes></o:CommonData>'
    '<o:Pages><o:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></o:Pages><o:Annotations>Annots/Annotations.xml</o:Annotations>'
    "<o:Attachments>Attachs/Attachments.xml</o:Attachments></o:Document>",
    "Doc_0/PublicRes.xml": '<o:Res xmlns:o="http://www.ofdspec.org/2016" BaseLoc="Res"><o:MultiMedias><o:MultiMedia ID="9" Type="Image">'
    "<o:MediaFile>photo.jpg</o:MediaFile></o:MultiMedia></o:MultiMedias></o:Res>",
    "Doc_0/Pages/Page_0/Content.xml": '<o:Page xmlns:o="http://www.ofdspec.org/2016"><o:Content><o:Layer ID="2"><o:TextObject ID="3" Size="5">'
    '<o:TextCode X="0" Y="0">公告正文</o:TextCode></o:TextObject></o:Layer></o:Content></o:Page>',
    "Doc_0/Annots/Annotations.xml": "<x>秦守业</x>",
    "Doc_0/Attachs/Attachments.xml": "<x>秦守业</x>",
}


def ofd(signed=""):
    members = {name: part.replace("{}", signed).encode() for name, part in OFD.items()}
    return archive(**members, **{"Doc_0/Res/photo.jpg": picture("JPEG", exif=exif())})


def test_an_ofd_keeps_its_pages_and_loses_its_persons():
    answer = clean(ofd(), "a.ofd")
    assert answer.publishable, answer.refused
    kept = parts_of(answer.data)
    assert set(kept) == {
        "OFD.xml",
        "Doc_0/Document.xml",
        "Doc_0/PublicRes.xml",
        "Doc_0/Pages/Page_0/Content.xml",
        "Doc_0/Res/photo.jpg",
    }
    assert "秦守业" not in b"".join(kept.values()).decode("utf-8", "replace")
    assert b"Qin Shouye" not in kept["Doc_0/Res/photo.jpg"]
    assert clean(answer.data, "a.ofd").data == answer.data


def test_a_sealed_ofd_is_refused():
    assert "签章" in clean(ofd("<o:Signatures>Signs/Signatures.xml</o:Signatures>"), "a.ofd").refused[0].why


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"Rar!\x1a\x07", "a.rar"),
        (b"7z\xbc\xaf\x27\x1c", "a.7z"),
        (b"<html>", "a.html"),
        (b"\0\1\2", "a.bin"),
        (b"", "a.doc"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.wps"),
    ],
)
def test_what_cannot_be_cleaned_says_why(head, name):
    answer = clean(head + b"x" * 20 if head else b"", name)
    assert not answer.data
    assert answer.refused[0].why


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_an_old_word_file_has_its_changes_accepted_before_anything_else():
    gone = f'<w:del w:id="1" w:author="秦守业" w:date="2024-01-01T00:00:00Z"><w:r><w:delText>{ID}</w:delText></w:r></w:del>'
    old = converted(word(paragraph_of(run("正文"), gone)), "docx", "doc")
    answer = clean(old, "通知.doc")
    assert answer.name == "通知.docx"
    assert words_of(answer.data) == ["正文"]
    assert ID not in b"".join(parts_of(answer.data).values()).decode("utf-8", "replace")
    assert "秦守业" not in b"".join(parts_of(answer.data).values()).decode("utf-8", "replace")
