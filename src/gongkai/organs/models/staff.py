"""内设机构, people and their posts. A post is a role held in one organ for a time; history is kept."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    CLERK = "clerk", _("信息员")
    SECTION_CHIEF = "section_chief", _("股室负责人")
    SECRECY_REVIEWER = "secrecy_reviewer", _("保密审查员")
    DISCLOSURE_OFFICE_HEAD = "disclosure_office_head", _("公开工作机构负责人")
    DEPUTY_IN_CHARGE = "deputy_in_charge", _("分管领导")
    LEADER = "leader", _("主要负责人")
    SUPERVISING_OFFICE = "supervising_office", _("公开工作主管部门")
    ADMINISTRATOR = "administrator", _("管理员")


class Unit(models.Model):
    organ = models.ForeignKey("organs.Organ", verbose_name=_("机关"), on_delete=models.PROTECT, related_name="units")
    name = models.CharField(_("名称"), max_length=60)
    duty = models.TextField(_("职责"), blank=True)
    phone = models.CharField(_("办公电话"), max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(_("排序"), default=0)

    class Meta:
        verbose_name = _("内设机构")
        verbose_name_plural = _("内设机构")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["organ", "name"], name="unit_named_once_in_an_organ")]

    def __str__(self) -> str:
        return self.name


class Staff(models.Model):
    organ = models.ForeignKey("organs.Organ", verbose_name=_("机关"), on_delete=models.PROTECT, related_name="staff")
    unit = models.ForeignKey(
        Unit, verbose_name=_("内设机构"), null=True, blank=True, on_delete=models.PROTECT, related_name="staff"
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name=_("账号"), on_delete=models.PROTECT, related_name="staff"
    )
    title = models.CharField(_("职务"), max_length=60, blank=True)
    is_full_time = models.BooleanField(_("专职从事公开工作"), default=False)
    position = models.PositiveSmallIntegerField(_("排序"), default=0)

    class Meta:
        verbose_name = _("工作人员")
        verbose_name_plural = _("工作人员")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.user.get_full_name()


class Post(models.Model):
    """One role of one person in that person's organ, from a day until a day (none: still held)."""

    staff = models.ForeignKey(Staff, verbose_name=_("人员"), on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(_("角色"), max_length=30, choices=Role)
    since = models.DateField(_("任职日期"))
    until = models.DateField(_("免职日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("岗位")
        verbose_name_plural = _("岗位")
        ordering = ["-since"]
        constraints = [
            models.UniqueConstraint(
                fields=["staff", "role"], condition=models.Q(until__isnull=True), name="role_held_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.staff} · {self.get_role_display()}"
