"""An image that is published shows what it showed and tells nothing besides."""

import io

import pytest
from PIL import Image

from gongkai.clearance.cleaning import clean
from tests.clearance.cleaning.making import exif, picture, told_png


def cleaned(data, name):
    answer = clean(data, name)
    assert answer.publishable, answer.refused
    assert clean(answer.data, answer.name).data == answer.data
    return answer


def pixels(data):
    return Image.open(io.BytesIO(data)).convert("RGB").tobytes()


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "a.jpg"), ("WEBP", "a.webp"), ("PNG", "a.png"), ("TIFF", "a.tif")])
def test_a_photograph_loses_where_and_by_whom_it_was_taken(kind, name):
    data = picture(kind, exif=exif())
    answer = cleaned(data, name)
    assert b"Qin Shouye" in data
    assert b"Qin Shouye" not in answer.data
    assert not {0x13B, 0x8825} & set(Image.open(io.BytesIO(answer.data)).getexif())
    assert pixels(answer.data) == pixels(data)


def test_what_stands_behind_the_end_of_an_image_goes():
    for kind, name in (("JPEG", "a.jpg"), ("PNG", "a.png"), ("GIF", "a.gif"), ("BMP", "a.bmp"), ("WEBP", "a.webp")):
        answer = cleaned(picture(kind) + "秦守业".encode() * 10, name)
        assert "秦守业".encode() not in answer.data


def test_words_in_a_png_go():
    answer = cleaned(told_png(), "a.png")
    assert "秦守业".encode() not in answer.data
    assert answer.removed[0].what == "metadata"


def test_colours_below_full_transparency_are_emptied():
    image = Image.new("RGBA", (10, 10), (1, 2, 3, 0))
    image.putpixel((0, 0), (9, 9, 9, 255))
    target = io.BytesIO()
    image.save(target, "PNG")
    bare = Image.open(io.BytesIO(cleaned(target.getvalue(), "a.png").data))
    assert bare.getpixel((5, 5)) == (0, 0, 0, 0)
    assert bare.getpixel((0, 0)) == (9, 9, 9, 255)


def test_an_image_on_its_side_is_set_upright():
    answer = cleaned(picture("JPEG", size=(40, 20), exif=exif(turned=6)), "a.jpg")
    assert Image.open(io.BytesIO(answer.data)).size == (20, 40)


@pytest.mark.parametrize(
    "more",
    [{"progressive": True}, {"quality": 30}, {"mode": "CMYK", "colour": (1, 2, 3, 4)}, {"mode": "L", "colour": 7}],
)
def test_every_kind_of_jpeg_keeps_its_pixels(more):
    data = picture("JPEG", size=(333, 77), **more)
    assert pixels(cleaned(data, "a.jpeg").data) == pixels(data)


def test_an_animation_keeps_its_frames_and_loses_its_comment():
    frames = [Image.new("P", (8, 8), number) for number in (1, 2)]
    for frame in frames:
        frame.putpalette([0, 0, 0, 255, 0, 0, 0, 255, 0] + [0] * 759)
    target = io.BytesIO()
    frames[0].save(target, "GIF", save_all=True, append_images=frames[1:], comment="Qin Shouye", loop=0, duration=100)
    answer = cleaned(target.getvalue(), "a.gif")
    assert b"Qin Shouye" not in answer.data
    again = Image.open(io.BytesIO(answer.data))
    assert (again.n_frames, again.info["loop"]) == (2, 0)


def test_a_tiff_keeps_all_its_pages():
    pages = [Image.new("1", (30, 30), number) for number in (0, 1)]
    target = io.BytesIO()
    pages[0].save(
        target, "TIFF", save_all=True, append_images=pages[1:], compression="group4", description="Qin Shouye"
    )
    answer = cleaned(target.getvalue(), "a.tiff")
    assert b"Qin Shouye" not in answer.data
    assert Image.open(io.BytesIO(answer.data)).n_frames == 2


def test_an_image_named_otherwise_gets_its_right_ending():
    assert cleaned(picture("PNG"), "扫描件.jpg").name == "扫描件.png"


def test_damaged_images_are_refused():
    for kind in ("JPEG", "PNG", "GIF"):
        data = picture(kind, size=(300, 300))
        answer = clean(data[: len(data) // 2], f"a.{kind.lower()}")
        assert not answer.publishable
