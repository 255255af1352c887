"""The texts of official letters. Their wording is law, so each is a file in `texts/` that anyone can read and compare.

A file opens with a header, one `name: value` a line, up to the first blank line:

    kind: 政府信息公开申请答复书      what the title says after the organ's name
    series: reply                     whose counter numbers it: reply, notice, none
    to: applicant                     applicant, party, organ; us for what comes back from a party; file for no addressee
    remedy: either                    only where no kind of reply says it (statute.remedies.Remedy)
    note: contact                     the part printed under the date
    signed: 申请人（签名）            who signs, where that is not the organ
    encloses: 第三方意见回复书        what always goes with it
    slip: yes                         with a slip to sign and send back
    qr: status                        with a code that leads to the page of the status

Below it a line is a paragraph, and `{name}` is filled in; `//` opens a remark for who reads the file.

    ## 一、标题        a heading
    - {names}          a list, numbered, one entry for each line of the fact
    | {name}           a table that is computed
    |= 1 3             a table written out: shares of its columns,
    |# 事项 | 内容 |   its head, if it has one,
    | 姓名 | {name} |  and its rows; \\n in a cell is a line end
    |? 姓名 | {name} | a row dropped when one of its names is empty
    {remedy}           alone: the paragraph on reconsideration and lawsuit
    @ opening          the lines of `texts/parts/opening.txt`
    ? 文字{name}       dropped when one of its names is empty
    ?(name) 文字       dropped when that name is empty; ?(!name) when it is not

A value is filled in once and never read as part of the text. What a text may name, its `promises` say.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

from gongkai.applications.letters.demands import BY_LETTER, FILE_ONLY, fields_for
from gongkai.applications.letters.promised import promised
from gongkai.statute.remedies import Remedy

SERIES = ("reply", "notice", "none")
TO = ("applicant", "party", "organ", "us", "file")
HEADER = {"kind", "series", "to", "remedy", "note", "signed", "encloses", "slip", "qr"}
PLACE = re.compile(r"\{([a-z_]+)\}")
CONDITION = re.compile(r"\?\((!?)([a-z_]+)\) ")


class TemplateFault(ValueError):
    """A text that cannot be read; the message says which file and what."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `form` is text, heading, list, table (computed), grid (written out) or remedy; `rows` are a grid's."""

    form: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    head: tuple[str, ...] = ()
    widths: tuple[float, ...] = ()
    optional_rows: tuple[int, ...] = ()
    optional: bool = False
    only_if: str = ""
    unless: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names it fills in, in order; a remedy is none of them."""
        if self.form == "remedy":
            return ()
        texts = (self.text, *self.head, *(cell for row in self.rows for cell in row))
        return tuple(dict.fromkeys(name for text in texts for name in PLACE.findall(text)))

    @property
    def conditions(self) -> tuple[str, ...]:
        return tuple(name for name in (self.only_if, self.unless) if name)


@dataclass(frozen=True, slots=True)
class Template:
    """One letter. `promises` are the names its text may use: what the case gives and the facts it demands."""

    name: str
    kind: str
    series: str
    to: str
    promises: tuple[str, ...]
    body: tuple[Line, ...]
    remedy: Remedy = Remedy.NONE
    note: tuple[Line, ...] = ()
    signed: str = ""
    encloses: tuple[str, ...] = ()
    slip: bool = False
    qr: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name the text uses."""
        lines = (*self.body, *self.note)
        return tuple(dict.fromkeys(name for line in lines for name in (*line.names, *line.conditions)))

    @property
    def digest(self) -> str:
        """Of the wording: a text changed after a letter was cleared is another text."""
        return hashlib.sha256(repr((self.kind, self.body, self.note)).encode()).hexdigest()

    @property
    def act(self) -> str:
        """How the letter speaks of itself."""
        return next((f"本{word}" for word in ("答复", "告知书", "通知书") if word in self.kind[-3:]), "本文书")


class Registry(Mapping[str, Template]):
    """The texts by name, read when they are first asked for."""

    @cached_property
    def _known(self) -> dict[str, Template]:
        folder = files(__package__).joinpath("texts")
        texts = {entry.name: entry.read_text(encoding="utf-8") for entry in folder.iterdir() if entry.is_file()}
        return {name.removesuffix(".txt"): parse(name, text) for name, text in sorted(texts.items())}

    def __getitem__(self, name: str) -> Template:
        if name not in self._known:
            raise KeyError(f"没有“{name}”这种文书")
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


TEMPLATES = Registry()


def parse(file: str, text: str) -> Template:
    """The template in the text of `file`. TemplateFault when it says what no template says or what no text may print."""
    top, _blank, below = text.partition("\n\n")
    header = {key.strip(): value.strip() for key, _colon, value in (line.partition(":") for line in top.splitlines())}
    name = file.removesuffix(".txt")
    if unknown := set(header) - HEADER:
        raise TemplateFault(f"{file}: the header has no {sorted(unknown)}")
    series, to = header.get("series", "none"), header.get("to", "")
    if series not in SERIES or to not in TO or not header.get("kind"):
        raise TemplateFault(f"{file}: kind, series ({SERIES}) and to ({TO}) are wanted in the header")
    row = BY_LETTER.get(name)
    template = Template(
        name=name,
        kind=header["kind"],
        series=series,
        to=to,
        promises=(*promised(to), *(need.key for need in fields_for(name) if not need.for_file_only)),
        body=tuple(_lines(file, below)),
        remedy=row.remedy if row else Remedy(header.get("remedy", Remedy.NONE)),
        note=tuple(_part(file, header["note"])) if "note" in header else (),
        signed=header.get("signed", ""),
        encloses=tuple(part for part in header.get("encloses", "").split("、") if part),
        slip=header.get("slip") == "yes",
        qr=header.get("qr", ""),
    )
    _refuse_the_unpromised(file, template)
    return template


def _refuse_the_unpromised(file: str, template: Template) -> None:
    if secret := [name for name in template.names if name in FILE_ONLY]:
        raise TemplateFault(f"{file}: {secret} are for the file and never printed")
    if strange := [name for name in template.names if name not in template.promises]:
        raise TemplateFault(f"{file}: nothing promises {strange}")
    told = [line for line in template.body if line.form == "remedy"]
    if len(told) != (template.remedy is not Remedy.NONE):
        raise TemplateFault(f"{file}: a letter with a remedy tells it once, one without never does")


def _part(file: str, name: str) -> Iterator[Line]:
    path = files(__package__).joinpath("texts", "parts", f"{name}.txt")
    if not path.is_file():
        raise TemplateFault(f"{file}: there is no part {name}")
    yield from _lines(f"parts/{name}.txt", path.read_text(encoding="utf-8"))


def _lines(file: str, text: str) -> Iterator[Line]:
    grid: list[str] = []
    for raw in [*text.splitlines(), ""]:
        line = raw.strip()
        if grid and not line.startswith("|"):
            yield _grid(grid)
            grid = []
        if not line or line.startswith("//"):
            continue
        if line.startswith("@ "):
            yield from _part(file, line[2:].strip())
        elif line.startswith("|") and PLACE.fullmatch(line[1:].strip()) is None:
            if grid and line.startswith("|="):
                yield _grid(grid)
                grid = []
            grid.append(line)
        else:
            yield _line(line)


def _line(line: str) -> Line:
    only_if = unless = ""
    optional = line.startswith("? ")
    if optional:
        line = line[2:]
    elif condition := CONDITION.match(line):
        line = line[condition.end() :]
        only_if, unless = ("", condition[2]) if condition[1] else (condition[2], "")
    form, text = "text", line
    for mark, name in (("## ", "heading"), ("- ", "list"), ("|", "table")):
        if line.startswith(mark):
            form, text = name, line.removeprefix(mark).strip()
    if text == "{remedy}":
        form = "remedy"
    return Line(form, text, optional=optional, only_if=only_if, unless=unless)


def _grid(lines: list[str]) -> Line:
    widths: tuple[float, ...] = ()
    head: tuple[str, ...] = ()
    rows: list[tuple[str, ...]] = []
    optional: list[int] = []
    for line in lines:
        if line.startswith("|="):
            widths = tuple(float(share) for share in line[2:].split())
        elif line.startswith("|#"):
            head = _cells(line[2:])
        else:
            optional += [len(rows)] if line.startswith("|?") else []
            rows.append(_cells(line[2:] if line.startswith("|?") else line[1:]))
    return Line("grid", rows=tuple(rows), head=head, widths=widths, optional_rows=tuple(optional))


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip().replace("\\n", "\n") for cell in line.strip().removesuffix("|").split("|"))
