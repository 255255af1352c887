"""Conditional looks of spreadsheets that make a cell unseen, and whether they fall on what it holds."""

import operator
import re

from gongkai.clearance.documents.document import ROW, Document, Piece
from gongkai.clearance.documents.office.sheet_rows import Sheet, column_of
from gongkai.clearance.documents.office.sheet_styles import SheetStyles
from gongkai.clearance.documents.office.trees import Node, children, value, whole, words

RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
COMPARED = {
    "equal": operator.eq, "notEqual": operator.ne, "lessThan": operator.lt, "lessThanOrEqual": operator.le,
    "greaterThan": operator.gt, "greaterThanOrEqual": operator.ge,
}  # fmt: skip
# what people blind for looks: zeros, errors, empty cells, a word that repeats the one above
FOR_LOOKS = re.compile(r'ISERR|ISNA|ISBLANK|ISEVEN|=\s*""|=\s*0\b|<>|COUNTIF|[A-Z]\$?\d+\s*=\s*\$?[A-Z]+\$?\d+', re.I)
MOST_RANGES = 500
SHORTEST = 4  # letters; a dash that is made unseen is a matter of looks
Range = tuple[int, int, int, int]  # top, left, bottom, right


def blind(document: Document, root: Node, sheet: Sheet, styles: SheetStyles) -> None:
    """Marks the cells of this sheet on which a blinding look falls."""
    rules: list[tuple[Range, Node]] = []
    for node in children(root, "conditionalFormatting"):
        blinding = [rule for rule in children(node, "cfRule") if whole(value(rule, "dxfId"), -1) in styles.blinding]
        for left, top, right, bottom in RANGE.findall(value(node, "sqref")) if blinding else ():
            where = (int(top), column_of(left), int(bottom or top), column_of(right or left))
            rules += [(where, rule) for rule in blinding]
    rules = rules[:MOST_RANGES]
    for block in document.blocks if rules else ():
        if block.kind == ROW and block.table == sheet.number:
            here = [(where, rule) for where, rule in rules if where[0] <= (block.row or 0) <= where[2]]
            if here:
                block.pieces = [_dimmed(piece, here) for piece in block.pieces]


def _dimmed(piece: Piece, rules: list[tuple[Range, Node]]) -> Piece:
    step = piece.place.steps[-1]
    if piece.trace or step.kind != "cell" or len(piece.text) < SHORTEST:
        return piece
    column = column_of(step.name)
    if any(left <= column <= right and _falls(rule, piece.text) for (_, left, _, right), rule in rules):
        return Piece(piece.text, piece.place, "hidden_text", piece.joint)
    return piece


def _falls(rule: Node, text: str) -> bool:
    """Whether a rule is true of a value. A formula of its own is not worked out: it may be, unless it is one for looks."""
    formulas = [words(formula).strip() for formula in children(rule, "formula")]
    match value(rule, "type"):
        case "cellIs":
            return _compares(value(rule, "operator"), formulas, text)
        case "expression":
            return not FOR_LOOKS.search(formulas[0] if formulas else "")
        case "containsText" | "beginsWith" | "endsWith":
            return value(rule, "text").lower() in text.lower()
        case "notContainsText":
            return value(rule, "text").lower() not in text.lower()
        case kind:
            return kind == "notContainsBlanks"


def _compares(how: str, formulas: list[str], text: str) -> bool:
    said = [_number(formula.strip('"')) for formula in formulas]
    number = _number(text)
    if how in {"between", "notBetween"} and len(said) == 2:
        low, high = said
        if not isinstance(low, float) or not isinstance(high, float):
            return False
        inside = isinstance(number, float) and low <= number <= high
        return inside == (how == "between")
    compare = COMPARED.get(how)
    if compare is None or not said or (isinstance(said[0], str) and not formulas[0].startswith('"')):
        return False
    if isinstance(said[0], float) != isinstance(number, float):  # letters are more than any number
        return how in {"notEqual", "greaterThan", "greaterThanOrEqual"} and isinstance(number, str)
    return bool(compare(number, said[0]))


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text
