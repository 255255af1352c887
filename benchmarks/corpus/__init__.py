"""A corpus as large as wanted out of a seeded grammar of official Chinese: `document(number)` is the same in every run.

Nothing is kept between two documents, so any slice can be made by any process. What a search must cope with is in it: a
title's topic and place come again in its body, few words are in most documents (Zipf's slope over nouns, sentences,
bureaus and places), and names of villages and firms are as good as unique. No sentence is anybody else's.
"""

import struct
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from hashlib import blake2b
from random import Random
from typing import NamedTuple

from benchmarks.corpus import sentences, words

SEED = 20190515  # the day the Regulations in force today took effect
ORGANS = 40  # every bureau of the first county, of the second, and so on until there are enough
PER_DAY = 240  # documents: a million are eleven years
FIRST_DAY = date(2012, 1, 2)
SENTENCES = 2048  # kept ready for each topic; a power of two below 65,536
DRAWS = struct.Struct("<80H")


class Office(NamedTuple):
    county: str
    bureau: str

    @property
    def name(self) -> str:
        return f"{self.county}{self.bureau}"


class Document(NamedTuple):
    number: int
    organ: int  # place in `offices()`
    title: str
    document_number: str  # empty for four in ten
    formed_on: date
    genre: str
    subject: str
    topic: str
    keywords: str
    summary: str
    body: str  # HTML as `pages.html.clean` leaves it


class _Grammar(NamedTuple):
    offices: tuple[Office, ...]
    towns: tuple[str, ...]
    villages: tuple[str, ...]
    firms: tuple[str, ...]
    topics: tuple[tuple[words.Topic, ...], ...]  # by organ
    ready: dict[str, list[str]]  # sentences by topic


def _slope(size: int, power: float) -> list[int]:
    """From a draw of 0…65,535 to a rank below `size`, the first ranks most often."""
    return [int(size * (draw / 65536) ** power) for draw in range(65536)]


OFFICE = _slope(ORGANS, 1.6)
TOPIC = [_slope(count, 1.4) for count in range(1, 5)]
RANK = _slope(SENTENCES, 1.5)
GENRE = _slope(len(words.GENRES), 2.2)


@lru_cache(maxsize=2)
def _grammar(seed: int) -> _Grammar:
    chance = Random(seed)
    names = sorted({front + back for front in words.FRONT for back in words.BACK})
    chance.shuffle(names)
    counties = [f"{name}县" for name in names[:ORGANS]]
    bureaus = list(words.BUREAUS)
    offices = tuple(
        Office(counties[number // len(bureaus)], bureaus[number % len(bureaus)]) for number in range(ORGANS)
    )
    towns = tuple(f"{name}{kind}" for name, kind in zip(names[ORGANS:400], "镇乡镇镇乡" * 80, strict=False))
    villages = tuple(
        f"{name}{kind}" for name, kind in zip(names[400:], ("村", "村", "社区", "村", "居委会") * 900, strict=False)
    )
    firms = tuple(f"{names[chance.randrange(len(names))]}{trade}有限公司" for _ in range(100) for trade in words.TRADES)
    ready = {
        topic.name: [_sentence(topic, chance) for _ in range(SENTENCES)]
        for topics in words.BUREAUS.values()
        for topic in topics
    }
    return _Grammar(offices, towns, villages, firms, tuple(words.BUREAUS[o.bureau] for o in offices), ready)


def _sentence(topic: words.Topic, chance: Random) -> str:
    def one(of: tuple[str, ...]) -> str:
        return of[int(len(of) * chance.random() ** 1.8)]

    noun = one(topic.nouns)
    return (
        chance.choice(sentences.GENERAL).format(
            n=noun, m=one(tuple(n for n in topic.nouns if n != noun)), d=one(topic.deeds), p=one(topic.people),
            a=one(words.ABSTRACTS), b=one(words.ABSTRACTS), v=one(words.VERBS), u=one(words.VERBS), w=one(words.WAYS), o=one(words.OFFICES),
        ) + "。"
    )  # fmt: skip


def offices(seed: int = SEED) -> tuple[Office, ...]:
    return _grammar(seed).offices


def documents(first: int, last: int, seed: int = SEED) -> Iterator[Document]:
    """Numbers `first` to `last`, both included."""
    return (document(number, seed) for number in range(first, last + 1))


def document(number: int, seed: int = SEED) -> Document:
    grammar = _grammar(seed)
    key = seed.to_bytes(8, "little")
    packed = number.to_bytes(8, "little")
    spread = b"".join(blake2b(packed, key=key, person=part, digest_size=64).digest() for part in (b"a", b"b", b"c"))
    draw = iter(DRAWS.unpack_from(spread)).__next__

    organ = OFFICE[draw()]
    office = grammar.offices[organ]
    own = grammar.topics[organ]
    topic = own[TOPIC[len(own) - 1][draw()]]
    ready = grammar.ready[topic.name]
    genre = words.GENRES[GENRE[draw()]]
    day = FIRST_DAY + timedelta(days=number // PER_DAY)
    town = grammar.towns[draw() % 9 + 9 * (organ // len(words.BUREAUS))]  # each county has its own nine
    place = draw()
    noun = topic.nouns[place % len(topic.nouns)]
    facts = {
        "county": office.county, "town": town, "village": grammar.villages[draw() % len(grammar.villages)],
        "firm": grammar.firms[draw() % len(grammar.firms)], "n": noun, "m": topic.nouns[0], "d": topic.deeds[place % len(topic.deeds)],
        "p": topic.people[place % len(topic.people)], "a": words.ABSTRACTS[place % 40], "b": words.ABSTRACTS[place % 31], "v": words.VERBS[place % 23],
        "u": words.VERBS[place % 17], "w": words.WAYS[place % 19], "o": words.OFFICES[place % 13], "x": place % 97 + 2, "y": place % 811 + 3,
        "money": f"{place % 9000 / 10}", "day": f"{day.month}月{place % 28 + 1}日", "genre": genre,
    }  # fmt: skip
    title = _title(draw(), office, topic, genre, facts, day)
    parts = [f"<p>{sentences.LEADS[draw() % len(sentences.LEADS)].format_map(facts)}</p>"]
    for section in range(2 + draw() % 4):
        heading = sentences.PARTS[draw() % len(sentences.PARTS)]
        parts.append(f"<h2>{'一二三四五六'[section]}、{heading}</h2><p>")
        parts += [ready[RANK[draw()]] for _ in range(3 + draw() % 4)]
        parts.append(f"{sentences.FACTS[draw() % len(sentences.FACTS)].format_map(facts)}。</p>")
    if place % 7 == 0:
        parts.append(_table(draw(), facts, grammar))
    parts.append(f"<p>{sentences.ENDS[draw() % len(sentences.ENDS)]}</p>")
    parts.append(f'<p class="signature">{office.name}</p>')
    parts.append(f'<p class="signature">{day.year}年{day.month}月{day.day}日</p>')
    letters = office.county[0] + office.bureau[0]
    return Document(
        number, organ, title, f"{letters}发〔{day.year}〕{place % 400 + 1}号" if place % 10 < 6 else "", day, genre,
        topic.subject, topic.name, f"{noun} {topic.nouns[0]} {topic.name}", f"{title}。{ready[RANK[draw()]]}", "".join(parts),
    )  # fmt: skip


def _title(draw: int, office: Office, topic: words.Topic, genre: str, facts: dict, day: date) -> str:
    aim = words.AIMS[draw % len(words.AIMS)]
    shape = draw % 8
    if shape < 3:
        return f"{office.name}关于{aim}{day.year}年{topic.name}工作的{genre}"
    if shape < 5:
        return f"关于{aim}{facts['town']}{facts['n']}{facts['a']}的{genre}"
    if shape == 5:
        return f"{facts['town']}{facts['village']}{facts['n']}{facts['d']}结果公示（第{draw % 60 + 1}批）"
    if shape == 6:
        return f"{day.year}年{day.month}月{office.county}{topic.name}情况"
    return f"{facts['firm']}{facts['n']}{facts['d']}{genre}"


def _table(draw: int, facts: dict, grammar: _Grammar) -> str:
    heads = sentences.TABLE_HEADS[draw % len(sentences.TABLE_HEADS)]
    lines = []
    for row in range(1, draw % 6 + 4):
        village = grammar.villages[(draw + row * 31) % len(grammar.villages)]
        lines.append(f"<tr><td>{row}</td><td>{village}</td><td>{(draw + row) % 90}</td><td>{facts['n']}</td></tr>")
    head = "".join(f'<th scope="col">{word}</th>' for word in heads)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>"
