"""Imports run one way: everything else knows the application; the application knows none of them."""

from gongkai.applications.models.applicant import Applicant
from gongkai.applications.models.application import Application, ApplicationEvent
from gongkai.applications.models.files import ApplicationFile
from gongkai.applications.models.letter import Letter
from gongkai.applications.models.notice import ClockNotice
from gongkai.applications.models.office import ApplicationOffice
from gongkai.applications.models.party import Party
from gongkai.applications.models.reassessment import WithheldInformation
from gongkai.applications.models.rectification import Rectification

__all__ = [
    "Applicant",
    "Application",
    "ApplicationEvent",
    "ApplicationFile",
    "ApplicationOffice",
    "ClockNotice",
    "Letter",
    "Party",
    "Rectification",
    "WithheldInformation",
]
