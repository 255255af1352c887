"""Proof of work: the browser computes for a moment, unseen, what a mass sender would have to compute each time.

The challenge and its verification are altcha's (version 2, SHA-256, one round, a counter below MOST). The browser's part
is our own proof.js: altcha's widget needs HTTPS and starts its worker from a blob, and here a page must do its work on
plain HTTP inside an office network and under a policy that runs nothing but our files.
"""

import secrets
from datetime import UTC, datetime, timedelta

import altcha
from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from gongkai.doorkeeping.actions import spend
from gongkai.doorkeeping.verdicts import Verdict

LEAST, MOST = 40_000, 120_000  # tries; a plain phone makes about 200 000 a second
LIFETIME = timedelta(minutes=30)
LONGEST_PAYLOAD = 4096


def issue(purpose: str = "", *, at: datetime | None = None) -> dict:
    """A fresh challenge as JSON values, good for LIFETIME and for forms of this purpose."""
    made = altcha.create_challenge(
        "SHA-256",
        1,
        counter=LEAST + secrets.randbelow(MOST - LEAST),
        expires_at=(at or timezone.now()) + LIFETIME,
        data={"purpose": purpose},
        hmac_secret=_secret(),
    )
    return made.to_dict()


def verify(payload: str, purpose: str = "", *, by: str = "") -> Verdict:
    """Whether this proof is genuine, in time and not used before (unless by the very same `by`). A proof is used up by this."""
    verdict = look(payload, purpose)
    if not verdict.allowed:
        return verdict
    parameters = altcha.Payload.from_base64(payload).challenge.parameters
    if not spend(parameters.nonce, expires_at=datetime.fromtimestamp(parameters.expires_at, UTC), by=by):
        return Verdict(allowed=False, reason=_("这次自动验证已经用过。"))
    return verdict


def look(payload: str, purpose: str = "") -> Verdict:
    """The same without using it up."""
    if len(payload) > LONGEST_PAYLOAD:
        return Verdict(allowed=False, reason=_("自动验证没有完成。"))
    found = altcha.verify_solution(payload, _secret())
    if found.expired:
        return Verdict(allowed=False, reason=_("自动验证已过期。"))
    if not found.verified:
        return Verdict(allowed=False, reason=_("自动验证没有完成。"))
    if altcha.Payload.from_base64(payload).challenge.parameters.data != {"purpose": purpose}:
        return Verdict(allowed=False, reason=_("这次自动验证不属于这个表单。"))
    return Verdict(allowed=True)


def _secret() -> bytes:
    return salted_hmac("gongkai.doorkeeping.challenge", "", secret=settings.SECRET_KEY, algorithm="sha256").digest()
