"""One record a submission: what was submitted, by whom, and what was decided of exactly that content.

The record is decided when its last step is (models.step); an urgent one is cleared before, with steps still open.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.clearance import chains


class ClearanceRecord(models.Model):
    # Where and when it went out, as address and moment: set by who knows what a subject is, for the sheet and the register.
    published: tuple | None = None

    class Decision(models.TextChoices):
        PENDING = "pending", _("待审查")
        CLEARED = "cleared", _("准予公开")
        SENT_BACK = "sent_back", _("退回修改")
        WITHDRAWN = "withdrawn", _("撤回送审")
        OUTDATED = "outdated", _("内容已变，作废")

    organ = models.ForeignKey("organs.Organ", verbose_name=_("机关"), on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(_("对象"), max_length=80)
    title = models.CharField(_("标题"), max_length=255)
    content_hash = models.CharField(_("内容摘要值"), max_length=64)
    authors = models.ManyToManyField(settings.AUTH_USER_MODEL, verbose_name=_("撰写人"), related_name="+")
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(_("送审时间"))
    decision = models.CharField(_("结论"), max_length=10, choices=Decision, default=Decision.PENDING)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("审查时间"), null=True)
    opinion = models.TextField(_("审查意见"), blank=True)
    chain = models.CharField(_("审查流程"), max_length=20, default=chains.USUAL)
    escalated_because = models.CharField(_("加审主要负责人的原因"), max_length=200, blank=True)
    urgent_because = models.CharField(_("紧急公开的理由"), max_length=300, blank=True)
    revision = models.PositiveBigIntegerField(_("送审的版本"), null=True)
    revision_at = models.DateTimeField(_("版本时间"), null=True)

    class Meta:
        verbose_name = _("公开审查记录")
        verbose_name_plural = _("公开审查记录")
        ordering = ["-submitted_at"]
        indexes = [
            models.Index(fields=["subject", "content_hash", "decision"]),
            models.Index(fields=["organ", "decision", "submitted_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["subject"], condition=models.Q(decision="pending"), name="one_open_submission_for_a_subject"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.get_decision_display()}）"

    @property
    def author_keys(self) -> set[int]:
        return {author.pk for author in self.authors.all()} | {self.submitted_by_id}

    @property
    def open_steps(self) -> list:
        return [step for step in self.steps.all() if step.is_open]

    @property
    def current_step(self):
        """The step whose turn it is, also after an urgent publication; None when every step is decided."""
        return next(iter(self.open_steps), None)

    @property
    def is_urgent(self) -> bool:
        return bool(self.urgent_because)

    @property
    def awaits_after_review(self) -> bool:
        return self.decision == self.Decision.CLEARED and bool(self.open_steps)

    @property
    def open_referral(self):
        """The question that is with another authority; while it is, nobody decides."""
        return next((referral for referral in self.referrals.all() if referral.answered_on is None), None)

    @property
    def chain_label(self) -> str:
        return chains.chain(self.chain).label
