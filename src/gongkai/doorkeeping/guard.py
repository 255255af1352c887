"""What stands between a public form and a program that fills it in: seen by nobody whose browser runs our script.

    no script        a plain question in the form itself
    script           a proof of work, made while the form is being filled in
    looks hasty      (sent within 3 seconds, or the field people never see was filled): the question, never a refusal

A right answer is not asked for again when the form comes back for another reason.
"""

import hashlib
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property

from django.core import signing
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.doorkeeping import challenge, question
from gongkai.doorkeeping.actions import spend
from gongkai.doorkeeping.verdicts import Verdict

SALT = "gongkai.doorkeeping.form"
LIFETIME = 12 * 3600  # seconds a form may stay open
HASTY = 3  # seconds in which nobody fills in a form
TOKEN, PROOF, QUESTION, ANSWER, TRAP = "guard_token", "guard_proof", "guard_question", "guard_answer", "guard_homepage"


@dataclass
class Guard:
    """The guard of one rendered form. Templates show it by `doorkeeping/_guard.html`; `submission` names this rendering."""

    purpose: str
    submission: str = field(default_factory=lambda: secrets.token_urlsafe(18))
    rendered_at: float = field(default_factory=time.time)
    is_answered: bool = False
    asks: bool = False
    error: str = ""

    most_tries = challenge.MOST
    lifetime_seconds = int(challenge.LIFETIME.total_seconds())

    @property
    def token(self) -> str:
        kept = {"f": self.purpose, "i": self.submission, "t": int(self.rendered_at), "a": int(self.is_answered)}
        return signing.dumps(kept, salt=SALT)

    @cached_property
    def question(self) -> question.Question:
        return question.ask()

    @cached_property
    def challenge_json(self) -> str:
        return json.dumps(challenge.issue(self.purpose))

    @property
    def renewal(self) -> str:
        return reverse("doorkeeping:challenge") + f"?for={self.purpose}"

    def again(self, **changes) -> "Guard":
        """The guard of the same form when it is shown once more: a new rendering, begun when the first one was."""
        return Guard(self.purpose, rendered_at=self.rendered_at, **changes)


def sent(data: Mapping[str, str], purpose: str) -> Guard | None:
    """The guard of the form these data come from; None when its token is missing, foreign, altered or too old."""
    try:
        kept = signing.loads(data.get(TOKEN, ""), salt=SALT, max_age=LIFETIME)
    except signing.BadSignature:
        return None
    if kept["f"] != purpose:
        return None
    return Guard(purpose, submission=kept["i"], rendered_at=kept["t"], is_answered=bool(kept["a"]))


def answered(data: Mapping[str, str], guard: Guard | None) -> bool:
    """Whether the question was rightly answered, now or before. Uses that up: one answer is handed on to one new form."""
    if guard is not None and guard.is_answered:
        return _handed_on(guard)
    return bool(data.get(ANSWER, "").strip()) and question.check(data.get(QUESTION, ""), data[ANSWER]).allowed


def judge(data: Mapping[str, str], guard: Guard | None, purpose: str, *, by: str) -> Verdict:
    """Whether this submission may pass. `by` stands for all that was sent, so that a double click passes twice."""
    if data.get(ANSWER, "").strip():
        return question.check(data.get(QUESTION, ""), data[ANSWER], by=by)
    if guard is None:
        return Verdict(allowed=False, reason=_("这个页面打开得太久了，填写的内容都在。请回答下面的小问题后再提交。"))
    if guard.is_answered and _handed_on(guard, by=by):
        return Verdict(allowed=True)
    if not data.get(PROOF):
        return Verdict(allowed=False, reason=_("提交之前，请回答下面的小问题。"))
    if is_hasty(data, guard):
        return Verdict(allowed=False, reason=_("提交得很快。请回答下面的小问题，确认不是程序自动提交。"))
    proved = challenge.verify(data[PROOF], purpose, by=by)
    if proved.allowed:
        return proved
    return Verdict(allowed=False, reason=_("%(reason)s请回答下面的小问题后再提交。") % {"reason": proved.sentence})


def _handed_on(guard: Guard, *, by: str = "") -> bool:
    return spend(f"answered:{guard.submission}", expires_at=timezone.now() + timedelta(seconds=LIFETIME), by=by)


def is_hasty(data: Mapping[str, str], guard: Guard) -> bool:
    return bool(data.get(TRAP)) or time.time() - guard.rendered_at < HASTY


def all_that_was_sent(data, files) -> str:
    """A digest of every field and file of a submission but the forgery token: the same form sent twice has the same."""
    hashed = hashlib.sha256()
    for name in sorted(data):
        if name != "csrfmiddlewaretoken":
            values = data.getlist(name) if hasattr(data, "getlist") else [data[name]]
            hashed.update(json.dumps([name, values], default=str).encode())
    for name in sorted(files or ()):
        uploads = files.getlist(name) if hasattr(files, "getlist") else [files[name]]
        hashed.update(json.dumps([name, [(upload.name, upload.size) for upload in uploads]]).encode())
    return hashed.hexdigest()
