"""长者模式 and the size of a document's text: two cookies, read and set on the server; no script is needed."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

STANDARD, LARGE = "standard", "large"
TYPE_COOKIE, TEXT_COOKIE = "gongkai_type", "gongkai_text"
TEXT_SIZES = {"small": _("小"), "middle": _("中"), "big": _("大")}
A_YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Display:
    type: str = STANDARD
    text: str = "middle"

    @property
    def is_standard(self) -> bool:
        return self == Display()

    @property
    def is_large(self) -> bool:
        return self.type == LARGE


def chosen(request: HttpRequest) -> Display:
    """What this browser asked for before; anything unknown counts as the standard."""
    wanted, text = request.COOKIES.get(TYPE_COOKIE), request.COOKIES.get(TEXT_COOKIE)
    return Display(wanted if wanted == LARGE else STANDARD, text if text in TEXT_SIZES else "middle")


def remember(response: HttpResponse, request: HttpRequest, *, type: str | None, text: str | None) -> None:
    """Set what was chosen; the standard is remembered by forgetting, so that the page may be kept in caches again."""
    for name, value, allowed, usual in (
        (TYPE_COOKIE, type, (STANDARD, LARGE), STANDARD), (TEXT_COOKIE, text, TEXT_SIZES, "middle"),
    ):  # fmt: skip
        if value == usual:
            response.delete_cookie(name, samesite="Lax")
        elif value in allowed:
            # Not HttpOnly: the small script that changes the size in place writes the same cookie.
            response.set_cookie(name, value, max_age=A_YEAR, samesite="Lax", secure=request.is_secure())
