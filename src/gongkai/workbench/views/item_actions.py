"""One act on an item a view: read the small form, call the action, say what happened or why it could not."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.catalogue import actions
from gongkai.catalogue.models import DisclosureItem
from gongkai.catalogue.models.item import NotCleared
from gongkai.catalogue.vocabulary import CHANNELS
from gongkai.organs import rules
from gongkai.workbench.forms import interprets
from gongkai.workbench.forms import item_actions as small
from gongkai.workbench.forms.sheet import SheetForm
from gongkai.workbench.gate import OF_ITEM, needs
from gongkai.workbench.templatetags.workbench import moment
from gongkai.workbench.views.items import dossier

VIEWS = ("submit", "take_back", "publish", "schedule", "unschedule", "withdraw", "validity", "move", "posting")


def _act(request: HttpRequest, item: DisclosureItem, act: Callable[[dict], str], form=None) -> HttpResponse:
    """Run the act with the form's values; its answer is the message. A refusal is shown as it was said, beside what
    was typed."""
    if form is not None and not form.is_valid():
        for name, errors in form.errors.items():
            messages.error(request, f"{form[name].label}：{errors[0]}")
        return dossier(request, item=item, refused=form)
    try:
        messages.success(request, act(form.cleaned_data if form else {}))
        return redirect("office_item", item.pk)
    except ValidationError as refusal:
        sentences = refusal.messages
    except NotCleared as refusal:
        sentences = [str(refusal)]
    for sentence in sentences:
        messages.error(request, sentence)
    if form is None:
        return redirect("office_item", item.pk)
    form.add_error(None, sentences)
    return dossier(request, item=DisclosureItem.objects.select_related(*OF_ITEM).get(pk=item.pk), refused=form)


@require_POST
@needs(rules.WRITE)
def submit(request: HttpRequest, item: DisclosureItem) -> HttpResponse:
    form = SheetForm(request.POST, item=item)

    def act(_values) -> str:
        actions.submit(item=item, by=request.user, **form.given())
        return _("已送审。")

    return _act(request, item, act, form)


@require_POST
@needs(rules.WRITE)
def take_back(request: HttpRequest, item: DisclosureItem) -> HttpResponse:
    def act(_values) -> str:
        actions.take_back(item=item, by=request.user)
        return _("已撤回送审，可以继续修改。")

    return _act(request, item, act)


@require_POST
@needs(rules.PUBLISH)
def publish(request: HttpRequest, item: DisclosureItem) -> HttpResponse:
    def act(values) -> str:
        actions.publish(item=item, by=request.user, at=values["at"], backdated_because=values["backdated_because"])
        return _("已公开，公众现在就能看到。")

    return _act(request, item, act, small.PublishForm(request.POST, item=item))


@require_POST
@needs(rules.PUBLISH)
def schedule(request: HttpRequest, item: DisclosureItem) -> HttpResponse:
    def act(values) -> str:
        actions.schedule(item=item, by=request.user, go_live_at=values["go_live_at"])
        return _("已预约发布。其间如有修改，预约作废，需要重新送审。")

    return _act(request, item, act, small.ScheduleForm(request.POST, item=item))


@require_POST
@needs(rules.PUBLISH)
def unschedule(request: HttpRequest, item: DisclosureItem) -> HttpResponse:
    def act(_values) -> str:
        return (
            _("已取消预约发布。")
            if actions.cancel_schedule(item=item, by=request.user)
            else _("没有预约，不需要取消。")
        )

    return _act(request, item, act)


@require_POST
@needs(rules.WITHDRAW)
def withdraw(request: HttpRequest, item: DisclosureItem) -> HttpResponse:
    def act(values) -> str:
        follow_up = interprets.the_one(item.organ, values["follow_up"])
        actions.withdraw(item=item, by=request.user, reason=values["reason"], note=values["note"], follow_up=follow_up)
        return _("已撤下：原地址现在只显示撤下说明，附件不能再下载。")

    return _act(request, item, act, small.WithdrawForm(request.POST, item=item))


@require_POST
@needs(rules.PUBLISH)
def validity(request: HttpRequest, item: DisclosureItem) -> HttpResponse:
    def act(values) -> str:
        actions.change_validity(item=item, to=values["to"], on=values["on"], by=request.user, note=values["note"])
        return _("有效性已变更为“%s”。") % item.get_validity_display()

    return _act(request, item, act, small.ValidityForm(request.POST, item=item))


@require_POST
@needs(rules.MANAGE_CATALOGUE)
def move(request: HttpRequest, item: DisclosureItem) -> HttpResponse:
    def act(values) -> str:
        actions.move(item=item, heading=values["heading"], by=request.user)
        return _("已移到“%s”，网址和索引号不变。") % values["heading"].name

    return _act(request, item, act, small.MoveForm(request.POST, item=item))


@require_POST
@needs(rules.PUBLISH)
def posting(request: HttpRequest, item: DisclosureItem) -> HttpResponse:
    def act(values) -> str:
        started = timezone.now()
        event = actions.record_posting(
            item=item, channel=values["channel"], at=values["at"], by=request.user, note=values["note"]
        )
        if event.recorded_at < started:
            raise ValidationError(
                _("“%(channel)s”已经记录过，时间是 %(at)s；同一渠道只记一次，这次没有另记。")
                % {"channel": CHANNELS[values["channel"]], "at": moment(event.happened_at)}
            )
        return _("已记录。")

    return _act(request, item, act, small.PostingForm(request.POST, item=item))
