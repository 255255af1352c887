"""Which addresses only a running Django can answer. One table for the front and for the nginx it writes a file for."""

import re

# Everything under these, and they themselves. They come first: nginx finds them without trying an expression.
PREFIXES = ("/search", "/display", "/api", "/office", "/guard", "/report-check", "/apply/status")
# An expression over the decoded path, in the form both Python and nginx (PCRE) read.
PATTERN = r"^/o/[^/]+/(?:apply/(?:online|receipt|status)|i/[0-9]+/feedback)(?:/|$)"
EXACTLY = frozenset({"/catalogue.json", "/catalogue.xlsx"})
OFFICE = "/office/"
API = "/api/"  # a program asks here: it gets JSON when nobody is there to answer
FILES = "/files/"  # attachments, whose names people have chosen
STATIC = "/static/"  # names carry a hash of the content
READ_QUERIES = frozenset({"/catalogue/"})  # baked without a query; with one it is another page

# A reader who chose another size of type (portal.display): the baked page has the usual one.
DISPLAY_COOKIES = ("gongkai_type", "gongkai_text")
_COOKIES_BEGIN = "gongkai_t"  # what both have in common: one search instead of two
_PATTERN = re.compile(PATTERN)


def is_dynamic(path: str) -> bool:
    if path in EXACTLY or path in PREFIXES:
        return True
    return path.startswith(tuple(f"{prefix}/" for prefix in PREFIXES)) or _PATTERN.search(path) is not None


def chose_display(cookies: str) -> bool:
    """Whether this Cookie header may hold a choice of type or text size. Saying yes too often costs time, nothing else."""
    return _COOKIES_BEGIN in cookies
