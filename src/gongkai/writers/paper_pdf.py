"""A paper of record as PDF, from the same value as the Word file: typst/paper.typ says how it looks."""

from typing import Any

from gongkai.writers import grid
from gongkai.writers.html import Line, Table
from gongkai.writers.paper import Block, Paper, type_size
from gongkai.writers.pdf import compiled


def to_pdf(paper: Paper) -> bytes:
    """The paper as a tagged PDF for reading and for the archive. The same paper gives the same bytes."""
    paper = paper.printable()
    given = {
        "title": paper.title,
        "name": paper.name,
        "remark": paper.remark,
        "blocks": [_block(block) for block in paper.blocks],
        "after": [_block(block) for block in paper.after],
        "signed_by": paper.signed_by,
        "dated": paper.dated,
    }
    return compiled("paper", given, paper.signed_on)


def _block(block: Block) -> dict[str, Any]:
    if not isinstance(block, Table):
        return {"block": "paragraph", "text": block.text, "rank": block.rank, "indent": block.indent}
    laid = grid.of(block)
    return {
        "block": "table",
        "caption": block.caption,
        "shares": laid.shares,
        "size": type_size(laid),
        "head": _cells(block.head),
        "body": _cells(tuple(line for body in block.bodies for line in body)),
    }


def _cells(lines: tuple[Line, ...]) -> list[dict[str, Any]]:
    """In reading order, as Typst places them itself."""
    return [
        {
            "text": cell.text,
            "scope": cell.scope,
            "across": cell.colspan,
            "down": cell.rowspan,
            "left": cell.css == "label",
        }
        for line in lines
        for cell in line
    ]
