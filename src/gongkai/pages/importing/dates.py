"""Dates and document numbers as official papers write them: 2024年5月20日, 二〇二四年五月二十日, 榕民发〔2024〕5号."""

import re
import unicodedata
from datetime import date

_HAN = {"〇": 0, "○": 0, "О": 0, "Ｏ": 0, "O": 0, "o": 0, "0": 0, "零": 0, "●": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}  # fmt: skip
_GAP = r"[ \t\u3000\xa0]*"
_DIGIT = r"[0-9０-９]"
DATE = re.compile(
    rf"(?<![0-9０-９])(?P<year>(?:19|20|１９|２０){_DIGIT}{{2}}){_GAP}(?:年|[-./－．]){_GAP}(?P<month>{_DIGIT}{{1,2}}){_GAP}(?:月|[-./－．]){_GAP}"
    rf"(?P<day>{_DIGIT}{{1,2}}){_GAP}日?(?![0-9０-９])"
)
HAN_DATE = re.compile(
    rf"(?P<year>[一二][{''.join(_HAN)}]{{3}}){_GAP}年{_GAP}(?P<month>[一二三四五六七八九十]{{1,2}}){_GAP}月{_GAP}(?P<day>[一二三四五六七八九十廿卅]{{1,3}}){_GAP}日"
)
_OPEN, _CLOSE = r"[〔［\[【（(﹝〈<]", r"[〕］\]】）)﹞〉>]"
NUMBER = re.compile(
    rf"(?P<words>[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z·]{{0,19}}?){_GAP}{_OPEN}{_GAP}(?P<year>(?:19|20|１９|２０){_DIGIT}{{2}}){_GAP}年?{_GAP}{_CLOSE}{_GAP}"
    rf"(?:第{_GAP})?(?P<count>{_DIGIT}{{1,5}}){_GAP}号"
)
ORDER = re.compile(
    rf"[（(]?{_GAP}(?:(?P<year>(?:19|20|１９|２０){_DIGIT}{{2}}){_GAP}年?{_GAP})?第{_GAP}(?P<count>{_DIGIT}{{1,4}}|[一二三四五六七八九十百]{{1,5}}){_GAP}号{_GAP}[）)]?"
)


def plain_digits(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def day_in(text: str) -> date | None:
    """The first date in the text; None when there is none, or none that exists."""
    found = [match for pattern in (DATE, HAN_DATE) for match in pattern.finditer(text)]
    for match in sorted(found, key=lambda one: one.start()):
        if day := _day(match):
            return day
    return None


def is_day(text: str) -> date | None:
    """The date when the text is nothing but one, brackets around it and a seal's name after it aside."""
    bare = re.sub(r"[（(【]?(?:盖章|印章|公章|章)[）)】]?$", "", text.strip()).strip("（）() \t\u3000\xa0。")
    match = DATE.fullmatch(bare) or HAN_DATE.fullmatch(bare)
    return _day(match) if match else None


def _day(match: re.Match[str]) -> date | None:
    year, month, day = (match[name] for name in ("year", "month", "day"))
    try:
        if match.re is DATE:
            return date(*(int(plain_digits(part)) for part in (year, month, day)))
        return date(int("".join(str(_HAN[letter]) for letter in year)), _count(month), _count(day))
    except ValueError:
        return None


def _count(text: str) -> int:
    """一 to 三十一, as 廿三 too."""
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.rpartition("十")
    return (_HAN[tens] if tens else bool(ten)) * 10 + (_HAN[ones] if ones else 0)


def number_of(text: str) -> str:
    """The document number when the text is nothing but one (brackets around it aside), with 〔〕 and plain digits; else ""."""
    bare = text.strip(" \t\u3000\xa0")
    if bare[:1] in "（(" and bare[-1:] in "）)":
        bare = bare[1:-1]
    bare = re.sub(r"^(?:发文字号|文\s*号|字\s*号)\s*[：:]\s*", "", bare)
    if match := NUMBER.fullmatch(bare):
        return written(match)
    if match := ORDER.fullmatch(bare):
        year, count = (plain_digits(match[name] or "") for name in ("year", "count"))
        return f"{year}年第{count}号" if year else f"第{count}号"
    return ""


def written(match: re.Match[str]) -> str:
    year, count = plain_digits(match["year"]), plain_digits(match["count"])
    return f"{match['words'].strip()}〔{year}〕{int(count)}号"
