"""Field codes of Word: what the page shows, where links lead, and what a code holds that nobody sees."""

import re
from dataclasses import dataclass

# codes that only arrange: page numbers, tables of contents, references
ARRANGING = {
    "PAGE", "NUMPAGES", "SECTIONPAGES", "TOC", "PAGEREF", "REF", "NOTEREF", "SEQ", "DATE", "TIME", "STYLEREF", "SECTION",
    "CREATEDATE", "SAVEDATE", "PRINTDATE", "EDITTIME", "NUMWORDS", "NUMCHARS", "LISTNUM", "AUTONUM", "AUTONUMLGL",
    "AUTONUMOUT", "MERGEFORMAT", "ADVANCE", "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN", "SHAPE", "EMBED", "BIBLIOGRAPHY", "CITATION", "=",
}  # fmt: skip
TELLING = re.compile(r"[\u3400-\u9fff]{2}|\d{6}")
LINK = re.compile(r'^\s*HYPERLINK\s+(?:\\l\s+)?(?:"([^"]*)"|([^\s"\\]\S*))(.*)$', re.I | re.S)
QUOTED = re.compile(r'"([^"]*)"|“([^”]*)”')


@dataclass
class Field:
    """A field while it is being read: its code comes first, then its result."""

    code: str = ""
    in_result: bool = False


def open_code(fields: list[Field]) -> Field | None:
    """The field whose code is being written, results of fields inside it included."""
    return next((one for one in reversed(fields) if not one.in_result), None)


def link_of(code: str) -> tuple[str, str]:
    """The address of a link field and its screen tip; ("", "") for others and for links within the page."""
    found = LINK.match(code)
    if not found:
        return "", ""
    tip = QUOTED.search(found[3])
    local = re.match(r"\s*HYPERLINK\s+\\l", code, re.I)
    return ("" if local else found[1] or found[2] or ""), (tip[1] or tip[2] or "" if tip else "")


def shown_by(code: str) -> str:
    """What the code itself draws on the page: symbols and composed characters."""
    name, _, rest = code.strip().partition(" ")
    if name.upper() == "SYMBOL":
        number = rest.strip().split(" ")[0]
        try:
            return chr(int(number, 16 if number.lower().startswith("0x") else 10))
        except (ValueError, OverflowError):
            return ""
    if name.upper() == "EQ":
        return re.sub(r"\\[A-Za-z]+\d*|[\\(),;]", "", rest).strip()
    return ""


def hides(code: str) -> str:
    """The code as text when it holds more than the arrangement of the page, else ""."""
    code = " ".join(code.split())
    name = re.split(r"[\s\\\"]", code.lstrip("="), maxsplit=1)[0].upper() if not code.startswith("=") else "="
    if not code or name in {"HYPERLINK", "SYMBOL", "EQ"}:
        return ""
    if name in ARRANGING:
        bare = re.sub(r'_\w+|\\[@#tbs]\s*"[^"]*"', "", code)
        return code if TELLING.search(bare) else ""
    return code
