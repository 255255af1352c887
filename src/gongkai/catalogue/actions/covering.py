"""脱敏, 遮盖 in an item: the text is masked by rule, a file gives way to a copy from which the covered is gone. Each is a revision."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gongkai.catalogue import screening
from gongkai.catalogue.actions.drafting import revise
from gongkai.catalogue.models import DisclosureItem
from gongkai.clearance.screening import covering, scanning
from gongkai.clearance.screening.full_table import ListWanted
from gongkai.clearance.screening.standing import Standing
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.pages.models import StoredFile

BODY = "body"  # where a list to be posted goes: into the text, or in place of the file as "xlsx" or "csv"
COVERED_FIELDS = ("title", "body", "summary", "keywords", "source", "basis", "openness_ground")


def cover_text(*, item: DisclosureItem, chosen: Iterable[Standing], by):
    """Mask the values of these findings wherever they stand in the item's texts and attachment names; saves a revision."""
    organs.require(by, rules.WRITE, item.organ)
    item = DisclosureItem.objects.get(pk=item.pk)
    newest, base = item.get_latest_revision_as_object(), item.latest_revision_id
    document = scanning.document_of(screening.texts_of(newest))
    wanted: dict[str, str] = {}
    for row in chosen:
        found = row.finding
        if found is None or found.block >= len(document.blocks):
            continue
        value = document.blocks[found.block].text[found.start : found.end]
        if value.strip() and scanning.fingerprint_of(value, found.rule) == found.fingerprint:
            wanted[value] = covering.way_of(found.rule)
    if not wanted:
        raise ValidationError(_("这些内容在文稿里已经找不到了，请刷新后再看。"))
    titles = {f"attachment {n}": one.title for n, one in enumerate(newest.attachments.all())}
    after = covering.cover_texts({field: getattr(newest, field) for field in COVERED_FIELDS} | titles, wanted)
    for field in COVERED_FIELDS:
        setattr(newest, field, after[field])
    rows = [(one.file, after[f"attachment {n}"]) for n, one in enumerate(newest.attachments.all())]
    return revise(item=newest, by=by, base_revision=base, attachments=rows)


def cover_in_file(*, item: DisclosureItem, stored: StoredFile, chosen: Iterable[Standing], by):
    """Mask the values of these findings in a Word file, a sheet or a text; the copy takes the file's place."""
    organs.require(by, rules.WRITE, item.organ)
    findings = [row.finding for row in chosen if row.finding is not None]
    return _replace(item, stored, covering.cover_values(stored=stored, findings=findings, organ=item.organ, by=by), by)


def cover_places(
    *, item: DisclosureItem, stored: StoredFile, boxes: Sequence[tuple], by, title: str = ""
):  # fmt: skip
    """Black boxes on the pages of a PDF or picture; the copy takes the file's place. `boxes` as in clearance.screening.covering."""
    organs.require(by, rules.WRITE, item.organ)
    result = covering.cover_places(stored=stored, boxes=boxes, organ=item.organ, by=by)
    return _replace(item, stored, result, by, title=title)


def drop_hidden(*, item: DisclosureItem, stored: StoredFile, by):
    """Take out of a file what cleaning had left for a person to decide."""
    organs.require(by, rules.WRITE, item.organ)
    return _replace(item, stored, covering.drop_hidden(stored=stored, organ=item.organ, by=by), by)


def post_list(*, item: DisclosureItem, stored: StoredFile, wanted: ListWanted, into: str, by):
    """按列生成公示名单: the full table gives way to the list made of it, in the text (`BODY`) or as a file ("xlsx", "csv").

    The full table stays as the private original of the list; a link to it in the text leads to the list instead.
    """
    organs.require(by, rules.WRITE, item.organ)
    form = "xlsx" if into == BODY else into
    result, table = covering.make_list(
        stored=stored, wanted=wanted, form=form, with_html=into == BODY, organ=item.organ, by=by
    )
    if into != BODY:
        return _replace(item, stored, result, by)
    return _into_text(item, stored, result, table, by)


@transaction.atomic
def _into_text(item: DisclosureItem, stored: StoredFile, result: StoredFile, table: str, by):
    """The item's newest text with a table at its end, and one file no longer among the attachments."""
    newest = DisclosureItem.objects.select_for_update().get(pk=item.pk).get_latest_revision_as_object()
    rows = [(one.file, one.title) for one in newest.attachments.all() if one.file_id != stored.pk]
    newest.body = f"{_relinked(newest.body, stored, result)}\n{table}"
    return revise(item=newest, by=by, attachments=rows)


@transaction.atomic
def _replace(item: DisclosureItem, stored: StoredFile, result: StoredFile, by, *, title: str = ""):
    """The item's newest text with one file in place of another: among the attachments, and as a picture of the text."""
    newest = DisclosureItem.objects.select_for_update().get(pk=item.pk).get_latest_revision_as_object()
    rows = [
        (result, title or one.title) if one.file_id == stored.pk else (one.file, one.title)
        for one in newest.attachments.all()
    ]
    newest.body = _relinked(newest.body, stored, result)
    return revise(item=newest, by=by, attachments=rows)


def _relinked(body: str, stored: StoredFile, result: StoredFile) -> str:
    body = body.replace(f"/files/{stored.key}/{stored.name}", result.get_absolute_url())
    return body.replace(f"/files/{stored.key}/", f"/files/{result.key}/")
