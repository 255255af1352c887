"""Every page is valid HTML: checked by the W3C's own checker, which `.ci/run` installs."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.django_db
CHECKER = Path(__file__).resolve().parents[2] / ".ci/node/node_modules/vnu-jar/build/dist/vnu.jar"


@pytest.fixture
def checker() -> list[str]:
    missing = [name for name, there in (("java", shutil.which("java")), (str(CHECKER), CHECKER.exists())) if not there]
    if missing and not os.environ.get("GONGKAI_REQUIRE_ALL"):
        pytest.skip(f"the HTML checker needs {' and '.join(missing)}: .ci/run installs it")
    assert not missing
    return [shutil.which("java"), "-Xss8m", "-jar", str(CHECKER), "--errors-only", "--stdout"]


def test_every_page_is_valid_html(client, site, checker, tmp_path):
    pages = site.addresses() | {name: address for name, (address, _status) in site.troubles().items()}
    for name, address in pages.items():
        (tmp_path / f"{name.replace(' ', '-')}.html").write_bytes(client.get(address).content)
    client.get("/display/?type=large&next=/")
    (tmp_path / "large.html").write_bytes(client.get("/").content)
    found = subprocess.run([*checker, str(tmp_path)], capture_output=True, text=True, timeout=300, check=False)
    assert found.stdout == ""
    assert found.returncode == 0, found.stderr
