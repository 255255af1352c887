"""工作考核、社会评议、责任追究 of a government's report (国办公开办函〔2021〕30号, 条例第五十条第四项), from the records here."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.accountability.models import Feedback, LiabilityCase, ScoreSheet
from gongkai.organs import queries as organs
from gongkai.organs.models import Organ

TOPIC = "监督保障"


def of_governments(organ: Organ, year: int) -> Iterator[tuple[str, str, str]]:
    """Numbers of the area below a government; nothing for other organs, and nothing where there is no record."""
    if organ.kind != Organ.Kind.GOVERNMENT:
        return
    area = list(organs.below(organ))
    scored = ScoreSheet.objects.filter(organ__in=area, year=year).exclude(closed_at=None).count()
    if scored:
        yield (
            "accountability.scored",
            TOPIC,
            _("对%(n)d个机关%(year)d年度政府信息公开工作进行了考核。") % {"n": scored, "year": year},
        )
    first, last = (timezone.make_aware(datetime(one, 1, 1)) for one in (year, year + 1))
    said = Feedback.objects.filter(organ__in=[*area, organ], sent_at__gte=first, sent_at__lt=last)
    verdicts = Counter(said.order_by().values_list("verdict", flat=True))
    if verdicts:
        kinds = Feedback.Verdict
        yield (
            "accountability.appraised",
            TOPIC,
            _("收到公众对已公开信息的评价%(n)d条，其中有用%(useful)d条、没用%(useless)d条、指出错误%(wrong)d条。")
            % {"n": verdicts.total(), **{str(kind): verdicts[kind] for kind in kinds.values}},
        )
    decided = LiabilityCase.objects.filter(organ__in=area, decided_on__year=year).exclude(
        measure=LiabilityCase.Measure.NONE
    )
    measures = Counter(decided.order_by().values_list("measure", flat=True))
    if measures:
        named = "、".join(f"{LiabilityCase.Measure(key).label}{number}件" for key, number in sorted(measures.items()))
        yield (
            "accountability.liability",
            TOPIC,
            _("依法追究责任%(n)d件：%(named)s。") % {"n": measures.total(), "named": named},
        )
