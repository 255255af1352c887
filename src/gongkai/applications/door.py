"""查询码之门: number and code open an application to its applicant, through the page and the interface alike.

Wrong tries lock. Who guesses is stopped by address; one application is closed only to the address that guessed at
it, so that nobody can lock somebody else out of the own application. A code has 30¹⁰ values: patience is no way in.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from gongkai.applications import rules
from gongkai.applications.models import Application
from gongkai.applications.queries.case import found_by_code
from gongkai.doorkeeping import actions as doorkeeping
from gongkai.doorkeeping import queries as tried
from gongkai.doorkeeping.verdicts import Verdict

# Bucket, tries, seconds: counted together with the tries on the status page.
OF_ONE = ("status-number", 10, 3600)  # wrong ones of one address at one application
OF_ALL = ("status-address", 40, 3600)  # wrong ones of one address at whatever application
PACE = ("status-minute", 30, 60)  # all of one address, right or wrong


@dataclass(frozen=True)
class Opened:
    """`case` when number and code belong together; else a sentence, and in how many seconds to try again (0: at once).

    The sentence is the same whether the number or the code is wrong.
    """

    case: Application | None
    sentence: str = ""
    retry_after_seconds: int = 0

    @property
    def is_locked(self) -> bool:
        return self.case is None and self.retry_after_seconds > 0


def knock(number: str, code: str, *, client: str, at: datetime | None = None) -> Opened:
    """Try number and code for `client` (doorkeeping.addresses.client_key). Call it outside any transaction."""
    of_one = f"{rules.typed_number(number)} {client}"
    wrong = ((OF_ONE, of_one), (OF_ALL, client))
    for (bucket, limit, _seconds), key in wrong:
        if not (verdict := tried.peek(bucket, key, limit, at=at)).allowed:
            return _locked(verdict)
    if not (verdict := doorkeeping.count(PACE[0], client, *PACE[1:], at=at)).allowed:
        return _locked(verdict)
    case = found_by_code(number, code)
    if case is not None:
        doorkeeping.clear(OF_ONE[0], of_one)
        return Opened(case)
    for (bucket, limit, seconds), key in wrong:
        doorkeeping.count(bucket, key, limit, seconds, at=at)
    return Opened(None, _("编号或者查询码不对，请对照登记回执核对。查询码不区分大小写。"))


def _locked(verdict: Verdict) -> Opened:
    return Opened(None, verdict.sentence, max(1, verdict.retry_after_seconds))
