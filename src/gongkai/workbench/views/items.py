"""信息列表, and one item with all that is known of it and all that can be done with it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.audit import queries as audit
from gongkai.catalogue.models import DisclosureItem, Heading
from gongkai.catalogue.queries import heading_tree
from gongkai.clearance import queries as clearance
from gongkai.organs import rules
from gongkai.workbench import found, past, public_side, reviewing, states
from gongkai.workbench import listing as lists
from gongkai.workbench.forms import interprets
from gongkai.workbench.forms.item_actions import ItemActionForm, forms_for
from gongkai.workbench.forms.sheet import SheetForm
from gongkai.workbench.gate import needs


@needs(rules.READ_DRAFTS)
def listing(request: HttpRequest) -> HttpResponse:
    organ, asked = request.desk.organ, request.GET
    heading = Heading.objects.filter(organ=organ, code=asked.get("heading", "")).first()
    year = int(asked["year"]) if asked.get("year", "").isdigit() else None
    filters = {"state": asked.get("state", ""), "year": year, "words": asked.get("q", "")}
    page = lists.page(organ, heading=heading, before=asked.get("before", ""), **filters)
    kept = asked.copy()
    kept.pop("before", None)
    context = {
        "page": page, "headings": heading_tree(organ), "heading": heading, "states": states.LABELS,
        "years": range(timezone.localdate().year, 2007, -1), "kept": kept.urlencode(), "is_continued": "before" in asked,
        **filters,
    }  # fmt: skip
    return render(request, "workbench/items.html", context)


@needs(rules.READ_DRAFTS)
def choose(request: HttpRequest) -> HttpResponse:
    """A fragment for the editor: the organ's items that hold these words, to pick the document being explained."""
    items = interprets.find(request.desk.organ, request.GET.get("q", ""))
    return render(request, "workbench/_choose_item.html", {"items": items})


def dossier(
    request: HttpRequest, item: DisclosureItem, refused: ItemActionForm | SheetForm | None = None
) -> HttpResponse:
    """`refused` is a small form of 办理 which could not be done: shown again where it stood."""
    state = states.state(item)
    record = state.record
    newest = item.get_latest_revision_as_object()
    context = {
        "item": item, "newest": newest, "state": state, "record": record,
        "records": clearance.history(item.reference), "events": past.told(item),
        "trail": audit.of(item.reference, 20), "forms": forms_for(item, request.desk, state, refused),
        "found": None if state.code == states.PUBLIC else found.found_in(newest),  # what is public is read again at night
        "turn": _turn(request, record), "sheet": refused if isinstance(refused, SheetForm) else SheetForm(item=item),
        "comments": reviewing.with_places(clearance.comments_of(item.reference), newest), "is_ready": state.code == states.CLEARED,
        "scheduled": item.go_live_at, "look": _look(item, state), "look_title": _look_title(item, state), "revisions": item.revisions.count(),
    }  # fmt: skip
    return render(request, "workbench/item.html", context, status=422 if refused else 200)


def _turn(request: HttpRequest, record):
    """The open submission with whose turn it is (workbench.reviewing); None when nothing waits."""
    if record is None or not (record.decision == record.Decision.PENDING or record.awaits_after_review):
        return None
    return reviewing.with_turns(request.desk.organ, [record], request.user)[0]


def _look(item: DisclosureItem, state: states.State) -> str:
    """The page to show inside the dossier: the public one where the public sees this text, else the preview."""
    if state.code == states.PUBLIC and settings.ROUTES != "office":
        return public_side.address("item", item.organ.slug, item.pk)
    return reverse("office_revision", args=[item.pk, 0])


def _look_title(item: DisclosureItem, state: states.State) -> str:
    if state.code == states.PUBLIC:
        return _("公众看到的样子")
    if state.code == states.WITHDRAWN and item.latest_revision.created_at <= item.withdrawn_at:
        return _("撤下前的样子")
    return _("将来公众看到的样子")
