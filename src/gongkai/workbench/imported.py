"""从文件导入: what a file offers, as a draft of this organ. Proposals are named, so that the editor can ask for a second look."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from gongkai.catalogue.actions import drafting
from gongkai.catalogue.models import DisclosureItem
from gongkai.catalogue.vocabulary import GENRES
from gongkai.clearance.apart import Broken
from gongkai.clearance.screening import intake, room
from gongkai.pages import html, uploads
from gongkai.pages.importing.blocks import Imported, Unreadable
from gongkai.pages.importing.job import JOB, imported_of
from gongkai.pages.models import StoredFile
from gongkai.workbench import attachments

KINDS = ("docx", "doc", "wps", "pdf", "xlsx", "xls", "et", "csv", "txt")
PROPOSED = ("title", "document_number", "formed_on", "effective_on", "issuing_organ", "keywords", "summary")
SESSION_KEY = "imported"
ADVICE = "请拆成较小的文件再导入，或者作为附件上传"


@dataclass
class Offer:
    """What the editor says of an import: the file's name, the fields to look at, the sentences about the rest."""

    name: str = ""
    proposed: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def imported(data: bytes, name: str) -> Imported:
    """The file turned, behind the wall. Raises Unreadable."""
    try:
        with room.reader() as reader:
            return imported_of(*reader.run(JOB, data, {"name": name}))
    except Broken as limit:
        raise Unreadable(f"{limit}；{ADVICE}") from limit


def take_in(*, request: HttpRequest, item: DisclosureItem, upload: UploadedFile, keep_file: bool) -> DisclosureItem:
    """A draft out of the file under the heading of `item`. ValidationError in sentences, MarkedSecret; nothing is kept then."""
    uploads.check(upload, kinds=KINDS)
    intake.refuse_marked_file(upload, by=request.user, organ=item.organ)
    name = uploads.clean_name(upload.name or "")
    upload.seek(0)
    try:
        made = imported(upload.read(), name)
    except Unreadable as problem:
        raise ValidationError(
            _("“%(name)s”没有导入：%(why)s。") % {"name": name, "why": str(problem)}, code="unreadable"
        ) from problem
    upload.seek(0)
    kept: list[StoredFile] = []
    try:
        with transaction.atomic():
            offer = _fill(item, made, name)
            item.body = _with_pictures(made, item, request, offer, kept)
            rows: list[tuple[StoredFile, str]] = []
            if keep_file:
                kept.append(intake.take_in(upload, organ=item.organ, by=request.user))
                rows = [(kept[-1], attachments.title_of(kept[-1]))]
            drafting.save_new(item=item, by=request.user, attachments=rows)
    except BaseException:
        for stored in kept:  # their rows are undone, their bytes would stay
            for one in filter(None, (stored, stored.original)):
                one.content.storage.delete(one.content.name)
        raise
    request.session[SESSION_KEY] = {
        "item": item.pk,
        "name": offer.name,
        "proposed": offer.proposed,
        "notes": offer.notes,
    }
    return item


def _fill(item: DisclosureItem, made: Imported, name: str) -> Offer:
    offer = Offer(name, notes=list(made.notes))
    for field_name in PROPOSED:
        if value := getattr(made, field_name):
            limit = DisclosureItem._meta.get_field(field_name).max_length
            setattr(item, field_name, value[:limit] if limit else value)
            offer.proposed.append(field_name)
    genre = next((one for one in sorted(GENRES, key=len, reverse=True) if item.title.rstrip("）)").endswith(one)), "")
    if genre:
        item.genre = genre
        offer.proposed.append("genre")
    if not made.formed_on:
        offer.notes.append(_("没有认出成文日期，先填了今天，请按文件改正"))
    return offer


def _with_pictures(
    made: Imported, item: DisclosureItem, request: HttpRequest, offer: Offer, kept: list[StoredFile]
) -> str:
    """The body with its pictures stored, each under a key of our own choosing; a picture that may not be kept is named."""
    body, lost = made.html, 0
    for number, picture in enumerate(made.pictures, start=1):
        upload = SimpleUploadedFile(_("正文图片%d") % number + f".{picture.extension}", picture.data)
        try:
            stored = intake.take_in(upload, organ=item.organ, by=request.user)
        except ValidationError:
            body, lost = body.replace(picture.address, ""), lost + 1
        else:
            kept.append(stored)
            body = body.replace(picture.address, stored.get_absolute_url())
    if lost:
        offer.notes.append(_("%d 张图片不能保存，没有带入，请另存为 jpg 或 png 后插入") % lost)
    return html.clean(body)


def offer_for(request: HttpRequest, item: DisclosureItem) -> Offer | None:
    """What is still to be looked at in this draft since its import; gone once it has been saved."""
    said = request.session.get(SESSION_KEY)
    if not said or said.get("item") != item.pk or not item.pk:
        return None
    return Offer(said["name"], said["proposed"], said["notes"])


def looked_at(request: HttpRequest, item: DisclosureItem) -> None:
    if request.session.get(SESSION_KEY, {}).get("item") == item.pk:
        del request.session[SESSION_KEY]
