"""The editor: a new item under a heading, or the next revision of one. Saves by actions; loses nothing anybody wrote."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.catalogue import actions
from gongkai.catalogue.actions import drafting
from gongkai.catalogue.models import DisclosureItem, Heading
from gongkai.organs import rules
from gongkai.pages import html
from gongkai.workbench import attachments, found, imported, missing, public_side, states, worklist
from gongkai.workbench.forms import interprets
from gongkai.workbench.forms.item import ItemForm, default_validity
from gongkai.workbench.forms.sheet import SheetForm
from gongkai.workbench.gate import needs
from gongkai.workbench.removed import removed


@dataclass
class Sheet:
    """One filled-in editor: the form, the attachments beside it, and what else was said about them."""

    form: ItemForm
    posted: attachments.Posted
    valid: bool = False


def heading_of(request: HttpRequest, code: str) -> Heading:
    heading = (
        Heading.objects.select_related("organ", "owner_unit", "parent")
        .filter(organ=request.desk.organ, code=code)
        .first()
    )
    if heading is None:
        raise Http404
    return heading


def fresh_item(heading: Heading) -> DisclosureItem:
    item = DisclosureItem(heading=heading, organ=heading.organ, formed_on=timezone.localdate())
    for field, value in {**drafting.defaults_for(heading), "validity": default_validity(heading)}.items():
        setattr(item, field, value)
    return item


def _read(request: HttpRequest, item: DisclosureItem) -> Sheet:
    """The posted form checked, and its attachments kept, whether or not the form is good."""
    form = ItemForm(request.POST, instance=item)
    posted = attachments.read(request, item.organ)
    valid = form.is_valid()
    words = request.POST.get("interprets_find", "").strip()
    if words and not form.cleaned_data.get("interprets"):
        try:
            item.interprets = interprets.the_one(item.organ, words)
        except ValidationError as refusal:
            form.add_error("interprets", refusal)
            valid = False
    return Sheet(form, posted, valid and not posted.errors)


def _note_removed(request: HttpRequest) -> None:
    if gone := removed(request.POST.get("body", "")):
        messages.warning(request, _("为了网页安全，保存时从正文中去掉了：%s。其余内容不变。") % "、".join(gone))


@needs(rules.WRITE)
def choose_heading(request: HttpRequest) -> HttpResponse:
    return render(request, "workbench/choose_heading.html", {"headings": worklist.open_headings(request.desk.organ)})


@needs(rules.WRITE)
def add(request: HttpRequest, code: str) -> HttpResponse:
    """新增信息 under the heading of the link."""
    heading = heading_of(request, code)
    if heading.kind == Heading.Kind.ANNUAL_REPORT:
        messages.info(request, _("年报在“年度报告”里编写：表格和数据句由系统按公开记录填好，签发后自动公开。"))
        return redirect("office_report_list")
    item = fresh_item(heading)
    copy_key = f"new:{code}"
    if request.method != "POST":
        return _show(request, item, Sheet(ItemForm(instance=item), attachments.Posted()), copy_key=copy_key)
    sheet = _read(request, item)
    if sheet.valid:
        try:
            drafting.save_new(item=item, by=request.user, attachments=sheet.posted.rows)
        except ValidationError as refusal:
            sheet.form.add_error(None, refusal)
        else:
            return _saved(request, item, copy_key)
    return _show(request, _as_new(item), sheet, copy_key=copy_key)


@needs(rules.WRITE)
def edit(request: HttpRequest, item: DisclosureItem) -> HttpResponse:
    """Writing on: the form holds the newest revision; saving makes the next one."""
    newest, base = item.get_latest_revision_as_object(), item.latest_revision_id
    before, copy_key = _signature(newest), f"item:{item.pk}"
    if request.method != "POST":
        sheet = Sheet(ItemForm(instance=newest), attachments.Posted(attachments.of_item(newest)))
        return _show(request, newest, sheet, base=base, copy_key=copy_key)
    sheet, stale = _read(request, newest), None
    started_from = request.POST.get("overrule") or request.POST.get("base_revision")
    if sheet.valid:
        drafting.attach(newest, sheet.posted.rows)
        if _signature(newest) == before:
            return _saved(request, item, copy_key)
        try:
            actions.revise(
                item=newest,
                by=request.user,
                base_revision=int(started_from) if started_from and started_from.isdigit() else base,
            )
        except actions.StaleDraft as refusal:
            stale = refusal
        except ValidationError as refusal:
            sheet.form.add_error(None, refusal)
        else:
            return _saved(request, item, copy_key)
    started_from = request.POST.get("base_revision") or base
    return _show(request, newest, sheet, base=started_from, stale=stale, copy_key=copy_key)


def _signature(item: DisclosureItem) -> tuple:
    """Everything a save could change. Saving what is already there makes no version, and leaves a clearance standing."""
    item.body = html.clean(item.body)
    return (item.content_hash(), *(str(getattr(item, field)) for field in drafting.DRAFTED_FIELDS))


def _as_new(item: DisclosureItem) -> DisclosureItem:
    """A save that was refused half way leaves a key on the object although nothing was kept."""
    item.pk = None
    return item


def _saved(request: HttpRequest, item: DisclosureItem, copy_key: str) -> HttpResponse:
    """Draft kept; submit it when that was the button. What is missing is shown on the editor, with the draft safe."""
    _note_removed(request)
    imported.looked_at(request, item)
    saved = f"?saved={copy_key}"
    if "submit" not in request.POST:
        messages.success(request, _("草稿已保存。公众看不到，送审并准予公开后才会发布。"))
        return redirect(reverse("office_edit", args=[item.pk]) + saved)
    item.refresh_from_db()
    answered = SheetForm(request.POST, item=item)
    try:
        if not answered.is_valid():
            raise ValidationError([str(sentence) for errors in answered.errors.values() for sentence in errors])
        actions.submit(item=item, by=request.user, **answered.given())
    except ValidationError as refusal:
        if states.state(item).code == states.CLEARED:
            messages.info(request, refusal.messages[0])
            return redirect(reverse("office_item", args=[item.pk]) + saved)
        messages.warning(request, _("草稿已保存，还没有送审：下面列出的内容补齐后再点“保存并送审”。"))
        said = {name: value for name, value in request.POST.items() if name.startswith("sheet-")}
        request.session["missing"] = {"item": item.pk, "problems": refusal.messages, "sheet": said}
        return redirect(reverse("office_edit", args=[item.pk]) + saved)
    messages.success(request, _("已送审。审查人会在“待审”里看到；准予公开以后再发布。"))
    return redirect(reverse("office_item", args=[item.pk]) + saved)


def _show(
    request: HttpRequest, item: DisclosureItem, sheet: Sheet, *, copy_key: str, base=None, stale=None
) -> HttpResponse:
    left = request.session.pop("missing", None) if request.method == "GET" else None
    saved = DisclosureItem.objects.filter(pk=item.pk).first() if item.pk else None
    offer = imported.offer_for(request, item)
    sheet.form.mark_proposed(offer.proposed if offer else ())
    context = {
        "item": item,
        "heading": item.heading,
        "form": sheet.form,
        "rows": sheet.posted.rows,
        "attachment_errors": sheet.posted.errors,
        "errors": missing.of_form(sheet.form, sheet.posted.errors),
        "missing": missing.of_problems(left["problems"]) if left and left["item"] == item.pk else [],
        "offer": offer,
        "import_kinds": imported.KINDS,
        "base": base,
        "stale": stale,
        "state": states.state(saved) if saved else None,
        "scheduled": saved.go_live_at if saved else None,
        "copy_key": copy_key,
        "answers": SheetForm(left["sheet"] if left and left["item"] == item.pk else None, item=item),
        "upload_bytes": settings.UPLOAD_BYTES,
        "found": found.found_in(item) if item.pk and request.method == "GET" else None,
        "forget": _is_marked(sheet.form),
        "interprets": item.interprets,
        "interprets_find": request.POST.get("interprets_find", ""),
        "preview_url": reverse("office_preview_edited", args=[item.pk]) if item.pk else reverse("office_preview_new", args=[item.heading.code]),
    }  # fmt: skip
    return render(
        request,
        "workbench/editor.html",
        context,
        status=200 if request.method == "GET" or not context["errors"] else 422,
    )


def _is_marked(form: ItemForm) -> bool:
    """Refused for a classification mark: the browser's own copy has to go as well."""
    return any(error.code == "secret" for error in form.non_field_errors().as_data())


@require_POST
@needs(rules.WRITE)
def preview_new(request: HttpRequest, code: str) -> HttpResponse:
    return _preview(request, fresh_item(heading_of(request, code)))


@require_POST
@needs(rules.WRITE)
def preview_edited(request: HttpRequest, item: DisclosureItem) -> HttpResponse:
    return _preview(request, item.get_latest_revision_as_object())


def _preview(request: HttpRequest, item: DisclosureItem) -> HttpResponse:
    """What is in the form now, as the public would see it; nothing is saved, not even a file."""
    form = ItemForm(request.POST, instance=item)
    form.is_valid()
    item.title = request.POST.get("title", "").strip() or _("（还没有标题）")
    item.body = html.clean(request.POST.get("body", ""))
    request.FILES.clear()
    drafting.attach(item, attachments.read(request, item.organ).rows)
    item.pk = item.pk or 0
    item.index_number = item.index_number or _("保存时编号")
    return public_side.preview(item, request)
