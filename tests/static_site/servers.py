"""Real servers over a baked directory, for tests and measurements: the front in granian, nginx beside it."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from gongkai.config import headers
from gongkai.static_site.front.nginx import Deployment, configuration

ROOT = Path(__file__).resolve().parents[2]
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
STARTED = 30  # seconds a server may take until it listens


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def pinned(cpu: int | None) -> list[str]:
    """Words before a command that keep it on one processor."""
    return [] if cpu is None or not shutil.which("taskset") else ["taskset", "-c", str(cpu)]


@contextlib.contextmanager
def running(
    command: list[str], port: int, *, log: Path, env: dict[str, str] | None = None
) -> Iterator[subprocess.Popen]:
    """A server that is listening, until the block ends; then it and what it has started are gone."""
    with log.open("wb") as output:
        server = subprocess.Popen(command, env=env, stdout=output, stderr=output)
    try:
        wait_for(port, server, log)
        yield server
    finally:
        server.terminate()
        try:
            server.wait(15)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def wait_for(port: int, server: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + STARTED
    while time.monotonic() < until and server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.02)
    raise RuntimeError(f"no server on port {port}: {log.read_text(errors='replace')[-2000:]}")


def clean_environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GONGKAI_", "DJANGO_"))}
    return kept | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"} | more


@contextlib.contextmanager
def front_server(
    site: Path, scratch: Path, *, target: str = "gongkai.config.front:application", workers: int = 1, threads: int = 4,
    port: int = 0, cpu: int | None = None, **settings: str,
) -> Iterator[tuple[str, subprocess.Popen]]:  # fmt: skip
    """granian with the front, as `gongkai serve` starts it. Gives its address and its process."""
    port = port or free_port()
    command = [
        *pinned(cpu), sys.executable, "-m", "granian", "--interface", "wsgi", "--http", "1", "--no-ws", "--no-log",
        "--workers", str(workers), "--blocking-threads", str(threads), "--host", "127.0.0.1", "--port", str(port), target,
    ]  # fmt: skip
    env = clean_environment(GONGKAI_SITE=str(site), GONGKAI_DATA=str(scratch), **settings)
    with running(command, port, log=scratch / "granian.log", env=env) as server:
        yield f"http://127.0.0.1:{port}", server


def nginx_file(
    site: Path, scratch: Path, *, port: int, office: str = "127.0.0.1:9", workers: int = 1, has_brotli: bool | None = None,
    is_https: bool = False, plain_port: int = 0,
) -> Path:  # fmt: skip
    """A whole nginx.conf around the block the platform writes, with its logs and temporary files under `scratch`.

    With HTTPS, certificate and key are looked for in `scratch`, and `plain_port` stands for port 80.
    """
    has_brotli = BROTLI.exists() if has_brotli is None else has_brotli
    block = configuration(
        Deployment(
            site=site, hosts=["localhost", "127.0.0.1"], office=office, common=headers.PUBLIC, hsts=headers.STRICT_TRANSPORT,
            is_https=is_https, port=port, has_brotli=has_brotli,
        )
    )  # fmt: skip
    block = block.replace("/etc/gongkai/tls", str(scratch)).replace("listen 80;", f"listen {plain_port};")
    block = block.replace("    listen [::]:80;\n", "").replace(f"    listen [::]:{port} ssl http2;\n", "")
    places = "".join(
        f"{name}_temp_path {scratch}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    conf = scratch / "nginx.conf"
    conf.write_text(
        (f"load_module {BROTLI};\n" if has_brotli else "")
        + f"daemon off; master_process {'on' if workers > 1 else 'off'}; worker_processes {workers};\n"
        + f"pid {scratch}/nginx.pid; error_log {scratch}/nginx-error.log;\nevents {{ worker_connections 1024; }}\n"
        + f"http {{\naccess_log off; keepalive_requests 1000000;\n{places}{block}\n}}\n",
        encoding="utf-8",
    )
    return conf


@contextlib.contextmanager
def nginx_server(
    site: Path, scratch: Path, *, office: str = "127.0.0.1:9", port: int = 0, workers: int = 1, cpu: int | None = None,
    has_brotli: bool | None = None,
) -> Iterator[tuple[str, subprocess.Popen]]:  # fmt: skip
    """nginx over the same directory; `office` is where everything else goes. Gives its address and its process."""
    port = port or free_port()
    conf = nginx_file(site, scratch, port=port, office=office, workers=workers, has_brotli=has_brotli)
    with running([*pinned(cpu), NGINX or "nginx", "-c", str(conf)], port, log=scratch / "nginx.log") as server:
        yield f"http://127.0.0.1:{port}", server
