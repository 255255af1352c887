"""How dates, numbers and articles are written for Chinese readers: 2019年9月29日（星期日）, 第三十三条第二款.

An article is noted `33`, a paragraph (款) `33.2`, an item (项) `20(1)` or `29.2(1)`; several are parted by commas.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

WEEKDAYS = "一二三四五六日"
_DIGITS = "零一二三四五六七八九"
_NOTATION = re.compile(r"(\d+)(?:\.(\d+))?(?:\((\d+)\))?")


def chinese_date(day: date, *, weekday: bool = True) -> str:
    """2019年9月29日（星期日）; without the bracket when `weekday` is false."""
    text = f"{day.year}年{day.month}月{day.day}日"
    return f"{text}（星期{WEEKDAYS[day.weekday()]}）" if weekday else text


def chinese_range(first: date, last: date) -> str:
    """2019年10月1日至7日: what the second date shares with the first is not said again."""
    start = chinese_date(first, weekday=False)
    if first == last:
        return start
    if (first.year, first.month) == (last.year, last.month):
        return f"{start}至{last.day}日"
    if first.year == last.year:
        return f"{start}至{last.month}月{last.day}日"
    return f"{start}至{chinese_date(last, weekday=False)}"


def chinese_number(number: int) -> str:
    """1 to 999 as statutes number their articles: 一, 十, 二十六, 二百零一."""
    if not 0 < number < 1000:
        raise ValueError(f"条文序号应在1至999之间：{number}")
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def article_words(notation: str) -> str:
    """`33.2` becomes 第三十三条第二款, `20(1),21` becomes 第二十条第一项、第二十一条."""
    words = []
    for part in notation.split(","):
        match = _NOTATION.fullmatch(part.strip())
        if match is None:
            raise ValueError(f"无法识别的条款写法：{part!r}（应如 33、33.2、20(1)）")
        article, paragraph, item = match.groups()
        text = f"第{chinese_number(int(article))}条"
        if paragraph:
            text += f"第{chinese_number(int(paragraph))}款"
        if item:
            text += f"第{chinese_number(int(item))}项"
        words.append(text)
    return "、".join(words)


def display_width(text: str) -> int:
    """Columns of a terminal: a Chinese character or full-width mark takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def aligned(rows: Sequence[Sequence[str]], *, gap: int = 2) -> str:
    """The rows as lines whose columns stand under each other; the last column is not padded."""
    widths = [max(display_width(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        padded = [cell + " " * (width - display_width(cell) + gap) for cell, width in zip(row, widths, strict=True)]
        lines.append("".join([*padded[:-1], row[-1]]).rstrip())
    return "\n".join(lines)


def markdown_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table for a page in Markdown; a bar inside a cell is escaped."""
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines)
