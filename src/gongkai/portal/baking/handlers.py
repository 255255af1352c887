"""What is ordered when something happens below: in the same transaction, so that nothing is published and not baked."""

from django.db.models.signals import post_delete, post_save

from gongkai.annual_reports.models import AnnualReport, ReportErratum
from gongkai.catalogue import signals as catalogue
from gongkai.catalogue.models import Heading
from gongkai.forwarding import signals as forwarding
from gongkai.organs.models import DisclosureGuide, DisclosureOffice, LeadingGroup, Organ, SiteFacts, Staff, Unit
from gongkai.pages import signals as pages
from gongkai.portal.baking import everything
from gongkai.static_site import edition, orders
from gongkai.static_site.models import Rank

EVERYWHERE = (SiteFacts, DisclosureOffice, Heading)  # named on every page of the organ
FEW = 20  # old addresses baked as soon as they are registered
OWN_PAGES = (DisclosureGuide, LeadingGroup, Staff, Unit, AnnualReport)


def connect() -> None:
    catalogue.disclosed.connect(came_or_went)
    catalogue.withdrawn.connect(came_or_went)
    catalogue.reclassified.connect(reclassified)
    pages.opened.connect(files_changed)
    pages.closed.connect(files_changed)
    pages.copied.connect(file_copied)
    post_delete.connect(heading_removed, sender=Heading)
    forwarding.forwarded.connect(old_addresses_changed)
    forwarding.released.connect(old_addresses_changed)
    for signal in (post_save, post_delete):
        signal.connect(organ_changed, sender=Organ)
        signal.connect(erratum_changed, sender=ReportErratum)
        for model in EVERYWHERE:
            signal.connect(frame_changed, sender=model)
        for model in OWN_PAGES:
            signal.connect(own_pages_changed, sender=model)


def came_or_went(sender, item, **_kwargs) -> None:
    if not orders.is_on():
        return
    orders.order([item.reference])
    orders.order([f"around:{item.heading_id}"], rank=Rank.AROUND)
    # The first item of a heading brings it into the menu, the last one takes it out.
    if Heading.objects.filter(pk=item.heading_id, live_count=1 if item.live else 0).exists():
        orders.order([f"menu:{item.organ_id}"], rank=Rank.MANY)


def reclassified(sender, item, event, before: Heading, **_kwargs) -> None:
    """Its own page and every list that names it; a heading it has left also where it stood there."""
    came_or_went(sender, item)
    if not orders.is_on() or before.pk == item.heading_id:
        return
    place = event.facts.get("from_place") or 1
    orders.order([f"left:{before.pk}:{place}"])
    orders.order([f"around:{before.pk}"], rank=Rank.AROUND)
    if not Heading.objects.filter(pk=before.pk, live_count__gt=0).exists():
        orders.order([f"menu:{item.organ_id}"], rank=Rank.MANY)


def files_changed(sender, files, **_kwargs) -> None:
    orders.order(f"file:{stored.key}" for stored in files)


def file_copied(sender, stored, **_kwargs) -> None:
    """The page of the item now offers the copy."""
    subjects = stored.uses.values_list("subject", flat=True)
    orders.order(subject for subject in subjects if subject.startswith("item:"))


def old_addresses_changed(sender, keys, **_kwargs) -> None:
    """A few each by itself, a former site in chunks."""
    if len(keys) <= FEW:
        orders.order((f"old:{key}" for key in keys), rank=Rank.AROUND)
    else:
        orders.order((f"former:{first}" for first in everything.olds_of(keys)), rank=Rank.MANY)


def organ_changed(sender, instance: Organ, **_kwargs) -> None:
    _everywhere(instance.pk)


def frame_changed(sender, instance, **_kwargs) -> None:
    _everywhere(instance.organ_id)


def heading_removed(sender, instance: Heading, **_kwargs) -> None:
    """Nothing names its pages any more: they are named here."""
    orders.order((f"address:{address}" for address in everything.of_heading(instance)), rank=Rank.AROUND)


def own_pages_changed(sender, instance, **_kwargs) -> None:
    if orders.is_on():
        edition.renew()
        orders.order([f"standing:{instance.organ_id}", "platform"], rank=Rank.AROUND)


def erratum_changed(sender, instance: ReportErratum, **_kwargs) -> None:
    own_pages_changed(sender, instance.report)


def _everywhere(organ: int) -> None:
    if orders.is_on():
        edition.renew()
        orders.order([f"organ:{organ}", f"menu:{organ}"], rank=Rank.MANY)
