"""Imports run one way: event and attachment know item, item knows heading."""

from gongkai.catalogue.models.attachment import Attachment
from gongkai.catalogue.models.event import DisclosureEvent
from gongkai.catalogue.models.heading import Heading
from gongkai.catalogue.models.item import DisclosureItem
from gongkai.catalogue.models.serial import IndexSerial

__all__ = ["Attachment", "DisclosureEvent", "DisclosureItem", "Heading", "IndexSerial"]
