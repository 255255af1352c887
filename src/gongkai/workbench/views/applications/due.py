"""我的期限 as a calendar file (RFC 5545) for a telephone or a desk program: numbers and dates, no name and no words of an
application, because a calendar travels."""

from datetime import UTC, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.applications import queries
from gongkai.applications.rules import shown_number
from gongkai.organs import rules
from gongkai.workbench.gate import needs

LINE = 75  # octets, after which a line is folded
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
AT_MOST = 500


@needs(rules.READ_CASES)
def calendar_file(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    page = queries.board(request.desk.organ, today=today, handler=request.desk.user, limit=AT_MOST)
    response = HttpResponse(_calendar(page.rows), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="due.ics"'
    return response


def _calendar(rows) -> str:
    name, stamp = _("依申请公开期限"), timezone.now().astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Gongkai//ZH", f"X-WR-CALNAME:{name}"]
    for row in rows:
        case = row.case
        if case.bites_on is None:
            continue
        said = f"{row.what} {shown_number(case.number)}" + (_("（暂定）") if case.is_provisional else "")
        address = settings.OFFICE_URL.rstrip("/") + reverse("office_case", args=[case.pk])
        lines += [
            "BEGIN:VEVENT", f"UID:application-{case.pk}@{case.organ.slug}.gongkai", f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{case.bites_on:%Y%m%d}", f"DTEND;VALUE=DATE:{case.bites_on + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{said.translate(ESCAPED)}", f"DESCRIPTION:{case.state_label.translate(ESCAPED)}", f"URL:{address}",
            "TRANSP:TRANSPARENT", "END:VEVENT",
        ]  # fmt: skip
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _folded(line: str) -> str:
    """Cut between characters, never inside one."""
    parts, part, size = [], "", 0
    for character in line:
        width = len(character.encode())
        if size + width > LINE - (1 if parts else 0):
            parts.append(part)
            part, size = "", 0
        part += character
        size += width
    return "\r\n ".join([*parts, part])
