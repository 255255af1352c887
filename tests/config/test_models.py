"""The models agree with their migrations, with Django's own checks and with the order of the house."""

import io
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]


def levels() -> dict[str, int]:
    """Context: its floor, counted from the top, as the import contract in pyproject.toml has it."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return {name.strip(" ()"): floor for floor, line in enumerate(layers) for name in line.split("|")}


def relations():
    for model in apps.get_models(include_auto_created=True):
        if not model.__module__.startswith("gongkai."):
            continue
        for field in model._meta.get_fields():
            target = field.related_model if field.is_relation and field.concrete else None
            if target is not None and not isinstance(target, str) and target.__module__.startswith("gongkai."):
                yield model, field.name, target


def test_there_is_a_migration_for_every_change_of_a_model(db):
    told = io.StringIO()
    try:
        call_command("makemigrations", check_changes=True, dry_run=True, stdout=told)
    except SystemExit:
        pytest.fail(told.getvalue())
    assert "No changes detected" in told.getvalue()


def test_djangos_own_checks_find_nothing(db):
    call_command("check", fail_level="WARNING", databases=["default"])


def test_every_context_with_models_has_a_floor_in_the_contract():
    contexts = {model.__module__.split(".")[1] for model, _name, _target in relations()}
    assert {"catalogue", "clearance", "organs", "pages"} <= contexts <= set(levels())


def test_no_model_points_at_a_context_above_its_own_or_beside_it():
    floor = levels()
    wrong = [
        f"{model.__name__}.{name} → {target.__name__}"
        for model, name, target in relations()
        if (own := model.__module__.split(".")[1]) != (other := target.__module__.split(".")[1])
        and floor[other] <= floor[own]
    ]
    assert wrong == []


def test_the_audit_trail_points_at_nothing_so_that_nothing_can_take_a_row_of_it_along():
    assert not [name for model, name, _target in relations() if model._meta.app_label == "audit"]
