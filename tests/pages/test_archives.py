"""A package that would fill memory or disk is refused before anything opens it."""

import io
import struct
import tracemalloc
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.pages import archives, uploads
from tests.pages import samples

MEGABYTE = 1024 * 1024


def packed(parts: dict[str, bytes], method=zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return buffer.getvalue()


def fault(data: bytes) -> str:
    return archives.fault(io.BytesIO(data))


def noise(size: int) -> bytes:
    """Bytes that do not compress."""
    import random

    return random.Random(1).randbytes(size)


@pytest.mark.parametrize("extension", ["docx", "xlsx", "ofd", "zip"])
def test_a_genuine_package_has_no_fault(extension):
    assert fault(samples.GENUINE[extension]) == ""


@pytest.mark.parametrize("extension", ["pdf", "doc", "txt", "png"])
def test_what_is_no_package_is_for_others_to_judge(extension):
    assert fault(samples.GENUINE[extension]) == ""


@pytest.mark.parametrize(
    ("name", "part"), [("表.xlsx", "xl/a.xml"), ("文.docx", "word/a.xml"), ("版.ofd", "OFD.xml"), ("包.zip", "a")]
)
def test_what_unfolds_to_a_hundred_times_its_size_is_refused_in_a_sentence(name, part):
    bomb = packed({part: bytes(20 * MEGABYTE)})
    assert len(bomb) < 30_000
    with pytest.raises(ValidationError) as refused:
        uploads.check(SimpleUploadedFile(name, bomb))
    assert refused.value.code == "bomb"
    assert refused.value.messages == [
        f"“{name}”压缩比异常，解开后会膨胀到 100 倍以上，可能损坏系统，没有保存。请解开后分别上传需要的文件。"
    ]


def test_a_small_form_that_is_mostly_repetition_is_no_bomb():
    assert fault(packed({"xl/sheet.xml": b"<row/>" * 100_000})) == ""


def test_what_unfolds_to_more_than_200_mb_is_refused_whatever_its_ratio():
    one = noise(MEGABYTE) + bytes(40 * MEGABYTE)
    assert "解开后超过 200 MB" in fault(packed({str(n): one for n in range(5)}))


def test_more_than_2000_entries_are_refused_without_listing_them():
    many = packed({f"{n}.txt": b"" for n in range(2001)}, zipfile.ZIP_STORED)
    assert "超过 2000 个" in fault(many)
    assert fault(packed({f"{n}.txt": b"" for n in range(2000)}, zipfile.ZIP_STORED)) == ""


def test_a_directory_of_many_entries_is_not_even_read():
    """The end record is believed for its size, so a lie about the number alone does not help."""
    many = bytearray(packed({f"{n:0200}.txt": b"" for n in range(9000)}, zipfile.ZIP_STORED))
    end = many.rfind(b"PK\x05\x06")
    many[end + 8 : end + 12] = struct.pack("<HH", 1, 1)
    tracemalloc.start()
    assert "超过 2000 个" in fault(bytes(many))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5 * MEGABYTE


def test_a_large_end_record_counts_where_there_is_one():
    plain = packed({"a.txt": b"a"})
    end = plain.rfind(b"PK\x05\x06")
    large = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 10**6, 10**6, 10**8, 0)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, end, 1)
    assert "超过 2000 个" in fault(plain[:end] + large + locator + plain[end:])


def test_entries_that_share_their_bytes_are_refused():
    """The bomb without nesting: many entries of the directory point at one piece of data."""
    data = noise(MEGABYTE)
    once = bytearray(packed({"a.bin": data}, zipfile.ZIP_STORED))
    start, end = once.rfind(b"PK\x01\x02"), once.rfind(b"PK\x05\x06")
    entry = bytes(once[start:end])
    record = bytearray(once[end:])
    record[8:16] = struct.pack("<HHI", 50, 50, 50 * len(entry))
    assert "压缩比异常" in fault(bytes(once[:start]) + entry * 50 + bytes(record))


def test_an_entry_that_unfolds_to_more_than_it_says_is_refused():
    bomb = bytearray(packed({"xl/sheet.xml": bytes(900_000)}))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = bomb.find(mark) + at
        assert struct.unpack("<I", bomb[place : place + 4]) == (900_000,)
        bomb[place : place + 4] = struct.pack("<I", 10)
    assert "比它自己标明的大" in fault(bytes(bomb))


@pytest.mark.parametrize("name", ["里面.zip", "资料/里面.RAR", "a.7z", "b.tar", "c.gz"])
def test_an_archive_within_an_archive_is_refused(name):
    assert f"里面还有压缩包“{name.rpartition('/')[2]}”" in fault(packed({name: b"x"}))


def test_documents_within_an_archive_or_a_document_are_taken_one_level_deep():
    assert fault(packed({"方案.docx": samples.GENUINE["docx"], "表.xlsx": samples.GENUINE["xlsx"]})) == ""
    embedded = packed({"word/document.xml": b"<w/>", "word/embeddings/1.xlsx": samples.GENUINE["xlsx"]})
    assert fault(embedded) == ""
    assert "层层嵌套" in fault(packed({"方案.docx": embedded}))


def test_a_bomb_within_a_document_is_found_and_all_levels_count_together():
    assert "压缩比异常" in fault(packed({"word/embeddings/1.xlsx": packed({"xl/a": bytes(20 * MEGABYTE)})}))
    inner = packed({"xl/a": noise(MEGABYTE) + bytes(60 * MEGABYTE)}, zipfile.ZIP_DEFLATED)
    assert "解开后超过 200 MB" in fault(
        packed({f"{n}.xlsx": inner for n in range(1)} | {"b": noise(2 * MEGABYTE) + bytes(145 * MEGABYTE)})
    )


def test_a_damaged_or_locked_package_is_no_bomb_and_no_crash():
    whole = packed({"a.txt": noise(1000)})
    for cut in (10, len(whole) // 2, len(whole) - 5):
        assert fault(whole[:cut]) == ""
    broken = bytearray(whole)
    broken[60] ^= 0xFF
    assert fault(bytes(broken)) in {"", "里面的内容比它自己标明的大"}
    locked = bytearray(whole)
    locked[6] |= 1
    locked[locked.find(b"PK\x01\x02") + 8] |= 1
    assert fault(bytes(locked)) == ""


def test_a_program_under_a_documents_name_is_refused():
    for name in ("申请材料.pdf", "身份证.jpg", "证明.docx", "说明.txt"):
        with pytest.raises(ValidationError, match="Windows 程序"):
            uploads.check(SimpleUploadedFile(name, samples.EXE))
