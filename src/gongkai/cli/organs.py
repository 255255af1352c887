"""The organ a command was called with. Imported before the office is started, so models wait for the call."""

from gongkai.cli.errors import UsageProblem


def organ_of(slug: str):
    """The organ of this slug; UsageProblem naming those there are."""
    from gongkai.organs.models import Organ

    organ = Organ.objects.filter(slug=slug).first()
    if organ is None:
        known = "、".join(Organ.objects.values_list("slug", flat=True))
        raise UsageProblem(f"没有代号为“{slug}”的机关；已有：{known}")
    return organ
