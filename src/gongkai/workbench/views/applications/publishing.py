"""转为主动公开 (Art. 44): what was given to one is given to all. One step makes a draft in the catalogue, which then goes
the catalogue's own way through clearance; files are copied, because those of a case stay sealed."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.applications import actions, queries
from gongkai.catalogue import actions as catalogue
from gongkai.clearance.screening import intake
from gongkai.organs import rules
from gongkai.workbench import worklist
from gongkai.workbench.forms.applications.base import CHOOSE, lines
from gongkai.workbench.gate import needs
from gongkai.workbench.views.applications.steps import refused


class PublishForm(forms.Form):
    heading = forms.ChoiceField(label=gettext_lazy("放在哪个栏目"))
    title = forms.CharField(label=gettext_lazy("标题"), max_length=200)
    summary = forms.CharField(label=gettext_lazy("内容概述"), required=False, widget=lines(2), max_length=300)
    files = forms.MultipleChoiceField(
        label=gettext_lazy("随同公开的文件"), required=False, widget=forms.CheckboxSelectMultiple
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, headings, released, **kwargs) -> None:
        super().__init__(*args, auto_id="publish_%s", **kwargs)
        self.fields["heading"].choices = [CHOOSE, *((row.code, f"{row.code} {row.name}") for row in headings)]
        self.fields["files"].choices = [(str(row.file.key), row.file.shown_name) for row in released]
        if not released:
            del self.fields["files"]


@needs(rules.WRITE)
def make_public(request: HttpRequest, case) -> HttpResponse:
    released = list(case.files.filter(purpose="released").exclude(letter__signed_on=None).select_related("file"))
    headings = {row.code: row for row in worklist.open_headings(case.organ)}
    initial = {
        "title": case.title, "files": [str(row.file.key) for row in released], "seen": case.last_seq,
        "summary": _("应申请公开的%s，现主动公开。") % f"《{case.title}》",
    }  # fmt: skip
    form = PublishForm(request.POST or None, headings=headings.values(), released=released, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        chosen = [row.file for row in released if str(row.file.key) in said.get("files", [])]
        try:
            # Read and cleaned before the transaction begins. Should it fail, private copies stay that nothing uses.
            copies = [(_copy(row, case.organ, request.user), row.shown_name.rpartition(".")[0]) for row in chosen]
            item = _draft(request, case, headings[said["heading"]], said, copies)
        except ValidationError as refusal:
            form = refused(form, refusal, case)
        else:
            messages.success(request, _("已建立公开信息的草稿。请核对有没有申请人和其他人的信息，再送审。"))
            return redirect("office_edit", item.pk)
    step = next(step for step in queries.steps(case) if step.transition.event == "make_public")
    context = {"case": case, "form": form, "refusal": step.why_not, "released": released}
    return render(
        request,
        "workbench/applications/make_public.html",
        context,
        status=422 if form.is_bound and form.errors else 200,
    )


@intake.remembers_refusals
@transaction.atomic
def _draft(request: HttpRequest, case, heading, said, copies):
    item = catalogue.draft(
        heading=heading, by=request.user, title=said["title"], summary=said["summary"], formed_on=timezone.localdate(),
        body=f"<p>{escape(said['summary'] or said['title'])}</p>", attachments=copies,
    )  # fmt: skip
    actions.make_public(application=case, by=request.user, item=item.pk, title=item.title, seen=said["seen"])
    return item


def _copy(stored, organ, by):
    """A cleaned copy of it as a file of the organ that may become public; scanned like any upload, never on disk in plain."""
    with stored.open() as source:
        return intake.take_in(SimpleUploadedFile(stored.shown_name, source.read()), organ=organ, by=by)
