"""人员: opening accounts, giving and ending posts."""

from axes.utils import reset as lift_lock
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.organs import actions, rules
from gongkai.workbench.forms.organ import DismissForm, EmployForm, PostsForm
from gongkai.workbench.gate import needs
from gongkai.workbench.views.organ import staff_of


@needs(rules.MANAGE_ORGAN)
def employ(request: HttpRequest) -> HttpResponse:
    organ = request.desk.organ
    form = EmployForm(request.POST or None, organ=organ)
    if request.method == "POST" and form.is_valid():
        try:
            staff = actions.employ(by=request.user, organ=organ, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _("已为%s开设账号。请告知用户名和初始密码，并请本人登录后修改密码。") % staff)
            return redirect("office_organ")
    return render(request, "workbench/form.html", {"form": form, "title": _("新增人员"), "back": "office_organ"})


@needs(rules.MANAGE_ORGAN)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    staff = staff_of(request, pk)
    held = staff.posts.filter(until=None)
    initial = {"unit": staff.unit, "title": staff.title, "is_full_time": staff.is_full_time}
    form = PostsForm(request.POST if "posts" in request.POST else None, organ=staff.organ, initial=initial)
    if form.is_bound and form.is_valid():
        actions.appoint(
            by=request.user, user=staff.user, organ=staff.organ, position=staff.position, **form.cleaned_data
        )
        messages.success(request, _("%s的岗位已保存。") % staff)
        return redirect("office_person", pk)
    if "password" in request.POST:
        try:
            actions.reset_password(by=request.user, staff=staff, password=request.POST["password"])
        except ValidationError as refusal:
            messages.error(request, _("密码没有重设：%s") % "".join(refusal.messages))
        else:
            lift_lock(username=staff.user.get_username())
            messages.success(request, _("密码已重设，因输错而暂停的登录也已恢复，请当面告知本人。"))
        return redirect("office_person", pk)
    context = {
        "staff": staff,
        "form": form,
        "held": held,
        "past": staff.posts.exclude(until=None),
        "dismiss_form": DismissForm(),
    }
    return render(request, "workbench/person.html", context)


@require_POST
@needs(rules.MANAGE_ORGAN)
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    staff = staff_of(request, pk)
    form = DismissForm(request.POST)
    if form.is_valid():
        actions.dismiss(by=request.user, staff=staff, **form.cleaned_data)
        messages.success(request, _("已免去%s的岗位，经办记录保留。") % staff)
    else:
        messages.error(request, _("请写明免职日期。"))
    return redirect("office_person", pk)
