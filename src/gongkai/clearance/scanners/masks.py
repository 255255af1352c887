"""What of a value may be shown in a finding: enough to find it again on the page, never enough to use it."""

from gongkai.clearance.scanners.sight import normalise

IDENTITY = frozenset({"ID18", "ID15"})
BLANKS = str.maketrans("", "", " -._·/\t\n\r()（）")


def mask(rule: str, value: str) -> str:
    """`5226***********234`, `138****2345`, `**** 0122`, `机***`; what is shorter than four is covered whole."""
    value = normalise(value).text.translate(BLANKS)
    if not value:
        return ""
    if len(value) < 4:
        return "*" * len(value)
    if rule in IDENTITY and len(value) >= 15:
        return f"{value[:4]}{'*' * (len(value) - 7)}{value[-3:]}"
    if rule == "DISAB":
        return value[:4] + "*" * (len(value) - 4)
    if rule == "MOBILE" and len(value) == 11:
        return f"{value[:3]}****{value[-4:]}"
    if rule == "CARD" and len(value) >= 8:
        return "*" * (len(value) - 4) + value[-4:]
    return f"{value[0]}***"
