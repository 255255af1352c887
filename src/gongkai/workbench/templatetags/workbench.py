"""What the office templates need beyond Django's own tags."""

from django import template
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join, json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.localization import get_js_translation_strings
from wagtail.admin.menu import admin_menu
from wagtail.admin.search import admin_search_areas
from wagtail.admin.telepath import JSContext
from wagtail.admin.ui import sidebar

from gongkai.workbench import public_side

register = template.Library()


@register.simple_tag(takes_context=True)
def plain_menu(context) -> SafeString:
    """The main menu as links, for a browser without scripts."""
    items = sorted(admin_menu.menu_items_for_request(context["request"]), key=lambda item: item.order)
    links = format_html_join("", '<li><a href="{}">{}</a></li>', ((item.url, item.label) for item in items))
    token = context.get("csrf_token", "")
    return format_html(
        '<nav class="office-plain-menu" aria-label="{}"><ul>{}</ul><form method="post" action="{}">'
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}"><button class="button button-secondary">{}</button></form></nav>',
        _("主菜单"), links, reverse("wagtailadmin_logout"), token, _("退出登录"),
    )  # fmt: skip


@register.inclusion_tag("workbench/_field.html")
def field(bound, **options):
    """A form field with label, help and errors, each tied to its control. Options: wide, hint."""
    return {"field": bound, **options}


@register.filter
def days_left(count: int) -> str:
    """Working days left or over, in words."""
    if count < 0:
        return _("已超期 %d 个工作日") % -count
    return _("今天到期") if count == 0 else _("还剩 %d 个工作日") % count


@register.filter
def moment(value) -> str:
    """A time as clerks write it: 2019-05-20 09:30."""
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M") if value else ""


@register.filter
def size(count: int) -> str:
    return f"{count / 1048576:.1f} MB" if count >= 1048576 else f"{max(1, round(count / 1024))} KB"


@register.filter
def get(mapping, key):
    return mapping.get(key, "")


@register.simple_tag
def public_address(name: str, *args) -> str:
    """Where the public finds this: name and arguments of a portal address."""
    return public_side.address(name, *args)


@register.simple_tag(takes_context=True)
def frame_config(context) -> SafeString:
    """What Wagtail's scripts want to know. Its own tag asks for addresses of apps we do not install."""
    config = {
        "CSRF_TOKEN": get_token(context["request"]),
        "CSRF_HEADER_NAME": "X-CSRFToken",
        "ADMIN_API": {},
        "ADMIN_URLS": {},
        "I18N_ENABLED": False,
        "LOCALES": [],
        "KEYBOARD_SHORTCUTS_ENABLED": False,
        "STRINGS": get_js_translation_strings(),
    }
    return json_script(config, "wagtail-config")


@register.simple_tag(takes_context=True)
def office_sidebar(context) -> SafeString:
    """Wagtail's sidebar with our menu, and the person's name where Wagtail would print the account's."""
    request = context["request"]
    account = [
        sidebar.LinkMenuItem("account", _("我的账号"), reverse("office_account"), icon_name="user"),
        sidebar.ActionMenuItem("logout", _("退出登录"), reverse("wagtailadmin_logout"), icon_name="logout"),
    ]
    areas = admin_search_areas.search_items_for_request(request)
    modules = [
        sidebar.WagtailBrandingModule(),
        *(sidebar.SearchModule(area) for area in areas),
        sidebar.MainMenuModule(admin_menu.render_component(request), account, Shown(request.user)),
    ]
    return json_script({"modules": JSContext().pack(modules)}, "wagtail-sidebar-props")


class Shown:
    """An account as the sidebar shows it."""

    def __init__(self, user) -> None:
        self.first_name = user.get_full_name()

    def get_username(self) -> str:
        return self.first_name
