"""办理流程 as a page for a lawyer: the table of transitions printed back, state by state and row by row. Pure."""

from gongkai.applications import standing as s
from gongkai.applications.lifecycle import APPLICATION
from gongkai.casework.lifecycle import SAME, Transition
from gongkai.statute.wording import article_words, markdown_table

INTRODUCTION = """\
## 十二、申请的办理流程

下表由 `src/gongkai/applications/lifecycle.py` 打印。编号1至23与办理规程逐条对应，带字母的和24以后的是为办理需要增设的环节，不改变期限
和权利。每一环节只在“从”栏的状态下可以办理，并须满足各自的条件；不满足时软件说明原因和依据，不予记录。"""


def render() -> str:
    """The section as text, ending in a newline."""
    rows = (
        (row.number, row.label, _states(row), _target(row), _article(row), row.clock or "不影响", f"`{row.event}`")
        for row in APPLICATION.transitions
    )
    table = markdown_table(("编号", "环节", "从", "到", "依据", "对期限的影响", "代码"), rows)
    return f"{INTRODUCTION}\n\n{table}\n"


def _states(row: Transition) -> str:
    if row.sources >= s.OPEN:
        return "任何未办结的状态" if row.sources == s.OPEN else "任何状态"
    if row.sources == frozenset({s.NEW}):
        return "—"
    return "、".join(s.STATES[state] for state in APPLICATION.in_order(row.sources))


def _target(row: Transition) -> str:
    return "不变" if row.target == SAME else s.STATES[row.target]


def _article(row: Transition) -> str:
    return f"条例{article_words(row.article)}"
