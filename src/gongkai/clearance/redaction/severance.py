"""区分处理 (Art. 37): what was covered, where, and on which ground; the list goes out with the answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.clearance.documents.places import Place
from gongkai.clearance.redaction.masks import WAYS_SAID


@dataclass(frozen=True)
class Reason:
    """`code` is what a box carries; `article` of the Regulations, or "" where another rule holds."""

    code: str
    label: str
    article: str
    law: str


REASONS = {
    reason.code: reason
    for reason in (
        Reason("privacy", "个人隐私", "15", "《中华人民共和国政府信息公开条例》第十五条"),
        Reason(
            "personal",
            "个人信息",
            "15",
            "《中华人民共和国政府信息公开条例》第十五条、《中华人民共和国个人信息保护法》第三十四条",
        ),
        Reason("trade", "商业秘密", "15", "《中华人民共和国政府信息公开条例》第十五条"),
        Reason("secret", "国家秘密", "14", "《中华人民共和国政府信息公开条例》第十四条"),
        Reason("forbidden", "法律、行政法规禁止公开", "14", "《中华人民共和国政府信息公开条例》第十四条"),
        Reason(
            "safety", "危及国家安全、公共安全、经济安全、社会稳定", "14", "《中华人民共和国政府信息公开条例》第十四条"
        ),
        Reason("internal", "内部事务信息", "16", "《中华人民共和国政府信息公开条例》第十六条"),
        Reason("process", "过程性信息", "16", "《中华人民共和国政府信息公开条例》第十六条"),
        Reason("enforcement", "行政执法案卷信息", "16", "《中华人民共和国政府信息公开条例》第十六条"),
        Reason("not_government", "不属于政府信息", "37", "《中华人民共和国政府信息公开条例》第三十七条"),
    )
}
HEADS = ("序号", "文件", "位置", "处理方式", "理由", "依据")


@dataclass(frozen=True)
class Severed:
    """One thing that was covered. The value itself is never kept."""

    file: str
    place: Place
    reason: str
    way: str = "cover"

    def __post_init__(self) -> None:
        if self.reason not in REASONS:
            raise ValueError("没有这种区分处理的理由")


def severed_rows(log: Iterable[Severed]) -> list[list[str]]:
    """Rows under `HEADS`, for the list that is handed over with the answer."""
    return [
        [
            str(at),
            entry.file,
            entry.place.words() or "全文",
            WAYS_SAID[entry.way],
            REASONS[entry.reason].label,
            REASONS[entry.reason].law,
        ]
        for at, entry in enumerate(log, 1)
    ]


def counted(log: Iterable[Severed]) -> list[tuple[str, int]]:
    """How many times each reason was given, the commonest first: the summary in the letter."""
    counts: dict[str, int] = {}
    for entry in log:
        counts[entry.reason] = counts.get(entry.reason, 0) + 1
    return sorted(
        ((REASONS[code].label, count) for code, count in counts.items()), key=lambda pair: (-pair[1], pair[0])
    )


def sentence(log: Sequence[Severed]) -> str:
    """`已作区分处理：遮盖3处，其中个人隐私2处、商业秘密1处。` Empty when nothing was covered."""
    if not log:
        return ""
    return (
        f"已作区分处理：遮盖{len(log)}处，其中" + "、".join(f"{label}{count}处" for label, count in counted(log)) + "。"
    )
