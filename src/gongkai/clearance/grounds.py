"""Why something a scanner found may stay: the grounds a person can name, and for which findings each is good.

A finding that blocks is either covered or justified; a justification is somebody's word, recorded with the name. The rows
follow the facts on what may be posted at all (个人信息保护法 Arts 13, 28; 民法典 Art. 1036; 条例 Arts 14-16). [U]: the choice of
grounds is ours, for the organ's legal office to confirm.
"""

from dataclasses import dataclass

PERSON = frozenset({"ID18", "ID15", "DISAB", "CARD", "PASSPORT", "HEALTH", "MINOR"})  # never needed on a page
NEVER = frozenset({"SECRET", "SECRET-LINE"})  # a mark is no question of grounds: Art. 14, and the duty to report


@dataclass(frozen=True)
class Ground:
    code: str
    words: str
    article: str
    not_for: frozenset[str] = frozenset()  # rules for which this ground is no answer
    only_for: frozenset[str] = frozenset()  # empty: for every rule

    def fits(self, rule: str) -> bool:
        return rule not in self.not_for and (not self.only_for or rule in self.only_for)


GROUNDS = {
    ground.code: ground
    for ground in (
        Ground("false_alarm", "识别有误，不是这类信息", "条例第十七条"),
        Ground("example", "虚构的样例、填表示范", "条例第十七条"),
        Ground(
            "office", "公务联系方式、单位账号、公务车辆", "条例第十二条、第二十条",
            only_for=frozenset({"MOBILE", "LANDLINE", "EMAIL", "CARD", "PLATE", "USCC", "ADDRESS", "LINK"}),
        ),
        Ground("law", "法律、法规规定应当公开，且范围没有超出", "个人信息保护法第十三条第一款第三项", not_for=PERSON),
        Ground("consent", "本人书面同意公开", "条例第十五条；个人信息保护法第二十五条", not_for=frozenset({"MINOR"})),
        Ground("own", "申请人本人的信息，只提供给本人", "条例第四十一条"),
        Ground("teaching", "介绍保密知识、引用法条，不是密级标志", "保守国家秘密法第二十二条", only_for=frozenset({"SECRET", "SECRET-LINE", "INTERNAL", "NOTPUBLIC"})),
        Ground("read_by_hand", "系统读不出的部分已由人逐页看过", "条例第十七条", only_for=frozenset({"UNREAD"})),
        Ground("kept", "保留会影响文意，已核对内容可以公开", "条例第十七条", only_for=frozenset({"HIDDEN", "METADATA", "UNCLEANED"})),
        Ground("wording", "用词无误", "", only_for=frozenset({"LEXICON"})),
    )
}  # fmt: skip


def grounds_for(rule: str, severity: str) -> list[Ground]:
    """The grounds that can answer a finding; none for a mark that blocks: such a text does not belong here at all."""
    if rule in NEVER and severity == "block":
        return []
    return [ground for ground in GROUNDS.values() if ground.fits(rule)]
