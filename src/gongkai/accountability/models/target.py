"""目标责任书 of an organ and year, and its targets: of the whole organ, of a unit, of a person. No progress is kept."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

WHOLE = models.Q(unit=None, person=None)
OF_UNIT = models.Q(unit__isnull=False, person=None)
OF_PERSON = models.Q(person__isnull=False)


class TargetLetter(models.Model):
    """A draft until issued; after that each change of a target needs a reason."""

    organ = models.ForeignKey("organs.Organ", verbose_name=_("机关"), on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("年度"))
    number = models.CharField(_("文号"), max_length=60, blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(_("建立时间"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    issued_on = models.DateField(_("下达日期"), null=True, blank=True)
    unsettled_because = models.CharField(_("分解与总目标不一致的说明"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("目标责任书")
        verbose_name_plural = _("目标责任书")
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["organ", "year"], name="one_target_letter_an_organ_and_year")]

    def __str__(self) -> str:
        return f"{self.organ}{self.year}年度政府信息公开工作目标责任书"

    @property
    def reference(self) -> str:
        return f"target-letter:{self.pk}"

    @property
    def is_issued(self) -> bool:
        return self.issued_on is not None


class Target(models.Model):
    """`unit` alone: of that unit; with `person`: of somebody in it (or of the leadership, which has no unit)."""

    letter = models.ForeignKey(TargetLetter, on_delete=models.PROTECT, related_name="targets")
    unit = models.ForeignKey(
        "organs.Unit", verbose_name=_("股室"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey(
        "organs.Staff", verbose_name=_("人员"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    measure = models.CharField(_("指标"), max_length=40)
    number = models.DecimalField(_("目标值"), max_digits=9, decimal_places=1, validators=[MinValueValidator(0)])
    due = models.DateField(_("完成时限"))
    note = models.CharField(_("要求"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("目标")
        verbose_name_plural = _("目标")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "measure"], condition=WHOLE, name="one_target_of_the_whole"),
            models.UniqueConstraint(fields=["letter", "measure", "unit"], condition=OF_UNIT, name="one_target_of_a_unit"),
            models.UniqueConstraint(fields=["letter", "measure", "person"], condition=OF_PERSON, name="one_target_of_a_person"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.measure} {self.number}"
