"""A query as somebody typed it, read into terms: words and their synonyms, phrases, numbers, sounds, exclusions.

Nothing typed is a command but quotes and a minus sign before a word: AND, *, NEAR, brackets are words or nothing. A query
of any length is answered by its first words, and the page says so.
"""

import re
from dataclasses import dataclass, field

from gongkai.search import lexicon, numbers, pinyin, segmentation
from gongkai.search.engines.port import NUMBERS, PINYIN, Term, Way

LONGEST = 10_000  # characters that are looked at; the rest is cut off before anything is done
MOST_READ = 400  # characters that are read into words
MOST_TERMS = 12
MOST_WAYS = 12
LONGEST_ROW = 10  # tokens
QUOTED = re.compile(
    r'(?P<minus>(?<!\S)[-－−])?(?:["“”„＂](?P<a>[^"“”„＂]*)["“”„＂]|《(?P<b>[^《》]*)》|「(?P<c>[^「」]*)」|『(?P<d>[^『』]*)』)'
)
MINUS = re.compile(r"(?<!\S)[-－−](?=[^\s\-－−])")


@dataclass(frozen=True)
class Said:
    """One term as people see it: the words that were typed, and what else was looked for in their place."""

    words: str
    others: tuple[str, ...] = ()
    is_phrase: bool = False


@dataclass(frozen=True)
class Reading:
    """`marks` are the strings to be marked in what is shown. `is_cut`: not all that was typed could be used."""

    asked: str = ""
    terms: tuple[Term, ...] = ()
    whole: Way | None = None  # the query in a row, where it is one run of several words
    without: tuple[Term, ...] = ()
    said: tuple[Said, ...] = ()
    left_out: tuple[str, ...] = ()  # typed after a minus sign
    marks: tuple[str, ...] = ()
    is_cut: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.terms


@dataclass
class _Found:
    terms: dict[Term, Said] = field(default_factory=dict)
    asking: dict[Term, Said] = field(default_factory=dict)  # 怎么、请问: used when nothing else was said
    without: dict[Term, str] = field(default_factory=dict)
    marks: dict[str, None] = field(default_factory=dict)


def read(asked: str) -> Reading:
    """Never raises, whatever was typed. Characters beyond the first 400 and words beyond the first twelve are not used."""
    typed = asked[:LONGEST].replace("\x00", " ")
    typed = " ".join("".join(sign if sign.isprintable() else " " for sign in typed).split())
    used, found = typed[:MOST_READ], _Found()
    rest, last = [], 0
    for quoted in QUOTED.finditer(used):
        rest.append(used[last : quoted.start()])
        last = quoted.end()
        _phrase(
            next((part for part in quoted.group("a", "b", "c", "d") if part is not None), ""),
            found,
            bool(quoted["minus"]),
        )
    rest.append(used[last:])
    chunks = " ".join(rest).split()
    for chunk in chunks:
        is_out = MINUS.match(chunk) is not None
        _chunk(chunk[1:] if is_out else chunk, found, is_out)
    terms = found.terms or found.asking
    whole = _whole(chunks, terms)
    kept = dict(list(terms.items())[:MOST_TERMS])
    return Reading(
        asked=typed, terms=tuple(kept), whole=whole, without=tuple(found.without)[:MOST_TERMS], said=tuple(kept.values()),
        left_out=tuple(found.without.values())[:MOST_TERMS], marks=(*(("".join(whole.tokens),) if whole else ()), *found.marks),
        is_cut=len(asked) > MOST_READ or len(terms) > MOST_TERMS,
    )  # fmt: skip


def _whole(chunks: list[str], terms: dict[Term, Said]) -> Way | None:
    """The words in a row, when they were typed so and every one of them is asked for anyway."""
    if len(chunks) != 1 or not 1 < len(terms) <= MOST_TERMS:
        return None
    row = tuple(segmentation.tokens(chunks[0]))
    return Way(row) if len(row) <= LONGEST_ROW else None


def _phrase(text: str, found: _Found, is_out: bool) -> None:
    if not (row := tuple(segmentation.tokens(text))):
        return
    term = Term((Way(row),))
    if is_out:
        found.without[term] = text
    else:
        found.terms[term] = Said(text, is_phrase=True)
        found.marks[segmentation.normalised(text)] = None


def _chunk(chunk: str, found: _Found, is_out: bool) -> None:
    """What stands between two blanks: one number, or the words of which it is made."""
    whole = segmentation.normalised(chunk)
    row = tuple(segmentation.of_normalised(whole))
    if not row:
        return
    if number := numbers.asked(chunk):
        _take(found, is_out, chunk, Term((Way((number,), NUMBERS, begins=True), Way(row))), marks=(whole,))
        return
    if pinyin.is_asked(whole):
        _take(found, is_out, chunk, Term((Way(row), Way((whole,), PINYIN, begins=True))), marks=(whole,))
        return
    if is_out:
        _take(found, True, chunk, Term((Way(row),)))
        return
    for group in _groups([part for word in segmentation.words(whole) for part in _apart(word)]):
        _word("".join(group), found, is_alone=len(whole) == 1)


def _apart(word: str) -> list[str]:
    """A long word that goes by no other name is asked for by its parts: 资金分配表 is met by 资金的分配表 as well."""
    return segmentation.of_normalised(word) if len(word) > 3 and not lexicon.equals(word) else [word]


def _groups(words: list[str]) -> list[list[str]]:
    """Words that stand for themselves, and single characters with their neighbours: 渐退 期, 石 文, 2019 年."""
    groups: list[list[str]] = []
    for word in words:
        if groups and _belongs(groups[-1], word):
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups


def _belongs(group: list[str], word: str) -> bool:
    if word in lexicon.asking() or group[0] in lexicon.asking():
        return False
    begins_single = group[0] == group[-1] and len(group[0]) == 1 and not group[0].isdigit()
    return len(word) == 1 or begins_single


def _word(word: str, found: _Found, *, is_alone: bool) -> None:
    row = tuple(segmentation.tokens(word))
    if not row:
        return
    others = lexicon.equals(word)
    rows = dict.fromkeys([row, *(tuple(segmentation.tokens(other)) for other in others)])
    ways = tuple(Way(tokens, begins=is_alone) for tokens in list(rows)[:MOST_WAYS])
    if word in lexicon.asking():
        found.asking[Term(ways)] = Said(word)
    else:
        _take(found, False, word, Term(ways), others=others, marks=(word, *others))


def _take(
    found: _Found, is_out: bool, typed: str, term: Term, *, others: tuple[str, ...] = (), marks: tuple[str, ...] = ()
) -> None:
    if is_out:
        found.without[term] = typed
        return
    found.terms.setdefault(term, Said(typed, others))
    found.marks.update(dict.fromkeys(mark for mark in marks if mark))
