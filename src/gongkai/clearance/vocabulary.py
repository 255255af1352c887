"""The choices of clearance, for forms above it: its tables themselves are its own."""

from gongkai.clearance.models import ClearanceRecord, Referral

Addressee = Referral.Addressee
ReferralResult = Referral.Result
Decision = ClearanceRecord.Decision
