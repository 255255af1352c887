"""Imports run one way: guide, leading_group and posts know staff; staff knows organ."""

from gongkai.organs.models.guide import DisclosureGuide
from gongkai.organs.models.leading_group import LeadingGroup, Membership
from gongkai.organs.models.offices import DisclosureOffice, Funding, SiteFacts
from gongkai.organs.models.organ import Organ
from gongkai.organs.models.staff import Post, Role, Staff, Unit
from gongkai.organs.models.urging import Urging

__all__ = [
    "DisclosureGuide",
    "DisclosureOffice",
    "Funding",
    "LeadingGroup",
    "Membership",
    "Organ",
    "Post",
    "Role",
    "SiteFacts",
    "Staff",
    "Unit",
    "Urging",
]
