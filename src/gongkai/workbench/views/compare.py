"""版本历史 and 比较: every save is there, each can be looked at as a page, any two can be laid side by side."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.catalogue.models import DisclosureItem
from gongkai.workbench import differences, public_side

SHOWN = 100


def history(request: HttpRequest, item: DisclosureItem) -> HttpResponse:
    revisions = list(item.revisions.select_related("user").defer("content").order_by("-created_at", "-pk")[:SHOWN])
    for newer, older in zip(revisions, [*revisions[1:], None], strict=True):
        newer.older = older
    return render(request, "workbench/history.html", {"item": item, "revisions": revisions})


def revision(request: HttpRequest, item: DisclosureItem, revision: int) -> HttpResponse:
    """A saved version as the public would see it. `0` is the newest."""
    return public_side.preview(_version(item, str(revision) if revision else "latest")[0], request)


def compare(request: HttpRequest, item: DisclosureItem, before: str, after: str) -> HttpResponse:
    old, old_revision = _version(item, before)
    new, new_revision = _version(item, after)
    context = {
        "item": item, "changes": differences.changes(old, new), "before": before, "after": after,
        "old_revision": old_revision, "new_revision": new_revision,
    }  # fmt: skip
    return render(request, "workbench/compare.html", context)


def _version(item: DisclosureItem, name: str):
    """An item as it was in one revision, with that revision (None for the public row)."""
    if name == "live":
        return item, None
    found = item.latest_revision if name == "latest" else item.revisions.filter(pk=int(name)).first()
    if found is None:
        raise Http404
    return found.as_object(), found
