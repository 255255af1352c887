"""How titles sound."""

import json
import os
import subprocess
import sys

from gongkai.search import phrases, pinyin

WHOLE = """
import json, pypinyin
from pypinyin.phrases_dict import phrases_dict
print(json.dumps({phrase: pypinyin.lazy_pinyin(phrase) for phrase in phrases_dict}))
"""


def test_every_phrase_sounds_as_the_whole_dictionary_has_it() -> None:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("PYPINYIN_")}
    whole = json.loads(subprocess.run([sys.executable, "-c", WHOLE], env=bare, check=True, capture_output=True).stdout)
    held = phrases.dictionary()
    assert len(whole) > 40_000
    assert {phrase: sounds for phrase, sounds in whole.items() if held.lazy_pinyin(phrase) != sounds} == {}


def test_a_character_of_several_sounds_is_read_by_its_word() -> None:
    assert pinyin.syllables("银行") == ("yin", "hang")
    assert pinyin.syllables("行政") == ("xing", "zheng")
    assert pinyin.syllables("重庆") == ("chong", "qing")
    assert pinyin.syllables("重点") == ("zhong", "dian")


def test_a_phrase_around_another_sounds_as_itself() -> None:
    assert pinyin.syllables("东躲西藏")[-1] == "cang"
