"""A 404 that helps: it says what is not there and where to go on."""

from collections.abc import Sequence

from django.http import Http404
from django.utils.translation import gettext as _

from gongkai.catalogue.models import Heading
from gongkai.organs.models import Organ
from gongkai.pages import one_look


class Missing(Http404):
    """Nothing at this address. `ways` are pairs of words and addresses offered instead."""

    def __init__(self, sentence: str, *, ways: Sequence[tuple[str, str]] = (), organ: Organ | None = None) -> None:
        super().__init__(sentence)
        self.sentence, self.ways, self.organ = sentence, ways, organ


@one_look.shared
def open_organ(slug: str) -> Organ:
    """The organ with an open sub-site under this slug, with the facts its pages show; else Missing."""
    organ = (
        Organ.objects.select_related("site_facts", "disclosure_office", "parent")
        .filter(slug=slug, is_open=True)
        .first()
    )
    if organ is None:
        raise Missing(_("没有代号为“%s”的机关子站，可能是网址抄错了，也可能机关已经撤并。") % slug[:60])
    return organ


def heading_of(tree: list[Heading], organ: Organ, code: str) -> Heading:
    for heading in tree:
        if heading.code == code:
            return heading
    raise Missing(
        _("%(organ)s没有代码为“%(code)s”的栏目，可能已经并入其他栏目。") % {"organ": organ.name, "code": code[:12]},
        ways=[(_("%s的全部栏目") % organ.name, f"/o/{organ.slug}/")], organ=organ,
    )  # fmt: skip
