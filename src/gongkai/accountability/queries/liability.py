"""Who may read the register: the supervising office above, and the head of the organ concerned (Arts 47, 53)."""

from gongkai.accountability.models import LiabilityCase
from gongkai.organs import queries as organs
from gongkai.organs import rules


def cases_of(user) -> list[LiabilityCase]:
    """What this account may see, the newest first: of the organs below it as overseer, of its own as head."""
    seen = [*organs.organs_where(user, rules.OVERSEE), *organs.organs_where(user, rules.SIGN_REPORT)]
    return list(LiabilityCase.objects.filter(organ__in=seen).select_related("organ", "opened_by"))


def visible_case(user, pk: int) -> LiabilityCase | None:
    return next((case for case in cases_of(user) if case.pk == pk), None)
