"""Archives by size, each in a folder (and, on PostgreSQL, a database) of its own; made once, used by every measurement.

python -m benchmarks.archives 100000        # in the archive's environment: brings it to that size, says how fast
"""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

SERVER = os.environ.get("GONGKAI_BENCH_POSTGRES", "postgresql://postgres@127.0.0.1:5432")
TOLD = "filled.json"  # how the archive was filled, kept with it


def environment(folder: Path, size: int, engine: str = "sqlite") -> dict[str, str]:
    """What a process needs to work on this archive."""
    data = folder / (str(size) if engine == "sqlite" else f"{size}-{engine}")
    given = {"GONGKAI_DATA": str(data), "DJANGO_SETTINGS_MODULE": "benchmarks.settings", "GONGKAI_LOG": "ERROR"}
    if engine == "postgres":
        given["GONGKAI_DATABASE"] = f"{SERVER}/gongkai_bench_{size}"
    return given


def made(folder: Path, size: int, engine: str = "sqlite") -> dict[str, str]:
    """The environment of an archive of `size` items, which is filled now if nobody has filled it before."""
    given = environment(folder, size, engine)
    data = Path(given["GONGKAI_DATA"])
    if not (data / TOLD).exists():
        if engine == "sqlite":
            _from_empty(folder, data)
        else:
            data.mkdir(parents=True, exist_ok=True)
            _database(size)
        print(f"filling {size:,} items, {engine} … ", end="", file=sys.stderr, flush=True)
        told = run(given, "benchmarks.archives", str(size))
        print(f"{told['seconds']:.0f} s", file=sys.stderr, flush=True)
        (data / TOLD).write_text(json.dumps(told))
    return given


def how_filled(folder: Path, size: int, engine: str = "sqlite") -> dict[str, Any]:
    """Items a second, seconds and peak megabytes of the filling of this archive."""
    told: dict[str, Any] = json.loads(
        (Path(environment(folder, size, engine)["GONGKAI_DATA"]) / TOLD).read_text(encoding="utf-8")
    )
    return told


def run(given: dict[str, str], module: str, *words: str) -> dict[str, Any]:
    """The last line a module prints, read as JSON, when it is run in this environment."""
    done = subprocess.run(
        [sys.executable, "-m", module, *words], env=os.environ | given, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{module} {' '.join(words)} failed:\n{done.stderr[-3000:]}")
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def _from_empty(folder: Path, data: Path) -> None:
    """Migrating an empty database takes longer than filling a small one: it is done once and copied."""
    empty = folder / "0"
    if not (empty / TOLD).exists():
        empty.mkdir(parents=True, exist_ok=True)
        told = run(environment(folder, 0), "benchmarks.archives", "0")
        (empty / TOLD).write_text(json.dumps(told))
    if not data.exists():
        shutil.copytree(empty, data, ignore=shutil.ignore_patterns(TOLD))


def _database(size: int) -> None:
    import psycopg

    name = f"gongkai_bench_{size}"
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            server.execute(f'CREATE DATABASE "{name}"')


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
    from benchmarks import archive
    from benchmarks.processes import peak_mb
    from gongkai.catalogue.models import DisclosureItem
    from gongkai.cli.setup import prepare

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
