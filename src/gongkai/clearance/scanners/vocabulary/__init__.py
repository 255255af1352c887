"""Lists of words the scanners know, one file a list: words divided by blanks, a line that begins with # is a remark."""

from functools import cache
from pathlib import Path


@cache
def words_of(name: str) -> frozenset[str]:
    lines = Path(__file__).with_name(f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
