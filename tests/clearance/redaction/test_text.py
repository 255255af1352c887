"""Masking words: the same value always alike, other words untouched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.clearance.documents.document import ROW, Block, Document, Piece
from gongkai.clearance.documents.places import Place
from gongkai.clearance.redaction import masks
from gongkai.clearance.redaction.masks import Names
from gongkai.clearance.redaction.matching import Wanted, covered
from gongkai.clearance.redaction.text import Span, by_shape, by_value, preview, proposals, redact_text, settled, values
from gongkai.clearance.scanners.finding import BLOCK, INFO, WARN, Finding

ID = "110105199003072316"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张某"), ("张三丰", "张某某"), ("欧阳修", "欧阳某"), ("欧阳明远", "欧阳某某"), ("阿依古丽·买买提", "阿·某"),
        ("迪丽热巴.艾力", "迪·某"), ("张　三", "张某"), ("诸葛亮", "诸葛某"), ("Smith", "S***"), ("", ""), ("司马", "司某"),
    ],
)  # fmt: skip
def test_names_keep_the_surname(name, shown):
    assert masks.name(name) == shown


@pytest.mark.parametrize(
    ("way", "value", "shown"),
    [
        ("id", ID, "110105********2316"), ("id", "11010519491231002x", "110105********002X"), ("id", "110105 1949 1231 002X", "110105********002X"),
        ("id", "110105491231002", "110105******002"), ("id", ID + "43", "110105************"), ("region", ID, "110105************"),
        ("phone", "13900006789", "139****6789"), ("phone", "+86 139-0000-6789", "139****6789"), ("phone", "１３９００００６７８９", "139****6789"),
        ("phone", "0571-88886666", "05718888****"), ("card", "6217 0012 3456 7890 122", "****0122"), ("email", "qinshouye@example.com", "q***@example.com"),
        ("plate", "浙A12345", "浙A***45"), ("certificate", "E12345678", "E********"), ("year", "1990年3月7日", "1990年"),
        ("village", "秀水县云溪镇大寨村三组12号", "秀水县云溪镇大寨村"), ("village", "秀水县城关街道人民路18号3单元502室", "秀水县城关街道"),
        ("village", "阳光社区5栋", "阳光社区"), ("village", "某处", "***"), ("township", "秀水县云溪镇大寨村三组", "秀水县云溪镇"),
        ("village", "新村镇大寨村三组", "新村镇大寨村"), ("township", "景德镇市浮梁县瑶里镇白石塔村", "景德镇市浮梁县瑶里镇"),
        ("township", "镇江市丹徒区辛丰镇东街1号", "镇江市丹徒区辛丰镇"), ("band", "47岁", "40—49岁"), ("drop", "x", ""), ("keep", "x", "x"), ("cover", "慢性肾病", masks.COVER),
    ],
)  # fmt: skip
def test_each_way_of_masking(way, value, shown):
    assert masks.masked(value, way) == shown


def test_two_of_one_surname_can_be_told_apart_and_stay_alike():
    names = Names.of(["张三", "张四", "李五", "张 三", "欧阳修"], tell_apart=True)
    assert [names(name) for name in ("张三", "张四", "张　三", "李五", "欧阳修")] == [
        "张某甲",
        "张某乙",
        "张某甲",
        "李某",
        "欧阳某",
    ]


def test_a_crowd_of_one_surname_never_gets_the_same_mask():
    people = [f"王{chr(0x4E10 + at)}{chr(0x5E10 + at)}" for at in range(60)]
    names = Names.of(people, tell_apart=True)
    assert len({names(name) for name in people}) == 60


def test_spans_are_masked_and_the_changes_tell_where_they_stand():
    text = f"申请人秦守业，身份证{ID}，已核。"
    spans = [Span(3, 6, "NAME", "name"), Span(10, 28, "ID18", "id")]
    after, changes = redact_text(text, spans)
    assert after == "申请人秦某某，身份证110105********2316，已核。"
    assert [after[change.start : change.end] for change in changes] == ["秦某某", "110105********2316"]
    assert [(change.before_len, change.after_len) for change in changes] == [(3, 3), (18, 18)]
    assert [(line.before, line.after) for line in preview(text, spans)] == [
        ("秦守业", "秦某某"),
        (ID, "110105********2316"),
    ]


def test_spans_that_overlap_hide_what_either_of_them_hid():
    text = f"x{ID}43y"
    after, _ = redact_text(text, [Span(1, 19, "ID18", "id"), Span(10, 21, "CARD", "card")])
    assert after[0] == "x"
    assert after[-1] == "y"
    assert ID[6:14] not in after
    assert len(settled([Span(1, 5), Span(3, 9), Span(9, 9)], 20)) == 1


def test_a_span_outside_the_text_is_no_span():
    with pytest.raises(ValueError, match="位置"):
        redact_text("abc", [Span(2, 9)])


@given(
    st.text("张李123-\u200b甲 ", max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5)
)
def test_what_is_not_covered_stays_letter_for_letter(text, pairs):
    spans = [Span(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in pairs]
    after, changes = redact_text(text, spans)
    kept, at = [], 0
    for change in changes:
        kept.append(after[at : change.start])
        at = change.end
    hidden = {place for span in spans for place in range(span.start, span.end)}
    assert "".join([*kept, after[at:]]) == "".join(letter for place, letter in enumerate(text) if place not in hidden)


def test_values_are_found_however_they_are_written():
    wanted = [("110105199003072316", "id"), ("秦守业", "name"), ("13900006789", "phone")]
    for written in (
        ID,
        "110105 19900307 2316",
        "１１０１０５１９９００３０７２３１６",
        "110105199003\n072316",
        "1101\u200b05199003072316",
    ):
        assert [span.way for span in by_value(f"号{written}。", wanted)] == ["id"]
    assert [span.way for span in by_value("秦 守 业 139-0000-6789", wanted)] == ["name", "phone"]
    assert by_value("秦\n守业", wanted) == []


def test_short_numbers_are_not_found_inside_others():
    assert Wanted(["1234"]).within("12345 9 1234 12 34")[0].start == 8
    assert len(Wanted(["1234"]).within("12345 9 1234 12 34")) == 1


def test_a_longer_name_is_not_cut_by_a_shorter_one():
    assert covered(["王明远和王明"], Wanted(["王明", "王明远"]), ["王某", "王某某"])[0] == ["王某某和王某"]


def test_a_value_broken_over_runs_is_put_where_it_began():
    assert covered(["电话139", "0000", "6789。"], Wanted(["13900006789"]), ["139****6789"]) == (
        ["电话139****6789", "", "。"],
        [0],
    )


def test_shapes_of_numbers_of_persons():
    text = f"{ID} 13900006789 6217001234567890122 a.b@example.com 2019-00131 0855-6622836"
    assert [span.rule for span in by_shape(text)] == ["ID18", "MOBILE", "CARD", "EMAIL"]


def finding(rule, severity, block, start, end):
    return Finding(rule, severity, Place(), "", False, block, start, end)


def test_proposals_leave_notices_marks_and_properties_alone():
    document = Document()
    document.add(f"秦守业{ID}", Place())
    document.add("秦守业", Place(), kind="metadata", name="author")
    found = [
        finding("ID18", BLOCK, 0, 3, 21), finding("EMAIL", INFO, 0, 0, 3), finding("SECRET", BLOCK, 0, 0, 3), finding("NAME-LIST", BLOCK, 1, 0, 3),
    ]  # fmt: skip
    spans = proposals(document, found)
    assert spans == [Span(3, 21, "ID18", "id", 0)]
    assert values(document, spans) == [(ID, "id")]


def test_a_list_of_persons_is_masked_column_by_column():
    document = Document()
    place = Place()
    for number, row in enumerate(["序号\t姓名\t诊断", "1\t秦守业\t尿毒症", "2\t周 某\t", "合计"]):
        document.blocks.append(Block([Piece(row, place)], ROW, table=1, row=number))
    found = [
        finding("NAME-LIST", WARN, 0, 3, 5),
        finding("NAME-LIST", BLOCK, 0, 6, 8),
        finding("NAME-LIST", BLOCK, 0, 6, 8),
    ]
    assert values(document, proposals(document, found)) == [("秦守业", "name"), ("周 某", "name"), ("尿毒症", "cover")]
