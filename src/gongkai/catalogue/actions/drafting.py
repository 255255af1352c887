"""Writing a draft and writing on: every save is a revision, nothing anybody wrote is ever lost."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.audit import actions as audit
from gongkai.catalogue import screening
from gongkai.catalogue.models import Attachment, DisclosureItem, Heading
from gongkai.clearance import actions as clearance
from gongkai.clearance.screening import intake
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.pages import html
from gongkai.pages.models import StoredFile
from gongkai.statute.wording import chinese_number

DRAFTED_FIELDS = (
    *DisclosureItem.CONTENT_FIELDS, "heading_id", "genre", "subject", "stat_class", "audience", "interpretation_waived",
    "expire_at",
)  # fmt: skip


class StaleDraft(ValidationError):
    """Somebody else has saved in the meantime. `theirs` is that revision; the caller still holds its own text."""

    def __init__(self, theirs) -> None:
        who = theirs.user.get_full_name() if theirs.user else _("系统")
        when = timezone.localtime(theirs.created_at).strftime("%m月%d日 %H:%M")
        super().__init__(
            _(
                "%(who)s在 %(when)s 保存了这份草稿的另一个版本，您的修改还没有保存，仍在下面的表单里。请先对照对方的版本，再决定是否以您的版本为准；两个版本都会留在历史记录中。"
            )
            % {"who": who, "when": when},
            code="stale",
        )
        self.theirs = theirs


def attach(item: DisclosureItem, files: Iterable[tuple[StoredFile, str]]) -> None:
    """Set the attachments of the object in memory: pairs of file and title, in order. Saved with the next revision."""
    item.attachments = [
        Attachment(file=stored, title=title or stored.name, sort_order=order)
        for order, (stored, title) in enumerate(files)
    ]


@intake.remembers_refusals
@transaction.atomic
def draft(
    *, heading: Heading, by, at: datetime | None = None, attachments: Iterable[tuple[StoredFile, str]] = (), **fields
) -> DisclosureItem:
    """A new item under a heading, private, numbered, with its first revision. What is left out is filled from the heading."""
    item = DisclosureItem(heading=heading, organ=heading.organ, author=by, live=False)
    for field, value in {**defaults_for(heading), **fields}.items():
        setattr(item, field, value)
    return save_new(item=item, by=by, at=at, attachments=attachments)


def defaults_for(heading: Heading) -> dict:
    """What a heading already knows of its items, so that nobody has to type it."""
    return {
        "issuing_organ": heading.organ.name,
        "source": heading.owner_unit.name if heading.owner_unit else heading.organ.short_name,
        "genre": heading.default_genre or "其他",
        "subject": heading.default_subject,
        "stat_class": heading.default_stat_class or "工作动态",
        "audience": ["个人"],
        "basis": _basis(heading),
    }


def _basis(heading: Heading) -> str:
    grounds = [_("第二十条第（%s）项") % chinese_number(number) for number in heading.article20]
    if heading.article21:
        grounds.append(_("第二十一条"))
    return _("《中华人民共和国政府信息公开条例》") + "、".join(grounds) if grounds else ""


@intake.remembers_refusals
@transaction.atomic
def save_new(*, item: DisclosureItem, by, at: datetime | None = None, attachments=None) -> DisclosureItem:
    """Keep a new item and its first revision. MarkedSecret, and nothing kept, for a text with a classification mark."""
    organs.require(by, rules.WRITE, item.organ)
    _refuse_heading(item.heading, item.organ_id)
    if item.index_number and DisclosureItem.objects.filter(index_number=item.index_number).exists():
        raise ValidationError(_("索引号 %s 已经用过；索引号不重复、不再用。留空即自动编号。") % item.index_number)
    if attachments is not None:
        attach(item, attachments)
    screening.refuse_marked(item, by)
    item.author, item.live = by, False
    item.save()
    revision = item.save_revision(user=by, clean=False)
    if at is not None:
        item.revisions.filter(pk=revision.pk).update(created_at=at)
    audit.record(
        verb="item.drafted", by=by, organ=item.organ.slug, subject=item.reference, index_number=item.index_number
    )
    return item


def _refuse_heading(heading: Heading, organ_id: int) -> None:
    if heading.organ_id != organ_id:
        raise ValidationError(_("“%s”是其他机关的栏目：信息由制作它的机关负责公开（条例第十条）。") % heading.name)
    if not heading.holds_items:
        raise ValidationError(_("“%s”是分类，不直接放信息；请选它下面的栏目。") % heading.name)
    if heading.closed_on:
        raise ValidationError(_("“%s”已归档，不再增加信息；请选其他栏目。") % heading.name)


@intake.remembers_refusals
@transaction.atomic
def revise(
    *,
    item: DisclosureItem,
    by,
    base_revision: int | None = None,
    attachments=None,
    at: datetime | None = None,
    **fields,
):
    """Save a new revision of an item. `item` may already carry the changes, or `fields` set them.

    With `base_revision` (the revision the writer started from) a save over somebody else's newer one raises StaleDraft.
    An open submission of the old content becomes void, and the clearance of a public item does not cover the new text.
    The row of an item that was never public follows its newest draft, so that lists and the clock of Art. 26 do too;
    what has been public keeps its heading here: that is for `move`. A text with a classification mark raises MarkedSecret
    and nothing of it is kept.
    """
    organs.require(by, rules.WRITE, item.organ)
    stored = (
        DisclosureItem.objects.select_for_update(of=("self",)).select_related("latest_revision__user").get(pk=item.pk)
    )
    newest, under = stored.latest_revision, stored.heading_id
    if base_revision is not None and newest and newest.pk != base_revision and newest.user_id != by.pk:
        raise StaleDraft(newest)
    content = item if not fields else stored.get_latest_revision_as_object()
    for field, value in fields.items():
        setattr(content, field, value)
    if attachments is not None:
        attach(content, attachments)
    if content.heading_id != under:
        if stored.published_at:
            raise ValidationError(_("这条信息公开过，换栏目请用“调整栏目”：网址、索引号和公开记录都会保留。"))
        _refuse_heading(content.heading, stored.organ_id)
    content.body = html.clean(content.body)
    screening.refuse_marked(content, by)
    content.go_live_at = None  # an appointment is made by `schedule` for one text, it does not pass on to the next
    revision = content.save_revision(user=by, clean=False)
    if at is not None:
        stored.revisions.filter(pk=revision.pk).update(created_at=at)
    if stored.published_at is None:
        DisclosureItem.objects.filter(pk=item.pk).update(**{field: getattr(content, field) for field in DRAFTED_FIELDS})
    clearance.void_pending(subject=item.reference, content_hash=content.content_hash())
    audit.record(
        verb="item.revised",
        by=by,
        organ=item.organ.slug,
        subject=item.reference,
        revision=revision.pk,
        content=content.content_hash(),
    )
    return revision
