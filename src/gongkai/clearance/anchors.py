"""Where a quoted stretch stands in a text. White space and line ends do not count: a page breaks its lines as it likes."""

import re

SPACE = re.compile(r"[\s\u3000\u200b\ufeff]+")
AROUND = 24  # characters shown before and after a quote


def squeezed(text: str) -> str:
    """`text` without any white space, which is how quotes are kept and compared."""
    return SPACE.sub("", text)


def around(text: str, quote: str, occurrence: int = 1) -> tuple[str, str, str] | None:
    """What stands before the quote, the quote, what follows; None when the text does not hold it (any more)."""
    whole, at = squeezed(text), -1
    for _turn in range(occurrence):
        at = whole.find(quote, at + 1)
        if at < 0:
            return None
    end = at + len(quote)
    return whole[max(0, at - AROUND) : at], quote, whole[end : end + AROUND]


def times(text: str, quote: str) -> int:
    """How often the quote stands in the text, overlapping ones too: as `around` counts them."""
    whole, at, found = squeezed(text), -1, 0
    while (at := whole.find(quote, at + 1)) >= 0:
        found += 1
    return found
