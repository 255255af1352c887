"""办理: the small forms beside an item. Nothing is chosen beforehand, and nothing typed is lost by a refusal."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gongkai.catalogue import actions as catalogue
from gongkai.catalogue.models import DisclosureEvent, DisclosureItem

pytestmark = pytest.mark.django_db


def page(name, *args):
    return reverse(f"office_{name}", args=args)


def options(answer, name: str) -> list[tuple[str, str]]:
    """The options of a select on the page, in order, as value and words."""
    found = re.search(rf'<select name="{name}".*?</select>', answer.content.decode(), re.S)
    return re.findall(r'<option value="([^"]*)"[^>]*>([^<]*)', found.group())


def now() -> str:
    return timezone.localtime().strftime("%Y-%m-%dT%H:%M")


@pytest.mark.parametrize("field", ["reason", "to", "channel"])
def test_no_choice_is_made_for_the_person(field, signed_in, office_head, published):
    answer = signed_in(office_head).get(page("item", published().pk))
    assert options(answer, field)[0] == ("", "请选择")


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("withdraw", {"reason": "", "note": "先撤下"}, "请选择撤下原因"),
        ("validity", {"to": "", "on": "2019-05-20"}, "请选择变更后的有效性"),
        ("posting", {"channel": "", "at": "2019-05-20T09:00"}, "请选择发布渠道"),
    ],
)
def test_a_missing_choice_is_asked_for_and_nothing_happens(name, typed, told, signed_in, office_head, published, words):
    item = published()
    assert told in words(signed_in(office_head).post(page(name, item.pk), typed, follow=True))
    assert [event.kind for event in item.events.all()] == [DisclosureEvent.Kind.DISCLOSED]


def test_not_applicable_is_offered_only_where_a_validity_stands(signed_in, office_head, published):
    client = signed_in(office_head)
    without, item = published(), published(validity="in_force")
    assert "不适用" not in dict(options(client.get(page("item", without.pk)), "to")).values()
    assert dict(options(client.get(page("item", item.pk)), "to"))["none"] == "不适用"
    client.post(page("validity", item.pk), {"to": "none", "on": timezone.localdate().isoformat()})
    item.refresh_from_db()
    assert item.validity == ""


def test_the_same_channel_twice_is_told_with_the_day_it_was_recorded(signed_in, office_head, published, words):
    item, client = published(), signed_in(office_head)
    first = timezone.localtime() - timedelta(minutes=5)
    client.post(page("posting", item.pk), {"channel": "board", "at": first.strftime("%Y-%m-%dT%H:%M")})
    said = words(client.post(page("posting", item.pk), {"channel": "board", "at": now()}, follow=True))
    assert f"“信息公告栏”已经记录过，时间是 {first:%Y-%m-%d %H:%M}" in said
    assert item.events.filter(kind=DisclosureEvent.Kind.POSTED).count() == 1


def test_after_a_refusal_the_fold_stays_open_with_what_was_typed(signed_in, office_head, published):
    item = published()
    before = (item.formed_on - timedelta(days=9)).isoformat()
    answer = signed_in(office_head).post(
        page("validity", item.pk), {"to": "repealed", "on": before, "note": "新办法施行"}, follow=True
    )
    said = answer.content.decode()
    fold = next(part for part in re.findall(r"<details.*?</details>", said, re.S) if "有效性变更" in part)
    assert re.match(r"<details[^>]* open", fold)
    assert "早于成文日期" in fold and 'value="新办法施行"' in fold and before in fold
    assert len(re.findall(r"<details[^>]* open", said)) == 1


def test_publishing_at_once_that_is_refused_opens_no_fold(signed_in, clerk, draft, cleared):
    item = cleared(draft())
    DisclosureItem.objects.filter(pk=item.pk).update(openness="withheld")
    catalogue.revise(item=DisclosureItem.objects.get(pk=item.pk), by=clerk, title="未经审查的标题")
    said = signed_in(clerk).post(page("publish", item.pk), follow=True).content.decode()
    assert not re.search(r"<details[^>]* open", said)
    item.refresh_from_db()
    assert not item.live


def test_items_are_moved_by_code_and_never_under_the_annual_report(signed_in, office_head, published, heading):
    offered = dict(options(signed_in(office_head).get(page("item", published().pk)), "heading"))
    assert f"0315 {heading('0315').name}" in offered.values()
    kinds = {heading(words[: words.index(" ")]).kind for pk, words in offered.items() if pk}
    assert not kinds & {"annual_report", "group", "guide", "request_entry"}


def test_the_page_of_an_item_says_whose_eyes_it_shows(signed_in, clerk, leader, draft, published, words):
    client = signed_in(clerk)
    assert "将来公众看到的样子" in words(client.get(page("item", draft().pk)))
    item = published()
    said = words(client.get(page("item", item.pk)))
    assert "公众看到的样子" in said and "将来" not in said
    catalogue.withdraw(item=item, by=leader, reason="error", note="附件有误")
    answer = client.get(page("item", item.pk))
    said = words(answer)
    assert "撤下前的样子" in said and "看公众看到的撤下说明" in said and "要再公开" in said
    assert reverse("portal:item", args=[item.organ.slug, item.pk]) in answer.content.decode()


def test_a_withdrawn_item_is_sent_for_clearance_again_from_its_page(signed_in, clerk, leader, published, words):
    item = published()
    catalogue.withdraw(item=item, by=leader, reason="error")
    assert "已送审" in words(signed_in(clerk).post(page("submit", item.pk), follow=True))


def test_the_past_of_an_item_names_channel_validity_reason_and_former_heading(
    signed_in, office_head, published, heading, words
):
    item, old = published(validity="in_force"), heading("0314").name
    catalogue.record_posting(item=item, channel="wechat", at=timezone.now(), by=office_head, note="第三期")
    catalogue.change_validity(item=item, to="repealed", on=timezone.localdate(), by=office_head, note="新办法施行")
    catalogue.move(item=item, heading=heading("0315"), by=office_head)
    catalogue.withdraw(item=item, by=office_head, reason="superseded")
    said = words(signed_in(office_head).get(page("item", item.pk)))
    for told in (
        "渠道：微信公众号 第三期",
        "由“有效”变更为“废止” 新办法施行",
        f"从“{old}”移来",
        "原因：已由新的信息代替",
    ):
        assert told in said
