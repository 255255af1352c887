"""Twenty people send a form at once while an office publishes: the application form and the smallest form there is.

The forms are made ready beforehand, as browsers would send them: each with a guard of its own and its proof of work, each
from an address of its own. What is measured is the server: guards, personal data sealed, rows written, answers; and
whether anybody is turned away because somebody else was writing.
"""

import http.client
import json
import statistics
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

from benchmarks import archives
from benchmarks.processes import Tree, free_port
from benchmarks.targets import Line, Report

ARCHIVE, CLIENTS = 1_000, 20
COOKIE = "a" * 32  # the forgery token is the visitor's own: cookie and field must agree, and do
WEIGHTS, CHECKS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"


def report(folder: Path, sizes: list[int]) -> Report:
    """`sizes`: how many of each form are sent."""
    given = archives.made(folder, ARCHIVE) | {"GONGKAI_TRUSTED_PROXIES": "1"}
    port = free_port()
    head = f"{f'{CLIENTS} clients post while an office publishes, SQLite':<56}{'posts/s':>10}{'p50 ms':>9}{'p95 ms':>9}{'max ms':>9}{'refused':>9}{'CPU ms a post':>15}"
    rows, lines = [head], []
    with Tree([sys.executable, "-m", "gongkai.cli.main", "serve", "--port", str(port)], environment=given) as server:
        server.wait_for(f"http://127.0.0.1:{port}/o/bench-00/apply/online/")
        for name in ("feedback", "apply"):
            made = archives.run(given, "benchmarks.forms", "make", name, str(sizes[0] + 40))["file"]
            _send(port, made, range(sizes[0], sizes[0] + 40))  # warm
            with Tree([sys.executable, "-m", "benchmarks.forms", "publish", "0"], environment=given):
                before = server.cpu_seconds()
                told = _send(port, made, range(sizes[0]))
                cpu = (server.cpu_seconds() - before) / sizes[0] * 1000
            Path(made).unlink()
            rows.append(
                f"{name:<56}{told['per_second']:>10,.0f}{told['p50']:>9.0f}{told['p95']:>9.0f}{told['max']:>9.0f}{told['bad']:>9}{cpu:>15.1f}"
            )
            lines += [
                Line(f"forms, {name}: refused or failed", told["bad"], 0, note="; ".join(told["said"])),
                Line(
                    f"forms, {name}: posts a second",
                    told["per_second"],
                    350,
                    at_least=True,
                    note=f"{cpu:.1f} ms of CPU a post",
                ),
            ]
    return Report("\n".join(rows), tuple(lines))


def _send(port: int, made: str, which: range) -> dict:
    """All of them by 20 clients that keep their connections; milliseconds, and what was not accepted."""
    with Path(made).open(encoding="ascii") as file:
        forms = [tuple(json.loads(line)) for line in file]
    turn = iter(which)
    taking, took, said = threading.Lock(), [], []

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while True:
            with taking:
                number = next(turn, None)
            if number is None:
                return connection.close()
            address, body, accepted = forms[number]
            headers = {
                "Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={COOKIE}",
                "X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
            }  # fmt: skip
            started = time.perf_counter()
            connection.request("POST", address, body, headers)
            answer = connection.getresponse()
            answer.read()
            took.append((time.perf_counter() - started) * 1000)
            if answer.status != accepted:
                said.append(f"{answer.status} instead of {accepted}")

    clients = [threading.Thread(target=client) for _turn in range(CLIENTS)]
    started = time.perf_counter()
    for one in clients:
        one.start()
    for one in clients:
        one.join()
    seconds = time.perf_counter() - started
    cuts = statistics.quantiles(took, n=20)
    return {
        "per_second": len(took) / seconds, "p50": statistics.median(took), "p95": cuts[18], "max": max(took),
        "bad": len(said), "said": sorted(set(said)),
    }  # fmt: skip


def make(name: str, number: int) -> dict:
    """Runs in the archive's environment: forms as they are sent, one JSON line each, and the file they stand in."""
    import os

    from gongkai.catalogue.models import DisclosureItem

    items = list(DisclosureItem.objects.filter(live=True).select_related("organ")[:200])
    file = Path(os.environ["GONGKAI_DATA"]) / f"forms-{name}.jsonl"
    with file.open("w", encoding="ascii") as out:
        for turn in range(number):
            if name == "feedback":
                item = items[turn % len(items)]
                fields, address, accepted = {"verdict": "useful"}, f"{item.get_absolute_url()}feedback/", 200
            else:
                fields, address, accepted = _application(turn), "/o/bench-00/apply/online/", 302
            sent = fields | _guard(name) | {"csrfmiddlewaretoken": COOKIE}
            out.write(json.dumps([address, urlencode(sent), accepted]) + "\n")
    return {"file": str(file)}


def _application(number: int) -> dict[str, str]:
    day = f"19{50 + number % 45}{number % 12 + 1:02d}{number % 28 + 1:02d}"
    seventeen = f"522632{day}{number % 1000:03d}"
    check = CHECKS[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, seventeen, strict=True)) % 11]
    return {
        "step": "send", "kind": "natural_person", "name": "张" + "一二三四五六七八九十"[number % 10] + "甲乙丙丁戊己庚辛壬癸"[number // 10 % 10],
        "id_kind": "resident", "id_number": seventeen + check, "phone": f"138{number:08d}",
        "title": f"第{number}号低保资金分配表", "content": f"古州镇第{number}组的户数、人数和金额。", "wanted_form": "electronic",
        "delivery_way": "online", "form_id": f"bench{number}-{time.monotonic_ns()}",
    }  # fmt: skip


def _guard(purpose: str) -> dict[str, str]:
    """A guard of a form opened a minute ago, and its proof; what a browser seeks for is here known beforehand."""
    from datetime import timedelta

    import altcha
    from django.utils import timezone

    from gongkai.doorkeeping import challenge, guard

    made = altcha.create_challenge(
        "SHA-256", 1, counter=1, expires_at=timezone.now() + timedelta(minutes=30), data={"purpose": purpose},
        hmac_secret=challenge._secret(),
    )  # fmt: skip
    opened = guard.Guard(purpose, rendered_at=time.time() - 60)
    return {guard.TOKEN: opened.token, guard.PROOF: altcha.Payload(made, altcha.solve_challenge(made)).to_base64()}


def publish() -> None:
    """Runs in the archive's environment until it is ended: an item a fifth of a second."""
    from benchmarks import archive
    from gongkai.catalogue.models import Heading

    organ, clerk, leader = archive.people()
    news = Heading.objects.get(organ=organ, code="0314")
    number = archive.FRESH + time.monotonic_ns() % 1_000_000
    while True:
        number += 1
        archive.publish_one(number, news, clerk, leader)
        time.sleep(0.2)


def main(words: list[str]) -> None:
    import django

    django.setup()
    if words[0] == "make":
        print(json.dumps(make(words[1], int(words[2]))))
    else:
        publish()


if __name__ == "__main__":
    main(sys.argv[1:])
