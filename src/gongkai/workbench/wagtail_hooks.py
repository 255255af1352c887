"""The main menu: only our pages, each shown to those whose posts open it."""

from collections.abc import Callable

from django.urls import NoReverseMatch, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem, admin_menu
from wagtail.admin.search import SearchArea, admin_search_areas
from wagtail.admin.ui.sidebar import LinkMenuItem

from gongkai.organs import rules
from gongkai.workbench.desk import Desk


def desk_of(request) -> Desk:
    """The desk of this request; Wagtail also draws its menu where our gate has not been (its own pages, error pages)."""
    if not hasattr(request, "desk"):
        request.desk = Desk.of(request.user)
    return request.desk


class DeskMenuItem(MenuItem):
    def __init__(self, label, url_name: str, icon: str, order: int, shown: Callable[[Desk], bool]) -> None:
        super().__init__(label, reverse_lazy(url_name), name=url_name, icon_name=icon, order=order)
        self.shown = shown

    def is_shown(self, request) -> bool:
        return self.shown(desk_of(request))

    def render_component(self, request):
        return LinkMenuItem(self.name, self.label, str(self.url), icon_name=self.icon_name)


def _any_of(*rights: str) -> Callable[[Desk], bool]:
    return lambda desk: bool(desk.rights.intersection(rights))


MENU = [
    DeskMenuItem(_("工作台"), "office_home", "home", 10, lambda desk: True),
    DeskMenuItem(_("依申请公开"), "office_applications", "mail", 15, _any_of(rules.READ_CASES)),
    DeskMenuItem(_("信息"), "office_items", "doc-full-inverse", 20, _any_of(rules.READ_DRAFTS)),
    DeskMenuItem(_("待审"), "office_review_list", "check", 30, _any_of(rules.READ_DRAFTS)),
    DeskMenuItem(_("栏目"), "office_headings", "list-ul", 40, _any_of(rules.READ_DRAFTS, rules.MANAGE_CATALOGUE)),
    DeskMenuItem(_("覆盖情况"), "office_coverage", "table", 50, _any_of(rules.READ_DRAFTS, rules.MANAGE_CATALOGUE)),
    DeskMenuItem(_("内容质量"), "office_quality", "view", 55, _any_of(rules.READ_DRAFTS)),
    DeskMenuItem(_("年度目标"), "office_targets", "tasks", 62, _any_of(rules.READ_DRAFTS)),
    DeskMenuItem(_("考核评分"), "office_scores", "form", 64, _any_of(rules.READ_DRAFTS, rules.OVERSEE)),
    DeskMenuItem(_("年报汇总"), "office_roll_up_newest", "list-ol", 65, _any_of(rules.OVERSEE)),
    DeskMenuItem(_("责任追究"), "office_liability", "warning", 66, _any_of(rules.SIGN_REPORT, rules.OVERSEE)),
    DeskMenuItem(_("机关"), "office_organ", "group", 70, lambda desk: bool(desk.rights)),
    DeskMenuItem(_("审计"), "office_audit", "history", 80, _any_of(rules.READ_TRAIL)),
    DeskMenuItem(
        _("静态网站"), "office_site", "globe", 85, _any_of(rules.MANAGE_ORGAN, rules.OVERSEE, rules.READ_TRAIL)
    ),
]


class ItemSearch(SearchArea):
    url = property(lambda self: reverse("office_items"), lambda self, value: None)

    def is_shown(self, request) -> bool:
        return rules.READ_DRAFTS in desk_of(request).rights


class ReportMenuItem(DeskMenuItem):
    """Shown where the pages of the annual report are mounted."""

    def is_shown(self, request) -> bool:
        try:
            reverse("office_report_list")
        except NoReverseMatch:
            return False
        return super().is_shown(request)


MENU.append(
    ReportMenuItem(
        _("年度报告"),
        "office_report_list",
        "draft",
        60,
        _any_of(rules.READ_DRAFTS),  # as the pages themselves ask
    )
)
# Set outright instead of filtered by a hook: Wagtail would first ask the permissions of each of its own entries, a dozen
# queries a page, only to have them dropped.
admin_menu.registered_menu_items = MENU
admin_search_areas.registered_search_areas = [
    ItemSearch(_("信息"), "", name="items", icon_name="doc-full-inverse", order=1)
]
