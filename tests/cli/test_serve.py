"""`gongkai serve`: one process tree that serves, mends itself and leaves nothing behind; baked pages outlive the database."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.cli import setup
from tests.cli.processes import children, is_alive, megabytes, until
from tests.static_site.front_site import built
from tests.static_site.servers import clean_environment, free_port, running
from tests.static_site.test_front_servers import ask

ROOT = Path(__file__).resolve().parents[2]
MEGABYTES = 350


def environment(data: Path, **more: str) -> dict[str, str]:
    return clean_environment(
        GONGKAI_DATA=str(data), DJANGO_SETTINGS_MODULE="gongkai.config.settings.dev", GONGKAI_HOSTS="127.0.0.1", **more
    )


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "gongkai.cli.main", *words]


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    """A data directory that `gongkai setup` has made."""
    folder = tmp_path_factory.mktemp("data")
    subprocess.run(command("setup", "--quiet"), env=environment(folder), check=True, timeout=300)
    return folder


@pytest.fixture(scope="module")
def form(data) -> str:
    """What the templates and static files of today come to."""
    asked = (
        "import django; django.setup(); from gongkai.static_site.sources import source; print(source().fingerprint())"
    )
    env = environment(data) | {"DJANGO_SETTINGS_MODULE": "gongkai.config.settings.demo"}
    return subprocess.run(
        [sys.executable, "-c", asked], env=env, check=True, capture_output=True, text=True
    ).stdout.strip()


@pytest.fixture
def baked(tmp_path, form) -> str:
    """The setting that names a baked site, in the form of today: its worker has nothing to bake anew."""
    root = built(tmp_path / "site").root
    (root / "current").resolve().joinpath("progress.jsonl").write_text(json.dumps({"form": form}) + "\n")
    return str(root)


@pytest.fixture
def served(data, baked, tmp_path):
    port, env = free_port(), environment(data, GONGKAI_SITE=baked)
    with running(command("serve", "--port", str(port)), port, log=tmp_path / "log", env=env) as server:
        yield server, f"http://127.0.0.1:{port}", tmp_path / "log"


def worker_of(server) -> int:
    """The task worker: the one child that has a child is its keeper."""
    return next((below[0] for pid in children(server.pid) if (below := children(pid))), 0)


def test_one_tree_serves_baked_and_dynamic_pages_within_its_memory_and_ends_without_a_trace(served):
    server, address, log = served
    assert ask(address, "/", Accept_Encoding="br")[1]["Content-Encoding"] == "br"
    for path in ("/search/?q=x", "/accessibility/", "/office/login/") * 4:
        assert ask(address, path)[0] == 200, (path, log.read_text())
    assert until(lambda: len(children(server.pid)) == 4), (
        "two web workers, the keeper and its worker; the baker has ended"
    )
    tree = [server.pid, *children(server.pid)]
    assert megabytes(tree) <= MEGABYTES, [round(megabytes([pid])) for pid in tree]
    server.send_signal(signal.SIGTERM)
    assert server.wait(30) == 0
    assert until(lambda: not [pid for pid in tree if is_alive(pid)]), "an orphan is left"


def test_a_worker_that_dies_is_started_again_and_so_is_a_web_process(served):
    server, address, _log = served
    assert until(lambda: worker_of(server))
    worker = worker_of(server)
    os.kill(worker, signal.SIGKILL)
    assert until(lambda: worker_of(server) not in (0, worker))
    web = [pid for pid in children(server.pid) if not children(pid) and pid != worker_of(server)]
    os.kill(web[0], signal.SIGKILL)
    assert until(lambda: not is_alive(web[0]) and len(children(server.pid)) == 4)
    assert until(lambda: ask(address, "/")[0] == 200)


def test_whatever_kills_the_parent_takes_the_children_with_it(served):
    server, _address, _log = served
    assert until(lambda: worker_of(server))
    tree = children(server.pid)
    server.kill()
    server.wait()
    assert until(lambda: not [pid for pid in tree if is_alive(pid)])


def test_ctrl_c_ends_it_too(data, tmp_path):
    port = free_port()
    with running(command("serve", "--port", str(port)), port, log=tmp_path / "log", env=environment(data)) as server:
        tree = children(server.pid)
        server.send_signal(signal.SIGINT)
        assert server.wait(30) == 0 and until(lambda: not [pid for pid in tree if is_alive(pid)])


def test_the_public_side_alone_has_no_office(data, tmp_path):
    port = free_port()
    env = environment(data, GONGKAI_ROUTES="public")
    with running(command("serve", "--no-worker", "--port", str(port)), port, log=tmp_path / "log", env=env) as server:
        address = f"http://127.0.0.1:{port}"
        assert ask(address, "/office/login/")[0] == 404 and ask(address, "/accessibility/")[0] == 200
        assert len(children(server.pid)) == 2


def test_a_port_that_is_taken_is_told_in_one_sentence(data):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ended = subprocess.run(
            command("serve", "--port", port),
            env=environment(data),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    assert ended.returncode == 1 and f"不能监听 127.0.0.1:{port}" in ended.stderr and "Traceback" not in ended.stderr


NO_DATABASE = "postgresql://postgres@127.0.0.1:9/gongkai"


def test_without_its_database_it_serves_what_is_baked_and_tells_forms_so(data, baked, tmp_path):
    port = free_port()
    env = environment(data, GONGKAI_DATABASE=NO_DATABASE, GONGKAI_SITE=baked)
    with running(command("serve", "--port", str(port)), port, log=tmp_path / "log", env=env):
        address = f"http://127.0.0.1:{port}"
        assert ask(address, "/o/rongjiang-mzj/")[0] == 200
        for path, method in (("/search/?q=x", "GET"), ("/o/rongjiang-mzj/apply/online/", "GET")):
            status, told, body = ask(address, path, method)
            assert (status, told["Retry-After"]) == (503, "120") and "暂时不能使用" in body.decode()
    assert (
        "打不开数据库" in (tmp_path / "log").read_text() and "先提供已经静态化的网页" in (tmp_path / "log").read_text()
    )


def test_without_database_and_without_a_baked_site_it_does_not_start(tmp_path):
    env = environment(tmp_path, GONGKAI_DATABASE=NO_DATABASE)
    ended = subprocess.run(command("serve"), env=env, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 1 and "打不开数据库" in ended.stderr and "Traceback" not in ended.stderr


def test_static_files_are_collected_again_only_when_a_source_has_changed(tmp_path, settings, monkeypatch):
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.css").write_text("p{}", encoding="ascii")
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    from django.contrib.staticfiles import finders

    finders.get_finder.cache_clear()
    monkeypatch.setattr(
        "django.contrib.staticfiles.management.commands.collectstatic.Command.is_local_storage", lambda _self: True
    )
    done = []
    monkeypatch.setattr("django.core.management.call_command", lambda *words, **_more: done.append(words[0]))
    try:
        setup._collect(only_changes=True)
        setup._collect(only_changes=True)
        assert done == ["collectstatic"]
        (source / "a.css").write_text("p{margin:0}", encoding="ascii")
        setup._collect(only_changes=True)
        assert done == ["collectstatic"] * 2
        setup._collect(only_changes=False)
        assert done == ["collectstatic"] * 3, "setup itself always does it"
        shutil.rmtree(settings.STATIC_ROOT)
        setup._collect(only_changes=True)
        assert done == ["collectstatic"] * 4
    finally:
        finders.get_finder.cache_clear()


@pytest.mark.django_db
def test_migrations_run_at_a_start_only_when_one_is_missing(monkeypatch, settings, tmp_path):
    settings.DATA, settings.DEBUG = tmp_path, True
    done = []
    monkeypatch.setattr("django.core.management.call_command", lambda *words, **_more: done.append(words[0]))
    setup.prepare(only_changes=True)
    assert done == []
    monkeypatch.setattr("django.db.migrations.executor.MigrationExecutor.migration_plan", lambda *_all: ["one"])
    setup.prepare(only_changes=True)
    assert done == ["migrate"]


def test_nginx_is_told_the_paths_and_names_of_the_settings(tmp_path):
    ended = subprocess.run(
        command("serve", "--print-nginx", "--port", "8123"), capture_output=True, text=True, timeout=60, check=True,
        env=environment(tmp_path, GONGKAI_SITE="/srv/gongkai/site", GONGKAI_HTTPS="yes", GONGKAI_UPLOAD_MB="20") | {"GONGKAI_HOSTS": "zfxxgk.example.gov.cn,[::1]"},
    )  # fmt: skip
    assert (
        "root /srv/gongkai/site/current/www;" in ended.stdout and "server 127.0.0.1:8123 max_fails=0;" in ended.stdout
    )
    assert "server_name zfxxgk.example.gov.cn;" in ended.stdout and "client_max_body_size 100m;" in ended.stdout
    assert (
        "listen 443 ssl" in ended.stdout
        and 'add_header Strict-Transport-Security "max-age=31536000" always;' in ended.stdout
    )


def test_the_nginx_file_in_the_tree_is_the_one_that_is_printed():
    env = clean_environment(
        GONGKAI_DATA="/var/lib/gongkai",
        GONGKAI_HOSTS="zfxxgk.example.gov.cn",
        GONGKAI_HTTPS="yes",
        GONGKAI_TRUSTED_PROXIES="1",
    )
    ended = subprocess.run(
        command("serve", "--print-nginx"), capture_output=True, text=True, timeout=60, check=True, env=env
    )
    assert (ROOT / "deploy" / "nginx" / "gongkai.conf").read_text(encoding="utf-8") == ended.stdout
