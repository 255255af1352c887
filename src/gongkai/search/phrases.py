"""The dictionary of sounds, held small: of its 47,000 phrases only those that sound otherwise than their characters do.

Without tones these are one in thirteen. Whole, the phrases would weigh thirty megabytes in every process that indexes.
"""

import os
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from types import ModuleType

ENTRY = re.compile(r'"([^"]+)":\s*(\[(?:\s*\[[^\]]*\],?)*\s*\])')
SOUND = re.compile(r'\[\s*"([^"]+)"')
TONES = str.maketrans("", "", "\u0300\u0301\u0304\u030c")


@cache
def dictionary() -> ModuleType:
    """`pypinyin`, which reads every phrase as with all its phrases."""
    os.environ["PYPINYIN_NO_PHRASES"] = os.environ["PYPINYIN_NO_DICT_COPY"] = "1"
    import pypinyin

    told: dict[str, list[list[str]]] = {}
    usual = []
    alone = cache(lambda sign: pypinyin.lazy_pinyin(sign)[0])
    for phrase, sounds in _phrases():
        if [_without_tone(sound) for sound in sounds] == [alone(sign) for sign in phrase]:
            usual.append(phrase)
        else:
            told[phrase] = [[sound] for sound in sounds]
    # What sounds as its characters do and yet holds a phrase that does not: 东躲西藏 around 西藏.
    around = [phrase for phrase in usual if any(part in told for part in _parts(phrase))]
    pypinyin.load_phrases_dict(told | {phrase: [[alone(sign)] for sign in phrase] for phrase in around})
    return pypinyin


def _phrases() -> Iterator[tuple[str, list[str]]]:
    """Phrases with the sounds of their characters, from the file the library has them in; one after the other."""
    text = files("pypinyin").joinpath("phrases_dict.json").read_text(encoding="utf-8")
    for entry in ENTRY.finditer(text):
        yield entry[1], SOUND.findall(entry[2])


@cache
def _without_tone(sound: str) -> str:
    return unicodedata.normalize("NFD", sound).translate(TONES).replace("u\u0308", "v")


def _parts(phrase: str) -> Iterator[str]:
    return (phrase[at:end] for at in range(len(phrase)) for end in range(at + 2, len(phrase) + 1))
