"""The import contracts hold, and each of them fails on a planted fault: a contract that cannot fail guards nothing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FAULTS = {
    "organs/faulty.py": "from gongkai.catalogue.models import DisclosureItem\n",
    "portal/faulty.py": "from gongkai.workbench import apps\n",
    "statute/faulty.py": "import django\n",
    "catalogue/faulty.py": "from gongkai.clearance.models import ClearanceRecord\n",
}


def lint(house: Path) -> subprocess.CompletedProcess:
    return subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=house,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=os.environ | {"PYTHONPATH": str(house / "src"), "COLUMNS": "200"},
    )


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> Path:
    """A copy of the house in which one may break things."""
    copy = tmp_path_factory.mktemp("house")
    shutil.copytree(
        ROOT / "src" / "gongkai",
        copy / "src" / "gongkai",
        ignore=lambda _folder, names: [
            name for name in names if name == "__pycache__" or Path(name).suffix not in {"", ".py"}
        ],
    )
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


@pytest.fixture(scope="module")
def reports(house) -> tuple[str, str]:
    """What the linter says of the house as it is, and with every fault planted."""
    sound = lint(house)
    for path, text in FAULTS.items():
        (house / "src" / "gongkai" / path).write_text(text, encoding="utf-8")
    broken = lint(house)
    assert broken.returncode != 0
    return sound.stdout + sound.stderr, broken.stdout + broken.stderr


def test_every_contract_holds_in_the_house_as_it_is(reports):
    assert "0 broken" in reports[0], reports[0]


@pytest.mark.parametrize(
    "fault",
    [
        "gongkai.organs.faulty -> gongkai.catalogue.models",
        "gongkai.portal.faulty -> gongkai.workbench",
        "gongkai.statute.faulty -> django",
        "gongkai.catalogue.faulty -> gongkai.clearance.models",
    ],
    ids=["upwards", "sideways", "a framework in the law", "another context's records"],
)
def test_a_planted_fault_is_found_and_named(reports, fault):
    assert fault in reports[1]
    assert fault not in reports[0]


def test_a_context_nobody_gave_a_place_is_refused(house):
    newcomer = house / "src" / "gongkai" / "utils"
    newcomer.mkdir()
    (newcomer / "__init__.py").touch()
    told = lint(house)
    shutil.rmtree(newcomer)
    assert told.returncode != 0 and "utils" in told.stdout + told.stderr
