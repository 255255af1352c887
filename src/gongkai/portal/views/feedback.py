"""这条信息对您有帮助吗？ A page of its own, so that the page of the item stays the same for everybody and in every cache.

Nothing is kept of who says so: no address, no cookie, no name. Guarded like the other public forms.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from gongkai.accountability import actions
from gongkai.accountability.models import Feedback
from gongkai.doorkeeping.forms import GuardedForm
from gongkai.portal.applying import personal
from gongkai.portal.context import ColumnTags, Crumb, Place, show
from gongkai.portal.missing import Missing, open_organ
from gongkai.portal.views.item import find_alone
from gongkai.writers.letter import printable

A_MINUTE, A_DAY = (
    personal.Quota("feedback-minute", 10, personal.MINUTE),
    personal.Quota("feedback-day", 100, personal.DAY),
)


class FeedbackForm(GuardedForm, forms.Form):
    guard_purpose = "feedback"
    verdict = forms.ChoiceField(
        label=gettext_lazy("您的评价"), choices=Feedback.Verdict.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=gettext_lazy("补充说明"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": gettext_lazy("最多 %(limit_value)d 字，现在有 %(show_value)d 字。")},
    )  # fmt: skip

    def clean(self) -> dict:
        data = super().clean()
        if data.get("verdict") == Feedback.Verdict.WRONG and not data.get("text", "").strip():
            self.add_error("text", _("请写明哪里有错误、应当是什么，方便核对改正。"))
        return data

    def clean_text(self) -> str:
        return printable(self.cleaned_data["text"]).strip()


@personal.personal_page
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    organ = open_organ(slug)
    item = find_alone(organ, pk)
    if item.is_withdrawn:
        raise Missing(_("这条信息已经撤下，不再接受评价。"), ways=[(item.organ.name, f"/o/{slug}/")], organ=organ)
    place = Place(
        title=_("评价和纠错"), organ=organ, code=item.heading.code, column=ColumnTags.of(item.heading), indexed=False,
        crumbs=(Crumb(organ.name, f"/o/{slug}/"), Crumb(item.title, item.get_absolute_url()), Crumb(_("评价和纠错"))),
    )  # fmt: skip
    if request.method != "POST":
        chosen = request.GET.get("say", "")
        form = FeedbackForm(initial={"verdict": chosen if chosen in Feedback.Verdict.values else ""})
        return _form(request, place, item, form)
    verdict = personal.count(request, A_MINUTE, A_DAY)
    if not verdict.allowed:
        wait = personal.waiting(verdict.retry_after_seconds)
        response = _form(
            request,
            place,
            item,
            FeedbackForm(initial=request.POST.dict()),
            stop=_("提交得太频繁，请在%s后再试。") % wait,
            status=429,
        )
        response["Retry-After"] = str(verdict.retry_after_seconds)
        return response
    form = FeedbackForm(request.POST)
    if not form.is_valid():
        return _form(request, place, item, form)
    said = {"verdict": form.cleaned_data["verdict"], "text": form.cleaned_data["text"]}
    try:
        form.submit_once(lambda: actions.give_feedback(item=item, **said).reference)
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
        return _form(request, place, item, form)
    return show(
        request, "portal/feedback_thanks.html", place, item=item, is_error=said["verdict"] == Feedback.Verdict.WRONG
    )


def _form(
    request: HttpRequest, place: Place, item, form: FeedbackForm, *, stop: str = "", status: int = 200
) -> HttpResponse:
    return show(request, "portal/feedback.html", place, status=status, item=item, form=form, stop=stop)
