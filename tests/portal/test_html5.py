"""Every page is valid HTML: checked by the W3C's own checker, which `.ci/run` installs."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from gongkai.applications import queries
from tests.portal import applying

pytestmark = pytest.mark.django_db
CHECKER = Path(__file__).resolve().parents[2] / ".ci/node/node_modules/vnu-jar/build/dist/vnu.jar"


@pytest.fixture
def checker() -> list[str]:
    missing = [name for name, there in (("java", shutil.which("java")), (str(CHECKER), CHECKER.exists())) if not there]
    if missing and not os.environ.get("GONGKAI_REQUIRE_ALL"):
        pytest.skip(f"the HTML checker needs {' and '.join(missing)}: .ci/run installs it")
    assert not missing
    return [shutil.which("java"), "-Xss8m", "-jar", str(CHECKER), "--errors-only", "--stdout"]


def steps_of_an_application(client, organ) -> dict:
    """The pages of an online application, from the empty form to the case opened with number and code."""
    online = f"/o/{organ.slug}/apply/online/"
    empty = client.post(online, applying.filled_in(client, organ, name="", title="", content=""))
    sent = applying.applied(client, organ)
    case = queries.register(organ, queries.Filters()).rows[0]
    return {
        "apply-form": client.get(online),
        "apply-faults": empty,
        "apply-check": applying.looked_over(client, organ),
        "apply-receipt": client.get(sent["Location"]),
        "apply-status": client.get(f"/o/{organ.slug}/apply/status/"),
        "apply-case": applying.opened(client, case),
    }


def test_every_page_is_valid_html(client, site, checker, tmp_path):
    pages = site.addresses() | {name: address for name, (address, _status) in site.troubles().items()}
    for name, address in pages.items():
        (tmp_path / f"{name.replace(' ', '-')}.html").write_bytes(client.get(address).content)
    for name, page in steps_of_an_application(client, site.organ).items():
        (tmp_path / f"{name}.html").write_bytes(page.content)
    client.get("/display/?type=large&next=/")
    (tmp_path / "large.html").write_bytes(client.get("/").content)
    found = subprocess.run([*checker, str(tmp_path)], capture_output=True, text=True, timeout=300, check=False)
    assert found.stdout == ""
    assert found.returncode == 0, found.stderr
