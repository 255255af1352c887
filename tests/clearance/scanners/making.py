"""Documents made in a line, and numbers that are valid and nobody's."""

from gongkai.clearance.documents.document import PAGE, PARAGRAPH, ROW, Block, Document, Piece
from gongkai.clearance.documents.places import Place
from gongkai.clearance.scanners import scan
from gongkai.clearance.scanners.checks import CREDIT_SIGNS, check_digit, is_credit_code, luhn
from gongkai.clearance.scanners.finding import Finding, Known

ANYBODY = "522601198503121234"
SOMEBODY = "11010519491231002X"
CARD = "6217001234567890122"


def paragraphs(*texts: str) -> Document:
    document = Document()
    for number, text in enumerate(texts, 1):
        document.add(text, Place.of(("paragraph", number)), kind=PAGE if "\n" in text else PARAGRAPH)
    return document


def below(text: str) -> Document:
    """The text under a heading, so that it does not stand on the first line."""
    return paragraphs("秀水县民政局关于临时救助的公告", text)


def at(kind: str, name: str, text: str) -> Document:
    document = Document()
    document.add(text, Place.of((kind, name)))
    return document


def table(*rows: tuple[str, ...], cells: bool = False) -> Document:
    """Rows of a table, the first its heads; with `cells` the places are those of a workbook."""
    document = Document()
    for number, row in enumerate(rows, 1):
        places = [
            Place.of(("sheet", "名单"), ("cell", f"{chr(65 + column)}{number}"))
            if cells
            else Place.of(("table", 1), ("row", number), ("column", column + 1))
            for column in range(len(row))
        ]
        pieces = [
            Piece(text, place, joint="\t" if column else "")
            for column, (text, place) in enumerate(zip(row, places, strict=True))
        ]
        document.blocks.append(Block(pieces, ROW, 1, number))
    return document


def found(document: Document | str, known: Known = Known()) -> set[tuple[str, str]]:  # noqa: B008
    """Rule and severity of every finding."""
    return {(finding.rule, finding.severity) for finding in findings(document, known)}


def findings(document: Document | str, known: Known = Known()) -> list[Finding]:  # noqa: B008
    return scan(below(document) if isinstance(document, str) else document, known)


def rules(document: Document | str) -> set[str]:
    return {rule for rule, _severity in found(document)}


def identity(region: str, born: str, serial: int) -> str:
    first = f"{region}{born}{serial:03}"
    return first + check_digit(first)


def card(first: str) -> str:
    return next(first + digit for digit in "0123456789" if luhn(first + digit))


def credit_code(first: str) -> str:
    return next(first + sign for sign in CREDIT_SIGNS if is_credit_code(first + sign))
