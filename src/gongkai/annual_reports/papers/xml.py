"""年度报告 as XML: the words by section and every number by the path of its cell."""

from xml.etree import ElementTree as Tree

from gongkai.annual_reports.document import ReportDocument
from gongkai.annual_reports.errata import Erratum
from gongkai.annual_reports.layout import number
from gongkai.annual_reports.papers.cells import Printed, printed
from gongkai.writers.letter import printable


def write(document: ReportDocument) -> bytes:
    """`annualReport` with `title`, `opening`, `section` (each with `p`), `table` with `cell`; `erratum` with `change`."""
    compiled = document.compiled
    about = {"schema": "1", "organ": compiled.organ, "slug": compiled.slug, "year": str(compiled.year)}
    about |= {"form": compiled.form.key, "outline": document.outline.key, "asOf": compiled.as_of.isoformat()}
    if document.signed_on:
        about["signedOn"] = document.signed_on.isoformat()
    if document.published_on:
        about["publishedOn"] = document.published_on.isoformat()
    if document.sha256:
        about["sha256"] = document.sha256
    root = Tree.Element("annualReport", {key: printable(value) for key, value in about.items()})
    Tree.SubElement(root, "title").text = printable(document.title)
    _words(Tree.SubElement(root, "opening"), document.sections.get("opening", ""))
    for section in document.outline.sections:
        element = Tree.SubElement(root, "section", {"key": section.key, "title": section.title})
        _words(element, document.sections.get(section.key, ""))
    _tables(root, [*printed(compiled)])
    if document.explanation_of_delay:
        _words(Tree.SubElement(root, "explanationOfDelay"), document.explanation_of_delay)
    for erratum in document.errata:
        _erratum(root, erratum)
    Tree.indent(root)
    return Tree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _erratum(root: Tree.Element, erratum: Erratum) -> None:
    day = erratum.published_on
    about = {"publishedOn": day.isoformat() if day else "", "sha256": erratum.sha256}
    element = Tree.SubElement(root, "erratum", about)
    _words(Tree.SubElement(element, "reason"), erratum.reason)
    for change in erratum.changes:
        changed = Tree.SubElement(element, "change", {"at": change.at, "where": change.where})
        Tree.SubElement(changed, "said").text = printable(change.said)
        Tree.SubElement(changed, "says").text = printable(change.says)


def _words(element: Tree.Element, text: str) -> None:
    for line in printable(text).split("\n"):
        if line.strip():
            Tree.SubElement(element, "p").text = line.strip()


def _tables(root: Tree.Element, cells: list[Printed]) -> None:
    for key in dict.fromkeys(cell.path.partition(".")[0] for cell in cells):
        own = [cell for cell in cells if cell.path.startswith(f"{key}.")]
        table = Tree.SubElement(root, "table", {"key": key, "title": own[0].table})
        for cell in own:
            names = {"path": cell.path, "row": " / ".join(cell.row), "column": " / ".join(cell.column)}
            if cell.is_total:
                names["total"] = "true"
            Tree.SubElement(table, "cell", names).text = number(cell.value)
