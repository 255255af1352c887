"""A number is one number however it is written, and leads back to where it was written."""

from gongkai.clearance.documents.document import ROW, Block, Piece
from gongkai.clearance.documents.places import Place
from gongkai.clearance.scanners.sight import Sight, normalise

HERE = Place()


def block(*pieces: tuple[str, str]) -> Block:
    return Block([Piece(text, HERE.then("cell", n), joint=joint) for n, (joint, text) in enumerate(pieces)], ROW)


def test_full_width_and_zero_width_characters_are_taken_together():
    view = normalise("号１３８\u200b8551﹣2345。")
    assert view.text == "号1388551-2345。"
    assert view.span(1, 8) == (1, 9)


def test_plain_chinese_text_is_not_touched():
    assert normalise("（二）联系人：民政科，").text == "（二）联系人：民政科，"


def test_separators_between_digits_go_in_the_close_view_only():
    sight = Sight(block(("", "电话 138 8551 2345 转")))
    assert "13885512345" in sight.close.text
    assert "13885512345" not in sight.plain.text
    at = sight.close.text.index("138")
    start, end = sight.close.span(at, at + 11)
    assert sight.block.text[start:end] == "138 8551 2345"


def test_a_number_broken_over_lines_and_cells_is_one_in_the_joined_view():
    sight = Sight(block(("", "身份证"), ("\t", "522601"), ("\t", "19850312"), ("\n", "1234")))
    assert "522601198503121234" in sight.joined.text
    at = sight.joined.text.index("522601")
    start, end = sight.joined.span(at, at + 18)
    assert [piece.place.code() for piece in sight.block.pieces_in(start, end)] == ["1", "2", "3"]
    assert "522601198503121234" not in sight.close.text
