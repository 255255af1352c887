"""The paper as one row of tokens, and where in it the three tables stand."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gongkai.annual_reports.published.outline import Heading
from gongkai.annual_reports.published.paper import Paper
from gongkai.annual_reports.published.words import han, is_number, stands_for_nothing, tight, unglued

_FIRST_PART = re.compile(r"第二十条第?\(?一\)?项")


@dataclass(frozen=True, slots=True)
class Token:
    """One cell, or one word of a plain line. `is_cell`: an empty one is a blank of the table, not nothing."""

    text: str
    line: int
    is_cell: bool = False
    is_row: bool = False
    column: int = 0

    @property
    def is_value(self) -> bool:
        """Can only be what stands in a cell of numbers: a number, a stroke, nothing."""
        return (self.is_cell and not self.text) or is_number(self.text) or stands_for_nothing(self.text)

    @property
    def is_words(self) -> bool:
        return bool(self.text) and not self.is_value


def tokens(paper: Paper) -> list[Token]:
    found = []
    for number, line in enumerate(paper.lines):
        for cell in line.cells:
            if line.is_table:
                found.append(Token(cell.text, number, True, line.is_row, cell.column))
                continue
            for word in cell.text.split():
                found += [Token(piece, number) for piece in unglued(word)]
    return found


@dataclass(frozen=True, slots=True)
class Regions:
    """The tokens of each table, and whether something of the report follows it, so that it cannot have been cut off."""

    two: Sequence[Token]
    three: Sequence[Token]
    three_head: Sequence[Token]
    four: Sequence[Token]
    two_is_whole: bool
    three_is_whole: bool
    four_is_whole: bool

    @property
    def words(self) -> str:
        return han("".join(token.text for part in (self.two, self.three_head, self.three) for token in part))


def regions(paper: Paper, all_tokens: Sequence[Token], sections: list[Heading]) -> Regions:
    line_words = [tight(line.text) for line in paper.lines]
    starts = _Starts(all_tokens, line_words)
    end = len(all_tokens)
    at_section = {heading.key: starts.of_line(heading.line) for heading in sections}
    two = starts.first(lambda t, w: len(w) <= 16 and _FIRST_PART.match(w) is not None, 0)
    head = starts.first(lambda t, w: len(w) < 60 and ("勾稽关系" in w or w == "申请人情况"), two or 0)
    three = starts.first(_is_first_row, head if head is not None else two or 0)
    after_two = _least(head, three, at_section.get("applications"), floor=two)
    four_from = three if three is not None else head if head is not None else after_two if after_two is not None else 0
    four_section = _least(at_section.get("remedies"), floor=four_from)
    # A workbook may hold the words, with their headings, on a sheet after the tables.
    begin = four_section if three is None and four_section is not None else four_from
    four = starts.first(_is_remedy_head, begin)
    after_three = _least(
        four_section, four, at_section.get("problems"), at_section.get("other_matters"), floor=four_from
    )
    after_four = _least(at_section.get("problems"), at_section.get("other_matters"), floor=four)
    whole = paper.is_whole
    three_from = three if three is not None else head
    return Regions(
        two=all_tokens[two : _or(after_two, end)] if two is not None else (),
        three=all_tokens[three : _or(after_three, end)] if three is not None else (),
        three_head=all_tokens[head : _or(three, end)] if head is not None and three is not None else (),
        four=all_tokens[four : _or(after_four, end)] if four is not None else (),
        two_is_whole=whole or after_two is not None,
        three_is_whole=whole or (three_from is not None and after_three is not None),
        four_is_whole=whole or (four is not None and after_four is not None),
    )


class _Starts:
    def __init__(self, all_tokens: Sequence[Token], line_words: Sequence[str]) -> None:
        self.tokens, self.line_words = all_tokens, line_words
        self.first_of: dict[int, int] = {}
        for place, token in enumerate(all_tokens):
            self.first_of.setdefault(token.line, place)

    def of_line(self, line: int) -> int:
        return next(
            (self.first_of[n] for n in range(line, len(self.line_words)) if n in self.first_of), len(self.tokens)
        )

    def first(self, wanted: Callable[[Token, str], bool], begin: int) -> int | None:
        """The first token from `begin` whose words, or, at the head of a plain line, the line's words, are wanted."""
        for place in range(begin, len(self.tokens)):
            token = self.tokens[place]
            words = tight(token.text)
            if wanted(token, words):
                return place
            if not token.is_cell and self.first_of[token.line] == place and wanted(token, self.line_words[token.line]):
                return place
        return None


def _is_first_row(token: Token, words: str) -> bool:
    core = words.lstrip("一、.1")
    return core.startswith("本年新收政府信息") and (
        len(core) <= 20 or (not token.is_cell and len(core) <= 60 and "。" not in core)
    )


def _is_remedy_head(token: Token, words: str) -> bool:
    return words in {"结果维持", "行政复议", "未经复议直接起诉", "行政复议行政诉讼"} or (
        words.startswith(("行政复议(维持", "行政复议行政诉讼", "行政复议结果维持")) and "。" not in words
    )


def _least(*places: int | None, floor: int | None) -> int | None:
    if floor is None:
        floor = -1
    return min((place for place in places if place is not None and place > floor), default=None)


def _or(place: int | None, other: int) -> int:
    return other if place is None else place
