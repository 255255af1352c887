"""Office files for tests, put together from the parts that matter. All names and numbers are invented."""

import io
import zipfile

from gongkai.clearance.documents.document import Block, Document

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
MORE = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'

ID = "110101199003074258"  # checksum-valid, invented
MOBILE = "13800138000"


def zipped(parts: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return buffer.getvalue()


def rels(*entries: tuple[str, str, str] | tuple[str, str, str, bool]) -> str:
    """(identifier, kind, target[, outside])"""
    lines = "".join(
        f'<Relationship Id="{one[0]}" Type="{OFFICE}/{one[1]}" Target="{one[2]}"{" TargetMode=" + chr(34) + "External" + chr(34) if len(one) > 3 else ""}/>'
        for one in entries
    )
    return f'<Relationships xmlns="{PACKAGE}">{lines}</Relationships>'


def docx(
    body: str, parts: dict[str, str | bytes] | None = None, references: str = "", settings: str = "", styles: str = ""
) -> bytes:
    return zipped(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": rels(("rId1", "officeDocument", "word/document.xml")),
            "word/document.xml": f"<w:document {W} {R} {MORE}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": references or rels(),
            "word/settings.xml": f"<w:settings {W} {R}>{settings}</w:settings>",
            "word/styles.xml": f"<w:styles {W}>{styles}</w:styles>",
            **(parts or {}),
        }
    )


def p(*runs: str, properties: str = "") -> str:
    return f"<w:p>{'<w:pPr>' + properties + '</w:pPr>' if properties else ''}{''.join(runs)}</w:p>"


def r(text: str, look: str = "") -> str:
    return f'<w:r>{"<w:rPr>" + look + "</w:rPr>" if look else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def deleted(text: str, author: str = "甲") -> str:
    return f'<w:del w:id="1" w:author="{author}"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def inserted(text: str, author: str = "甲") -> str:
    return f'<w:ins w:id="2" w:author="{author}">{r(text)}</w:ins>'


def xlsx(
    sheets: dict[str, str],
    parts: dict[str, str | bytes] | None = None,
    *,
    states: dict[str, str] | None = None,
    workbook: str = "",
    styles: str = "",
    strings: str = "",
    references: str = "",
) -> bytes:
    """`sheets`: the inner XML of each `worksheet` by its title."""
    titles = list(sheets)
    listed = "".join(
        f'<sheet name="{title}" sheetId="{number}" r:id="rId{number}" state="{(states or {}).get(title, "visible")}"/>'
        for number, title in enumerate(titles, 1)
    )
    made = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": rels(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f"<workbook {S} {R}><sheets>{listed}</sheets>{workbook}</workbook>",
        "xl/_rels/workbook.xml.rels": rels(
            *((f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(titles) + 1))
        ),
        "xl/styles.xml": f"<styleSheet {S}>{styles}</styleSheet>",
        **{
            f"xl/worksheets/sheet{number}.xml": f"<worksheet {S} {R}>{inner}</worksheet>"
            for number, inner in enumerate(sheets.values(), 1)
        },
    }
    if strings:
        made["xl/sharedStrings.xml"] = f"<sst {S}>{strings}</sst>"
    return zipped(made | (parts or {}))


def cell(name: str, text: str, style: int = 0) -> str:
    return f'<c r="{name}" t="inlineStr" s="{style}"><is><t>{text}</t></is></c>'


def rows(*lines: str) -> str:
    return f"<sheetData>{''.join(lines)}</sheetData>"


def holding(document: Document, text: str) -> list[Block]:
    """Blocks in which a text stands whole, those that repeat others left out."""
    return [block for block in document.blocks if text in block.text and not block.again]


def trace_of(document: Document, text: str) -> str:
    block = holding(document, text)[0]
    return block.piece_at(block.text.index(text)).trace


def place_of(document: Document, text: str) -> str:
    block = holding(document, text)[0]
    return block.piece_at(block.text.index(text)).place.code()


def metadata(document: Document) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for block in document.blocks:
        if block.kind == "metadata":
            found.setdefault(block.name, []).append(block.text)
    return found
