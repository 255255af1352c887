"""What else can be done with a submission: 转送确定, 紧急公开, 纸质签批, 批注. One act a view."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.clearance import actions, queries
from gongkai.clearance.actions.papers import owner_of
from gongkai.organs import rules
from gongkai.pages import uploads
from gongkai.workbench import reviewing
from gongkai.workbench.forms import review as small
from gongkai.workbench.gate import needs
from gongkai.workbench.views import review


def _too_large(request: HttpRequest, sentence: str) -> HttpResponse:
    return render(request, "workbench/refused.html", {"reason": sentence}, status=413)


_bounded = uploads.bounded(lambda: settings.UPLOAD_BYTES, _too_large)


def _found(request: HttpRequest, pk: int):
    record = queries.record_in(request.desk.organ, pk)
    item = review.item_of(record, request.desk) if record else None
    if item is None:
        raise Http404
    return record, item


def _act(request: HttpRequest, record, item, form, act: Callable[[dict], str]) -> HttpResponse:
    """Run the act with the form's values; a refusal stays on the page of the submission, in its fold."""
    if form.is_valid():
        try:
            messages.success(request, act(form.cleaned_data))
            return redirect("office_review", record.pk)
        except ValidationError as refusal:
            known = getattr(refusal, "error_dict", {})
            for name in known:
                form.add_error(name if name in form.fields else None, known[name])
            if not known:
                form.add_error(None, refusal.messages)
        except PermissionDenied as refusal:
            form.add_error(None, str(refusal))
    return review.page(request, queries.record_in(request.desk.organ, record.pk), item, refused=form)


def _kept(request: HttpRequest, upload):
    """The scan, sealed: read in the organ, never public."""
    return uploads.store(upload, owner=owner_of(request.desk.organ), by=request.user, sealed=True) if upload else None


@require_POST
@needs(rules.CLEAR)
def urgent(request: HttpRequest, pk: int) -> HttpResponse:
    record, item = _found(request, pk)

    def act(said: dict) -> str:
        actions.clear_urgently(
            record=record, by=request.user, content_hash=said["content_hash"], because=said["because"],
            revision=item.latest_revision_id, revision_at=item.latest_revision.created_at,
        )  # fmt: skip
        review.publish(request, item)
        return _("已由您决定紧急公开“%s”，其余各步限期补审。") % record.title

    return _act(request, record, item, small.UrgentForm(request.POST), act)


@require_POST
@needs(rules.CLEAR)
def refer(request: HttpRequest, pk: int) -> HttpResponse:
    record, item = _found(request, pk)

    def act(said: dict) -> str:
        row = actions.refer(
            record=record, by=request.user, addressee=said["addressee"], name=said["department"],
            question=said["question"], sent_on=said["sent_on"],
        )  # fmt: skip
        return _("已登记转送%(name)s，答复期限 %(due)s；登记答复以前不能准予公开。") % {
            "name": row.name,
            "due": row.due_on,
        }

    return _act(request, record, item, small.ReferForm(request.POST), act)


@_bounded
@require_POST
@needs(rules.CLEAR)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """登记答复 of the open referral of this submission."""
    record, item = _found(request, pk)
    referral = record.open_referral
    if referral is None:
        messages.info(request, _("没有等待答复的转送。"))
        return redirect("office_review", record.pk)

    def act(said: dict) -> str:
        row = actions.answer_referral(
            referral=referral, by=request.user, result=said["result"], answered_on=said["answered_on"],
            document_number=said["document_number"], answer=said["answer"], file=_kept(request, said["file"]),
        )  # fmt: skip
        return _("已登记答复：%s。") % row.get_result_display()

    return _act(request, record, item, small.AnswerForm(request.POST, request.FILES), act)


@_bounded
@require_POST
@needs(rules.CLEAR)
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    record, item = _found(request, pk)

    def act(said: dict) -> str:
        actions.enter_paper(
            record=record, by=request.user, signed_by=said["signed_by"], signed_on=said["signed_on"],
            opinion=said["opinion"], file=_kept(request, said["file"]), content_hash=said["content_hash"],
        )  # fmt: skip
        return _("已登记%s的纸质签批。") % said["signed_by"].get_full_name()

    form = small.PaperForm(request.POST, request.FILES, people=review.signers(request.desk, record))
    return _act(request, record, item, form, act)


@require_POST
@needs(rules.CLEAR)
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    record, item = _found(request, pk)

    def act(said: dict) -> str:
        actions.comment(
            record=record, by=request.user, text=said["text"], quote=said["quote"], occurrence=said["occurrence"] or 1,
            is_must=said["is_must"], content_hash=said["content_hash"],
            within=reviewing.plain_text(review.submitted_text(item, record)[0]),
        )  # fmt: skip
        return _("已加批注。")

    return _act(request, record, item, small.CommentForm(request.POST), act)


@require_POST
@needs(rules.READ_DRAFTS)
def resolve(request: HttpRequest, pk: int) -> HttpResponse:
    """处理批注, from the page of the submission or from the item's."""
    row = queries.comment_in(request.desk.organ, pk)
    if row is None:
        raise Http404
    try:
        actions.resolve_comment(row=row, by=request.user, answer=request.POST.get("answer", ""))
        messages.success(request, _("批注已处理。"))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    subject, _colon, key = row.subject.partition(":")
    if request.POST.get("back") == "item" and subject == "item":
        return redirect(reverse("office_item", args=[int(key)]) + "#comments")
    return redirect(reverse("office_review", args=[row.record_id]) + "#comments")
