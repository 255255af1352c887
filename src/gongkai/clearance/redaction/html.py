"""Masking in HTML: words between tags, and what attributes say, without moving a tag."""

import html
import re
from collections.abc import Sequence

from gongkai.clearance.redaction.masks import Names, masked
from gongkai.clearance.redaction.matching import Wanted, covered
from gongkai.clearance.redaction.proof import NotGone, remains_in_text

TOKEN = re.compile(r"<!--.*?(?:-->|\Z)|<![^>]*>|</?[A-Za-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|[^<]+|<", re.DOTALL)
LETTER = re.compile(r"&(?:#\d+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);?|.", re.DOTALL)
ATTRIBUTE = re.compile(r"""(=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)""")
INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "label", "mark", "o:p", "q", "s", "small",
    "span", "strike", "strong", "sub", "sup", "tt", "u", "wbr",
}  # fmt: skip
BREAK = "\n"


def redact_html(source: str, wanted: Sequence[tuple[str, str]], *, names: Names | None = None) -> tuple[str, list[int]]:
    """The HTML with (value, way) pairs masked, and for each thing covered the number of its value.

    A number broken over tags or cells is found; comments that hold a value go. Proven by reading the result again:
    raises `NotGone` when a value is still there.
    """
    names = names or Names.of(value for value, way in wanted if way == "name")
    instead = [masked(value, way, names) for value, way in wanted]
    looked = Wanted(value for value, _ in wanted)
    tokens = TOKEN.findall(source)
    done: list[int] = []
    for at, token in enumerate(tokens):
        if token.startswith("<!--") and looked.within(token):
            tokens[at] = ""
            done += [hit.value for hit in looked.within(token)]
        elif token.startswith("<"):
            tokens[at], found = _in_attributes(token, looked, instead)
            done += found
    done += _in_words(tokens, looked, instead)
    result = "".join(tokens)
    left = remains_in_text(visible(result), [value for value, way in wanted if way != "keep"])
    if left:
        raise NotGone(left)
    return result, done


def _in_words(tokens: list[str], looked: Wanted, instead: Sequence[str]) -> list[int]:
    """Each letter is one stretch, so that what is put instead never cuts an entity; block tags part the words."""
    letters: list[str] = []
    home: list[tuple[int, str]] = []
    for at, token in enumerate(tokens):
        if token.startswith("<") and len(token) > 1:
            tag = re.match(r"</?([A-Za-z][A-Za-z0-9:]*)", token)
            if tag and tag[1].lower() not in INLINE:
                letters.append(BREAK)
                home.append((-1, ""))
            continue
        for piece in LETTER.findall(token):
            letters.append(html.unescape(piece))
            home.append((at, piece))
    after, found = covered(letters, looked, instead)
    if found:
        written: dict[int, list[str]] = {}
        for (at, piece), before, now in zip(home, letters, after, strict=True):
            if at >= 0:
                written.setdefault(at, []).append(piece if before == now else html.escape(now, quote=False))
        for at, pieces in written.items():
            tokens[at] = "".join(pieces)
    return found


def _in_attributes(tag: str, looked: Wanted, instead: Sequence[str]) -> tuple[str, list[int]]:
    done: list[int] = []

    def changed(match: re.Match[str]) -> str:
        quote = match[2][0] if match[2][0] in "\"'" else ""
        bare = match[2].strip("\"'") if quote else match[2]
        after, found = covered([html.unescape(bare)], looked, instead)
        done.extend(found)
        return f'{match[1]}"{html.escape(after[0])}"' if found else match[0]

    return ATTRIBUTE.sub(changed, tag), done


def visible(source: str) -> str:
    """All words of the HTML and of its attributes, a line where a block begins; for looking at the result."""
    said: list[str] = []
    told: list[str] = []
    for token in TOKEN.findall(source):
        if token.startswith("<") and len(token) > 1:
            tag = re.match(r"</?([A-Za-z][A-Za-z0-9:]*)", token)
            if not tag or tag[1].lower() not in INLINE:
                said.append(BREAK)
            told.append(html.unescape(token))
        else:
            said.append(html.unescape(token))
    return "".join(said) + BREAK + BREAK.join(told)
