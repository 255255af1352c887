import hashlib
import struct
import zlib

import pytest

from gongkai.writers.qr import QUIET, as_png, as_svg, matrix

# https://a.cn/1 as another program (python-qrcode 8) draws it, level M, mask 2.
KNOWN = """
#######...###.#######
#.....#....#..#.....#
#.###.#.#####.#.###.#
#.###.#.####..#.###.#
#.###.#.#.#.#.#.###.#
#.....#.#.#.#.#.....#
#######.#.#.#.#######
........##.##........
#.#####.....#.#####..
.#.#.#....##.########
.#.#.###.#..####..##.
###......###.#..###..
.#....######..#.##..#
........##.....####.#
#######..#..##.#..##.
#.....#.###....####.#
#.###.#.####..####.##
#.###.#.#....##.#.#..
#.###.#.#####.##..#..
#.....#..###.#..###..
#######.#...#.##.#.#.
"""
# The same program's codes for the first so many bytes of ADDRESS: side, and the beginning of the SHA-256 of its rows.
ADDRESS = "https://www.example.gov.cn/" + "q" * 300
DIGESTS = [
    (1, 21, "848f621f7ecfca7e"),
    (20, 25, "427aaca34437a0eb"),
    (60, 33, "63aa43ab69965d91"),
    (100, 41, "984e1f85cc9f3be8"),
    (140, 49, "bf17c7f87520c48c"),
    (180, 53, "19d715eae6bbf33f"),
    (213, 57, "3ab8702f0c1abf19"),
]


def _drawn(text, dark="1", light="0"):
    return ["".join(dark if module else light for module in row) for row in matrix(text)]


def test_a_known_code_is_drawn_module_for_module():
    assert _drawn("https://a.cn/1", "#", ".") == KNOWN.split()


@pytest.mark.parametrize(("length", "side", "digest"), DIGESTS)
def test_codes_of_every_size_are_those_of_another_program(length, side, digest):
    rows = _drawn(ADDRESS[:length])
    assert len(rows) == side
    assert hashlib.sha256("\n".join(rows).encode()).hexdigest().startswith(digest)


def test_a_text_too_long_for_a_code_says_so():
    with pytest.raises(ValueError, match=r"213.*214"):
        matrix("q" * 214)


def test_the_picture_shows_the_modules_with_white_around():
    png = as_png("https://a.cn/1", scale=1)
    side = 21 + 2 * QUIET
    assert struct.unpack_from(">II", png, 16) == (side, side)
    start = png.index(b"IDAT") + 4
    pixels = zlib.decompress(png[start:])
    lines = [pixels[line * (side + 1) + 1 : (line + 1) * (side + 1)] for line in range(side)]
    assert lines[0] == b"\xff" * side
    drawn = ["".join("#" if pixel == 0 else "." for pixel in line[QUIET:-QUIET]) for line in lines[QUIET:-QUIET]]
    assert drawn == KNOWN.split()


def test_the_drawing_names_its_text():
    svg = as_svg('https://a.cn/1"><script>')
    assert 'aria-label="https://a.cn/1&quot;&gt;&lt;script&gt;"' in svg
    assert 'viewBox="0 0 33 33"' in svg
