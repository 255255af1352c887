"""How a value is shown when it may not be shown: 张某某, 138****8000, the village without the house.

Defaults of necessity (Art. 15; PIPL 6, 28): what tells people apart in a list, and nothing more. Each way takes the
value as written and gives what to print; the same value is always masked the same way.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from gongkai.clearance.redaction.matching import key

COMPOUND = set(
    "欧阳 司马 上官 诸葛 夏侯 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 司徒 司空 钟离 轩辕 端木 独孤 南宫 西门 东郭 百里 呼延 闻人 澹台 "
    "公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 鲜于 闾丘 亓官 司寇 子车 颛孙 巫马 公西 漆雕 乐正 壤驷 公良 拓跋 夹谷 宰父 谷梁 段干 梁丘 左丘 第五".split()
)
DOTS = "·•・．.‧∙"
TELLING = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
COVER = "■■■"
# A unit's word that begins another unit's name is none: 新村镇, 景德镇市, 镇江, 乡宁县.
VILLAGE = re.compile(r".+?(?:村(?!镇|乡|路|街|大道|民)|社区|居委会|嘎查|林场|农场|牧场|园区)(?:民?委员?会|居委会)?")
TOWNSHIP = re.compile(r".{2,}?(?:镇(?![市江海原远宁平雄安康巴坪赉沅])|乡(?![市宁城])|街道(?:办事处)?|苏木)")
COUNTY = re.compile(r".*?(?:县|区(?!域)|旗|市(?!.*[县区旗市]))")


def surname(name: str) -> str:
    bare = name.strip()
    for dot in DOTS:
        if dot in bare:
            return bare.split(dot)[0]
    return bare[:2] if len(bare) > 2 and bare[:2] in COMPOUND else bare[:1]


def name(value: str) -> str:
    """张三 → 张某, 张三丰 → 张某某, 欧阳修 → 欧阳某, 阿依古丽·买买提 → 阿·某, a Latin name its first letter."""
    bare = re.sub(r"[\s\u3000]+", "", value) if re.search(r"[\u3400-\u9fff]", value) else value.strip()
    if not bare:
        return value
    if any(dot in bare for dot in DOTS):
        return f"{bare[0]}·某"
    if bare[0].isascii():
        return f"{bare[0].upper()}***"
    family = surname(bare)
    return family + "某" * min(max(1, len(bare) - len(family)), 2)


@dataclass
class Names:
    """The names of one document, masked alike throughout. With `tell_apart` two of one surname are 张某甲 and 张某乙."""

    tell_apart: bool = False
    _shown: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, names: Iterable[str], *, tell_apart: bool = False) -> "Names":
        """All names first: whether somebody needs a 甲 depends on those who come after."""
        masked = cls(tell_apart)
        people: dict[str, list[str]] = {}
        for value in names:
            bare = key(value)
            alike = people.setdefault(surname(value), [])
            if bare and bare not in alike:
                alike.append(bare)
        for family, alike in people.items():
            if tell_apart and len(alike) > 1:
                masked._shown |= {bare: f"{family}某{_ordinal(at)}" for at, bare in enumerate(alike)}
        return masked

    def __call__(self, value: str) -> str:
        return self._shown.get(key(value)) or name(value)


def _ordinal(at: int) -> str:
    """甲, 乙, … 亥, 甲2, 乙2, …"""
    return TELLING[at % len(TELLING)] + (str(at // len(TELLING) + 1) if at >= len(TELLING) else "")


def identity(value: str) -> str:
    """110105********002X: birth date and order are hidden, in old numbers as well; what is shorter is all hidden."""
    bare = key(value).upper()
    if len(bare) >= 18:
        return f"{bare[:6]}********{'*' * 4 if len(bare) > 18 else bare[14:18]}"
    return f"{bare[:6]}******{bare[12:]}" if len(bare) == 15 else "*" * len(bare)


def order_hidden(value: str) -> str:
    """The region only; everything that belongs to one person is hidden."""
    bare = key(value)
    return bare[:6] + "*" * max(0, len(bare) - 6)


def phone(value: str) -> str:
    digits = re.sub(r"\D", "", key(value))
    digits = digits[2:] if len(digits) == 13 and digits.startswith("86") else digits
    return f"{digits[:3]}****{digits[7:]}" if len(digits) == 11 else f"{digits[:-4]}****" if len(digits) > 6 else "****"


def card(value: str) -> str:
    digits = key(value)
    return f"****{digits[-4:]}" if len(digits) > 8 else "****"


def email(value: str) -> str:
    box, _, home = value.strip().rpartition("@")
    return f"{box[:1]}***@{home}" if box else "***"


def plate(value: str) -> str:
    bare = re.sub(r"[\s·•.]", "", value)
    return f"{bare[:2]}***{bare[-2:]}" if len(bare) >= 7 else f"{bare[:2]}***"


def certificate(value: str) -> str:
    """Of a passport or another paper only the first letter."""
    bare = value.strip()
    return bare[:1] + "*" * max(3, len(bare) - 1) if bare[:1].isalpha() else "***"


def year(value: str) -> str:
    found = re.search(r"(19|20)\d{2}", key(value))
    return f"{found[0]}年" if found else "****年"


def village(value: str) -> str:
    """To the village or community; a street address to the street office or township, else to the county."""
    for pattern in (VILLAGE, TOWNSHIP, COUNTY):
        if (found := pattern.match(value.strip())) and found[0]:
            return found[0]
    return "***"


def township(value: str) -> str:
    for pattern in (TOWNSHIP, COUNTY):
        if (found := pattern.match(value.strip())) and found[0]:
            return found[0]
    return "***"


def band(value: str) -> str:
    """An age as a band of ten years."""
    found = re.search(r"\d{1,3}", key(value))
    return f"{int(found[0]) // 10 * 10}—{int(found[0]) // 10 * 10 + 9}岁" if found else "***"


def cover(value: str) -> str:
    return COVER


def nothing(value: str) -> str:
    return ""


def as_written(value: str) -> str:
    return value


WAYS: dict[str, Callable[[str], str]] = {
    "name": name, "id": identity, "region": order_hidden, "phone": phone, "card": card, "email": email, "plate": plate,
    "certificate": certificate, "year": year, "village": village, "township": township, "band": band, "cover": cover,
    "drop": nothing, "keep": as_written,
}  # fmt: skip
WAYS_SAID = {
    "name": "姓氏加“某”", "id": "身份证号隐去出生日期和顺序码", "region": "只留地区码", "phone": "电话隐去中间四位", "card": "卡号只留末四位",
    "email": "邮箱只留首字母", "plate": "号牌隐去中间", "certificate": "证号只留首字母", "year": "只留年份", "village": "地址到村（社区）",
    "township": "地址到乡镇（街道）", "band": "年龄段", "cover": "遮盖", "drop": "删去", "keep": "照原样",
}  # fmt: skip
# What a scanner's rule is masked as when nobody chooses otherwise. Rules that are not here are for a person, not for a mask.
USUAL = {
    "ID18": "id", "ID15": "id", "DISAB": "id", "MOBILE": "phone", "LANDLINE": "phone", "CARD": "card", "EMAIL": "email",
    "PLATE": "plate", "PASSPORT": "certificate", "ADDRESS": "village", "HEALTH": "cover", "MINOR": "cover", "NAME": "name",
    "BIRTH": "year",
}  # fmt: skip


def masked(value: str, way: str, names: Names | None = None) -> str:
    """Raises `KeyError` for a way there is none of."""
    return names(value) if way == "name" and names is not None else WAYS[way](value)
