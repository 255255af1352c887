"""审计记录 of the own organ, newest first, walked by number."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.audit.models import AuditEntry
from gongkai.organs import rules
from gongkai.workbench.gate import needs
from gongkai.workbench.trail import read

PAGE = 50


@needs(rules.READ_TRAIL)
def trail(request: HttpRequest) -> HttpResponse:
    entries = AuditEntry.objects.filter(organ=request.desk.organ.slug)
    for name in ("actor", "subject"):
        if value := request.GET.get(name, "").strip():
            entries = entries.filter(**{name: value})
    before = request.GET.get("before", "")
    if before.isdigit():
        entries = entries.filter(number__lt=int(before))
    rows = list(entries.order_by("-number")[: PAGE + 1])
    older = rows[PAGE - 1].number if len(rows) > PAGE else None
    kept = request.GET.copy()
    kept.pop("before", None)
    context = {
        "rows": read(rows[:PAGE], request.desk.organ),
        "older": older,
        "kept": kept.urlencode(),
        "asked": request.GET,
    }
    return render(request, "workbench/audit.html", context)
