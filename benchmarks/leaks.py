"""Files as offices make them, with leaks planted by a seed: what a scanner should find is known.

A document is a few innocent paragraphs, one or two that tell too much, often a table of persons; it is set down as text,
CSV, HTML, Word, Excel, PDF or a picture. Names, numbers and places are invented from the seed; check digits are right.
"""

import csv
import html
import io
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

SURNAMES = "罗吴杨石潘龙王李张刘陈田姚莫韦欧陆蒙"
GIVEN = "明远阿梅秀英玉兰金花建国大海小兵国华老三文芳德贵正荣昌胜春兴"
VILLAGES = ("大寨村", "平寨村", "高坡村", "归里村", "六洞村", "八匡村")
ILLS = ("慢性肾病", "尿毒症", "肺癌", "系统性红斑狼疮", "精神分裂症", "脑出血后遗症", "先天性心脏病", "股骨头坏死")
INNOCENT = (
    "根据《社会救助暂行办法》有关规定，经个人申请、入户调查、民主评议，现将有关情况公示如下。",
    "索引号：522632000-2019-00{serial:03d}，文号：秀府复〔2019〕{serial}号。",
    "统一社会信用代码：11110105MB0T00015W，办公电话：0855-66228{serial:02d}。",
    "办公地址：秀水县云溪大道{serial}号政务服务中心，邮编557200。",
    "重度残疾人护理补贴标准为每人每月110元，孤儿基本生活费标准为每人每月1100元。",
    "公示期为7个工作日，如有异议请向县民政局反映，监督电话12345。",
    "本次共发放资金{serial}6800元，惠及群众{serial}2人次，同比增长3.{serial}%。",
)
Planted = tuple[str, str]  # rule, and the words or digits that should be within the stretch found


@dataclass
class Sheet:
    """What a document says before it is set down in a format."""

    paragraphs: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    planted: set[Planted] = field(default_factory=set)


@dataclass(frozen=True)
class Made:
    name: str
    data: bytes
    planted: frozenset[Planted]


def identity(chance: random.Random, year: int) -> str:
    body = f"5226{chance.choice(('01', '25', '32'))}{year}{chance.randint(1, 12):02d}{chance.randint(1, 28):02d}{chance.randint(100, 998)}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(one) * weight for one, weight in zip(body, weights, strict=True)) % 11]


def card(chance: random.Random) -> str:
    body = f"62170{chance.randint(10**12, 10**13 - 1)}"
    total = sum(sum(divmod(int(one) * (1 + place % 2 == 1 or 2), 10)) for place, one in enumerate(reversed(body), 1))
    return body + str(-total % 10)


def person(chance: random.Random) -> str:
    return chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, chance.choice((1, 2, 2, 2))))


def mobile(chance: random.Random) -> str:
    return f"1{chance.choice(('38', '39', '86', '50'))}{chance.randint(10**7, 10**8 - 1)}"


def _sentence(chance: random.Random, sheet: Sheet) -> None:
    """One paragraph that tells too much."""
    name, number, phone = person(chance), identity(chance, chance.randint(1945, 1999)), mobile(chance)
    village, group, ill = chance.choice(VILLAGES), chance.choice("一二三四五"), chance.choice(ILLS)
    child = chance.choice(SURNAMES) + "小" + chance.choice("宝龙花雨")
    said: list[tuple[str, set[Planted]]] = [
        (f"{name}，男，身份证号码{number}，联系电话{phone}。", {("ID18", number), ("MOBILE", phone)}),
        (f"申请人{name}，住秀水县云溪镇{village}{group}组，因患{ill}申请临时救助。", {("ADDRESS", f"{village}{group}组"), ("HEALTH", ill)}),
        (f"{name}，女，苗族，家住秀水县城关街道团结街{chance.randint(2, 98)}号3单元402室。", {("ADDRESS", "团结街")}),
        (f"户主{name}（{number[:6]} {number[6:14]} {number[14:]}），患{ill}。", {("ID18", number), ("HEALTH", ill)}),
        (f"孤儿{child}，男，{chance.randint(3, 12)}岁，就读于云溪小学。", {("MINOR", child)}),
        (f"补助资金汇入{name}账户，银行卡号{(one := card(chance))}。", {("CARD", one)}),
        ("关于调整城乡居民最低生活保证标准的说明", {("LEXICON", "最低生活保证")}),
        ("名单下载地址：https://pan.baidu.com/s/1Abc" + str(chance.randint(100, 999)), {("LINK", "pan.baidu.com")}),
        ("（此件不公开）", {("NOTPUBLIC", "此件不公开")}),
        (f"残疾人证号{number}4{chance.randint(1, 4)}，姓名{name}。", {("DISAB", number)}),
    ]  # fmt: skip
    text, planted = chance.choice(said)
    sheet.paragraphs.insert(chance.randint(0, len(sheet.paragraphs)), text)
    sheet.planted |= planted


def _table(chance: random.Random, sheet: Sheet) -> None:
    """A list of persons, its columns by chance."""
    columns: dict[str, tuple[str, Callable[[str], str]]] = {
        "身份证号": ("ID18", lambda _name: identity(chance, chance.randint(1945, 1999))),
        "联系电话": ("MOBILE", lambda _name: mobile(chance)),
        "家庭住址": ("ADDRESS", lambda _name: f"云溪镇{chance.choice(VILLAGES)}{chance.choice('一二三四五')}组"),
        "病种": ("HEALTH", lambda _name: chance.choice(ILLS)),
        "银行账号": ("CARD", lambda _name: card(chance)),
    }
    chosen = chance.sample(list(columns), chance.randint(0, 3))
    head = chance.choice(("姓名", "户主姓名", "申请人"))
    sheet.paragraphs.append(chance.choice(("低保金发放名单", "临时救助公示名单", "特困供养人员花名册")))
    sheet.rows.append(["序号", head, *chosen, "金额（元）"])
    for number in range(1, chance.randint(4, 12)):
        name = person(chance)
        values = [columns[column][1](name) for column in chosen]
        sheet.rows.append([str(number), name, *values, str(chance.randint(200, 3000))])
        sheet.planted |= {(columns[column][0], value) for column, value in zip(chosen, values, strict=True)}
    sheet.planted.add(("NAME-LIST", head))


def sheet_of(chance: random.Random) -> Sheet:
    sheet = Sheet([text.format(serial=chance.randint(10, 99)) for text in chance.sample(INNOCENT, 4)])
    for _time in range(chance.randint(0, 2)):
        _sentence(chance, sheet)
    if chance.random() < 0.6 or not sheet.planted:
        _table(chance, sheet)
    return sheet


def as_text(sheet: Sheet, chance: random.Random) -> tuple[bytes, set[Planted]]:
    lines = [*sheet.paragraphs, *(" ".join(row) for row in sheet.rows)]
    return "\r\n".join(lines).encode(chance.choice(("utf-8", "gb18030", "utf-8-sig"))), set()


def as_csv(sheet: Sheet, chance: random.Random) -> tuple[bytes, set[Planted]]:
    paper = io.StringIO()
    csv.writer(paper).writerows([*([text] for text in sheet.paragraphs), *sheet.rows])
    return paper.getvalue().encode(chance.choice(("utf-8-sig", "gb18030"))), set()


def as_html(sheet: Sheet, chance: random.Random) -> tuple[bytes, set[Planted]]:
    paragraphs = "".join(f"<p>{html.escape(text)}</p>" for text in sheet.paragraphs)
    rows = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in sheet.rows)
    secret = identity(chance, 1970)
    hidden = f'<p style="display:none">{secret}</p>' if chance.random() < 0.4 else ""
    page = f"<html><head><meta charset='utf-8'></head><body>{paragraphs}<table>{rows}</table>{hidden}</body></html>"
    return page.encode(), {("HIDDEN", secret), ("ID18", secret)} if hidden else set()


def as_docx(sheet: Sheet, chance: random.Random) -> tuple[bytes, set[Planted]]:
    import docx

    document, planted = docx.Document(), set()
    document.core_properties.author = ""
    for text in sheet.paragraphs:
        document.add_paragraph(text)
    if sheet.rows:
        table = document.add_table(len(sheet.rows), len(sheet.rows[0]))
        for row, cells in zip(table.rows, sheet.rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    if chance.random() < 0.5:
        document.core_properties.author = name = person(chance)
        planted.add(("METADATA", name))
    if chance.random() < 0.5:
        run = document.add_paragraph("以上。").add_run(said := "此户先压一压")
        run.font.hidden = True
        planted.add(("HIDDEN", said))
    return _saved(document.save), planted


def as_xlsx(sheet: Sheet, chance: random.Random) -> tuple[bytes, set[Planted]]:
    import openpyxl

    book, planted = openpyxl.Workbook(), set()
    front = book.active
    for row in [*([text] for text in sheet.paragraphs), *sheet.rows]:
        front.append(row)
    if chance.random() < 0.5:
        behind = book.create_sheet("原始名单")
        behind.sheet_state = chance.choice(("hidden", "veryHidden"))
        behind.append(["姓名", "身份证号"])
        behind.append([person(chance), secret := identity(chance, 1966)])
        planted |= {("HIDDEN", "姓名"), ("ID18", secret)}
    if chance.random() < 0.4 and len(sheet.rows) > 2:
        front.row_dimensions[len(sheet.paragraphs) + 2].hidden = True
        planted.add(("HIDDEN", sheet.rows[1][1]))
    book.properties.lastModifiedBy = name = person(chance)
    planted.add(("METADATA", name))
    return _saved(book.save), planted


def as_pdf(sheet: Sheet, chance: random.Random) -> tuple[bytes, set[Planted]]:
    import typst

    lines = [*sheet.paragraphs, *("    ".join(row) for row in sheet.rows)]
    source = (
        '#set page(margin: 2cm)\n#set text(lang: "zh", font: "Noto Serif CJK SC", size: 11pt)\n'
        "#for line in json(bytes(sys.inputs.lines)) [#par(line)]"
    )
    written = typst.compile(source.encode(), sys_inputs={"lines": json.dumps(lines, ensure_ascii=False)})
    assert isinstance(written, bytes)
    return written, set()


def as_picture(sheet: Sheet, chance: random.Random) -> tuple[bytes, set[Planted]]:
    """Drawn as a page scanned at 150 dpi would be, a little grey."""
    from PIL import Image, ImageDraw

    page = Image.new("L", (1240, 1754), 250)
    draw, pen = ImageDraw.Draw(page), _font()
    lines = [*sheet.paragraphs, *("  ".join(row) for row in sheet.rows)]
    at = 90
    for line in lines:
        for start in range(0, len(line), 36):
            draw.text((90, at), line[start : start + 36], fill=chance.randint(10, 60), font=pen)
            at += 46
    return _saved(lambda paper: page.save(paper, "PNG")), set()


@cache
def _font():
    from PIL import ImageFont

    from gongkai.writers.glyphs import FONTS

    return ImageFont.truetype(str(next(Path(FONTS).glob("*SerifSC*"))), 28)


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    paper = io.BytesIO()
    save(paper)
    return paper.getvalue()


WAYS = {"txt": as_text, "csv": as_csv, "html": as_html, "docx": as_docx, "xlsx": as_xlsx, "pdf": as_pdf}


def made(number: int, pictures: int = 0, seed: int = 17) -> Iterator[Made]:
    """`number` files, the formats in turn, then as many pictures as asked for."""
    chance = random.Random(seed)
    ways = [list(WAYS.items())[at % len(WAYS)] for at in range(number)] + [("png", as_picture)] * pictures
    for at, (kind, way) in enumerate(ways):
        sheet = sheet_of(chance)
        data, planted = way(sheet, chance)
        yield Made(f"made-{at:03d}.{kind}", data, frozenset(sheet.planted | planted))
