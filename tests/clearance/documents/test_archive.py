"""Archives: what is in them is read at its place, within bounds; what is not read is said."""

import io
import zipfile

import pytest

from gongkai.clearance.documents import read

NUMBER = "522601199001011230"


def zipped(files: dict[str, bytes], **info: object) -> bytes:
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return saved.getvalue()


def test_files_and_files_in_an_inner_archive_are_read_at_their_place():
    inner = zipped({"内.txt": f"号码{NUMBER}".encode()})
    document = read(zipped({"甲/乙.txt": f"号码{NUMBER}".encode(), "包.zip": inner}), "a.zip")
    places = [block.pieces[0].place.code() for block in document.blocks if NUMBER in block.text]
    assert not document.unread
    assert places[0].startswith("甲/乙.txt")
    assert places[1].startswith("包.zip: 内.txt")


def test_a_name_in_gbk_is_shown_right_and_is_read_like_text():
    name = f"张某某{NUMBER}.txt"
    raw = zipped({"A" * len(name.encode("gbk")): b"x"}).replace(b"A" * len(name.encode("gbk")), name.encode("gbk"))
    texts = [block.text for block in read(raw, "a.zip").blocks]
    assert name in texts


def test_a_locked_file_is_unread_and_the_others_are_read():
    data = bytearray(zipped({"锁.txt": b"secret", "开.txt": f"号码{NUMBER}".encode()}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    document = read(bytes(data), "a.zip")
    assert [part.place.code() for part in document.unread] == ["锁.txt"]
    assert any(NUMBER in block.text for block in document.blocks)


@pytest.mark.parametrize(
    "data",
    [
        zipped({"零.txt": b"0" * 30_000_000}),
        zipped({f"{n}.txt": b"x" for n in range(10_000)}),
        b"Rar!\x1a\x07\x00" + b"x" * 50,
        b"7z\xbc\xaf\x27\x1c" + b"x" * 50,
        zipped({"a.txt": b"x" * 3000})[:-40],
    ],
    ids=["bomb", "ten thousand", "rar", "7z", "cut"],
)
def test_what_is_not_opened_is_said(data):
    assert read(data, "a.zip").unread


def test_archives_within_archives_end_somewhere():
    data = zipped({"x.txt": b"x"})
    for _ in range(6):
        data = zipped({"层.zip": data})
    assert any("嵌套" in part.why for part in read(data, "a.zip").unread)


def test_a_damaged_entry_does_not_hide_the_others():
    data = bytearray(zipped({"坏.txt": b"abcdefghij" * 30, "好.txt": f"号码{NUMBER}".encode()}))
    at = data.index("坏.txt".encode()) + 9
    data[at : at + 4] = b"\xff\xff\xff\xff"
    document = read(bytes(data), "a.zip")
    assert [part.place.code() for part in document.unread] == ["坏.txt"]
    assert any(NUMBER in block.text for block in document.blocks)
