"""A letter's forms, all from the one value that is stored: Word, PDF, and HTML to look at."""

from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from gongkai.writers import letter_pdf
from gongkai.writers.letter import CUT_LINE, DRAFT_LINE, SLIP_TITLE, Block, Letter, ListBlock, Paragraph, Table


def as_docx(letter_value: dict[str, Any]) -> bytes:
    """The Word file, to be sealed and signed or edited elsewhere."""
    from gongkai.writers import letter_docx  # loaded by the first letter that is wanted as a Word file

    return letter_docx.to_docx(Letter.from_data(letter_value))


def as_pdf(letter_value: dict[str, Any]) -> bytes:
    return letter_pdf.to_pdf(Letter.from_data(letter_value))


def as_html(letter_value: dict[str, Any]) -> SafeString:
    """An `article` without inline style; `letter.css` shows it as the paper will be. Everything in it is escaped."""
    letter = Letter.from_data(letter_value).printable()
    parts = [
        f'<p class="letter__draft">{escape(DRAFT_LINE)}</p>' if letter.is_draft else "",
        f'<h2 class="letter__title">{_text(letter.organ)}<br>{_text(letter.kind)}</h2>',
        _line("number", letter.number),
        _line("addressee", letter.salutation),
        *map(_block, letter.blocks),
        _attachments(letter),
        f'<div class="letter__signature"><p>{_text(letter.signed_by)}</p><p>{escape(letter.dated)}</p></div>',
        _line("note", letter.remark),
        _slip(letter) if letter.receipt_slip else "",
    ]
    modifier = " letter--draft" if letter.is_draft else ""
    return mark_safe(f'<article class="letter{modifier}" lang="zh-Hans">{"".join(parts)}</article>')  # noqa: S308 escaped above


def _text(text: str) -> str:
    return "<br>".join(escape(line) for line in text.split("\n"))


def _line(name: str, text: str) -> str:
    return f'<p class="letter__{name}">{_text(text)}</p>' if text else ""


def _block(block: Block) -> str:
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, ListBlock):
        items = "".join(f"<li>{_text(item)}</li>" for item in block.items)
        tag = "ol" if block.numbered else "ul"
        return f'<{tag} class="letter__list">{items}</{tag}>'
    return _paragraph(block)


def _paragraph(block: Paragraph) -> str:
    if block.heading:
        return f'<h3 class="letter__heading">{_text(block.text)}</h3>'
    modifier = "" if block.indent else " letter__text--flush"
    return f'<p class="letter__text{modifier}">{_text(block.text)}</p>'


def _table(block: Table) -> str:
    """The widths of the paper in steps of five of a hundred; in a table without a head every other cell names the next."""
    total = sum(block.shares)
    cols = "".join(f'<col class="letter__col--{max(1, round(share / total * 20)) * 5}">' for share in block.shares)
    head = "".join(f'<th scope="col">{_text(cell)}</th>' for cell in block.head)
    caption = f"<caption>{_text(block.caption)}</caption>" if block.caption else ""
    rows = "".join(f"<tr>{_cells(block, row)}</tr>" for row in block.rows)
    top = f"<thead><tr>{head}</tr></thead>" if head else ""
    modifier = " letter__table--wide" if block.breadth > 2 else ""
    return (
        f'<div class="letter__scroll" role="group" aria-label="表格" tabindex="0"><table class="letter__table{modifier}">{caption}'
        f"<colgroup>{cols}</colgroup>{top}<tbody>{rows}</tbody></table></div>"
    )


def _cells(block: Table, row: tuple[str, ...]) -> str:
    cells = []
    for place, cell in enumerate(row):
        figure = ' class="letter__figure"' if block.figures[place] else ""
        names_the_next = not block.head and block.breadth > 1 and place % 2 == 0
        cells.append(f'<th scope="row">{_text(cell)}</th>' if names_the_next else f"<td{figure}>{_text(cell)}</td>")
    return "".join(cells)


def _attachments(letter: Letter) -> str:
    if not letter.attachments:
        return ""
    many = len(letter.attachments) > 1
    items = "".join(
        f"<li>{f'{place}. ' if many else ''}{_text(name)}</li>" for place, name in enumerate(letter.attachments, 1)
    )
    return f'<div class="letter__attachments"><p>附件：</p><ul>{items}</ul></div>'


def _slip(letter: Letter) -> str:
    lines = "".join(f"<p>{_text(line)}</p>" for line in letter.slip_lines)
    return f'<div class="letter__slip"><p class="letter__cut">{CUT_LINE}</p><h3>{SLIP_TITLE}</h3>{lines}</div>'
