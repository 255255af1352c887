"""Pages about one person: kept in no cache, found by no search engine; and how often one address may come."""

from collections.abc import Callable
from functools import wraps
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from gongkai.applications import door
from gongkai.doorkeeping import actions as doorkeeping
from gongkai.doorkeeping.addresses import client_key
from gongkai.doorkeeping.verdicts import Verdict

MINUTE, HOUR, DAY = 60, 3600, 24 * 3600


class Quota(NamedTuple):
    """At most `most` in `seconds` from one address (of IPv6 from one /64)."""

    bucket: str
    most: int
    seconds: int


# A township's service window files for a whole village from one address: generous to people, narrow for programs.
STEPS_A_MINUTE = Quota("apply-minute", 30, MINUTE)
STEPS_A_DAY = Quota("apply-day", 600, DAY)
FILES_A_DAY = Quota("apply-files", 300, DAY)
LOOKS_A_MINUTE = Quota("apply-look", 40, MINUTE)
ACTS_A_MINUTE = Quota(*door.PACE)  # tries and acts on the status page are one count


def count(request: HttpRequest, *quotas: Quota) -> Verdict:
    """Count this request against each quota; the verdict that makes one wait longest, or the last that allows."""
    verdicts = doorkeeping.count_each(client_key(request), quotas)
    return max(verdicts, key=lambda verdict: (not verdict.allowed, verdict.retry_after_seconds))


def waiting(seconds: int) -> str:
    """How long that is, rounded up, as people say it."""
    if seconds < MINUTE:
        return _("%d 秒") % max(1, seconds)
    return _("%d 分钟") % -(-seconds // MINUTE) if seconds <= HOUR else _("%d 小时") % -(-seconds // HOUR)


def personal_page(view: Callable) -> Callable:
    """No copy of it anywhere but on this screen."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        patch_vary_headers(response, ["Cookie"])
        return response

    return sensitive_post_parameters()(guarded)
