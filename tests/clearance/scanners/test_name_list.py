"""NAME-LIST: which tables are lists of persons, and which of their columns may not be posted."""

import pytest

from gongkai.clearance.documents.document import ROW, Block, Document, Piece
from gongkai.clearance.documents.places import Place
from gongkai.clearance.scanners import name_list
from gongkai.clearance.scanners.finding import BLOCK, INFO, WARN
from tests.clearance.scanners.corpora import paragraphs, table
from tests.clearance.scanners.rules import hits, said

PLAIN = [
    ["序号", "姓名", "人口", "金额"],
    ["1", "罗明远", "3", "900"],
    ["2", "吴阿梅", "2", "640"],
    ["3", "杨秀英", "1", "420"],
]


def test_a_plain_list_is_warned_of_once_at_its_head():
    assert said(name_list, table(PLAIN, "低保公示名单")) == [(WARN, "姓名")]


def test_the_note_says_what_may_be_posted_and_what_goes():
    rows = [
        ["姓名", "身份证号", "开户银行"],
        ["罗明远", "522601198503121234", "农商行"],
        ["吴阿梅", "522601198503121234", "农商行"],
        ["杨秀英", "5", "农商行"],
    ]
    found = hits(name_list, table(rows, "2025年临时救助公示"))
    assert [(hit.severity, hit.value) for hit in found] == [(BLOCK, "姓名"), (BLOCK, "身份证号"), (BLOCK, "开户银行")]
    assert "救助类型和金额" in found[0].note and "去掉：身份证号、开户银行" in found[0].note


def test_a_masked_column_is_no_reason_to_block():
    rows = [
        ["姓名", "身份证号", "金额"],
        ["罗明远", "522601********1234", "1"],
        ["吴阿梅", "522601********1234", "1"],
        ["杨秀英", "522601********1234", "1"],
    ]
    assert said(name_list, table(rows, "低保名单")) == [(WARN, "姓名")]


def test_masked_names_make_no_list():
    rows = [["姓名", "金额"], ["罗某某", "1"], ["吴*梅", "1"], ["杨××", "1"]]
    assert hits(name_list, table(rows, "低保名单")) == []


def test_heads_in_two_storeys_under_a_title():
    rows = [
        ["秀水县低保金发放花名册"], ["序号", "家庭基本情况", "", "保障情况"], ["", "户主姓名", "身份证号码", "月保障金额"],
        ["1", "罗明远", "522601198503121234", "900"], ["2", "吴阿梅", "522601198503121234", "900"], ["3", "杨秀英", "522601198503121234", "900"],
    ]  # fmt: skip
    assert said(name_list, table(rows)) == [(BLOCK, "户主姓名"), (BLOCK, "身份证号码")]


def test_names_without_a_head_are_known_by_sight():
    rows = [
        ["1", "罗明远", "大寨村"],
        ["2", "张　三", "平寨村"],
        ["3", "艾力江·买买提", "高坡村"],
        ["4", "欧阳建国", "高坡村"],
    ]
    assert said(name_list, table(rows, "特困供养名单")) == [(WARN, "罗明远")]


def test_cells_left_out_of_a_sheet_do_not_move_their_neighbours():
    sheet = [
        {"A": "姓名", "B": "备注", "C": "身份证号"},
        {"A": "罗明远", "C": "522601198503121234"},
        {"A": "吴阿梅", "B": "新增"},
        {"A": "杨秀英"},
    ]
    blocks = []
    for number, cells in enumerate(sheet, 1):
        pieces = [
            Piece(text, Place.of(("sheet", "名单"), ("cell", f"{letter}{number}")), joint="\t" if at else "")
            for at, (letter, text) in enumerate(cells.items())
        ]
        blocks.append(Block(pieces, ROW, 1, number))
    found = said(name_list, Document(kind="xlsx", blocks=blocks))
    assert found == [(BLOCK, "姓名"), (BLOCK, "身份证号")]


@pytest.mark.parametrize("head", ["职务", "科室", "准考证号", "岗位"])
def test_lists_of_staff_and_candidates_are_a_hint(head):
    rows = [["姓名", head], ["罗明远", "甲"], ["吴阿梅", "乙"], ["杨秀英", "丙"]]
    assert said(name_list, table(rows)) == [(INFO, "姓名")]


def test_staff_with_identity_numbers_are_blocked_all_the_same():
    rows = [
        ["姓名", "职务", "身份证号"],
        ["罗明远", "甲", "522601198503121234"],
        ["吴阿梅", "乙", ""],
        ["杨秀英", "丙", ""],
    ]
    assert said(name_list, table(rows)) == [(BLOCK, "姓名"), (BLOCK, "身份证号")]


@pytest.mark.parametrize(
    "rows",
    [
        [["乡镇", "户数"], ["云溪镇", "1"], ["高坡乡", "2"], ["平寨乡", "3"]],
        [["单位", "件数"], ["民政局", "1"], ["教育局", "2"], ["水利局", "3"]],
        [["品名", "单价"], ["石材", "1"], ["方管", "2"], ["白水泥", "3"]],
        [["名称", "法定代表人"], ["老年协会", "罗明远"], ["茶叶协会", "吴阿梅"], ["志愿者协会", "杨秀英"]],
        [["桥名", "长"], ["石桥", "1"], ["高桥", "2"], ["马桥", "3"], ["白桥", "3"], ["金桥", "3"], ["龙桥", "3"]],
        [["姓名", "金额"], ["罗明远", "1"], ["吴阿梅", "2"]],
    ],
)
def test_tables_that_are_no_lists_of_persons(rows):
    assert hits(name_list, table(rows)) == []


def test_marriages_are_never_posted():
    rows = [["男方姓名", "女方姓名"], ["罗明远", "吴阿梅"], ["石老三", "杨秀英"], ["潘老四", "龙金花"]]
    found = hits(name_list, table(rows, "2025年结婚登记"))
    assert found[0].severity == BLOCK and "整张表不得公开" in found[0].note


@pytest.mark.parametrize(
    "text",
    [
        "低保名单\n序号 姓名 身份证号\n1 罗明远 522601198503121234\n2 张 三 522601198503121234\n3 杨秀英 5\n",
        "低保名单\n序号\n姓名\n身份证号\n1\n罗明远\n522601198503121234\n2\n吴阿梅\n522601198503121234\n3\n杨秀英\n5",
        "姓名,身份证号\n罗明远,522601198503121234\n吴阿梅,522601198503121234\n杨秀英,5",
        "序号|姓名|身份证号\n1|罗明远|522601198503121234\n2|吴阿梅|522601198503121234\n3|杨秀英|5",
    ],
)
def test_a_list_that_lost_its_table(text):
    assert said(name_list, text) == [(BLOCK, "姓名"), (BLOCK, "身份证号")]


def test_names_strung_together_and_names_line_by_line():
    assert [severity for severity, _ in said(name_list, "救助对象：罗明远、吴阿梅、杨秀英、石玉兰、潘老四等五人")] == [
        WARN
    ]
    lines = paragraphs("困难群众慰问名单", "1. 罗明远", "2. 吴阿梅", "3. 杨秀英", "4. 石玉兰", "5. 潘老四")
    assert said(name_list, lines) == [(WARN, "罗明远")]


def test_who_took_part_in_a_meeting_is_no_list():
    assert hits(name_list, "参加调研的有罗明远、吴阿梅、杨秀英、石玉兰、潘老四等。") == []
