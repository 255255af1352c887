"""What the tests of the chain share."""

from pathlib import Path

import pytest

from gongkai.catalogue import actions as catalogue
from gongkai.catalogue.models import Heading

# Files with planted leaks are not ours to ship: what is asked of them runs where a collection lies beside the project.
if not (Path(__file__).resolve().parents[3] / "shared" / "data" / "samples").is_dir():
    collect_ignore = ["documents/test_planted_samples.py", "redaction/test_samples.py"]


@pytest.fixture
def submitted(draft, clerk):
    """submitted(chain="three", …): an item under a heading of that chain, submitted by the clerk."""

    def make(chain="three", *, by=clerk, answers=None, note="", escalate="", at=None, **fields):
        Heading.objects.filter(code="0314").update(chain=chain)
        item = draft(by=by, at=at, **fields)
        return catalogue.submit(item=item, by=by, answers=answers, note=note, escalate=escalate, at=at)

    return make
