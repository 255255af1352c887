"""ADDRESS: homes, and everything else that has a number."""

import pytest

from gongkai.clearance.documents.document import PAGE, Block, Document, Piece
from gongkai.clearance.documents.places import Place
from gongkai.clearance.scanners import address
from gongkai.clearance.scanners.finding import BLOCK, WARN
from tests.clearance.scanners.corpora import table
from tests.clearance.scanners.rules import hits, said


def test_the_address_is_hit_whole_and_nothing_around_it():
    text = "吴阿梅，女，现住贵州省秀水县云溪镇建设路12号3单元402室，务农。"
    assert said(address, text) == [(BLOCK, "贵州省秀水县云溪镇建设路12号3单元402室")]


def test_an_address_broken_over_lines_of_a_page_is_one_hit():
    lines = ["2. 吴阿梅，身份证号码522625197211050362，", "住秀水县云溪镇大寨", "村三组，患慢性肾病。"]
    pieces = [
        Piece(line, Place.of(("page", 1), ("line", number)), joint="\n" if number else "")
        for number, line in enumerate(lines)
    ]
    document = Document(kind="pdf", blocks=[Block(pieces, PAGE)])
    assert said(address, document) == [(BLOCK, "秀水县云溪镇大寨\n村三组")]


def test_an_address_beside_nobody_is_warned_of():
    assert said(address, "云溪镇大寨村三组") == [(WARN, "云溪镇大寨村三组")]


def test_a_name_right_after_a_group_makes_a_home_of_it():
    found = said(address, "拟纳入低保：大寨村三组罗明远、平寨村二组吴阿梅。")
    assert found == [(BLOCK, "大寨村三组"), (BLOCK, "平寨村二组")]


@pytest.mark.parametrize(
    "text",
    [
        "云溪镇大寨村", "秀水县云溪镇", "大寨村村民委员会", "第一村民小组组长", "各村民小组长", "工作组进驻大寨村", "我村成立互助小组", "秀水县第一中学三组对抗赛",
        "民政局办公地址：云溪大道66号", "会议在建设路12号召开", "邮寄至云溪大道66号（邮编557200）", "项目建设地点：大寨村三组", "国令第711号", "5号楼电梯维修",
    ],
)  # fmt: skip
def test_what_is_no_home(text):
    assert hits(address, text) == []


def test_a_column_of_homes_is_hit_cell_by_cell_only_where_it_goes_below_the_village():
    rows = [
        ["户主", "住址", "金额"],
        ["罗明远", "云溪镇大寨村三组", "300"],
        ["吴阿梅", "云溪镇平寨村", "300"],
        ["杨秀英", "团结街21号", "300"],
    ]
    assert said(address, table(rows)) == [(BLOCK, "云溪镇大寨村三组"), (BLOCK, "团结街21号")]


def test_a_column_of_groups_beside_a_column_of_names():
    rows = [["村", "组", "户主"], ["大寨村", "三组", "罗明远"], ["大寨村", "4", "吴阿梅"], ["平寨村", "归里", "杨秀英"]]
    assert said(address, table(rows)) == [(BLOCK, "三组"), (BLOCK, "4")]


def test_the_remarks_of_a_row_are_read_as_well():
    rows = [
        ["户主", "住址", "备注"],
        ["罗明远", "大寨村三组", "现住城关镇人民路5号"],
        ["吴阿梅", "平寨村", ""],
        ["杨秀英", "平寨村", ""],
    ]
    assert [value for _severity, value in said(address, table(rows))] == ["大寨村三组", "城关镇人民路5号"]


def test_a_table_of_halls_has_no_homes():
    rows = [
        ["单位名称", "地址", "电话"],
        ["云溪镇便民服务中心", "云溪镇人民路5号", "0855-6622836"],
        ["高坡乡便民服务中心", "高坡乡团结街1号", "0855-6622837"],
    ]
    assert [hit for hit in hits(address, table(rows)) if hit.severity == BLOCK] == []
