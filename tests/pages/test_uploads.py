"""What may be uploaded is what its name says it is; what is refused is refused with a way out."""

import hashlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from gongkai.pages import uploads
from gongkai.pages.file_kinds import KINDS
from gongkai.pages.models import StoredFile
from tests.pages import samples


def check(name: str, data: bytes) -> str:
    return uploads.check(SimpleUploadedFile(name, data))


def refusal(name: str, data: bytes) -> str:
    with pytest.raises(ValidationError) as refused:
        check(name, data)
    return refused.value.messages[0]


def test_there_is_a_sample_of_every_kind():
    assert set(samples.GENUINE) == set(KINDS)


@pytest.mark.parametrize("extension", sorted(KINDS))
def test_a_genuine_file_of_every_kind_is_taken_in_and_kept_whole(extension, clerk, uploaded):
    data = samples.GENUINE[extension]
    stored = uploaded(f"附件.{extension.upper()}", data, owner="x")
    assert stored.extension == extension
    assert (stored.size, stored.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert stored.content.open().read() == data
    assert stored.uploaded_by == clerk


@pytest.mark.parametrize(
    ("name", "data", "really"),
    [
        ("通知.pdf", samples.EXE, "Windows 程序"),
        ("通知.pdf", samples.HTML, "网页或 XML"),
        ("通知.pdf", samples.EXE + b"%PDF-1.7", "Windows 程序"),
        ("通知.pdf", samples.GENUINE["docx"], "压缩包或 Office 文档"),
        ("照片.jpg", samples.HTML, "网页或 XML"),
        ("照片.png", samples.JPEG, "JPEG 图片"),
        ("照片.gif", samples.GENUINE["png"], "PNG 图片"),
        ("方案.docx", samples.GENUINE["pdf"], "PDF 文档"),
        ("方案.docx", samples.GENUINE["zip"], "压缩包或 Office 文档"),
        ("方案.docx", samples.GENUINE["xlsx"], "压缩包或 Office 文档"),
        ("方案.docx", samples.GENUINE["doc"], "Office 97-2003 文档"),
        ("方案.docx", b"PK\x03\x04" + bytes(40), "压缩包或 Office 文档"),
        ("报表.xlsx", samples.GENUINE["docx"], "压缩包或 Office 文档"),
        ("版式.ofd", samples.GENUINE["zip"], "压缩包或 Office 文档"),
        ("旧文.doc", samples.GENUINE["docx"], "压缩包或 Office 文档"),
        ("名单.txt", samples.HTML, "网页或 XML"),
        ("名单.csv", samples.EXE, "Windows 程序"),
        ("名单.csv", b"#!/bin/sh\x00rm", "脚本程序"),
        ("打包.zip", b"Rar!\x1a\x07\x00", "RAR 压缩包"),
    ],
)
def test_a_file_under_another_kinds_name_is_refused_and_told_what_it_is(name, data, really):
    message = refusal(name, data)
    assert f"“{name}”的内容实际是{really}" in message
    assert "另存为" in message


def test_a_kind_that_is_not_listed_is_refused_with_the_list():
    message = refusal("安装.exe", samples.EXE)
    assert "不在允许之列" in message and "pdf、ofd、docx" in message
    assert "不在允许之列" in refusal("没有扩展名", b"text")
    assert "不在允许之列" in refusal("页面.html", samples.HTML)


def test_an_empty_file_is_refused():
    assert refusal("空.pdf", b"") == "“空.pdf”是空文件，没有保存。请检查原文件。"


def test_a_file_over_the_limit_is_refused_and_one_at_the_limit_is_not(settings):
    settings.UPLOAD_BYTES = 1024 * 1024
    message = refusal("大.txt", b"a" * (1024 * 1024 + 1))
    assert "超过单个附件 1 MB 的上限" in message and "已填写的内容和其他附件都在" in message
    assert check("大.txt", b"a" * 1024 * 1024) == "txt"


def test_what_is_refused_is_not_kept(uploaded, settings):
    with pytest.raises(ValidationError):
        uploaded("通知.pdf", samples.EXE)
    assert not StoredFile.objects.exists()
    kept = settings.TEST_DATA / "files"
    assert hashlib.sha256(samples.EXE).hexdigest() not in {
        hashlib.sha256(path.read_bytes()).hexdigest() for path in kept.rglob("*") if path.is_file()
    }


@given(
    st.text(st.characters(codec="gb18030", exclude_characters="<\x00"), min_size=1),
    st.sampled_from(["utf-8", "gb18030"]),
)
def test_chinese_text_is_taken_for_text_in_both_encodings_wherever_it_ends(text, encoding):
    assert (
        check(
            "名单.txt", b"\xe5\x90\x8d" + text.encode(encoding) if encoding == "utf-8" else b"a" + text.encode(encoding)
        )
        == "txt"
    )


def test_text_is_taken_whole_though_the_part_looked_at_ends_within_a_character():
    assert check("长.txt", ("a" + "民政" * 5000).encode()) == "txt"
    assert check("长.txt", ("a" + "民政" * 5000).encode("gb18030")) == "txt"


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\我的文档\\名单.xlsx", "名单.xlsx"),
        ("民\x00政\n名单.pdf", "民_政_名单.pdf"),
        ("通知\u202efdp.exe", "通知_fdp.exe"),
        ("通知\u2067fdp.exe", "通知_fdp.exe"),
        ('a<b>:"|?*#%&.txt', "a_b_________.txt"),
        (" . 榕民发〔2019〕12号.doc ", "榕民发〔2019〕12号.doc"),
        ("..", ""),
    ],
)
def test_a_name_is_made_safe_and_stays_readable(raw, kept):
    assert uploads.clean_name(raw) == kept


def test_a_very_long_name_keeps_its_ending():
    name = uploads.clean_name("长" * 400 + ".docx")
    assert name == "长" * 150 + ".docx"


@given(st.text(max_size=300))
def test_a_cleaned_name_is_one_part_of_a_path_and_cleaning_it_again_changes_nothing(raw):
    name = uploads.clean_name(raw)
    assert not set(name) & set('/\\\x00\n\r"<>')
    assert uploads.clean_name(name) == name
