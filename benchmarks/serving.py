"""How fast a page leaves: baked files by nginx and by our own server, against plain Wagtail with and without a page cache.

One server at a time on CPU 0, `wrk` on the last CPU, 32 connections, 200 pages in turn. Every case is measured right after
nginx with the same files without compressed copies, and its ratio is to that; the median of the rounds' ratios is printed.
"""

import shutil
import statistics
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from benchmarks import archives, load
from benchmarks.processes import Tree, free_port
from benchmarks.targets import Line, Report

ARCHIVE, PAGES, SERVER_CPU = 1_000, 200, 0
GZIP = {"Accept-Encoding": "gzip"}
NGINX = """
worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log; worker_rlimit_nofile 8192;
events {{ worker_connections 1024; }}
http {{
  include /etc/nginx/mime.types; default_type application/octet-stream; access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000;
  charset utf-8; open_file_cache max=10000 inactive=60s; open_file_cache_valid 5s;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder}; uwsgi_temp_path {folder}; scgi_temp_path {folder};
  server {{ listen 127.0.0.1:{plain_port}; root {plain}; }}
  server {{ listen 127.0.0.1:{baked_port}; root {baked}; gzip_static on; gzip_vary on; try_files $uri $uri/index.html =404; }}
}}
"""


class Case(NamedTuple):
    name: str
    tree: Tree
    base: str
    addresses: list[str]
    headers: dict[str, str]


def report(folder: Path, sizes: list[int]) -> Report:
    """`sizes`: rounds, and seconds a turn."""
    rounds, seconds = sizes
    if not load.has_wrk() or not shutil.which("nginx"):
        return Report("serving: wrk and nginx are needed and not both here")
    with ExitStack() as stack:
        plain, *others = _cases(folder, stack)
        for case in (plain, *others):  # warm: file cache, code, the page cache
            load.put(case.tree, case.base, case.addresses, folder, seconds=1, headers=case.headers)
        told: dict[str, list[tuple[load.Load, float]]] = {case.name: [] for case in others}
        reference = []
        for turn in range(rounds):
            print(f"serving: round {turn + 1} of {rounds}", file=sys.stderr)
            for case in others:
                base = load.put(plain.tree, plain.base, plain.addresses, folder, seconds=seconds, headers={})
                mine = load.put(case.tree, case.base, case.addresses, folder, seconds=seconds, headers=case.headers)
                reference.append(base)
                told[case.name].append((mine, mine.per_second / base.per_second))
    return _told(plain.name, reference, told)


def _cases(folder: Path, stack: ExitStack) -> Iterator[Case]:
    given = archives.made(folder, ARCHIVE)
    site = baked(given)
    www = (site / "current" / "www").resolve()
    pages = sorted(www.glob("o/*/i/*/index.html"))[:PAGES]
    addresses = [f"/{page.parent.relative_to(www)}/" for page in pages]
    ports = [free_port() for _turn in range(5)]
    nginx = folder / "nginx"
    _uncompressed(www, pages, nginx / "plain")
    config = nginx / "nginx.conf"
    config.write_text(
        NGINX.format(folder=nginx, plain=nginx / "plain", baked=www, plain_port=ports[0], baked_port=ports[1])
    )
    server = stack.enter_context(Tree(["nginx", "-c", str(config), "-e", str(nginx / "nginx.log")], cpu=SERVER_CPU))
    for name, port, headers in (("nginx, plain files", ports[0], {}), ("nginx, baked files", ports[1], GZIP)):
        base = f"http://127.0.0.1:{port}"
        server.wait_for(base + addresses[0])
        yield Case(name, server, base, addresses, headers)
    one = {"GONGKAI_WORKERS": "1", "GONGKAI_HOSTS": "*"}
    own = [sys.executable, "-m", "gongkai.cli.main", "serve", "--no-worker", "--port", str(ports[2])]
    yield _case(stack, "own server, baked files", own, ports[2], addresses, given | one)
    archives.run(given, "benchmarks.plainpages.archive", str(PAGES))
    plain_addresses = [f"/a{number}/" for number in range(1, PAGES + 1)]
    for name, port, cache in (
        ("plain Wagtail behind a page cache", ports[3], "1"),
        ("plain Wagtail", ports[4], "0"),
    ):
        words = [
            str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--port", str(port), "--workers", "1", "--blocking-threads", "2", "--no-ws",
            "benchmarks.plainpages.wsgi:application",
        ]  # fmt: skip
        yield _case(stack, name, words, port, plain_addresses, given | {"BENCH_PAGE_CACHE": cache})


def _case(
    stack: ExitStack, name: str, words: list[str], port: int, addresses: list[str], given: dict[str, str]
) -> Case:
    base = f"http://127.0.0.1:{port}"
    tree = stack.enter_context(Tree(words, cpu=SERVER_CPU, environment=given))
    tree.wait_for(base + addresses[0])
    return Case(name, tree, base, addresses, GZIP)


def baked(given: dict[str, str]) -> Path:
    """The site of this archive, baked now if it never was."""
    site = Path(given["GONGKAI_DATA"]) / "site"
    if not (site / "current").exists():
        archives.run(given, "benchmarks.baking")
    return site


def _uncompressed(www: Path, pages: list[Path], target: Path) -> None:
    """The identical files and nothing beside them: what the ratio is to."""
    for page in pages:
        beside = target / page.relative_to(www)
        beside.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(page, beside)


def _told(base: str, reference: list[load.Load], told: dict[str, list[tuple[load.Load, float]]]) -> Report:
    lines = [
        f"{'pages, one server process':<36}{'pages/s':>10}{'p50 ms':>9}{'p99 ms':>9}{'CPU µs':>9}{'ratio':>9}{'bad':>6}"
    ]
    lines.append(_row(base, reference, 1.0))
    ratios = {}
    for name, rounds in told.items():
        ratios[name] = statistics.median(ratio for _load, ratio in rounds)
        lines.append(_row(name, [one for one, _ratio in rounds], ratios[name]))
    own, wagtail = "own server, baked files", ratios["plain Wagtail"]
    p99 = statistics.median(one.p99_ms for one, _ratio in told[own])
    nginx = statistics.median(one.p99_ms for one in reference)
    return Report("\n".join(lines), (
        Line("nginx, baked files: ratio to nginx, plain files", ratios["nginx, baked files"], 0.95, at_least=True),
        Line("own server: ratio to nginx, a worker", ratios[own], 0.35, at_least=True, note="aim 0.5"),
        Line("own server: p99 at 32 connections", p99, 2, "ms", note=f"nginx in the same run {nginx:.1f}"),
        Line("nginx, baked files: times plain Wagtail", ratios["nginx, baked files"] / wagtail, 100, "×", at_least=True),
        Line("own server: times plain Wagtail", ratios[own] / wagtail, 100, "×", at_least=True),
    ))  # fmt: skip


def _row(name: str, loads: list[load.Load], ratio: float) -> str:
    middle = [statistics.median(values) for values in zip(*loads, strict=True)]
    per_second, p50, p99, cpu, bad = middle
    return f"{name:<36}{per_second:>10,.0f}{p50:>9.2f}{p99:>9.2f}{cpu:>9.1f}{ratio:>9.4f}{bad:>6.0f}"
