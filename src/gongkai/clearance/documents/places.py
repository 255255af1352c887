"""Where in a file something stands: steps from the outside in, in a code for machines and in words for people."""

from collections.abc import Sequence
from dataclasses import dataclass

# kind of step: how the code writes it, how people say it. `{}` is the step's name or number.
STEPS = {
    "file": ("{}", "文件“{}”"),  # a file inside an archive, a document or a PDF
    "field": ("{}", "{}"),  # a part of an item: title, body, summary
    "page": ("page {}", "第{}页"),
    "revision": ("revision {}", "第{}次保存的旧版本"),
    "paragraph": ("paragraph {}", "第{}段"),
    "line": ("line {}", "第{}行"),
    "table": ("table {}", "第{}个表格"),
    "row": ("row {}", "第{}行"),
    "column": ("column {}", "第{}列"),
    "header": ("header {}", "页眉{}"),
    "footer": ("footer {}", "页脚{}"),
    "footnote": ("footnote {}", "脚注{}"),
    "endnote": ("endnote {}", "尾注{}"),
    "textbox": ("text box {}", "文本框{}"),
    "comment": ("comment {}", "批注{}"),
    "annotation": ("annotation {}", "注释{}"),
    "sheet": ("sheet {}", "工作表“{}”"),
    "cell": ("{}", "单元格{}"),
    "name": ("defined name {}", "定义名称“{}”"),
    "pivot": ("pivot cache {}", "数据透视表缓存{}"),
    "image": ("image {}", "图片{}"),
    "attachment": ("attachment {}", "内嵌附件“{}”"),
    "metadata": ("metadata {}", "文件属性“{}”"),
    "filename": ("file name", "文件名"),
    "script": ("script {}", "脚本{}"),
    "part": ("part {}", "部件{}"),
    "input": ("form field {}", "表单域“{}”"),
    "link": ("link {}", "链接{}"),
}


@dataclass(frozen=True, slots=True)
class Step:
    kind: str
    name: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """`Place.of(("sheet", "原始名单"), ("cell", "C4"))`; `hidden_at` marks the step that hides all that follows."""

    steps: tuple[Step, ...] = ()

    @classmethod
    def of(cls, *steps: tuple[str, object]) -> "Place":
        return cls(tuple(Step(kind, str(name)) for kind, name in steps))

    def then(self, kind: str, name: object = "", *, hidden: bool = False) -> "Place":
        return Place((*self.steps, Step(kind, str(name), hidden)))

    def inside(self, outer: "Place") -> "Place":
        """This place seen from the file that holds its file."""
        return Place(outer.steps + self.steps)

    @property
    def is_hidden(self) -> bool:
        return any(step.hidden for step in self.steps)

    def code(self) -> str:
        """`sheet 原始名单 (hidden)!C4`, `page 2 image 1`, `list.zip: a.docx: table 1 row 3`."""
        said = ""
        for step in self.steps:
            text = STEPS[step.kind][0].format(step.name).strip() + (" (hidden)" if step.hidden else "")
            joint = "!" if step.kind == "cell" and said else ": " if said.endswith(self._file_ends()) else " "
            said = f"{said}{joint}{text}" if said else text
        return said

    def _file_ends(self) -> tuple[str, ...]:
        return tuple(
            STEPS[step.kind][0].format(step.name).strip()
            for step in self.steps
            if step.kind in {"file", "attachment", "field"}
        ) or ("\0",)

    def words(self) -> str:
        """`工作表“原始名单”（隐藏）单元格C4`."""
        said = ""
        for step in self.steps:
            said += STEPS[step.kind][1].format(step.name) + ("（隐藏）" if step.hidden else "")
        return said

    def as_data(self) -> list[list[object]]:
        return [[step.kind, step.name, step.hidden] for step in self.steps]

    @classmethod
    def from_data(cls, data: Sequence[Sequence[object]]) -> "Place":
        return cls(tuple(Step(str(kind), str(name), bool(hidden)) for kind, name, hidden in data))
