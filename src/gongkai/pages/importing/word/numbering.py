"""What automatic lists print before a paragraph: “一、”, “（二）”, “1.2”, or a bullet. On a page it is text like the rest."""

from gongkai.pages.importing.word.package import Element, value, w

HAN = "零一二三四五六七八九"
FORMAL = "零壹贰叁肆伍陆柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BULLET = "•"
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


class Lists:
    """Counts along the text: ask once for each paragraph, in order."""

    def __init__(self, root: Element | None) -> None:
        self._levels: dict[str, dict[int, Element]] = {}
        self._abstract: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        if root is None:
            return
        for one in root.iter(w("abstractNum")):
            self._levels[one.get(w("abstractNumId"), "")] = {
                int(level.get(w("ilvl"), "0")): level for level in one.iter(w("lvl"))
            }
        for one in root.iter(w("num")):
            key = one.get(w("numId"), "")
            self._abstract[key] = value(one, "abstractNumId") or ""
            for override in one.iter(w("lvlOverride")):
                start = value(override, "startOverride")
                if start and start.isdigit():
                    self._starts[key, int(override.get(w("ilvl"), "0"))] = int(start)

    def next(self, list_id: str, level: int) -> str:
        """What stands before the next paragraph of this list; "" when it is in none."""
        abstract = self._abstract.get(list_id, "")
        levels = self._levels.get(abstract, {})
        if not list_id or list_id == "0" or level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, {})
        if list_id not in self._begun:
            self._begun.add(list_id)
            for (key, at), start in self._starts.items():
                if key == list_id:
                    counts[at] = start - 1
        if level not in counts:
            counts[level] = self._start(levels, level) - 1
        counts[level] += 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        if value(levels[level], "numFmt") == "bullet":
            return BULLET
        text = value(levels[level], "lvlText") or ""
        legal = levels[level].find(w("isLgl")) is not None
        for at in range(9, 0, -1):
            if f"%{at}" in text and at - 1 in levels:
                form = "decimal" if legal else value(levels[at - 1], "numFmt") or "decimal"
                text = text.replace(f"%{at}", numeral(counts.get(at - 1, self._start(levels, at - 1)), form))
        gap = value(levels[level], "suff") != "nothing" and text[-1:] not in "、．.）)：:　 "
        return text + (" " if gap and text else "")

    def _start(self, levels: dict[int, Element], level: int) -> int:
        said = value(levels[level], "start") or "1"
        return int(said) if said.isdigit() else 1


def numeral(count: int, form: str) -> str:
    if count < 0:
        return str(count)
    if form in {"chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand", "japaneseCounting", "ideographDigital", "japaneseDigitalTenThousand"}:  # fmt: skip
        return han(count)
    if form in {"chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"}:
        return "".join(FORMAL[HAN.index(letter)] if letter in HAN else {"十": "拾", "百": "佰"}[letter] for letter in han(count))  # fmt: skip
    if form in {"lowerLetter", "upperLetter"}:
        letters = chr(97 + (count - 1) % 26) * ((count - 1) // 26 % 20 + 1) if count else ""
        return letters if form == "lowerLetter" else letters.upper()
    if form in {"lowerRoman", "upperRoman"}:
        letters = roman(count)
        return letters if form == "lowerRoman" else letters.upper()
    if form in {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"} and 1 <= count <= 20:
        return chr(0x2460 + count - 1)
    if form == "decimalFullWidth":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(count))
    if form == "decimalZero":
        return f"{count:02d}"
    if form == "ideographTraditional" and 1 <= count <= 10:
        return STEMS[count - 1]
    return "" if form == "none" else str(count)


def han(count: int) -> str:
    """十二, 二十, 一百零五; plain digits beyond 999."""
    if count > 999:
        return str(count)
    hundreds, rest = divmod(count, 100)
    tens, ones = divmod(rest, 10)
    text = f"{HAN[hundreds]}百" if hundreds else ""
    if hundreds and rest and not tens:
        text += "零"
    if tens:
        text += ("" if tens == 1 and not hundreds else HAN[tens]) + "十"
    return text + (HAN[ones] if ones or not count else "")


def roman(count: int) -> str:
    text = ""
    for worth, letters in ROMAN if count < 4000 else ():
        times, count = divmod(count, worth)
        text += letters * times
    return text or str(count)
