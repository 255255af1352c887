"""Views of items from a web server's access log in the combined format. Of a line, the item, the day and nothing else stays.

    203.0.113.9 - - [20/May/2026:09:30:01 +0800] "GET /o/rongjiang-mzj/i/17/ HTTP/1.1" 200 5120 "-" "Mozilla/5.0 …"

Counted are GETs of an item's own page that were answered (200, or 304 to who has it already), not made by a program that
says what it is. The address at the head of the line is not even captured.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

LINE = re.compile(
    r'\[(?P<at>\d{2}/\w{3}/\d{4}:\d{2}:\d{2}:\d{2} [+-]\d{4})\] "(?P<method>[A-Z]+) (?P<path>\S+) [^"]*" (?P<status>\d{3}) \S+'
    r'(?: "(?:[^"\\]|\\.)*" "(?P<agent>(?:[^"\\]|\\.)*)")?'
)
ITEM = re.compile(r"^/o/[-\w]+/i/(?P<item>\d{1,18})/(?:\?.*)?$")
PROGRAM = re.compile(
    r"bot\b|bot[/;_-]|spider|crawl|slurp|archiver|scrapy|curl|wget|python|java/|go-http|libwww|httpclient|headless|monitor|"
    r"pingdom|uptime|preview|fetch|scan|zgrab|nmap|axios|okhttp|feed",
    re.IGNORECASE,
)
MONTHS = {name: place for place, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}


@dataclass
class Counted:
    """`views` by (key of the item, day). `unread` are lines in no form we know: a log of another format shows here."""

    views: Counter[tuple[int, date]] = field(default_factory=Counter)
    lines: int = 0
    programs: int = 0
    unread: int = 0


def count(lines: Iterable[str]) -> Counted:
    found = Counted()
    for line in lines:
        if not line.strip():
            continue
        found.lines += 1
        read = LINE.search(line)
        if read is None:
            found.unread += 1
            continue
        item = ITEM.match(read["path"])
        if item is None or read["method"] != "GET" or read["status"] not in {"200", "304"}:
            continue
        agent = read["agent"]
        if agent is not None and (agent in {"", "-"} or PROGRAM.search(agent)):
            found.programs += 1
            continue
        try:
            found.views[int(item["item"]), _day(read["at"])] += 1
        except (KeyError, ValueError):
            found.unread += 1
    return found


def _day(at: str) -> date:
    """The office's day of a moment like 20/May/2026:23:59:59 +0000; names of months are English whatever the locale."""
    day, month, rest = at.split("/")
    moment = datetime.strptime(f"{day} {MONTHS[month]} {rest}", "%d %m %Y:%H:%M:%S %z")
    return timezone.localdate(moment)
