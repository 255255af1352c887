"""The mirrors of this installation (GONGKAI_SITE_MIRROR), kept level by whoever has the time: the worker, or the tick."""

import logging
import math

from django.conf import settings

from gongkai.static_site import baking, orders
from gongkai.static_site.mirroring.keeping import MirrorBusy
from gongkai.static_site.mirroring.places import MirrorProblem, Place, place_of
from gongkai.static_site.mirroring.pushing import Pushed, is_level, push
from gongkai.static_site.mirroring.targets import Target

log = logging.getLogger("gongkai.static_site")


def are_set() -> bool:
    return orders.is_on() and bool(settings.SITE_MIRROR)


class Mirrors:
    """Keeps what it has opened: a connection to a bucket is not made anew every few seconds."""

    def __init__(self) -> None:
        self._places: dict[Target, Place] = {}

    def keep_level(self, *, seconds: float = math.inf) -> Pushed:
        """Push to each mirror that is behind, for at most about `seconds` each; one that fails hinders no other.

        Raises MirrorProblem at the end, with a sentence for each that failed. One that another process is pushing to
        is left to it.
        """
        done, problems = Pushed(is_level=True), []
        for target in settings.SITE_MIRROR:
            try:
                pushed = self._one(target, seconds)
            except MirrorBusy:
                continue
            except MirrorProblem as problem:
                problems.append(f"{target.text}：{problem}")
                continue
            done.sent += pushed.sent
            done.removed += pushed.removed
            done.is_level = done.is_level and pushed.is_level
            for path, why in pushed.behind.items():
                done.behind[path] = why
                log.error("mirror %s: not sent: %s: %s", target.text, path, why)
        if problems:
            raise MirrorProblem("；".join(problems))
        return done

    def _one(self, target: Target, seconds: float) -> Pushed:
        if target not in self._places:
            self._places[target] = place_of(target)
        place, site = self._places[target], baking.site()
        if is_level(site, target.folder, place.where):
            return Pushed(is_level=True)
        return push(site, place, target.folder, seconds=seconds)
