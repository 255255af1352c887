"""索引号 (条例第十二条第三款): composes, parses and checks the index number of a piece of information.

A template such as `{uscc}/{year}-{serial:05d}` is text and tokens. Widths are part of the number: `{serial:6}` has six
digits, `{dept:3}` three characters. The number is given once, at first publication, and never used again; keeping
that promise is the catalogue's business, this module only knows the form.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from gongkai.statute.organ_codes import CodeProblem, check_orgcode, check_uscc

DEFAULT_TEMPLATE = "{uscc}/{year}-{serial:05d}"

# token: (pattern of one character, fixed width or None, what to call it)
TOKENS: Mapping[str, tuple[str, int | None, str]] = {
    "uscc": ("[0-9A-Z]", 18, "统一社会信用代码"),
    "orgcode": ("[0-9A-Z]", 9, "组织机构代码"),
    "region": ("[0-9]", 6, "行政区划代码"),
    "dept": ("[0-9A-Z]", None, "部门代码"),
    "class": ("[0-9A-Z]", None, "分类代码"),
    "office": ("[0-9A-Z]", None, "内设机构代码"),
    "yyyymmdd": ("[0-9]", 8, "日期"),
    "year": ("[0-9]", 4, "年份"),
    "serial": ("[0-9]", 5, "流水号"),
}
WIDTH_MAY_BE_SET = {"region", "dept", "class", "office", "serial"}
_TOKEN = re.compile(r"\{(\w+)(?::0?(\d+)d?)?\}")


class IndexNumberProblem(ValueError):
    """A template that cannot work, or a number that does not fit it; one Chinese sentence."""


@dataclass(frozen=True, slots=True)
class _Field:
    part: str
    width: int | None
    character: str
    label: str

    @property
    def pattern(self) -> str:
        repeat = f"{{{self.width}}}" if self.width else "+"
        return f"(?P<{self.part}>{self.character}{repeat})"


def compose(template: str = DEFAULT_TEMPLATE, **parts: str | int) -> str:
    """`compose(uscc=…, year=2019, serial=12)`. Every part is checked; IndexNumberProblem says which one is wrong."""
    fields = _fields(template)
    wanted = [field.part for field in fields]
    missing = [TOKENS[token][2] for token in wanted if token not in parts]
    if missing:
        raise IndexNumberProblem(f"编制索引号缺少：{'、'.join(missing)}")
    superfluous = sorted(set(parts) - set(wanted))
    if superfluous:
        raise IndexNumberProblem(f"模板“{template}”没有用到：{'、'.join(superfluous)}")
    written = {field.part: _written(field, parts[field.part]) for field in fields}
    return _TOKEN.sub(lambda found: written[found[1]], template)


def parse(text: str, template: str = DEFAULT_TEMPLATE) -> dict[str, str]:
    """The parts of an index number, every one checked. IndexNumberProblem when it does not fit the template."""
    fields = _fields(template)
    pattern, place = "", 0
    for found, field in zip(_TOKEN.finditer(template), fields, strict=True):
        pattern += re.escape(template[place : found.start()]) + field.pattern
        place = found.end()
    match = re.fullmatch(pattern + re.escape(template[place:]), text, re.ASCII)
    if match is None:
        raise IndexNumberProblem(f"索引号“{text}”不符合模板“{template}”（例：{_example(template, fields)}）")
    return {field.part: _written(field, match[field.part]) for field in fields}


def check(text: str, template: str = DEFAULT_TEMPLATE, **expected: str | int) -> None:
    """Refuses a number that does not fit, or whose parts are not the expected ones.

    Numbers copied from another organ's page carry that organ's code; give your own (`uscc=…`) to catch it.
    """
    parts = parse(text, template)
    for token, value in expected.items():
        if token not in parts:
            raise IndexNumberProblem(f"模板“{template}”中没有 {token}")
        width = len(parts[token])
        wanted = str(value).zfill(width) if token in {"serial", "year"} else str(value)
        if parts[token] != wanted:
            raise IndexNumberProblem(f"索引号“{text}”的{TOKENS[token][2]}是“{parts[token]}”，应为“{wanted}”")


def check_template(template: str) -> None:
    """Refuses a template no number can be made from or read back with."""
    _fields(template)


def _fields(template: str) -> tuple[_Field, ...]:
    rest = _TOKEN.sub("", template)
    if "{" in rest or "}" in rest:
        raise IndexNumberProblem(f"模板“{template}”的花括号写法有误（应如 {{year}}、{{serial:05d}}）")
    fields: list[_Field] = []
    end_of_open_field = -1
    for found in _TOKEN.finditer(template):
        token, width_text = found[1], found[2]
        if token not in TOKENS:
            raise IndexNumberProblem(f"模板“{template}”有不认识的项目“{token}”（可用：{'、'.join(TOKENS)}）")
        character, width, label = TOKENS[token]
        if width_text is not None:
            if token not in WIDTH_MAY_BE_SET:
                raise IndexNumberProblem(f"{label}的位数是固定的，不能写成“{found[0]}”")
            width = int(width_text)
            if not 1 <= width <= 20:
                raise IndexNumberProblem(f"{label}的位数应在1至20之间，不能是{width}")
        if any(field.part == token for field in fields):
            raise IndexNumberProblem(f"模板“{template}”中{label}出现了两次")
        if found.start() == end_of_open_field:
            raise IndexNumberProblem(
                f"模板“{template}”中{fields[-1].label}和{label}相连而位数不定，无法读回，请写明位数"
            )
        end_of_open_field = found.end() if width is None else -1
        fields.append(_Field(token, width, character, label))
    if not any(field.part == "serial" for field in fields):
        raise IndexNumberProblem(f"模板“{template}”缺少流水号 {{serial}}，编不出唯一的索引号")
    return tuple(fields)


def _written(field: _Field, value: str | int) -> str:
    """The part as it stands in the number, after checking its form and its meaning."""
    text = str(value)
    if field.part == "serial":
        return _serial(field, text)
    if re.fullmatch(f"{field.character}+", text, re.ASCII) is None:
        raise IndexNumberProblem(f"{field.label}“{text}”含有不允许的字符")
    if field.width is not None and len(text) != field.width:
        raise IndexNumberProblem(f"{field.label}应为{field.width}位，“{text}”有{len(text)}位")
    try:
        if field.part == "uscc":
            check_uscc(text)
        elif field.part == "orgcode":
            check_orgcode(text)
        elif field.part == "yyyymmdd":
            datetime.strptime(text, "%Y%m%d")
    except CodeProblem as problem:
        raise IndexNumberProblem(str(problem)) from problem
    except ValueError as problem:
        raise IndexNumberProblem(f"日期“{text}”不存在") from problem
    if field.part == "year" and not "1949" <= text <= "2199":
        raise IndexNumberProblem(f"年份“{text}”不合理")
    return text


def _serial(field: _Field, text: str) -> str:
    if re.fullmatch("[0-9]+", text, re.ASCII) is None or int(text) < 1:
        raise IndexNumberProblem(f"流水号应从1起，不能是“{text}”")
    number = str(int(text))
    width = field.width or 0
    if len(number) > width:
        raise IndexNumberProblem(f"流水号{number}超过{width}位，本年度的号已用完，请改用位数更多的模板")
    return number.zfill(width)


def _example(template: str, fields: tuple[_Field, ...]) -> str:
    """What a number of this template looks like; codes are shown as zeros, not as anyone's."""
    shown = {"year": "2019", "yyyymmdd": "20190515"}
    filled = {}
    for field in fields:
        width = field.width or 3
        filled[field.part] = shown.get(field.part) or ("1" if field.part == "serial" else "0").zfill(width)
    return _TOKEN.sub(lambda found: filled[found[1]], template)
