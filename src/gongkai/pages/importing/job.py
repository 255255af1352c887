"""Turning a file as a worker does it: plain data and the bytes of the pictures one after the other, and back again.

The worker with its limits is not ours: whoever has one names this function (`clearance.apart` does).
"""

import uuid
from dataclasses import asdict
from datetime import date
from typing import Any

from gongkai.pages.importing.blocks import Imported, Picture, Unreadable

JOB = "gongkai.pages.importing.job:turned"
DAYS = ("formed_on", "effective_on")


def turned(data: bytes, options: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Options: name. A file that cannot be turned answers with `because`, a Chinese clause."""
    from gongkai.pages.importing.turning import turn

    try:
        made = turn(data, options["name"])
    except Unreadable as problem:
        return {"because": str(problem)}, b""
    said: dict[str, Any] = {key: value for key, value in asdict(made).items() if key != "pictures"}
    said |= {day: said[day].isoformat() if said[day] else None for day in DAYS}
    said["pictures"] = [
        {"key": str(one.key), "extension": one.extension, "alt": one.alt, "length": len(one.data)}
        for one in made.pictures
    ]
    return said, b"".join(one.data for one in made.pictures)


def imported_of(said: dict[str, Any], rest: bytes) -> Imported:
    """What `turned` has answered, as it was before. Raises Unreadable."""
    if "because" in said:
        raise Unreadable(said["because"])
    pictures, at = [], 0
    for one in said["pictures"]:
        pictures.append(Picture(uuid.UUID(one["key"]), rest[at : at + one["length"]], one["extension"], one["alt"]))
        at += one["length"]
    days = {day: date.fromisoformat(said[day]) if said[day] else None for day in DAYS}
    return Imported(**{**said, **days, "pictures": pictures})
