"""Tables as HTML: merged header cells with their scope, a caption, a region that scrolls on a narrow screen."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class Cell:
    """`scope` is "col" or "row" for a header cell, empty for data. `css` is a class name; `label` stands at the left.

    `markup` is ready HTML that stands in place of the text, a link or a field: whoever gives it has escaped it.
    """

    text: str
    scope: str = ""
    colspan: int = 1
    rowspan: int = 1
    css: str = ""
    markup: str = ""

    def as_html(self) -> str:
        tag = "th" if self.scope else "td"
        attributes = [
            f' class="{escape(self.css)}"' if self.css else "",
            f' scope="{self.scope}"' if self.scope else "",
            f' colspan="{self.colspan}"' if self.colspan > 1 else "",
            f' rowspan="{self.rowspan}"' if self.rowspan > 1 else "",
        ]
        return f"<{tag}{''.join(attributes)}>{self.markup or escape(self.text)}</{tag}>"


Line = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`head` are the header lines, `bodies` the groups of lines below; ids on the page begin with `key`.

    `widths` are the shares of the columns on paper, all equal when left out; a page on a screen finds its own.
    """

    key: str
    caption: str
    head: tuple[Line, ...]
    bodies: tuple[tuple[Line, ...], ...]
    css: str = ""
    widths: tuple[float, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        return (*self.head, *(line for body in self.bodies for line in body))

    def as_html(self) -> str:
        """The table in a region that can be reached by keyboard and named by its caption."""
        caption = f"{escape(self.key)}-caption"
        head = f"<thead>{_lines(self.head)}</thead>" if self.head else ""
        bodies = "".join(f"<tbody>{_lines(body)}</tbody>" for body in self.bodies)
        return (
            f'<div class="table-scroll" role="region" aria-labelledby="{caption}" tabindex="0">'
            f'<table id="{escape(self.key)}" class="{escape(self.css)}">'
            f'<caption id="{caption}">{escape(self.caption)}</caption>{head}{bodies}</table></div>'
        )


def _lines(lines: Iterable[Line]) -> str:
    return "".join(f"<tr>{''.join(cell.as_html() for cell in line)}</tr>\n" for line in lines)


def paragraphs(text: str) -> str:
    """Plain text as HTML: a line is a paragraph; a short line （一）… without a full stop is a small heading."""
    return "".join(_paragraph(line.strip()) for line in text.splitlines() if line.strip())


def _paragraph(line: str) -> str:
    return f"<h3>{escape(line)}</h3>" if is_heading(line) else f"<p>{escape(line)}</p>"


def is_heading(line: str) -> bool:
    return line.startswith("（") and "）" in line[:5] and len(line) <= 30 and line[-1] not in "。；：！？"
