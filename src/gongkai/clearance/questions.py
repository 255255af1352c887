"""保密审查表: what is asked of every text before it goes out, each question with the article it comes from.

The answers are the submitter's; a reviewer reads them beside the text. Plain Python.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """`refuses`: a yes means that the text must not be in this system at all."""

    code: str
    wording: str
    article: str
    refuses: bool = False


# fmt: off
QUESTIONS: tuple[Question, ...] = (
    # 条例第十四条；保守国家秘密法第三十一条：非涉密信息系统不得存储、处理国家秘密
    Question("state_secret", "是否涉及国家秘密", "条例第十四条", refuses=True),
    # 保守国家秘密法第六十四条
    Question("work_secret", "是否涉及工作秘密、内部事务或过程性信息", "保密法第六十四条、条例第十六条"),
    # 条例第十五条
    Question("trade_secret", "是否涉及商业秘密", "条例第十五条"),
    # 条例第十五条；个人信息保护法
    Question("personal_data", "是否涉及个人隐私、个人信息（身份证号、电话、住址、病情等）", "条例第十五条"),
    # 条例第十四条
    Question("security", "公开后是否危及国家安全、公共安全、经济安全、社会稳定", "条例第十四条"),
    # 条例第十一条
    Question("other_organ", "是否涉及其他机关、需要协商确认", "条例第十一条"),
    # 条例第十一条：依照规定需要批准的，经批准予以公开
    Question("approval", "是否按规定需要批准后公开", "条例第十一条"),
    Question("third_party", "是否含第三方著作权材料或者第三方提供、未经同意公开的材料", "条例第三十二条"),
)
# fmt: on
BY_CODE = {row.code: row for row in QUESTIONS}


def complete(answers: Mapping[str, bool]) -> dict[str, bool]:
    """An answer for every question: what was not said is 否. KeyError for a question nobody asks."""
    for code in answers:
        BY_CODE[code]
    return {row.code: bool(answers.get(row.code)) for row in QUESTIONS}
