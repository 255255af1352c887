"""Applications for tests, made by the actions that also make the real ones. `applied()` gives one in the handler's hands."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from gongkai.applications import actions
from tests.smtp_catcher import catching

PERSON = {
    "kind": "natural_person", "name": "罗小满", "id_kind": "resident", "id_number": "999999199001010018",
    "phone": "19900001234", "address": "贵州省榕江县古州镇某某路1号",
}  # fmt: skip
COMPANY = {
    "kind": "org_business", "name": "某某养老服务有限公司", "id_kind": "credit_code", "id_number": "91522632MA00000000",
    "contact_person": "石某", "phone": "19900005678", "email": "office@example.com",
}  # fmt: skip
ASKED = {
    "title": "2023年度城乡低保资金分配文件", "content": "2023年度全县城乡最低生活保障资金分乡镇的分配文件及附表。",
    "wanted_form": "electronic", "delivery_way": "online",
}  # fmt: skip


def at(day: date, hour: int = 10) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))


@pytest.fixture
def applied(organ, clerk, office_head):
    """applied(on=date, channel="counter", assigned=True, applicant={…}, …): registered by the clerk, in his hands."""

    def make(*, on: date = date(2024, 9, 6), channel: str = "counter", assigned: bool = True, by=clerk, **more):
        fields = {"applicant": PERSON, **ASKED, **more}
        case = actions.register(organ=organ, by=by, channel=channel, on=on, at=at(on), **fields)
        if assigned and case.received_on:
            case = actions.assign(application=case, by=by, handler=by, on=on, at=at(on))
        return case

    return make


@pytest.fixture
def applied_online(organ):
    def make(*, day: date = date(2024, 9, 6), **more):
        fields = {"applicant": PERSON, **ASKED, **more}
        return actions.apply_online(organ=organ, at=at(day), **fields)

    return make


GRANTED = {"delivered": "《2023年度城乡低保资金分配表》电子版1份"}


@pytest.fixture
def answered(applied, clerk, leader):
    """answered(decision, facts, on=…): drafted by the clerk, cleared and signed by the leader, served online."""

    def make(
        decision: str = "granted", facts: dict | None = None, *, case=None, on: date = date(2024, 9, 20), way="online"
    ):
        case = case or applied()
        letter = actions.draft_reply(
            application=case, by=clerk, decision=decision, facts=facts or GRANTED, on=on, at=at(on)
        )
        case = actions.sign_reply(application=case, by=leader, seen_hash=letter.content_hash(), on=on, at=at(on, 11))
        return actions.serve(application=case, by=clerk, way=way, tracking="XA12345678952", on=on, at=at(on, 15))

    return make


ADDRESSES = {
    "clerk": "shiwen@example.gov.cn",
    "leader": "yangjuchang@example.gov.cn",
    "supervisor": "dugongkai@example.gov.cn",
}


@pytest.fixture
def catcher(settings):
    with catching() as caught:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", caught.port
        settings.DEFAULT_FROM_EMAIL = "gongkai@example.gov.cn"
        yield caught


@pytest.fixture
def people(clerk, leader, supervisor):
    """Clerk, leader and supervisor with addresses; the office head (who also approves) has registered none."""
    for user in (clerk, leader, supervisor):
        user.email = ADDRESSES[{clerk.pk: "clerk", leader.pk: "leader"}.get(user.pk, "supervisor")]
        user.save()
    return clerk, leader, supervisor
