"""公开工作绩效: how an organ answers and publishes, for everybody to watch (Arts 46-47); one organ, and all side by side."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from gongkai.catalogue import queries as catalogue
from gongkai.organs import queries as organs
from gongkai.portal import columns, performance
from gongkai.portal.caching import public_page
from gongkai.portal.context import ColumnTags, Crumb, Place, show
from gongkai.portal.missing import Missing, open_organ
from gongkai.writers import svg

CODE = "04"
MEDIA = {"json": "application/json; charset=utf-8", "csv": "text/csv; charset=utf-8"}


@public_page
def organ(request: HttpRequest, slug: str, year: int | None = None) -> HttpResponse:
    """Without a year: this one. An organ without any record gets a page of noughts, which says just that."""
    of, today = open_organ(slug), timezone.localdate()
    found = performance.of(of, _known(year or today.year, today.year), today)
    tree, name = catalogue.heading_tree(of), _("公开工作绩效")
    crumbs = [Crumb(of.name, f"/o/{slug}/"), Crumb(name)]
    if year:
        crumbs[1:] = [Crumb(name, reverse("portal:performance", args=[slug])), Crumb(_("%d年") % year)]
    place = Place(
        title=_("%(organ)s%(year)d年公开工作绩效") % {"organ": of.name, "year": found.year.year},
        organ=of, tree=tree, code=CODE, crumbs=tuple(crumbs),
        column=ColumnTags(
            name, "信息公开年报", _("%s答复公开申请、主动公开信息和公布年报的时间和比例。") % of.name, _("按期率，答复天数，绩效，监督"),
        ),
    )  # fmt: skip
    return show(
        request, "portal/performance.html", place, organ=of, menu=columns.menu(tree, CODE), found=found, year=found.year,
        other_years=range(today.year, performance.FIRST_YEAR - 1, -1), **_drawn(found),
    )  # fmt: skip


@public_page
def organ_data(request: HttpRequest, slug: str, year: int, form: str) -> HttpResponse:
    today = timezone.localdate()
    found = performance.of(open_organ(slug), _known(year, today.year), today)
    return _file(found.as_json() if form == "json" else found.as_csv(), form, f"{slug}-{year}")


@public_page
def overview(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """All open organs in one year, in as many queries as one organ."""
    today = timezone.localdate()
    chosen = _known(year or today.year, today.year)
    name = _("各机关公开工作绩效")
    place = Place(
        title=_("%d年各机关公开工作绩效") % chosen, crumbs=(Crumb(name),),
        column=ColumnTags(
            name, "信息公开年报", _("各机关答复公开申请、主动公开信息的时间和比例，逐年并列。"), _("按期率，答复天数，绩效，监督")
        ),
    )  # fmt: skip
    rows = performance.of_all(list(organs.open_organs()), chosen, today)
    most = max((row.year.disclosed.total for row in rows), default=0)
    for row in rows:
        row.year.disclosed.bar = mark_safe(svg.bar(row.year.disclosed.total, most))  # noqa: S308 numbers only
    return show(
        request, "portal/performance_overview.html", place, rows=rows, year=chosen,
        other_years=range(today.year, performance.FIRST_YEAR - 1, -1),
    )  # fmt: skip


@public_page
def overview_data(request: HttpRequest, year: int, form: str) -> HttpResponse:
    today = timezone.localdate()
    rows = performance.of_all(list(organs.open_organs()), _known(year, today.year), today)
    if form == "csv":
        return _file(performance.as_csv_of_all(rows), form, str(year))
    return _file("[\n" + ",\n".join(row.as_json() for row in rows) + "\n]", form, str(year))


def _known(year: int, this_year: int) -> int:
    if not performance.FIRST_YEAR <= year <= this_year:
        raise Missing(
            _("没有 %(year)d 年的数据：政府信息公开条例自 %(first)d 年施行，以后的年份还没有到。")
            % {"year": year, "first": performance.FIRST_YEAR},
            ways=[(_("各机关公开工作绩效"), reverse("portal:performance_overview"))],
        )
    return year


def _file(content: str | bytes, form: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=MEDIA[form])
    if form == "csv":
        response["Content-Disposition"] = f'attachment; filename="performance-{name}.csv"'
    return response


def _drawn(found: performance.Performance) -> dict:
    """The drawings, each beside a table of the same numbers."""
    year = found.year
    received = [(name, row.received) for name, row in year.quarters]
    told = [(str(row.year), row.answers.whole.median_days) for row in reversed(found.years)]
    medians = [(name, int(days)) for name, days in told if days is not None]
    title = _("历年答复中位数（工作日，舍去小数）")
    results = year.results or []
    most = max((number for _name, number in results), default=0)
    return {
        "received_chart": mark_safe(svg.columns(_("各季度收到申请（件）"), received)),  # noqa: S308 the writer escapes
        "median_chart": mark_safe(svg.columns(title, medians)) if len(medians) > 1 else "",  # noqa: S308
        "month_chart": mark_safe(svg.columns(_("各月主动公开（条）"), year.months)),  # noqa: S308
        "results": [(name, number, mark_safe(svg.bar(number, most))) for name, number in results],  # noqa: S308
    }
