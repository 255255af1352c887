"""Journeys go faster than people do."""

import pytest

from gongkai.doorkeeping import guard


@pytest.fixture(autouse=True)
def nobody_is_called_hasty(monkeypatch):
    """A program fills in a form within three seconds, which alone would bring up the question; that is tested elsewhere."""
    monkeypatch.setattr(guard, "HASTY", 0)
