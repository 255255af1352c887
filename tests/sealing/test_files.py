"""Sealed files: any size comes back whole; anything left out, swapped, altered or cut off does not."""

import io

import pytest

from gongkai.sealing.files import CHUNK, HEADER, new_file_key, open_sealed, sealed_chunks
from gongkai.sealing.seal import TAG, BrokenSeal

SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 12345]
PIECE = CHUNK + TAG


def content(size: int) -> bytes:
    return (b"0123456789abcdef" * (size // 16 + 1))[:size]


def sealed(data: bytes, key: str, pieces: int = 65536) -> bytes:
    return b"".join(sealed_chunks((data[at : at + pieces] for at in range(0, len(data), pieces)), key))


@pytest.mark.parametrize("cipher", ["aes", "sm4"])
@pytest.mark.parametrize("size", SIZES)
def test_any_size_comes_back_whole_and_does_not_show(settings, cipher, size):
    settings.SEAL_CIPHER = cipher
    key, data = new_file_key(), content(size)
    locked = sealed(data, key)
    assert locked.startswith({"aes": b"GKF1", "sm4": b"GKF2"}[cipher])
    assert size < 16 or data[:16] not in locked
    settings.SEAL_CIPHER = "aes"
    assert open_sealed(io.BytesIO(locked), key).read() == data


def test_it_reads_in_pieces_and_from_any_place():
    key, data = new_file_key(), content(2 * CHUNK + 500)
    reader = open_sealed(io.BytesIO(sealed(data, key, pieces=3 * CHUNK)), key)
    assert reader.seek(0, io.SEEK_END) == len(data)
    assert reader.seek(CHUNK - 3) == CHUNK - 3 and reader.read(6) == data[CHUNK - 3 : CHUNK + 3]
    assert reader.seek(-2, io.SEEK_END) and reader.read() == data[-2:]
    reader.seek(0)
    assert b"".join(iter(lambda: reader.read(70_000), b"")) == data


@pytest.mark.parametrize("size", [10, CHUNK, 2 * CHUNK, 2 * CHUNK + 9])
def test_a_file_cut_off_anywhere_does_not_pass_for_whole(size):
    key = new_file_key()
    locked = sealed(content(size), key)
    for length in {len(locked) - 1, len(locked) - TAG, HEADER + PIECE, HEADER + 5, HEADER, 3, 0}:
        if length < len(locked):
            with pytest.raises(BrokenSeal):
                open_sealed(io.BytesIO(locked[:length]), key).read()


def test_chunks_swapped_repeated_or_left_out_do_not_open():
    key = new_file_key()
    locked = sealed(content(3 * CHUNK + 7), key)
    head, parts = locked[:HEADER], [locked[HEADER + n * PIECE : HEADER + (n + 1) * PIECE] for n in range(4)]
    for order in ((1, 0, 2, 3), (0, 0, 2, 3), (0, 2, 3), (0, 1, 2), (0, 1, 2, 3, 3)):
        with pytest.raises(BrokenSeal):
            open_sealed(io.BytesIO(head + b"".join(parts[n] for n in order)), key).read()


@pytest.mark.parametrize("place", [0, 3, 6, HEADER, HEADER + 100, -1])
def test_one_altered_byte_breaks_it(place):
    key = new_file_key()
    locked = bytearray(sealed(content(1000), key))
    locked[place] ^= 1
    with pytest.raises(BrokenSeal):
        open_sealed(io.BytesIO(bytes(locked)), key).read()


def test_the_key_of_another_file_does_not_open_it():
    locked = sealed(b"abc", new_file_key())
    for key in (new_file_key(), "", "not base64"):
        with pytest.raises(BrokenSeal):
            open_sealed(io.BytesIO(locked), key).read()


def test_closing_the_reader_closes_the_file():
    file = io.BytesIO(sealed(b"abc", key := new_file_key()))
    with open_sealed(file, key) as reader:
        assert reader.read() == b"abc"
    assert file.closed
