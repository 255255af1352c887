"""The first page of the platform: search first, then what is new from all organs, then the ways in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gongkai.catalogue import exits
from gongkai.catalogue import queries as catalogue
from gongkai.catalogue.models import Heading
from gongkai.portal import shelves
from gongkai.portal.caching import public_page
from gongkai.portal.context import ColumnTags, Place, show
from gongkai.portal.standing_frame import site_organ
from gongkai.portal.views import organ as organ_views

NEWEST, POLICIES, FIELDS = 12, 8, 12
POLICY_KINDS = (Heading.Kind.POLICY, Heading.Kind.INTERPRETATION)
POLICY_HEADINGS = 12  # the freshest ones: the newest policies hang under them


@public_page
def home(request: HttpRequest) -> HttpResponse:
    if settings.SITE_MODE == "own_site" and (own := site_organ()) is not None:
        return organ_views.organ_home(request, own, is_front=True)
    policy_headings = shelves.lively_headings(POLICY_KINDS, limit=POLICY_HEADINGS)
    newest, policies = exits.sorted_apart(
        catalogue.newest(limit=NEWEST), shelves.newest_of(policy_headings)[: POLICIES * 2]
    )
    cards = shelves.organ_cards()
    return show(
        request, "portal/home.html",
        Place(
            title="", shows_search=False, is_front=True,
            column=ColumnTags(
                _("首页"), "首页", _("集中展示各行政机关依法主动公开的政府信息，提供检索、查阅和下载。"),
                _("政府信息公开，主动公开，公开目录，公开指南，公开年报"),
            ),
        ),
        newest=newest, policies=policies[:POLICIES], cards=cards, total=sum(card.live_count for card in cards),
        fields=shelves.key_fields(limit=FIELDS),
        reports=shelves.newest_reports(),
    )  # fmt: skip
