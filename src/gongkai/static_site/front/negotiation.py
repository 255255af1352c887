"""What a request's headers say about the form of the answer (RFC 9110): codings, conditions, ranges. Pure functions."""

from email.utils import parsedate_to_datetime

CODINGS = {"br": ".br", "gzip": ".gz"}  # by preference, with the ending of the sidecar that holds it
_seen: dict[str, tuple[str, ...]] = {}


def codings(accept: str) -> tuple[str, ...]:
    """Codings we have and the reader takes, the best first; empty for none. Browsers send few headers: each is read once."""
    try:
        return _seen[accept]
    except KeyError:
        found = _codings(accept)
        if len(_seen) < 256 and len(accept) < 256:
            _seen[accept] = found
        return found


def _codings(accept: str) -> tuple[str, ...]:
    weights: dict[str, float] = {}
    for part in accept.lower().split(","):
        name, *parameters = (word.strip() for word in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            if parameter.replace(" ", "").startswith("q="):
                try:
                    weight = float(parameter.partition("=")[2])
                except ValueError:
                    weight = 0.0
        if name:
            weights["gzip" if name == "x-gzip" else name] = weight
    usual = weights.get("*", 0.0)
    plain = weights.get("identity", 0.0)  # unless it is named, plain is what is left
    taken = [(weights.get(name, usual), name) for name in CODINGS]
    return tuple(name for weight, name in sorted(taken, key=lambda one: -one[0]) if weight > 0 and weight >= plain)


def matches(tags: str, etag: str, *, weak: bool = True) -> bool:
    """Whether a list of entity tags (If-None-Match, If-Match) names this one; weak comparison takes W/"x" for "x"."""
    if tags == etag or tags.strip() == "*":
        return True
    for tag in tags.split(","):
        tag = tag.strip()
        if tag == etag or (weak and tag.startswith("W/") and tag[2:] == etag):
            return True
    return False


def seconds(date: str) -> int | None:
    """The instant of an HTTP date in seconds since 1970, None for anything else."""
    try:
        return int(parsedate_to_datetime(date).timestamp())
    except (TypeError, ValueError, OverflowError):
        return None


def is_fresh(none_match: str | None, modified_since: str | None, *, etag: str, modified: int) -> bool:
    """Whether what the reader has is still what there is. An entity tag counts before a date."""
    if none_match is not None:
        return matches(none_match, etag)
    if modified_since is None:
        return False
    instant = seconds(modified_since)
    return instant is not None and modified <= instant


class Unsatisfiable(Exception):
    """The range begins after the end of the file."""


def span(header: str, if_range: str | None, *, size: int, etag: str, last_modified: str) -> tuple[int, int] | None:
    """First and last byte of the one range asked for, or None for the whole: several ranges, a form we do not know, or a
    file that has changed since. Raises Unsatisfiable."""
    if if_range is not None and if_range.strip() not in (etag, last_modified):
        return None
    unit, _equals, wanted = header.partition("=")
    first, dash, last = wanted.strip().partition("-")
    first, last = first.strip(), last.strip()
    if unit.strip().lower() != "bytes" or not dash or not _digits(first) or not _digits(last) or not first + last:
        return None
    if not first:
        if int(last) == 0 or size == 0:
            raise Unsatisfiable
        return max(0, size - int(last)), size - 1
    start = int(first)
    end = min(int(last), size - 1) if last else size - 1
    if last and int(last) < start:
        return None  # not a range at all, says the standard: as if nothing was asked
    if start >= size:
        raise Unsatisfiable
    return start, end


def _digits(text: str) -> bool:
    return len(text) < 20 and (not text or (text.isascii() and text.isdigit()))
