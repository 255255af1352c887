"""The public addresses. An address once given is kept: items by number, list pages numbered from the oldest."""

from django.urls import path, register_converter

from gongkai.portal import feeds, sitemaps
from gongkai.portal.views import (
    applications,
    applications_acts,
    applications_online,
    applications_receipt,
    applications_status,
    catalogue,
    display,
    export,
    feedback,
    guide,
    heading,
    home,
    item,
    organ,
    performance,
    report_check,
    reports,
    search,
    statements,
)


class Year:
    regex = "(?:19|20)[0-9]{2}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{int(value):04d}"


class ExportForm:
    regex = "json|xlsx"

    def to_python(self, value: str) -> str:
        return value

    to_url = to_python


class FiguresForm(ExportForm):
    regex = "json|csv"


class LetterForm(ExportForm):
    regex = "pdf|docx"


class ReportForm(ExportForm):
    regex = "docx|pdf|xlsx|csv|xml"  # JSON has its own address


register_converter(Year, "report_year")
register_converter(ExportForm, "export_form")
register_converter(FiguresForm, "figures_form")
register_converter(LetterForm, "letter_form")
register_converter(ReportForm, "report_form")

app_name = "portal"
organ_urls = [
    path("o/<slug:slug>/", organ.home, name="organ"),
    path("o/<slug:slug>/organisation/", organ.organisation, name="organisation"),
    path("o/<slug:slug>/guide/", guide.guide, name="guide"),
    path("o/<slug:slug>/feed.atom", feeds.OrganAtom(), name="organ_feed"),
    path("o/<slug:slug>/feed.rss", feeds.OrganRss(), name="organ_feed_rss"),
]
application_urls = [
    path("o/<slug:slug>/apply/", applications.entry, name="apply"),
    path("o/<slug:slug>/apply/form.<letter_form:form>", applications.blank, name="apply_blank"),
    path("o/<slug:slug>/apply/online/", applications_online.online, name="apply_online"),
    path("o/<slug:slug>/apply/online/look/", applications_online.look, name="apply_look"),
    path("o/<slug:slug>/apply/receipt/<str:token>/", applications_receipt.receipt, name="apply_receipt"),
    path(
        "o/<slug:slug>/apply/receipt/<str:token>/receipt.<letter_form:form>", applications_receipt.receipt_file,
        name="apply_receipt_file",
    ),
]  # fmt: skip
own_case_urls = [
    # Without an organ: the address letters and receipts print. Each case then opens at its own organ.
    path("apply/status/", applications_status.status, name="apply_status_anywhere"),
    path("o/<slug:slug>/apply/status/", applications_status.status, name="apply_status"),
    path("o/<slug:slug>/apply/status/leave/", applications_status.leave, name="apply_leave"),
    path(
        "o/<slug:slug>/apply/status/letters/<int:pk>.<letter_form:form>",
        applications_status.letter,
        name="apply_letter",
    ),
    path("o/<slug:slug>/apply/status/files/<uuid:key>/", applications_status.released, name="apply_file"),
    path("o/<slug:slug>/apply/status/correction/", applications_acts.correction, name="apply_correction"),
    path("o/<slug:slug>/apply/status/reasons/", applications_acts.reasons, name="apply_reasons"),
    path("o/<slug:slug>/apply/status/withdraw/", applications_acts.withdraw, name="apply_withdraw"),
    path("o/<slug:slug>/apply/status/publication/", applications_acts.publication, name="apply_publication"),
]
heading_urls = [
    path("o/<slug:slug>/h/<str:code>/", heading.newest, name="heading"),
    path("o/<slug:slug>/h/<str:code>/feed.atom", feeds.HeadingAtom(), name="feed"),
    path("o/<slug:slug>/h/<str:code>/feed.rss", feeds.HeadingRss(), name="feed_rss"),
    path("o/<slug:slug>/h/<str:code>/<int:number>/", heading.page, name="heading_page"),
]
item_urls = [
    path("o/<slug:slug>/i/<int:pk>/", item.item, name="item"),
    path("o/<slug:slug>/i/<int:pk>/data.json", item.data, name="item_data"),
    path("o/<slug:slug>/i/<int:pk>/a/<int:attachment>/", item.reading_copy, name="reading_copy"),
    path("o/<slug:slug>/i/<int:pk>/feedback/", feedback.feedback, name="feedback"),
]
report_urls = [
    path("o/<slug:slug>/reports/", reports.reports, name="reports"),
    path("o/<slug:slug>/reports/<report_year:year>/", reports.report, name="report"),
    path("o/<slug:slug>/reports/<report_year:year>.json", reports.report_data, name="report_data"),
    path("o/<slug:slug>/reports/<report_year:year>.<report_form:form>", reports.report_file, name="report_file"),
]
check_urls = [path("report-check/", report_check.report_check, name="report_check")]
PERFORMANCE = "performance/<report_year:year>"
performance_urls = [
    path("performance/", performance.overview, name="performance_overview"),
    path(f"{PERFORMANCE}/", performance.overview, name="performance_overview_year"),
    path(f"{PERFORMANCE}.<figures_form:form>", performance.overview_data, name="performance_overview_data"),
    path("o/<slug:slug>/performance/", performance.organ, name="performance"),
    path(f"o/<slug:slug>/{PERFORMANCE}/", performance.organ, name="performance_year"),
    path(f"o/<slug:slug>/{PERFORMANCE}.<figures_form:form>", performance.organ_data, name="performance_data"),
]
platform_urls = [
    path("", home.home, name="home"),
    path("catalogue/", catalogue.catalogue, name="catalogue"),
    path("catalogue.<export_form:form>", export.export, name="catalogue_export"),
    path("search/", search.search, name="search"),
    path("search/data.json", search.data, name="search_data"),
    path("search/suggest.json", search.suggest, name="search_suggest"),
    path("search/feed.atom", feeds.SearchAtom(), name="search_feed"),
    path("site-map/", statements.site_map, name="site_map"),
    path("statement/", statements.statement, name="statement"),
    path("accessibility/", statements.accessibility, name="accessibility"),
    path("display/", display.choose, name="display"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("favicon.ico", statements.favicon, name="favicon"),
    path("sitemap.xml", sitemaps.index, name="sitemap_xml"),
    path("sitemap-pages.xml", sitemaps.pages, name="sitemap_pages"),
    path("sitemap-<int:shard>.xml", sitemaps.items, name="sitemap_items"),
]
urlpatterns = [
    *platform_urls, *organ_urls, *application_urls, *own_case_urls, *heading_urls, *item_urls, *report_urls,
    *check_urls, *performance_urls,
]  # fmt: skip
