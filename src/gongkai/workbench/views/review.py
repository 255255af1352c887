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
from gongkai.clearance import chains, queries
from gongkai.clearance.screening.standing import exhibits_of
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.workbench import differences, found, reviewing, worklist
from gongkai.workbench.forms import review as small
from gongkai.workbench.gate import needs


@needs(rules.READ_DRAFTS)
def waiting(request: HttpRequest) -> HttpResponse:
    organ = request.desk.organ
    records = worklist.with_cases(organ, reviewing.with_turns(organ, queries.open_in(organ), request.user))
    records.sort(key=lambda record: (record.seat is None, not record.awaits_after_review, record.submitted_at))
    mine = sum(record.seat is not None for record in records)
    return render(request, "workbench/review_list.html", {"records": records, "mine": mine})


@needs(rules.READ_DRAFTS)
def review(request: HttpRequest, pk: int) -> HttpResponse:
    record = queries.record_in(request.desk.organ, pk)
    if record and (case := applications.cases_behind(request.desk.organ, [record.subject]).get(record.subject)):
        return redirect("office_case_review", case)  # a letter is cleared where it is signed
    item = item_of(record, request.desk) if record else None
    if item is None:
        raise Http404
    form = small.ReviewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _decided(request, record, item, form):
        return redirect(
            "office_review_list" if "publish" not in request.POST else "office_item",
            *([item.pk] if "publish" in request.POST else []),
        )
    return page(request, record, item, form=form if form.is_bound else None)


def page(request: HttpRequest, record, item: DisclosureItem, *, form=None, refused=None) -> HttpResponse:
    """One submission with everything that can be done to it. `refused` is a small form that could not be done."""
    desk = request.desk
    newest, revision = submitted_text(item, record)
    [record] = reviewing.with_publications(reviewing.with_turns(desk.organ, [record], desk.user))
    seen = {"content_hash": record.content_hash, "revision": revision}
    comments = reviewing.with_places(queries.comments_of(record.subject), newest)
    context = {
        "record": record, "item": item, "newest": newest, "revision": revision, "form": form or small.ReviewForm(initial=seen),
        "changes": differences.changes(item, newest) if item.live else None,
        "is_current": newest.content_hash() == record.content_hash,
        "is_open": record.turn is not None and (record.decision == record.Decision.PENDING or record.awaits_after_review),
        "is_last": len(record.open_steps) == 1, "is_my_text": record.is_my_text,
        "records": queries.history(record.subject).exclude(pk=record.pk),
        "comments": comments, "must": sum(row.is_open and row.is_must for row in comments),
        "found": found.found_in(newest, exhibits_of(record)),
        "referral": record.open_referral, "acts": _acts(request, record, seen, refused),
    }  # fmt: skip
    return render(request, "workbench/review.html", context, status=422 if refused else 200)


def submitted_text(item: DisclosureItem, record) -> tuple[DisclosureItem, int]:
    """What was submitted, with its revision: the newest text while it is that one, else the version of then."""
    newest = item.get_latest_revision_as_object()
    if newest.content_hash() != record.content_hash:
        then = item.revisions.filter(pk=record.revision).first() if record.revision else None
        if then is not None and record.decision != record.Decision.PENDING:
            return then.as_object(), then.pk
    return newest, item.latest_revision_id


def _acts(request: HttpRequest, record, seen: dict, refused) -> dict:
    """The small forms open to this person at this submission now, by name."""
    desk, offered = request.desk, {}
    if record.turn is None or record.is_my_text or not desk.clears:
        return offered
    is_pending, has_referral = record.decision == record.Decision.PENDING, record.open_referral is not None
    if has_referral and is_pending:
        offered["answer"] = small.AnswerForm(initial=seen)
    elif is_pending:
        if record.seat:
            offered["refer"] = small.ReferForm(initial=seen)
        if desk.roles & chains.MAY_HURRY and desk.publishes and len(record.open_steps) > 1:
            offered["urgent"] = small.UrgentForm(initial=seen)
    if not has_referral and desk.roles & chains.ENTERS_PAPER:
        offered["paper"] = small.PaperForm(initial=seen, people=signers(desk, record))
    offered["comment"] = small.CommentForm(initial=seen)
    return {name: refused if refused and refused.name == name else form for name, form in offered.items()}


def signers(desk, record):
    """The accounts whose signature on paper would do for the step whose turn it is: not the one who enters it."""
    people = organs.accounts([seat.user.pk for seat in reviewing.Bench(desk.organ).seats(record, record.current_step)])
    return people.exclude(pk=desk.user.pk)


def item_of(record, desk) -> DisclosureItem | None:
    kind, _colon, pk = record.subject.partition(":")
    if kind != "item" or not pk.isdigit():
        return None
    return (
        DisclosureItem.objects.select_related("organ", "heading__organ", "author", "latest_revision")
        .filter(pk=pk, organ=desk.organ)
        .first()
    )


def version_seen(item: DisclosureItem, number: int | None) -> dict:
    """The revision a form says was shown, when it is one of this item's."""
    revision = item.revisions.filter(pk=number).first() if number else None
    return {"revision": revision.pk, "revision_at": revision.created_at} if revision else {}


def _decided(request: HttpRequest, record, item: DisclosureItem, form) -> bool:
    """Decide as the button says. A refusal stays on the page with what was typed."""
    opinion, seen = form.cleaned_data["opinion"], form.cleaned_data["content_hash"]
    try:
        if "send_back" in request.POST:
            if seen != record.content_hash:
                raise ValidationError(_("送审之后内容又有改动，请刷新后重新审阅。"))
            was_out = record.awaits_after_review
            clearance.send_back(record=record, by=request.user, opinion=opinion)
            said = _("补审不同意：“%s”已退回并撤下。") if was_out else _("已退回“%s”，撰写人会在首页看到您的意见。")
            messages.success(request, said % record.title)
            return True
        record = clearance.clear(
            record=record, by=request.user, content_hash=seen, opinion=opinion,
            **version_seen(item, form.cleaned_data["revision"]),
        )  # fmt: skip
    except ValidationError as refusal:
        form.add_error("opinion" if "send_back" in request.POST and not opinion.strip() else None, refusal)
        return False
    except PermissionDenied as refusal:
        form.add_error(None, str(refusal))
        return False
    if record.decision != record.Decision.CLEARED:
        following = reviewing.with_turns(
            request.desk.organ, [queries.record_in(request.desk.organ, record.pk)], request.user
        )
        messages.success(
            request,
            _("已同意“%(title)s”，送%(role)s审查：%(names)s。")
            % {
                "title": record.title,
                "role": following[0].turn.role_label,
                "names": following[0].names or _("（无人可办）"),
            },
        )
        return True
    messages.success(
        request, _("“%s”准予公开。") % record.title if not record.is_urgent else _("已补审“%s”。") % record.title
    )
    if "publish" in request.POST:
        publish(request, item)
    return True


def publish(request: HttpRequest, item: DisclosureItem) -> None:
    try:
        catalogue.publish(item=item, by=request.user)
        messages.success(request, _("并已发布，公众现在就能看到。"))
    except (ValidationError, NotCleared, PermissionDenied) as refusal:
        messages.warning(
            request, _("审查已完成，但还没有发布：%s") % "；".join(getattr(refusal, "messages", [str(refusal)]))
        )
