"""静态网站: how the files the public reads stand, for who minds the platform."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from gongkai.organs import rules
from gongkai.static_site.queries import site_state

MINDERS = {rules.MANAGE_ORGAN, rules.OVERSEE, rules.READ_TRAIL}


def site(request: HttpRequest) -> HttpResponse:
    if not MINDERS & set(request.desk.rights):
        raise PermissionDenied(_("静态网站的情况由机关管理员和政府信息公开工作主管部门查看。"))
    return render(request, "workbench/site.html", {"state": site_state()})
