"""HIDDEN: one finding for each place of each kind of hiding."""

from gongkai.clearance.documents.document import METADATA, ROW, TRACE, TRACES, Block, Document, Piece
from gongkai.clearance.documents.places import Place
from gongkai.clearance.scanners import hidden
from gongkai.clearance.scanners.finding import BLOCK, WARN
from tests.clearance.scanners.rules import hits


def _sheet(name: str, hide: bool = False) -> Place:
    return Place().then("sheet", name, hidden=hide)


def _cell(sheet: Place, name: str, text: str, trace: str = "", joint: str = "") -> Piece:
    return Piece(text, sheet.then("cell", name), trace, joint)


def test_a_hidden_sheet_of_many_rows_is_one_finding():
    sheet = _sheet("原始名单", hide=True)
    blocks = [Block([_cell(sheet, f"A{n}", "罗明远", "hidden_sheet")], ROW, 1, n) for n in range(1, 500)]
    found = hits(hidden, Document(kind="xlsx", blocks=blocks))
    assert [(hit.severity, hit.value) for hit in found] == [(BLOCK, "罗明远")]


def test_two_hidden_sheets_are_two_findings_even_without_a_trace_of_their_own():
    blocks = [Block([_cell(_sheet(name, hide=True), "A1", "x")], ROW, 1, 1) for name in ("原始名单", "params")]
    assert len(hits(hidden, Document(blocks=blocks))) == 2


def test_a_hidden_row_a_hidden_column_and_white_cells_each_have_their_place():
    sheet = _sheet("公示")
    row = Block(
        [_cell(sheet, f"{letter}4", "值", "hidden_row", "\t" if letter > "A" else "") for letter in "ABC"], ROW, 1, 4
    )
    others = [
        Block([_cell(sheet, f"A{n}", "可见"), _cell(sheet, f"F{n}", "密", "hidden_column", "\t")], ROW, 1, n)
        for n in (5, 6)
    ]
    white = Block([_cell(sheet, "H2", "内部意见", "white")], ROW, 1, 2)
    found = hits(hidden, Document(blocks=[white, row, *others]))
    assert [(hit.value, hit.block.piece_at(hit.start).place.code()) for hit in found] == [
        ("内部意见", "sheet 公示!H2"), ("值\t值\t值", "sheet 公示!A4"), ("密", "sheet 公示!F5"),
    ]  # fmt: skip


def test_neighbouring_runs_of_one_paragraph_are_joined_and_comments_are_not():
    paragraph = Place.of(("paragraph", 3))
    block = Block(
        [Piece("看得见", paragraph), Piece("删去", paragraph, "deleted"), Piece("的字", paragraph, "deleted")]
    )
    comments = [Block([Piece("先压一压", Place.of(("comment", n)), "comment")]) for n in (1, 2)]
    found = hits(hidden, Document(blocks=[block, *comments]))
    assert [hit.value for hit in found] == ["删去的字", "先压一压", "先压一压"]


def test_a_script_counts_without_any_text():
    document = Document(kind="pdf")
    document.add("", Place.of(("script", "OpenAction")), trace="script", kind=TRACE)
    assert [(hit.severity, hit.value) for hit in hits(hidden, document)] == [(BLOCK, "")]


def test_an_old_revision_and_an_attachment_are_one_finding_each():
    old = Place.of(("revision", 1))
    inner = Place.of(("attachment", "名单.csv"))
    blocks = [Block([Piece("旧", old.then("page", n), "revision")]) for n in (1, 2, 3)]
    blocks += [Block([Piece("新", inner.then("line", n), "attachment")]) for n in (1, 2, 3)]
    assert len(hits(hidden, Document(blocks=blocks))) == 2


def test_blank_hidden_cells_and_alternative_texts_are_nothing():
    blocks = [
        Block([Piece("  ", Place.of(("paragraph", 1)), "white")]), Block([Piece("图：办事流程", Place.of(("image", 1)), "alt_text")]),
        Block([Piece("罗明远", Place.of(("metadata", "creator")))], METADATA, name="creator"),
    ]  # fmt: skip
    assert hits(hidden, Document(blocks=blocks)) == []


def test_every_trace_but_alternative_texts_is_judged():
    for trace in TRACES:
        found = hits(hidden, Document(blocks=[Block([Piece("x", Place.of(("paragraph", 1)), trace)])]))
        assert [hit.severity for hit in found] == ([] if trace == "alt_text" else [hidden.severity_of(trace)])
    assert hidden.severity_of("defined_name") == WARN
