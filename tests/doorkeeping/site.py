"""A small site with one guarded form, for tests that need addresses."""

from django import forms
from django.http import HttpResponse
from django.template import engines
from django.urls import include, path

from gongkai.doorkeeping.forms import GuardedForm

PAGE = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>申请</title></head><body><main><h1>申请</h1>
<form method="post" enctype="multipart/form-data">{% csrf_token %}{{ form.non_field_errors }}
<p><label for="id_name">姓名</label>{{ form.name }}{{ form.name.errors }}</p><p><label for="id_proof">材料</label>{{ form.proof }}</p>
{% include "doorkeeping/_guard.html" with guard=form.guard %}<button name="go" value="yes">提交</button></form></main></body></html>"""
made: list[str] = []


class Apply(GuardedForm, forms.Form):
    guard_purpose = "apply"
    name = forms.CharField(max_length=10)
    proof = forms.FileField(required=False)


def apply(request):
    form = Apply(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():

        def act() -> str:
            made.append(form.cleaned_data["name"])
            return f"application:{len(made)}"

        outcome = form.submit_once(act)
        return HttpResponse(f"{outcome.result} {request.POST.get('go', '')}")
    page = engines["django"].from_string(PAGE)
    return HttpResponse(page.render({"form": form}, request), status=422 if form.is_bound else 200)


urlpatterns = [path("apply/", apply), path("", include("gongkai.doorkeeping.urls"))]
