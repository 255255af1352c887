"""我的账号: who I am here, and a new password."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gongkai.audit import actions as audit


def account(request: HttpRequest) -> HttpResponse:
    form = PasswordChangeForm(request.user, request.POST or None)
    form.fields["old_password"].widget.attrs.pop("autofocus", None)
    if request.method == "POST" and form.is_valid():
        form.save()
        update_session_auth_hash(request, form.user)
        organ = request.desk.organ
        audit.record(
            verb="account.password_changed", by=request.user, organ=organ.slug if organ else "",
            subject=f"user:{request.user.get_username()}",
        )  # fmt: skip
        messages.success(request, _("密码已修改。"))
        return redirect("office_account")
    return render(request, "workbench/account.html", {"form": form})


account.needs_a_post = False
