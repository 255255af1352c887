import json
from dataclasses import replace

import pytest

from gongkai.writers.letter import Letter, ListBlock, Paragraph, Table, printable
from tests.writers.letters import ANSWER, DRAFT, PLAIN


@pytest.mark.parametrize("letter", [ANSWER, PLAIN, DRAFT])
def test_a_letter_comes_back_from_json_as_it_was(letter):
    assert Letter.from_data(json.loads(json.dumps(letter.as_data()))) == letter


def test_a_letter_can_do_without_what_has_a_default():
    data = {
        key: value for key, value in PLAIN.as_data().items() if key not in ("note", "qr", "attachments", "is_draft")
    }
    assert Letter.from_data(data) == PLAIN


def test_data_of_another_kind_is_refused():
    with pytest.raises(KeyError):
        Letter.from_data({})
    with pytest.raises(KeyError):
        Letter.from_data(PLAIN.as_data() | {"blocks": [{"block": "script", "text": "x"}]})


def test_a_date_is_written_in_arabic_numerals_without_leading_noughts():
    assert ANSWER.dated == "2024年9月16日"
    assert DRAFT.dated.split() == ["年", "月", "日"]


def test_the_salutation_ends_in_one_colon_and_the_remark_stands_in_one_pair_of_brackets():
    assert (
        replace(PLAIN, addressee="王某某：").salutation == replace(PLAIN, addressee="王某某").salutation == "王某某："
    )
    assert replace(PLAIN, addressee="").salutation == ""
    assert replace(PLAIN, note="（电话：1）").remark == replace(PLAIN, note="电话：1").remark == "（电话：1）"


def test_a_heading_in_brackets_is_of_the_second_rank():
    assert [Paragraph(text, heading=True).rank for text in ("一、依据", "（一）理由")] == [1, 2]
    assert Paragraph("一、依据").rank == 0


def test_lists_are_marked_by_numbers_or_dashes():
    assert ListBlock(("甲", "乙")).marks == ("1.", "2.")
    assert ListBlock(("甲",), numbered=False).marks == ("—",)


def test_a_column_of_numbers_stands_at_the_right():
    table = Table(("甲", "乙", "丙", "丁"), (("1", "12,000.50", "第1项", ""), ("2", "", "3", "")))
    assert table.figures == (True, True, False, False)


def test_every_row_of_a_table_is_as_long_as_its_head():
    with pytest.raises(ValueError, match="资金"):
        Table(("甲", "乙"), (("1",),), caption="资金")
    with pytest.raises(ValueError):
        Table(("甲", "乙"), (), widths=(1,))
    with pytest.raises(ValueError):
        Table(("甲", "乙"), (), widths=(1, 0))


def test_names_stay_as_they_are_and_control_characters_go():
    assert printable("陈𬱖\u3000😀👨‍👩‍👧 㛃\U000e0100") == "陈𬱖\u3000😀👨‍👩‍👧 㛃\U000e0100"
    assert printable("一\r\n二\u2028三\r四") == "一\n二\n三\n四"
    assert printable("a\x00b\x1bc\ud800d\ufeffe\ufffef") == "abcdef"


def test_a_text_cannot_turn_the_direction_of_writing():
    assert printable("不予\u202e公开\u2066") == "不予公开"


def test_every_text_of_a_letter_is_made_printable():
    letter = replace(PLAIN, addressee="王\x00某", blocks=(Table(("a\x07",), (("b\x08",),)),), attachments=("c\x0e",))
    clean = letter.printable()
    assert (clean.addressee, clean.attachments) == ("王某", ("c",))
    assert clean.blocks == (Table(("a",), (("b",),)),)
