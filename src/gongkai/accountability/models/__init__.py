"""Imports run one way: nothing here knows another file of this package but targets and scores their own heads."""

from gongkai.accountability.models.liability import LiabilityCase
from gongkai.accountability.models.reading import Feedback, ViewCount
from gongkai.accountability.models.score import Score, ScoreSheet
from gongkai.accountability.models.target import Target, TargetLetter

__all__ = ["Feedback", "LiabilityCase", "Score", "ScoreSheet", "Target", "TargetLetter", "ViewCount"]
