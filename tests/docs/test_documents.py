"""Documents say what is so: tests they name exist, links lead somewhere, commands are the commands there are."""

import re
from pathlib import Path

import pytest

from gongkai.cli.main import COMMANDS
from gongkai.config.environment import FOR_TESTS, SETTINGS

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def test_every_test_named_in_the_features_exists():
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "docs/features.md").read_text(encoding="utf-8"))
    assert len(named) >= 20
    for file, test in named:
        assert f"def {test}(" in (ROOT / file).read_text(encoding="utf-8"), f"{file}::{test}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_inside_the_project_leads_somewhere(document):
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
        if "://" not in target:
            assert (document.parent / target).exists(), target


def test_every_command_named_in_a_document_is_there():
    for document in DOCUMENTS:
        for name in re.findall(r"`(?:\.venv/bin/)?gongkai ([a-z]+)", document.read_text(encoding="utf-8")):
            assert name in COMMANDS, f"{document.name}: gongkai {name}"


def test_every_variable_named_in_a_document_is_a_setting():
    known = {setting.name for setting in SETTINGS} | FOR_TESTS
    for document in DOCUMENTS:
        for name in re.findall(r"GONGKAI_[A-Z0-9_]+[A-Z0-9]", document.read_text(encoding="utf-8")):
            assert name.removesuffix("_FILE") in known, f"{document.name}: {name}"


def test_each_decision_has_its_line_in_the_index():
    index = (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")
    for page in (ROOT / "docs/decisions").glob("0*.md"):
        assert page.name in index, page.name
    for number in re.findall(r"\[(\d{4})\]", index):
        assert list((ROOT / "docs/decisions").glob(f"{number}-*.md")), number


def test_no_document_or_source_names_a_place_on_somebodys_machine():
    places = re.compile(r"/(?:work|root|home|farm)/[a-z]")
    for path in [*DOCUMENTS, *ROOT.glob("src/**/*.py"), *ROOT.glob("benchmarks/**/*.py"), ROOT / "Makefile"]:
        assert not places.search(path.read_text(encoding="utf-8")), path
