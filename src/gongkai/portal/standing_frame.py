"""The frame of the pages that are not baked, kept in a web process for as long as nobody changes it.

Whose site this is, the fixed columns, the head and the foot take a third of the time of a small page. They are what every
baked page shares, so what renews the edition for those (`static_site.edition`) renews it here: it is asked at each page.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from gongkai.catalogue import queries as catalogue
from gongkai.organs.models import Organ
from gongkai.pages import one_look
from gongkai.static_site import edition

# Shelves of what `{% kept %}` has rendered. The other pieces hold more than the frame: which headings are filled, say.
FRAME_PIECES, OTHER_PIECES = "portal.kept.frame", "portal.kept"
OF_THE_FRAME = {"meta", "styles", "head", "columns", "foot", "display-script"}
MOST = 2_000  # pieces; of a few kilobytes each

_known: tuple[str, one_look.Kept] = ("", one_look.Kept())


@one_look.shared
def site_organ() -> Organ | None:
    """The organ whose site this is: the one the settings name, else the first county government, else the first one."""
    organs = Organ.objects.select_related("site_facts", "disclosure_office")
    if settings.SITE_ORGAN:
        return organs.filter(slug=settings.SITE_ORGAN).first()
    governments = organs.filter(level=Organ.Level.COUNTY, kind=Organ.Kind.GOVERNMENT, is_open=True)
    return governments.first() or organs.filter(is_open=True).first()


@contextmanager
def standing_frame() -> Iterator[None]:
    """A look in which the frame is known. Inside of a bake, which has a look of its own, nothing happens."""
    global _known
    word = "" if one_look.is_open() else edition.now()
    if not word:
        yield
        return
    known_word, kept = _known  # taken together: another thread may put a newer one there
    if known_word != word or len(kept.answers.get(FRAME_PIECES, ())) > MOST:
        kept = one_look.Kept(site_organ, catalogue.fixed_columns, FRAME_PIECES)
        _known = word, kept
    with one_look.look(kept):
        yield
