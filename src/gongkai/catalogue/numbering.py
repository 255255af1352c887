"""Giving an 索引号: the rule is the organ's, the arithmetic is the law's (`statute.index_number`), the counter is ours."""

from datetime import date

from django.db import transaction
from django.db.models import F

from gongkai.statute import index_number


@transaction.atomic
def next_index_number(organ, formed_on: date) -> str:
    """The next number of this organ for the year of the information. A number already in the catalogue is skipped,
    so that numbers brought along from an older system are never given again."""
    from gongkai.catalogue.models import DisclosureItem, IndexSerial

    known = {
        "uscc": organ.uscc, "orgcode": organ.org_code, "region": organ.region_code, "year": formed_on.year,
        "yyyymmdd": f"{formed_on:%Y%m%d}",
    }  # fmt: skip
    IndexSerial.objects.get_or_create(organ=organ, year=formed_on.year)
    while True:
        IndexSerial.objects.filter(organ=organ, year=formed_on.year).update(last=F("last") + 1)
        serial = IndexSerial.objects.get(organ=organ, year=formed_on.year).last
        number = index_number.compose(
            organ.index_template,
            **{token: value for token, value in known.items() if "{" + token in organ.index_template},
            serial=serial,
        )
        if not DisclosureItem.objects.filter(index_number=number).exists():
            return number
