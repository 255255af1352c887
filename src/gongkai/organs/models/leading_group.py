"""领导小组: its head, its members, what it is for."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LeadingGroup(models.Model):
    organ = models.OneToOneField("organs.Organ", on_delete=models.PROTECT, related_name="leading_group")
    name = models.CharField(_("名称"), max_length=100)
    established_on = models.DateField(_("成立日期"))
    duties = models.TextField(_("职责"), blank=True)

    class Meta:
        verbose_name = _("领导小组")
        verbose_name_plural = _("领导小组")

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    class Part(models.TextChoices):
        HEAD = "head", _("组长")
        DEPUTY_HEAD = "deputy_head", _("副组长")
        MEMBER = "member", _("成员")

    group = models.ForeignKey(LeadingGroup, on_delete=models.CASCADE, related_name="memberships")
    staff = models.ForeignKey(
        "organs.Staff", verbose_name=_("人员"), on_delete=models.PROTECT, related_name="memberships"
    )
    part = models.CharField(_("身份"), max_length=12, choices=Part, default=Part.MEMBER)
    position = models.PositiveSmallIntegerField(_("排序"), default=0)

    class Meta:
        verbose_name = _("领导小组成员")
        verbose_name_plural = _("领导小组成员")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["group", "staff"], name="one_place_in_a_group"),
            models.UniqueConstraint(fields=["group"], condition=models.Q(part="head"), name="a_group_has_one_head"),
        ]

    def __str__(self) -> str:
        return f"{self.staff}（{self.get_part_display()}）"
