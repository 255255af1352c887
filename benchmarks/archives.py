"""Archives by size, each in a folder (and, on PostgreSQL, a database) of its own; made once, used by every measurement.

python -m benchmarks.archives 100000        # in the archive's environment: brings it to that size, says how fast
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

SERVER = os.environ.get("GONGKAI_BENCH_POSTGRES", "postgresql://postgres@127.0.0.1:5432")
SOURCE = Path(__file__).resolve().parents[1] / "src" / "gongkai"
TOLD = "filled.json"  # how the archive was filled, kept with it


def environment(folder: Path, size: int, engine: str = "sqlite") -> dict[str, str]:
    """What a process needs to work on this archive."""
    data = folder / (str(size) if engine == "sqlite" else f"{size}-{engine}")
    given = {"GONGKAI_DATA": str(data), "DJANGO_SETTINGS_MODULE": "benchmarks.settings", "GONGKAI_LOG": "ERROR"}
    if engine == "postgres":
        given["GONGKAI_DATABASE"] = f"{SERVER}/gongkai_bench_{size}"
    return given


# Migrating an empty database takes longer than filling a small one: it is done once and copied.
def made(folder: Path, size: int, engine: str = "sqlite") -> dict[str, str]:
    """The environment of an archive of `size` items, which is filled now if nobody has filled it before."""
    given = environment(folder, size, engine)
    data = Path(given["GONGKAI_DATA"])
    told = _told(data)
    if told.get("schema") == _schema():
        return given
    if engine == "postgres":
        if size:
            made(folder, 0, engine)
        _database(size)
    elif not told and size:
        shutil.copytree(made(folder, 0)["GONGKAI_DATA"], data, ignore=shutil.ignore_patterns(TOLD), dirs_exist_ok=True)
    print(f"filling {size:,} items, {engine} … ", end="", file=sys.stderr, flush=True)
    data.mkdir(parents=True, exist_ok=True)
    now = run(given, "benchmarks.archives", str(size))
    print(f"{now['seconds']:.0f} s", file=sys.stderr, flush=True)
    # One that was only brought to the schema of today tells how it was filled then.
    (data / TOLD).write_text(json.dumps((now if now["items"] else now | told) | {"schema": _schema()}))
    return given


def _told(data: Path) -> dict[str, Any]:
    path = data / TOLD
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _schema() -> str:
    """A name for the migrations there are: an archive that was kept may be older than they."""
    names = sorted(str(path.relative_to(SOURCE)) for path in SOURCE.glob("*/migrations/*.py"))
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:16]


def how_filled(folder: Path, size: int, engine: str = "sqlite") -> dict[str, Any]:
    """Items a second, seconds and peak megabytes of the filling of this archive."""
    return _told(Path(environment(folder, size, engine)["GONGKAI_DATA"]))


def run(given: dict[str, str], module: str, *words: str) -> dict[str, Any]:
    """The last line a module prints, read as JSON, when it is run in this environment."""
    done = subprocess.run(
        [sys.executable, "-m", module, *words], env=os.environ | given, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{module} {' '.join(words)} failed:\n{done.stderr[-3000:]}")
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def _database(size: int) -> None:
    import psycopg

    name = f"gongkai_bench_{size}"
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            template = ' TEMPLATE "gongkai_bench_0"' if size else ""
            server.execute(f'CREATE DATABASE "{name}"{template}')


def has_postgres() -> bool:
    import psycopg

    try:
        psycopg.connect(f"{SERVER}/postgres", connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def main(size: int) -> None:
    import django

    django.setup()
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from benchmarks import archive
    from benchmarks.processes import peak_mb
    from gongkai.catalogue.models import DisclosureItem
    from gongkai.cli.setup import prepare

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        prepare()
    archive.people()
    archive.fill(min(size, archive.SEEDS))
    have = DisclosureItem.objects.count()
    started = time.monotonic()
    archive.fill(size)
    seconds = time.monotonic() - started
    print(json.dumps({"items": size - have, "seconds": seconds, "peak_mb": peak_mb()}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
