"""What is wrong or missing, as a list of sentences that lead to the field: the summary at the head of the editor."""

from collections.abc import Iterable
from dataclasses import dataclass

# Which field a sentence of `catalogue.completeness` is about, by the first of these words in it.
WORDS = (
    ("图片说明", "body"), ("没有标题", "title"), ("正文", "body"), ("内容概述", "summary"), ("成文日期", "formed_on"),
    ("公开属性", "openness"), ("附件", "attachments"),
)  # fmt: skip


@dataclass(frozen=True)
class Problem:
    text: str
    field: str = ""  # the field's name; "" when it concerns the whole


def of_problems(sentences: Iterable[str]) -> list[Problem]:
    return [Problem(text, next((field for word, field in WORDS if word in text), "")) for text in sentences]


def of_form(form, attachment_errors: Iterable[str] = ()) -> list[Problem]:
    """Every error of a form, named by its field's label."""
    found = []
    for name, errors in form.errors.items():
        label = "" if name == "__all__" else f"{form[name].label}："
        found += [Problem(f"{label}{error}", "" if name == "__all__" else name) for error in errors]
    return found + [Problem(text, "attachments") for text in attachment_errors]
