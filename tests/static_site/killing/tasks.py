"""What the children of the nursery do: make an installation, work on it without end, come back after a kill, look at it."""

import contextlib
import hashlib
import io
import json
import os
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

import time_machine
from django.conf import settings
from django.utils import timezone

from tests.static_site.killing import places

ITEMS = 60
HEADINGS = ("0314", "0101", "0313", "0201")


def make() -> dict:
    """An organ with headings and sixty public items, all made by actions; the site baked whole."""
    from django.core.management import call_command

    from gongkai.accounts.models import User
    from gongkai.cli.main import main
    from gongkai.static_site import orders
    from tests import cast
    from tests.static_site.killing.writing import Office

    call_command("migrate", verbosity=0, interactive=False)
    root = User.objects.create_superuser("root", password=cast.PASSWORD)
    county = cast.found("rongjiang-gov", by=root, parent=None)
    organ = cast.found("rongjiang-mzj", by=root, parent=county, tree="county_civil_affairs")
    for name, role in (("clerk", "clerk"), ("leader", "leader"), ("keeper", "administrator")):
        cast.employ(name, name, organ, role, by=root)
    office = Office(Random(0))
    with orders.held_back():
        for _number in range(ITEMS):
            office.publish()
    return {"bake": main(["bake", "--all", "--processes", "1"]), "tick": main(["worker", "--once"])}


def work(kind: str, seed: int, place: str, number: int) -> None:
    """Without end. `place`: where to die by itself, the `number`-th time it comes by; empty: nowhere."""
    if kind == "together" and os.fork() == 0:
        kind = "bake"
    elif place:
        places.arm(place, number)
    (Path(settings.DATA) / "at-work").touch()
    WORK[kind](Random(seed))


def write(rng: Random) -> None:
    from tests.static_site.killing.writing import Office

    office = Office(rng)
    while True:
        office.act()


def bake(rng: Random, processes: int = 1) -> None:
    from gongkai.static_site import baking, full

    while True:
        full.bake_all(baking.site(), processes=processes)
        time.sleep(rng.random() / 5)


def index(rng: Random) -> None:
    from gongkai.search.rebuilding import rebuild

    while True:
        rebuild(anew=rng.random() < 0.7)


WORK = {
    "write": write,
    "together": write,
    "bake": bake,
    "bake in two processes": lambda rng: bake(rng, 2),
    "index": index,
}


def recover(bakes: bool) -> dict:
    """What a worker does that was started again; and what everybody may ask afterwards: exit status and words of each."""
    words = [["worker", "--once"], ["verify", "--json"], ["rebuild", "--check"], ["audit", "verify"]]
    if bakes:
        words[1:1] = [["bake", "--all", "--processes", "1"]]
    told = {" ".join(one): command(one) for one in words}
    return {"commands": told, "waiting": waiting(), "hidden": _hidden(), "parts": _parts()}


def publish(times: int, days: int = 0) -> None:
    """So many items, with the clock set so many days off."""
    from tests.static_site.killing.writing import Office

    with _clock(days):
        office = Office(Random(os.getpid()))
        for _time in range(times):
            office.publish()


@contextlib.contextmanager
def _clock(days: int) -> Iterator[None]:
    with time_machine.travel(timezone.now() + timedelta(days=days)) if days else contextlib.nullcontext():
        yield


def command(words: list[str], days: int = 0) -> list:
    """Exit status and words of a command, with the clock set so many days off."""
    from gongkai.cli.main import main

    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out), _clock(days):
        status = main(words)
    return [status, out.getvalue()[-3000:]]


def same_as_baked_anew(folder: str) -> list[str]:
    """The paths at which the site differs from one that is baked whole now, elsewhere; but for what is baked once a day."""
    from gongkai.static_site import baking

    told = command(["bake", "--all", "--processes", "1", "--to", folder])
    assert told[0] == 0, told
    ours, anew = _digests(baking.site().folder), _digests(Path(folder))
    return sorted(path for path in ours.keys() | anew.keys() if ours.get(path) != anew.get(path))


def _digests(site: Path) -> dict[str, str]:
    www = (site / "current").resolve() / "www"
    return {
        str(path.relative_to(www)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in www.rglob("*") if path.is_file() and "performance/" not in str(path)
    }  # fmt: skip


def waiting() -> list[str]:
    """What has been ordered and is not done: bakes, and items the index must be told of."""
    from gongkai.search.models import Outbox
    from gongkai.static_site.models import BakeOrder

    return [*BakeOrder.objects.filter(done_at=None).values_list("what", flat=True), *map(str, Outbox.objects.all())]


def _hidden() -> list[str]:
    """Titles that must stand nowhere: of what was withdrawn, and of versions that a correction has replaced."""
    from gongkai.catalogue.models import DisclosureItem
    from tests.static_site.killing.writing import titles_before

    return [
        title
        for item in DisclosureItem.objects.exclude(published_at=None)
        for title in [*titles_before(item.title), *([] if item.live else [item.title])]
    ]


def _parts() -> list[str]:
    from gongkai.static_site import baking

    release = baking.site().current()
    strange = [path for path in release.www.rglob("*") if path.name.endswith(".part") or path.name.startswith(".")]
    return [str(path) for path in [*strange, *(release.folder / "parts").glob("*")]]


def tell(**fact) -> None:
    """To the reader, who must hold us to it from now on."""
    with (Path(settings.DATA) / "told.jsonl").open("ab", buffering=0) as file:
        file.write(json.dumps(fact, ensure_ascii=False).encode() + b"\n")
