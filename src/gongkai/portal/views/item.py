"""An item at its one address: the text with its catalogue fields, or the notice that it has been taken down."""

from dataclasses import dataclass, replace
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.annual_reports import queries as annual_reports
from gongkai.catalogue import exits
from gongkai.catalogue import queries as catalogue
from gongkai.catalogue.models import DisclosureItem
from gongkai.catalogue.vocabulary import Validity
from gongkai.organs.models import Organ
from gongkai.pages import one_look
from gongkai.pages.file_kinds import KINDS
from gongkai.portal import columns
from gongkai.portal.caching import public_page
from gongkai.portal.context import ArticleTags, ColumnTags, Crumb, Place, show
from gongkai.portal.missing import Missing, open_organ

GONE = 410
RELATED = 20  # interpretations shown of one document


@public_page
def item(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    organ = open_organ(slug)
    found = find(organ, pk)
    if found.is_withdrawn:
        return _withdrawn(request, organ, found)
    place, context = item_page(found)
    return show(request, "portal/item.html", place, **context)


@public_page
def data(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The catalogue fields of an item as JSON-LD, for machines that collect government information."""
    organ = open_organ(slug)
    found = find(organ, pk)
    if found.is_withdrawn:
        gone = {"status": "withdrawn", "withdrawnAt": found.withdrawn_at, "reason": found.withdrawal_reason}
        return JsonResponse(gone, status=GONE)
    written = {"ensure_ascii": False, "indent": 1}
    return JsonResponse(as_data(found), json_dumps_params=written, content_type="application/ld+json")


@public_page
def reading_copy(request: HttpRequest, slug: str, pk: int, attachment: int) -> HttpResponse:
    """网页阅读版: an attachment as a page, for who has no program to open it with."""
    organ = open_organ(slug)
    found = find(organ, pk)
    if found.is_withdrawn:
        return _withdrawn(request, organ, found)
    row = next((row for row in found.attachments.all() if row.pk == attachment), None)
    if row is None or not row.file.reading_copy:
        raise Missing(
            _("这份附件没有网页阅读版，请在信息页面下载原文件。"),
            ways=[(found.title, found.get_absolute_url())], organ=organ,
        )  # fmt: skip
    above = item_page(found)[0]
    place = Place(
        title=row.title, organ=organ, code=above.code, column=above.column, article=above.article, tree=above.tree,
        crumbs=(*above.crumbs[:-1], Crumb(found.title, found.get_absolute_url()), Crumb(_("附件"))),
    )  # fmt: skip
    return show(request, "portal/reading_copy.html", place, item=found, attachment=row, organ=organ)


def find(organ: Organ, pk: int) -> DisclosureItem:
    """The public item of this organ, or what has been taken down, in the organ's tree; else Missing."""
    return hung(find_alone(organ, pk), organ)


def find_alone(organ: Organ, pk: int) -> DisclosureItem:
    """The same for a page that shows no menu: with the heading alone."""
    found = catalogue.public_item(organ, pk)
    if found is None:
        raise Missing(
            _("%s没有这一条公开信息：它可能还没有公开，也可能网址抄错了。") % organ.name,
            ways=[(_("%s的最新公开") % organ.name, f"/o/{organ.slug}/")], organ=organ,
        )  # fmt: skip
    return found


def hung(item: DisclosureItem, organ: Organ) -> DisclosureItem:
    """The item with its organ, and its heading as it stands in the organ's tree: with everything above it."""
    tree = catalogue.heading_tree(organ)
    item.organ, item.tree = organ, tree
    item.heading = tree.by_key[item.heading_id]
    item.heading.organ = organ
    return item


def item_page(item: DisclosureItem, *, preview: bool = False) -> tuple[Place, dict]:
    """Where an item stands and what its page shows; the same for the public page and for the preview of a draft."""
    organ, heading = item.organ, item.heading
    published = item.published_at or (timezone.now() if preview else None)
    place = Place(
        title=item.title, organ=organ, code=heading.code, column=ColumnTags.of(heading), indexed=not preview,
        tree=getattr(item, "tree", None),
        path=item.get_absolute_url() if item.pk else "",
        crumbs=_crumbs(heading),
        article=ArticleTags(
            title=item.title, published=f"{timezone.localtime(published):%Y-%m-%d %H:%M}" if published else "",
            source=item.source or item.issuing_organ or organ.name, keywords=item.keywords, author=item.source,
            description=item.summary,
        ),
    )  # fmt: skip
    return place, {
        "item": item, "organ": organ, "heading": heading, "fields": catalogue_fields(item, published),
        "validity": validity_of(item), "preview": preview, "published": published, **_explained(item),
        "report": annual_reports.published_as(item) if item.pk else None,
    }  # fmt: skip


@one_look.shared
def _crumbs(heading) -> tuple[Crumb, ...]:
    organ = heading.organ
    above = (Crumb(row.name, columns.address(row)) for row in _above(heading))
    return (Crumb(organ.name, f"/o/{organ.slug}/"), *above, Crumb(_("正文")))


@one_look.shared
def _above(heading) -> list:
    """The headings from the fixed column down to this one; the item brought two levels of parents along."""
    path = [heading]
    while path[0].parent_id and len(path) < 4:
        path.insert(0, path[0].parent)
    for row in path:
        row.organ = heading.organ
    return path


def _explained(item: DisclosureItem) -> dict:
    """Policy and interpretation, linked both ways; only what is public itself is named."""
    keys = [item.interprets_id] if item.interprets_id else []
    if item.pk:
        keys += one_look.each(catalogue.interpretations_of, [item.pk]).get(item.pk, [])[:RELATED]
    shown = exits.whole(keys) if keys else {}
    return {
        "interprets": shown.get(item.interprets_id),
        "interpretations": [shown[key] for key in keys if key in shown and key != item.interprets_id],
    }


def validity_of(item: DisclosureItem) -> dict | None:
    """The banner above a document that is no longer, or no longer wholly, in force."""
    if item.validity not in {Validity.REPEALED, Validity.LAPSED, Validity.AMENDED}:
        return None
    sentences = {
        Validity.REPEALED: _("本文件已废止，不再作为办事依据。"),
        Validity.LAPSED: _("本文件已失效，不再作为办事依据。"),
        Validity.AMENDED: _("本文件已修改，请以修改后的内容为准。"),
    }
    return {
        "code": item.validity, "label": item.get_validity_display(), "sentence": sentences[item.validity],
        "on": item.validity_changed_on, "note": item.validity_note,
    }  # fmt: skip


@dataclass(frozen=True)
class Field:
    """One field of the catalogue as it stands above the text; a wide one takes the whole line."""

    label: str
    value: str
    is_wide: bool = False


def catalogue_fields(item: DisclosureItem, published) -> list[Field]:
    """The fields of the catalogue (Art. 12 and what sites show above a document); empty optional ones are left out."""
    values = (
        item.index_number or _("保存后编号"),
        " / ".join(row.name for row in _above(item.heading)[-2:]),
        item.issuing_organ or item.organ.name,
        item.subject,
        f"{item.formed_on:%Y-%m-%d}",
        f"{timezone.localtime(published):%Y-%m-%d %H:%M}" if published else "",
        item.document_number,
        item.get_validity_display() if item.validity else "",
        f"{item.effective_on:%Y-%m-%d}" if item.effective_on else "",
        item.genre,
        item.get_openness_display(),
        "、".join(item.audience or []),
        item.keywords,
    )
    *labels, basis, summary = _labels()
    fields = [Field(label, value) for label, value in zip(labels, values, strict=True) if value]
    if len(fields) % 2:
        fields[-1] = replace(fields[-1], is_wide=True)
    wide = ((basis, item.basis), (summary, item.summary))
    return fields + [Field(label, value, is_wide=True) for label, value in wide if value]


@one_look.shared
def _labels() -> tuple[str, ...]:
    """The names of the fields in the order of the page, the two wide ones last."""
    return (
        _("索引号"), _("信息分类"), _("发布机构"), _("主题分类"), _("成文日期"), _("发布日期"), _("文号"), _("有效性"), _("施行日期"),
        _("体裁"), _("公开方式"), _("服务对象"), _("主题词"), _("公开依据"), _("内容概述"),
    )  # fmt: skip


def as_data(item: DisclosureItem) -> dict:
    """Schema.org's names for what the page says; what has no name there stands under its own."""
    base = settings.BASE_URL
    return {
        "@context": "https://schema.org",
        "@type": "DigitalDocument",
        "@id": base + item.get_absolute_url(),
        "url": base + item.get_absolute_url(),
        "identifier": item.index_number,
        "name": item.title,
        "abstract": item.summary,
        "inLanguage": "zh-CN",
        "dateCreated": item.formed_on,
        "datePublished": timezone.localtime(item.published_at),
        "publisher": {"@type": "GovernmentOrganization", "name": item.organ.name, "identifier": item.organ.uscc},
        "sourceOrganization": item.issuing_organ,
        "genre": item.genre,
        "about": item.subject,
        "keywords": item.keywords,
        "isAccessibleForFree": True,
        "documentNumber": item.document_number,
        "validity": item.validity,
        "heading": {"code": item.heading.code, "name": item.heading.name},
        "associatedMedia": [
            {
                "@type": "MediaObject", "name": row.title, "contentUrl": base + quote(row.file.get_absolute_url()),
                "encodingFormat": KINDS[row.file.extension].media_type, "contentSize": str(row.file.size),
                "sha256": row.file.sha256,
            }
            for row in item.attachments.all()
        ],
    }  # fmt: skip


def _withdrawn(request: HttpRequest, organ: Organ, item: DisclosureItem) -> HttpResponse:
    """The notice at the address of what was taken down: when, why, and what stands in its place. The text is gone."""
    follow_up = next(iter(exits.whole([item.follow_up_id]).values()), None) if item.follow_up_id else None
    place = Place(
        title=_("信息已撤下"), organ=organ, tree=item.tree, code=item.heading.code, column=ColumnTags.of(item.heading), indexed=False,
        crumbs=(
            Crumb(organ.name, f"/o/{organ.slug}/"), Crumb(item.heading.name, columns.address(item.heading)),
            Crumb(_("信息已撤下")),
        ),
    )  # fmt: skip
    return show(
        request, "portal/withdrawn.html", place, status=GONE, item=item, organ=organ, heading=item.heading,
        follow_up=follow_up,
    )  # fmt: skip
