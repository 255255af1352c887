"""`POST /api/v1/receipt-status`: by the number and the query code of the receipt, what the application has come to.

The same door as the status page: the same count of wrong tries, the same answer whether number or code is wrong. The
code travels in the body, so that no log of addresses keeps it. Nothing in the answer tells who applied.
"""

import json
from datetime import date
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from gongkai.api.problems import Problem, endpoint
from gongkai.applications import queries
from gongkai.applications.door import knock
from gongkai.doorkeeping.addresses import client_key

MOST_BYTES = 2048
FIELDS = ("number", "code")


@endpoint("POST")
def receipt_status(request: HttpRequest) -> JsonResponse:
    asked = _asked(request)
    opened = knock(asked["number"], asked["code"], client=client_key(request))
    if opened.is_locked:
        after = opened.retry_after_seconds
        raise Problem("locked", 429, opened.sentence, headers={"Retry-After": str(after)}, retry_after_seconds=after)
    if opened.case is None:
        raise Problem("not-found", 404, opened.sentence)
    return JsonResponse(as_data(queries.status(opened.case)), json_dumps_params={"ensure_ascii": False})


def as_data(found: queries.Status) -> dict[str, Any]:
    due = found.due
    return {
        "number": found.number,
        "state": found.state,
        "state_label": found.state_label,
        "received_on": _iso(found.received_on),
        "due_on": _iso(due.on if due else None),
        "safe_on": _iso(due.safe_on if due else None),
        "provisional": bool(due and due.provisional),
        "trail": [
            {"day": _iso(step.day), "what": step.what, "article": step.article} for step in (due.trail if due else ())
        ],
        "timeline": [{"on": _iso(on), "label": label, "article": article} for on, label, article in found.timeline],
    }


def _asked(request: HttpRequest) -> dict[str, str]:
    """Number and code as sent; Problem for a body that is not what the description says."""
    if request.content_type != "application/json":
        raise Problem("not-json", 415, _("请用 Content-Type: application/json 发送。"))
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MOST_BYTES:
        raise Problem("too-large", 413, _("内容最多 %d 字节。") % MOST_BYTES)
    try:
        sent = json.loads(request.body.decode("utf-8"))
    except (ValueError, RecursionError) as fault:
        raise Problem("not-json", 400, _("内容不能读作 UTF-8 的 JSON。")) from fault
    if not isinstance(sent, dict):
        raise Problem("invalid", 400, _("内容应为含有 number 和 code 的 JSON 对象。"))
    wrong = [
        {"pointer": f"#/{name}", "detail": _("必须是不空的文本，最长 60 字。")}
        for name in FIELDS
        if not isinstance(sent.get(name), str) or not 0 < len(sent[name].strip()) <= 60
    ]
    wrong += [{"pointer": _pointer(name), "detail": _("没有这一项。")} for name in sorted(set(sent) - set(FIELDS))[:20]]
    if wrong:
        raise Problem("invalid", 400, _("请写明登记编号（number）和查询码（code），不要有别的内容。"), errors=wrong)
    return {name: sent[name] for name in FIELDS}


def _pointer(name: str) -> str:
    """A JSON pointer (RFC 6901) to a member as it was sent, cut short."""
    return "#/" + name[:60].encode("utf-8", "replace").decode().replace("~", "~0").replace("/", "~1")


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
