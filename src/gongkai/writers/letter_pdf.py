"""A letter as PDF, by GB/T 9704-2012 like the Word file: typst/letter.typ says how it looks."""

from typing import Any

from gongkai.writers import letter as plain
from gongkai.writers.letter import Letter, Paragraph, Table
from gongkai.writers.pdf import compiled
from gongkai.writers.qr import as_svg


def to_pdf(letter: Letter) -> bytes:
    """The letter as a tagged PDF for reading and for the archive. The same letter gives the same bytes."""
    letter = letter.printable()
    return compiled("letter", _for_template(letter), letter.signed_on)


def _for_template(letter: Letter) -> dict[str, Any]:
    blocks = [dict(data) for data in letter.as_data()["blocks"]]
    has_first_rank = False
    for data, block in zip(blocks, letter.blocks, strict=True):
        if isinstance(block, Table):
            data |= {"shares": block.shares, "figures": block.figures}
        elif isinstance(block, Paragraph) and block.heading:
            # An outline begins at the first rank, also where the text begins with （一）.
            data |= {"rank": block.rank, "outline": block.rank if has_first_rank else 1}
            has_first_rank = has_first_rank or block.rank == 1
    return letter.as_data() | {
        "blocks": [data for data in blocks if data.get("block") != "table" or data["shares"]],
        "title": letter.title,
        "salutation": letter.salutation,
        "dated": letter.dated,
        "remark": letter.remark,
        "draft_line": plain.DRAFT_LINE,
        "cut_line": plain.CUT_LINE,
        "slip_title": plain.SLIP_TITLE,
        "slip_lines": letter.slip_lines,
        "qr_svg": as_svg(letter.qr) if letter.qr else "",
    }
