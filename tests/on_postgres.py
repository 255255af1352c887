"""`python -m tests.on_postgres`: the database tests once more, on PostgreSQL, where there is one.

The server is GONGKAI_TEST_POSTGRES (postgresql://postgres@127.0.0.1:5432/postgres when unset); test databases of their
own are made there and removed. Without a server this says so, or fails under GONGKAI_REQUIRE_ALL=1.
"""

import os
import subprocess
import sys

import psycopg

SERVER = os.environ.get("GONGKAI_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
FOLDERS = (
    "accounts", "audit", "sealing", "doorkeeping", "organs", "pages", "casework", "clearance", "catalogue", "applications",
    "search", "annual_reports", "accountability", "static_site", "api", "cli", "journeys",
)  # fmt: skip


def main() -> int:
    try:
        psycopg.connect(SERVER, connect_timeout=3).close()
    except psycopg.OperationalError as problem:
        print(f"PostgreSQL tests skipped: no server at {SERVER.rpartition('@')[2]} ({str(problem).splitlines()[0]})")
        return 1 if os.environ.get("GONGKAI_REQUIRE_ALL") == "1" else 0
    print("The database tests again, on PostgreSQL:", flush=True)
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-n",
            "2",
            "--dist",
            "worksteal",
            "-m",
            "not browser and not sqlite",
            # What serves, reads, draws or sends files asks no database anything it was not asked on SQLite.
            "--ignore=tests/cli/test_serve.py",
            "--ignore=tests/cli/test_bake_mirror.py",
            "--ignore=tests/journeys/test_office_off.py",
            "--ignore=tests/search/test_pinyin.py",
            "--ignore=tests/annual_reports/published",
            "--ignore=tests/annual_reports/test_papers.py",
            "--ignore=tests/applications/test_letters_render.py",
            "--ignore=tests/applications/test_letters_texts.py",
            *(f"--ignore=tests/clearance/{part}" for part in ("documents", "scanners", "cleaning", "redaction")),
            "--ignore=tests/clearance/test_apart.py",
            "--ignore=tests/pages/importing",
            *(
                f"--ignore-glob=tests/static_site/{part}"
                for part in (
                    "test_front_*",
                    "test_verify*",
                    "test_manifest.py",
                    "test_signing.py",
                    "test_restoring.py",
                    "test_bundles_site.py",
                    "mirroring",
                )
            ),
            *(f"tests/{f}" for f in FOLDERS),
        ],
        env=os.environ | {"GONGKAI_DATABASE": SERVER},
        check=False,
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
