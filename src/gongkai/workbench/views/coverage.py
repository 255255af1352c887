"""覆盖情况: each duty of Arts 20 and 21, and what the organ published under it in a year."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gongkai.catalogue import queries


def coverage(request: HttpRequest) -> HttpResponse:
    this_year = timezone.localdate().year
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdigit() and 2008 <= int(asked) <= this_year else this_year
    rows = queries.coverage(request.desk.organ, year)
    context = {
        "rows": rows, "year": year, "years": range(this_year, 2007, -1), "gaps": sum(row.published == 0 for row in rows),
        "unowned": sum(not row.headings for row in rows),
    }  # fmt: skip
    return render(request, "workbench/coverage.html", context)
