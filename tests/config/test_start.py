"""Starting: production refuses what is dangerous; a process knows the addresses of its own side only."""

import json
import os
import subprocess
import sys

import pytest

LONG_KEY = "k" * 50
SEAL_KEYS = f"k1:{'k' * 43}=\nblind:{'b' * 43}="
ROUTES = """
import json
import django
django.setup()
from django.urls import Resolver404, get_resolver, resolve

def addresses(resolver, before=""):
    for pattern in resolver.url_patterns:
        address = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from addresses(pattern, address)
        else:
            yield address

def known(path):
    try:
        return bool(resolve(path))
    except Resolver404:
        return False

print(json.dumps({
    "addresses": list(addresses(get_resolver())),
    "namespaces": sorted(get_resolver().namespace_dict),
    "office": known("/office/"), "login": known("/office/login/"), "organ": known("/o/rongjiang-mzj/"),
    "file": known("/files/0f8b6c2e-1d34-4c59-9a3e-0123456789ab/a.pdf"),
}))
"""


def run(script: str, data, **environment) -> subprocess.CompletedProcess:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GONGKAI_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-c", script],
        env=kept | {"GONGKAI_DATA": str(data)} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def start(data, **environment) -> subprocess.CompletedProcess:
    return run("import gongkai.config.settings.production", data, **environment)


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({}, "没有设置 GONGKAI_SECRET_KEY"),
        ({"GONGKAI_SECRET_KEY": "k" * 49}, "少于 50 个字符"),
        ({"GONGKAI_SECRET_KEY": LONG_KEY}, "没有设置 GONGKAI_SEAL_KEYS"),
        ({"GONGKAI_SECRET_KEY": LONG_KEY, "GONGKAI_SEAL_KEYS": "k1:AAAA"}, "密钥第 1 行不是 32 字节的 base64"),
        (
            {"GONGKAI_SECRET_KEY": LONG_KEY, "GONGKAI_SEAL_KEYS": SEAL_KEYS, "GONGKAI_DEBUG": "yes"},
            "生产环境不能打开 GONGKAI_DEBUG",
        ),
        ({"GONGKAI_SECRET_KEY": LONG_KEY, "GONGKAI_ROUTES": "none"}, "GONGKAI_ROUTES='none'"),
    ],
)
def test_production_refuses_to_start_with_one_sentence_and_no_traceback(environment, told, tmp_path):
    ended = start(tmp_path, **environment)
    assert ended.returncode == 1
    assert told in ended.stderr and "Traceback" not in ended.stderr and len(ended.stderr.splitlines()) == 1


def test_production_starts_with_its_keys_from_files(tmp_path):
    (tmp_path / "key").write_text(LONG_KEY, encoding="ascii")
    (tmp_path / "seal").write_text(SEAL_KEYS, encoding="ascii")
    ended = start(
        tmp_path,
        GONGKAI_SECRET_KEY_FILE=str(tmp_path / "key"),
        GONGKAI_SEAL_KEYS_FILE=str(tmp_path / "seal"),
    )
    assert (ended.returncode, ended.stderr) == (0, "")


def test_the_demo_makes_its_keys_once_and_keeps_them_from_others(tmp_path):
    show = "from gongkai.config.settings import demo; print(hash((demo.SECRET_KEY, demo.SEAL_KEYS)))"
    first, second = (run(show, tmp_path, PYTHONHASHSEED="0").stdout for _time in range(2))
    assert first == second != ""
    for name in ("demo-secret-key", "demo-seal-keys"):
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["demo-seal-keys", "demo-secret-key"]


def routes(side: str, data) -> dict:
    ended = run(ROUTES, data, DJANGO_SETTINGS_MODULE="gongkai.config.settings.dev", GONGKAI_ROUTES=side)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout.splitlines()[-1])


def test_a_public_process_knows_not_one_address_of_the_office(tmp_path):
    found = routes("public", tmp_path)
    assert not [
        address for address in found["addresses"] if "office" in address or "login" in address or "admin" in address
    ]
    assert not [name for name in found["namespaces"] if name.startswith("wagtail")]
    assert (found["office"], found["login"], found["organ"], found["file"]) == (False, False, True, True)


def test_an_office_process_knows_no_address_of_the_portal(tmp_path):
    found = routes("office", tmp_path)
    assert "portal" not in found["namespaces"]
    outside = [address for address in found["addresses"] if not address.startswith(("office/", "files/"))]
    assert outside == [""], "the root sends on to the office"
    assert (found["office"], found["login"], found["organ"], found["file"]) == (True, True, False, True)
