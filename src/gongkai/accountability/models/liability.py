"""责任追究 (Arts 47, 51-53): what was found, what was decided by whom, what came of it. The platform decides nothing."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class LiabilityCase(models.Model):
    """Persons are named by their office (职务), not by name: the register is no personnel file."""

    class Ground(models.TextChoices):
        URGED = "47", _("第四十七条：未按规定开展公开工作")
        CORRECTED = "51", _("第五十一条：申请人投诉、举报，或者复议、诉讼中被纠正")
        NO_SYSTEM = "52", _("第五十二条：未建立健全有关制度、机制")
        NOT_DISCLOSED = "53(1)", _("第五十三条第一项：不依法履行公开职能")
        NOT_UPDATED = "53(2)", _("第五十三条第二项：不及时更新公开内容、指南和目录")
        OTHER = "53(3)", _("第五十三条第三项：违反条例规定的其他情形")

    class Measure(models.TextChoices):
        CORRECT = "correct", _("责令改正")
        TALK = "talk", _("约谈、诫勉谈话")
        WRITTEN = "written", _("书面检查")
        CIRCULAR = "circular", _("通报批评")
        DISCIPLINE = "discipline", _("处分")
        HANDED_OVER = "handed_over", _("移送有权机关")
        NONE = "none", _("不予追究")

    organ = models.ForeignKey("organs.Organ", verbose_name=_("责任机关"), on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(_("依据"), max_length=6, choices=Ground)
    facts = models.TextField(_("事实"), max_length=2000)
    responsible = models.CharField(_("责任人员的职务"), max_length=100, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField(_("立案日期"))
    measure = models.CharField(_("处理"), max_length=12, choices=Measure, blank=True)
    decided_by = models.CharField(_("决定机关"), max_length=100, blank=True)
    decided_on = models.DateField(_("决定日期"), null=True, blank=True)
    document_number = models.CharField(_("决定文号"), max_length=60, blank=True)
    outcome = models.CharField(_("整改和落实情况"), max_length=500, blank=True)
    closed_on = models.DateField(_("办结日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("责任追究")
        verbose_name_plural = _("责任追究")
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(measure="", decided_on=None) | (~models.Q(measure="") & models.Q(decided_on__isnull=False))),
                name="a_measure_has_its_day",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on=None) | models.Q(decided_on__isnull=False), name="closed_after_it_was_decided"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organ} {self.opened_on}"

    @property
    def reference(self) -> str:
        return f"liability:{self.pk}"
