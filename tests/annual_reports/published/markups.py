"""One report set down in the many ways reports come: what a web page, Word, Excel, a PDF or a copied text makes of it.

`write(form, tables, way)` gives the bytes of a whole report. Each way is one an organ's web page, office or browser produces.
"""

import io
from collections.abc import Callable, Iterator

import docx
import openpyxl

from gongkai.annual_reports.layout import table as statutory_table
from gongkai.statute.annual_report.shape import Form
from gongkai.statute.annual_report.tables import Tables
from gongkai.writers.html import Table

TITLE = "榕江县民政局{year}年政府信息公开工作年度报告"
OPENING = "本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
WORDS = (
    "一、总体情况", "（一）主动公开。全年经政府网站发布各类信息。", "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况", "人手不足，已安排培训。", "六、其他需要报告的事项", "无。",
)  # fmt: skip
YEARS = {"2019-60": 2020, "2021-30": 2023}
Grid = list[list[tuple[str, int, int]]]  # rows of (text, colspan, rowspan)


def write(form: Form, tables: Tables, way: str) -> bytes:
    """A cell that is None is left empty."""
    return WAYS[way](form, _grids(form, tables))


def _grids(form: Form, tables: Tables) -> list[Grid]:
    return [_grid(statutory_table(form, tables, key)) for key in ("table_two", "table_three", "table_four")]


def _grid(table: Table) -> Grid:
    lines = [*table.head, *(line for body in table.bodies for line in body)]
    return [[(cell.text, cell.colspan, cell.rowspan) for cell in line] for line in lines]


def _report(form: Form, drawn: list[str]) -> str:
    year = YEARS[form.key]
    one, said, two, three, four, five, problems, six, none = WORDS
    parts = [
        TITLE.format(year=year),
        OPENING.format(year=year),
        one,
        said,
        two,
        drawn[0],
        three,
        drawn[1],
        four,
        drawn[2],
    ]
    return "\n".join([*parts, five, problems, six, none])


# Web pages ---------------------------------------------------------------------------------------------------------


def _html(form: Form, grids: list[Grid], *, cell: Callable[[str], str] = lambda text: text, one: bool = False) -> bytes:
    drawn = []
    for grid in grids:
        rows = "".join(
            "<tr>" + "".join(f'<td colspan="{c}" rowspan="{r}"><p>{cell(t)}</p></td>' for t, c, r in row) + "</tr>"
            for row in grid
        )
        drawn.append(f"<table border=1>{rows}</table>")
    body = "".join(
        line if line.startswith("<table") else f"<p>{line}</p>" for line in _report(form, drawn).splitlines()
    )
    page = f"<div class=nav><ul><li>首页</li><li>政府信息公开年报</li></ul></div><div id=zoom>{body}</div>"
    if one:  # the whole page laid out by a table
        page = f"<table><tr><td>{page}</td><td>扫一扫</td></tr></table>"
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>年报</title></head><body>{page}</body></html>".encode()
    )


def _full_width(text: str) -> str:
    return text.translate(str.maketrans("0123456789.()", "０１２３４５６７８９．（）")) if text.isdigit() else text


def _broken(text: str) -> str:
    return text if text.isdigit() or len(text) < 8 else f"{text[:5]}<br/>\n{text[5:]}"


def _no_break_space(text: str) -> str:
    return f"&nbsp;{text}&nbsp;"


# Copied text -------------------------------------------------------------------------------------------------------


def _text(form: Form, grids: list[Grid], draw: Callable[[Grid], str]) -> bytes:
    return _report(form, [draw(grid) for grid in grids]).encode()


def _strokes(grid: Grid) -> str:
    return "\n".join(" | ".join([*(text for text, _c, _r in row), ""]) + "|" * (row[-1][1] - 1) for row in grid)


def _strokes_around(grid: Grid) -> str:
    return "\n".join("| " + " | ".join(text for text, _c, _r in row) + " |" for row in grid)


def _stroke_a_cell(grid: Grid) -> str:
    return "\n".join("|\n" + "\n".join(f"{text} |" + "|" * (c - 1) for text, c, _r in row) for row in grid)


def _tabs(grid: Grid) -> str:
    return "\n".join("\t".join(text for text, _c, _r in row) for row in grid)


def _spaces(grid: Grid) -> str:
    return "\n".join(" ".join(text for text, _c, _r in row) for row in grid)


def _one_a_line(grid: Grid) -> str:
    return "\n\n".join(text for row in grid for text, _c, _r in row)


def _glued(grid: Grid) -> str:
    """The first number of a row has lost the space before it."""
    return "\n".join(_without_first_space([text for text, _c, _r in row]) for row in grid)


def _without_first_space(words: list[str]) -> str:
    place = next(
        (n for n, word in enumerate(words) if word[:1].isdigit() and word.replace(".", "").isdigit()), len(words)
    )
    return "".join(words[: place + 1]) + " " + " ".join(words[place + 1 :])


def _numbers_above(grid: Grid) -> str:
    """As a PDF gives it: long labels broken around the line of their numbers, the upright heading letter by letter."""
    lines = []
    for row in grid:
        words = [text for text, _c, _r in row if text != "三、本年度办理结果"]
        numbers = [word for word in words if word[:1].isdigit() and word.isdigit()]
        labels = [word for word in words if word not in numbers]
        if len(numbers) == 7 and labels and len(labels[-1]) > 14:
            *before, label = labels
            lines += [" ".join([*before, label[:12]]), "本 " + " ".join(numbers), label[12:]]
        else:
            lines.append(" ".join(words))
    return "\n".join(lines)


# Office files ------------------------------------------------------------------------------------------------------


def _places(grid: Grid) -> Iterator[tuple[int, int, str, int, int]]:
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(grid):
        x = 0
        for text, across, down in row:
            while (y, x) in taken:
                x += 1
            yield y, x, text, across, down
            taken |= {(y + dy, x + dx) for dy in range(down) for dx in range(across)}
            x += across


def _docx(form: Form, grids: list[Grid]) -> bytes:
    document = docx.Document()
    for line in _report(form, ["<0>", "<1>", "<2>"]).splitlines():
        if not line.startswith("<"):
            document.add_paragraph(line)
            continue
        places = list(_places(grids[int(line[1])]))
        height, width = max(y + d for y, _x, _t, _a, d in places), max(x + a for _y, x, _t, a, _d in places)
        table = document.add_table(height, width, "Table Grid")
        for y, x, text, across, down in places:
            table.cell(y, x).merge(table.cell(y + down - 1, x + across - 1)).text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _xlsx(form: Form, grids: list[Grid], *, merged: bool = True, numbers: bool = True) -> bytes:
    book = openpyxl.Workbook()
    sheet, y = book.active, 1
    for line in _report(form, ["<0>", "<1>", "<2>"]).splitlines():
        if not line.startswith("<"):
            sheet.cell(y, 1, line)
            y += 1
            continue
        places = list(_places(grids[int(line[1])]))
        for dy, x, text, across, down in places:
            value = (float(text) if "." in text else int(text)) if numbers and text.replace(".", "").isdigit() else text
            sheet.cell(y + dy, x + 1, value)
            if merged and across * down > 1:
                sheet.merge_cells(
                    start_row=y + dy, end_row=y + dy + down - 1, start_column=x + 1, end_column=x + across
                )
        y += max(dy + d for dy, _x, _t, _a, d in places)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


WAYS: dict[str, Callable[[Form, list[Grid]], bytes]] = {
    "page": _html,
    "page with full-width digits": lambda f, g: _html(f, g, cell=_full_width),
    "page with broken labels": lambda f, g: _html(f, g, cell=_broken),
    "page with hard spaces": lambda f, g: _html(f, g, cell=_no_break_space),
    "page laid out by a table": lambda f, g: _html(f, g, one=True),
    "page in gb18030": lambda f, g: _html(f, g).decode().replace("charset=utf-8", "charset=gb2312").encode("gb18030"),
    "strokes": lambda f, g: _text(f, g, _strokes),
    "strokes around": lambda f, g: _text(f, g, _strokes_around),
    "a stroke after each cell": lambda f, g: _text(f, g, _stroke_a_cell),
    "tabs": lambda f, g: _text(f, g, _tabs),
    "spaces": lambda f, g: _text(f, g, _spaces),
    "one a line": lambda f, g: _text(f, g, _one_a_line),
    "first number glued": lambda f, g: _text(f, g, _glued),
    "numbers between halves of labels": lambda f, g: _text(f, g, _numbers_above),
    "word": _docx,
    "workbook": _xlsx,
    "workbook without merged cells": lambda f, g: _xlsx(f, g, merged=False),
    "workbook of texts": lambda f, g: _xlsx(f, g, numbers=False),
}
