"""The account. A person's name is one field: Chinese names have no first and last box."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

STAFF_GROUP = "工作人员"  # members may enter the office side; what they may do there is decided by their posts


class User(AbstractUser):
    name = models.CharField(_("姓名"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("账号")
        verbose_name_plural = _("账号")

    def get_full_name(self) -> str:
        return self.name or super().get_full_name() or self.username

    def get_short_name(self) -> str:
        return self.get_full_name()

    def __str__(self) -> str:
        return self.get_full_name()
