"""How many queries a page may cost, and that the number does not grow with the archive."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import when

pytestmark = pytest.mark.django_db
BUDGET = {
    "platform": 20, "organ": 20, "group": 10, "heading": 10, "heading page": 10, "budgets": 10, "item": 10, "interpretation": 10,
    "item with files": 10, "reading copy": 10, "catalogue": 12, "filtered catalogue": 14, "search with hits": 16,
    "organisation": 10, "guide": 10, "apply": 10, "reports": 10, "report": 10, "site map": 6, "statement": 4, "performance": 12,
    "performance of all": 10,
}  # fmt: skip


def queries(client, address: str) -> int:
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_each_page_stays_within_its_budget(client, site):
    spent = {name: queries(client, address) for name, address in site.addresses().items() if name in BUDGET}
    assert {name: count for name, count in spent.items() if count > BUDGET[name]} == {}


def test_the_number_of_queries_does_not_depend_on_the_number_of_items(client, site, published, uploaded):
    before = {name: queries(client, address) for name, address in site.addresses().items()}
    for number in range(8):
        published(title=f"动态{number}", at=when(2019, 5, 6), attachments=[(uploaded(f"表{number}.txt"), "表")])
        published(heading="030601", title=f"{2010 + number}年部门预算", at=when(2019, 5, 7))
        published(heading="030104", title=f"再次解读{number}", interprets=site.policy, at=when(2019, 5, 8))
        published(heading="031001", title=f"低保标准{number}", at=when(2019, 5, 8))
    after = {name: queries(client, address) for name, address in site.addresses().items()}
    # One more is allowed where a page had no item with a file before: the files are then read together.
    assert {name: (before[name], after[name]) for name in before if after[name] > before[name] + 1} == {}


def test_the_frame_costs_at_most_two_queries(client, site):
    assert queries(client, "/statement/") <= 2


def test_many_files_on_an_item_cost_no_more_than_one(client, published, uploaded):
    one = published(title="一份附件", attachments=[(uploaded("一.txt"), "一")])
    many = published(title="多份附件", attachments=[(uploaded(f"{n}.txt"), f"附件{n}") for n in range(6)])
    assert queries(client, many.get_absolute_url()) == queries(client, one.get_absolute_url())
