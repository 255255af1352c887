"""Imports run one way: everything knows the record; a sheet, a referral and a comment hang on it."""

from gongkai.clearance.models.comment import ReviewComment
from gongkai.clearance.models.record import ClearanceRecord
from gongkai.clearance.models.referral import Referral
from gongkai.clearance.models.screening import (
    Alarm,
    CleanedCopy,
    Finding,
    KnownValue,
    RecordedExhibit,
    Redaction,
    RefusedUpload,
    Scan,
    Settlement,
)
from gongkai.clearance.models.sheet import ReviewSheet
from gongkai.clearance.models.step import ReviewStep
from gongkai.clearance.models.substitution import Substitution

__all__ = [
    "Alarm",
    "CleanedCopy",
    "ClearanceRecord",
    "Finding",
    "KnownValue",
    "RecordedExhibit",
    "Redaction",
    "Referral",
    "RefusedUpload",
    "ReviewComment",
    "ReviewSheet",
    "ReviewStep",
    "Scan",
    "Settlement",
    "Substitution",
]
