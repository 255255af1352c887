"""The description is OpenAPI 3.1 in itself, is served as it is, and names every state and every refusal there is."""

import json
import re

import pytest
from django.test import Client

from gongkai import __version__
from gongkai.api import problems
from gongkai.api.description import document
from gongkai.applications import standing as s
from gongkai.applications.queries.status import ENDED, INSIDE
from tests.api.schema import faults, resolved

METHODS = {"get", "put", "post", "delete", "patch", "head", "options"}


def nodes(value, at="#"):
    yield at, value
    for name, part in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from nodes(part, f"{at}/{name}")


def test_it_is_served_as_json_that_any_page_may_read():
    response = Client().get("/api/v1/openapi.json")
    assert response.status_code == 200 and response["Access-Control-Allow-Origin"] == "*"
    assert json.loads(response.content) == document()
    assert document()["openapi"].startswith("3.1") and document()["info"]["version"] == __version__


def test_it_has_what_openapi_asks_of_every_operation():
    names = []
    for path, item in document()["paths"].items():
        assert path.startswith("/") and set(item) <= METHODS
        for operation in item.values():
            assert operation["operationId"] and operation["summary"] and operation["responses"]
            names.append(operation["operationId"])
            for status, response in operation["responses"].items():
                assert re.fullmatch(r"[1-5]\d\d", status)
                told = resolved(response["$ref"], document()) if "$ref" in response else response
                assert told["description"]
    assert len(names) == len(set(names))


def test_every_reference_leads_somewhere_and_every_schema_is_referred_to():
    used = {value["$ref"] for _at, value in nodes(document()) if isinstance(value, dict) and "$ref" in value}
    for reference in used:
        assert resolved(reference, document())
    parts = document()["components"]
    assert {f"#/components/{kind}/{name}" for kind, rows in parts.items() for name in rows} == used


def test_what_is_required_is_described():
    for at, value in nodes(document()):
        if isinstance(value, dict) and isinstance(value.get("required"), list):
            assert set(value["required"]) <= set(value["properties"]), at


@pytest.mark.parametrize("example", ["number", "code"])
def test_the_examples_are_as_described(example):
    shape = document()["components"]["schemas"]["Receipt"]["properties"][example]
    assert shape["examples"] and all(faults(value, shape, document()) == [] for value in shape["examples"])


def test_every_state_an_applicant_can_be_told_is_listed_and_no_other():
    told = {INSIDE.get(state, state) for state in s.STATES} - {s.NEW, s.ARCHIVED} | set(ENDED.values())
    assert set(document()["components"]["schemas"]["Status"]["properties"]["state"]["enum"]) == told


def test_every_kind_of_refusal_is_listed_and_has_a_chinese_title():
    listed = document()["components"]["schemas"]["Problem"]["properties"]["type"]["enum"]
    assert listed == [f"urn:gongkai:problem:{kind}" for kind in problems.TITLES]
    assert all(re.search(r"[一-鿿]", str(title)) for title in problems.TITLES.values())


def test_an_address_that_is_none_is_a_problem_document_too(db):
    response = Client().get("/api/v2/anything")
    assert response.status_code == 404 and response["Content-Type"].startswith("application/problem+json")
    shape = document()["components"]["schemas"]["Problem"]
    assert faults(response.json(), shape, document()) == []


def test_the_check_itself_finds_faults():
    shape = document()["components"]["schemas"]["Problem"]
    good = {"type": "urn:gongkai:problem:locked", "title": "t", "status": 429, "detail": "d", "instance": "/"}
    assert faults(good, shape, document()) == []
    for wrong in (
        {"status": "429"}, {"status": 200}, {"type": "x"}, {"title": ""}, {"name": "罗小满"}, {"status": True},
        {"errors": [{"pointer": "#"}]},
    ):  # fmt: skip
        assert faults(good | wrong, shape, document()) != [], wrong
    assert faults({}, shape, document()) != []
    assert faults("2024-13-01", {"type": "string", "format": "date"}, document()) != []
