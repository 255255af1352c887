"""公开审查 (Art. 17): what waits, and one submission beside the buttons that decide it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gongkai.applications import queries as applications
from gongkai.catalogue import actions as catalogue
from gongkai.catalogue.models import DisclosureItem
from gongkai.catalogue.models.item import NotCleared
from gongkai.clearance import actions as clearance
from gongkai.clearance import queries
from gongkai.organs import rules
from gongkai.workbench import differences, worklist
from gongkai.workbench.forms.review import ReviewForm
from gongkai.workbench.gate import needs


@needs(rules.READ_DRAFTS)
def waiting(request: HttpRequest) -> HttpResponse:
    mine = {record.pk for record in queries.waiting_for(request.user)} if request.desk.clears else set()
    records = worklist.with_cases(
        request.desk.organ, queries.open_in(request.desk.organ)
    )
    for record in records:
        record.is_for_me = record.pk in mine
        record.is_my_text = request.user in record.authors.all()
    records.sort(key=lambda record: (not record.is_for_me, record.submitted_at))
    return render(request, "workbench/review_list.html", {"records": records, "mine": len(mine)})


@needs(rules.READ_DRAFTS)
def review(request: HttpRequest, pk: int) -> HttpResponse:
    record = queries.record_in(request.desk.organ, pk)
    if record and (case := applications.cases_behind(request.desk.organ, [record.subject]).get(record.subject)):
        return redirect("office_case_review", case)  # a letter is cleared where it is signed
    item = _item_of(record, request.desk) if record else None
    if item is None:
        raise Http404
    form = ReviewForm(request.POST or None, initial={"content_hash": record.content_hash})
    if request.method == "POST" and form.is_valid() and _decided(request, record, item, form):
        return redirect(
            "office_review_list" if "publish" not in request.POST else "office_item",
            *([item.pk] if "publish" in request.POST else []),
        )
    newest = item.get_latest_revision_as_object()
    context = {
        "record": record, "item": item, "newest": newest, "form": form,
        "changes": differences.changes(item, newest) if item.live else None,
        "is_current": newest.content_hash() == record.content_hash,
        "is_open": record.decision == record.Decision.PENDING,
        "is_my_text": record.authors.filter(pk=request.user.pk).exists(),
        "records": queries.history(record.subject).exclude(pk=record.pk),
    }  # fmt: skip
    return render(request, "workbench/review.html", context)


def _item_of(record, desk) -> DisclosureItem | None:
    kind, _colon, pk = record.subject.partition(":")
    if kind != "item" or not pk.isdigit():
        return None
    return (
        DisclosureItem.objects.select_related("organ", "heading__organ", "author")
        .filter(pk=pk, organ=desk.organ)
        .first()
    )


def _decided(request: HttpRequest, record, item: DisclosureItem, form: ReviewForm) -> bool:
    """Decide as the button says. A refusal stays on the page with what was typed."""
    opinion, seen = form.cleaned_data["opinion"], form.cleaned_data["content_hash"]
    try:
        if "send_back" in request.POST:
            if seen != record.content_hash:
                raise ValidationError(_("送审之后内容又有改动，请刷新后重新审阅。"))
            clearance.send_back(record=record, by=request.user, opinion=opinion)
            messages.success(request, _("已退回“%s”，撰写人会在首页看到您的意见。") % record.title)
            return True
        clearance.clear(record=record, by=request.user, content_hash=seen, opinion=opinion)
    except ValidationError as refusal:
        form.add_error("opinion" if "send_back" in request.POST and not opinion.strip() else None, refusal)
        return False
    except PermissionDenied as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("“%s”准予公开。") % record.title)
    if "publish" in request.POST:
        try:
            catalogue.publish(item=item, by=request.user)
            messages.success(request, _("并已发布，公众现在就能看到。"))
        except (ValidationError, NotCleared, PermissionDenied) as refusal:
            messages.warning(
                request, _("审查已完成，但还没有发布：%s") % "；".join(getattr(refusal, "messages", [str(refusal)]))
            )
    return True
