"""METADATA: properties that tell of somebody."""

import pytest

from gongkai.clearance.documents.document import Document
from gongkai.clearance.documents.places import Place
from gongkai.clearance.scanners import metadata
from gongkai.clearance.scanners.finding import INFO, WARN
from tests.clearance.scanners.rules import hits


def _found(name: str, value: str, kind: str) -> list[str]:
    document = Document(kind=kind)
    document.add(value, Place.of(("metadata", name)), kind="metadata", name=name)
    return [hit.severity for hit in hits(metadata, document)]


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("docx", "creator", "姬晓东"), ("xlsx", "lastModifiedBy", "民政科-王科长"), ("docx", "cp:lastModifiedBy", "王科长"), ("docx", "Company", "秀水县民政局"),
        ("docx", "description", "送审稿第三版，勿外传"), ("docx", "comments", "勿外传"), ("pdf", "/Author", "姬晓东"), ("pdf", "dc:creator", "姬晓东"), ("pdf", "Keywords", "内部"),
        ("docx", "Template", "C:\\Users\\wangkz\\Templates\\县局.dotx"), ("xlsx", "absPath", "D:\\2025低保\\"), ("jpg", "Artist", "Luo Mingyuan"), ("jpg", "GPSLatitude", "26°35'12.5\"N"),
        ("jpg", "GPSInfo", "26.58, 107.98"), ("jpg", "exif:GPSLongitude", "107.98"), ("xls", "last_saved_by", "姬晓东"), ("doc", "author", "姬晓东"), ("ofd", "Author", "姬晓东"), ("docx", "manager", "罗局长"),
        ("docx", "custom:经办人", "姬晓东"), ("pdf", "XPAuthor", "姬晓东"), ("jpg", "UserComment", "低保户罗明远家"),
    ],
)  # fmt: skip
def test_what_tells_of_somebody(kind, name, value):
    assert _found(name, value, kind) == [WARN]


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("docx", "creator", "Administrator"), ("docx", "creator", "微软用户"), ("xlsx", "creator", "openpyxl"), ("pdf", "Creator", "WPS 文字"), ("pdf", "Producer", "Skia/PDF m120"),
        ("pdf", "Title", "关于临时救助的批复"), ("docx", "Template", "Normal.dotm"), ("docx", "created", "2019-05-20T09:30:00Z"), ("pdf", "CreationDate", "D:20190520093000"), ("docx", "Application", "Microsoft Office Word"),
        ("docx", "Company", "Microsoft"), ("docx", "revision", "3"), ("jpg", "Software", "Adobe Photoshop 25.0"),
    ],
)  # fmt: skip
def test_what_tells_nothing(kind, name, value):
    assert _found(name, value, kind) == []


def test_cameras_dates_and_organs_are_a_hint():
    assert _found("DateTimeOriginal", "2019:05:20 09:30:00", "jpg") == [INFO]
    assert _found("BodySerialNumber", "0123456", "jpg") == [INFO]
    assert _found("Author", "秀水县民政局", "pdf") == [INFO]


def test_an_address_of_mail_in_any_property_is_told():
    assert _found("contact_of_the_template", "jixiaodong@163.com", "docx") == [WARN]
