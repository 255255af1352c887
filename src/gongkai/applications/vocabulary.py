"""The closed lists of this context, for forms and filters of the faces."""

from gongkai.applications.events import CONSULTED, VIEWS, WAYS
from gongkai.applications.models import Applicant, ApplicationFile, ClockNotice, Rectification, WithheldInformation
from gongkai.applications.models.application import DeliveryWay, WantedForm
from gongkai.applications.standing import STATES
from gongkai.statute.receipt import Channel

ApplicantKind = Applicant.Kind
IdKind = Applicant.IdKind
Purpose = ApplicationFile.Purpose
NoticeStage = ClockNotice.Stage
RectificationResult = Rectification.Result
ReassessmentOutcome = WithheldInformation.Outcome

__all__ = [
    "CONSULTED", "STATES", "VIEWS", "WAYS", "ApplicantKind", "Channel", "DeliveryWay", "IdKind", "NoticeStage", "Purpose",
    "ReassessmentOutcome", "RectificationResult", "WantedForm",
]  # fmt: skip
