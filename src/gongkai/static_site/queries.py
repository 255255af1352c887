"""How the public site stands: what is served, what waits to be baked, what could not be, what the night found."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings

from gongkai.static_site.models import BakeOrder
from gongkai.static_site.site import Site
from gongkai.static_site.watching import Watch, last_watch

MOST = 50  # failures shown one by one


@dataclass(frozen=True)
class SiteState:
    """`release` and `since` are None as long as nothing has been baked; `is_on` says whether anything ever will be."""

    is_on: bool
    folder: str = ""
    release: int | None = None
    since: datetime | None = None
    is_baking: bool = False  # a full bake has begun and not ended
    waiting: int = 0
    failed: tuple[BakeOrder, ...] = ()
    watch: Watch | None = None


def site_state() -> SiteState:
    if settings.SITE_FOLDER is None:
        return SiteState(is_on=False)
    place = Site(settings.SITE_FOLDER)
    current = place.current()
    waiting = BakeOrder.objects.filter(done_at=None)
    return SiteState(
        is_on=True,
        folder=str(place.folder),
        release=current.number if current else None,
        since=datetime.fromtimestamp(place.link.lstat().st_mtime, UTC) if current else None,
        is_baking=place.staged() is not None,
        waiting=waiting.count(),
        failed=tuple(waiting.filter(tries__gt=0).order_by("-tries", "pk")[:MOST]),
        watch=last_watch(),
    )
