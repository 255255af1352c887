"""A caller from outside, and an application to ask about."""

import json

import pytest
from django.test import Client

from gongkai.api.description import document
from tests.api.schema import faults
from tests.applications.conftest import answered, applied  # noqa: F401  fixtures

HERE = "/api/v1/receipt-status"


@pytest.fixture
def ask(db):
    """ask(number, code): the answer; with `body=` other bytes, with `of=` from another address. Held against the description."""
    client = Client(enforce_csrf_checks=True)

    def call(number="", code="", *, body=None, kind="application/json", of="203.0.113.7", method="POST"):
        body = json.dumps({"number": number, "code": code}) if body is None else body
        response = client.generic(method, HERE, body, content_type=kind, REMOTE_ADDR=of)
        described = document()["paths"][HERE]["post"]["responses"][str(response.status_code)]
        if "$ref" in described:
            described = document()["components"]["responses"]["Problem"]
        kind_of_answer, shape = next(iter(described["content"].items()))
        assert response["Content-Type"].split(";")[0] == kind_of_answer
        assert faults(response.json(), shape["schema"], document()) == []
        return response

    return call
