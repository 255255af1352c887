"""Words and numbers as they come out of files: full-width digits, lost spaces, invisible characters, labels with a letter wrong.

Nothing here guesses: a number is one only when it can be nothing else.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from gongkai.statute.annual_report.shape import Number

INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
_NOT_HAN = re.compile("[^\u3400-\u9fff〇]")
_NUMBER = re.compile(r"[+\-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_TWO_NUMBERS = re.compile(r"\d\s+\d")
_SIGNED_IN_WORDS = re.compile(r"([增减])(\d+)")
_GLUED = re.compile(r"(.*[^\d.,+\-−/](?<![第〔\[]))([+\-−]?\d[\d,]*(?:\.\d+)?)")
# Pages that were set in traditional characters on their way here: those the form, its labels and the usual words use.
_SIMPLIFIED = str.maketrans(
    "條項數關係為爲報動開總體計機構業會組織務處許罰強費結轉請復議訴訟問題進況範規廢現對額採購單萬無屬國內執檔閱確認補繳納過類標準書續辦號縣區鄉鎮門戶網於間時發佈據編將與電話郵統這應證監責評審專銷餘級則實個給種黨財預決懷撫優險違舉訪隱穩護須並從來學術農場衛聯絡質權獲獎誤論設語試該詢調變讓",
    "条项数关系为为报动开总体计机构业会组织务处许罚强费结转请复议诉讼问题进况范规废现对额采购单万无属国内执档阅确认补缴纳过类标准书续办号县区乡镇门户网于间时发布据编将与电话邮统这应证监责评审专销余级则实个给种党财预决怀抚优险违举访隐稳护须并从来学术农场卫联络质权获奖误论设语试该询调变让",
)
_STANDS_FOR_NOTHING = frozenset({"/", "\\", "—", "——", "–", "-", "--", "无", "空", "一"})


# Pages that set a reading behind a character: 動(dòng).
_READING = re.compile(r"(?<=[\u3400-\u9fff])\([a-z]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]*\)")


_YEAR_IN_WORDS = re.compile("二[〇○零O0]{1}[一二三四五六七八九〇○零]{2}(?=年)")
_DIGITS = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")


def plain(text: str) -> str:
    """Half-width letters and digits, simplified characters, nothing invisible; line breaks and spaces stay."""
    text = INVISIBLE.sub("", unicodedata.normalize("NFKC", text.replace("\u3000", " ").replace("\xa0", " ")))
    text = _YEAR_IN_WORDS.sub(lambda year: year[0].translate(_DIGITS), _READING.sub("", text))
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_SIMPLIFIED)


def tight(text: str) -> str:
    """The text without any white space: Chinese is written without, files put it in."""
    return re.sub(r"\s+", "", text)


def han(text: str) -> str:
    """Only the Chinese characters: numbering, brackets and quotation marks differ from copy to copy."""
    return _NOT_HAN.sub("", text)


@dataclass(frozen=True, slots=True)
class Value:
    """What stands in a cell: a number, nothing, or words. `raw` is the cell's text; a number may be written in words (减4)."""

    number: Number | None
    raw: str

    @property
    def is_blank(self) -> bool:
        return not self.raw

    @property
    def is_clean(self) -> bool:
        """A number without anything else, as the form wants it."""
        return self.number is not None and not _SIGNED_IN_WORDS.fullmatch(self.raw)


def value(text: str) -> Value:
    """The cell's text as a value. `减4` is −4 and not clean; a unit, a stroke, a word or two numbers are no number."""
    raw = tight(plain(text))
    if _TWO_NUMBERS.search(text):
        return Value(None, " ".join(plain(text).split()))
    if _NUMBER.fullmatch(raw):
        return Value(_exact(raw.replace(",", "").replace("−", "-")), raw)
    if match := _SIGNED_IN_WORDS.fullmatch(raw):
        return Value(int(match[2]) * (-1 if match[1] == "减" else 1), raw)
    return Value(None, raw)


def _exact(text: str) -> Number:
    if "." not in text:
        return int(text)
    number = Decimal(text)
    return int(number) if number == number.to_integral_value() else number


def is_number(text: str) -> bool:
    return value(text).number is not None


def stands_for_nothing(text: str) -> bool:
    """Strokes and 无, with which people fill a cell instead of writing 0."""
    return tight(text) in _STANDS_FOR_NOTHING


def unglued(token: str) -> list[str]:
    """`规章0` is a label and a number that lost the space between them; a number alone stays whole."""
    if is_number(token):
        return [token]
    match = _GLUED.fullmatch(token)
    return [match[1], match[2]] if match and han(match[1]) else [token]


def likeness(found: str, official: str) -> float:
    """0 to 1: how much the Chinese characters of a label are those of the official one; a cut-off label counts as whole."""
    one, two = han(found), han(official)
    if not one or not two:
        return 0.0
    if one == two:
        return 1.0
    if len(one) >= 3 and two.startswith(one):
        return 0.95
    return SequenceMatcher(None, one, two, autojunk=False).ratio()
