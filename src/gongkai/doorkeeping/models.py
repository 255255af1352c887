"""Counters, spent tokens and the results of submissions. Keys and tokens are kept as keyed digests: no address, no secret."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Attempt(models.Model):
    """How often something was tried in the window that began with the first try. One row a bucket and key."""

    bucket = models.CharField(max_length=40)
    key_hash = models.CharField(max_length=64)
    window_start = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("尝试次数")
        verbose_name_plural = _("尝试次数")
        constraints = [models.UniqueConstraint(fields=["bucket", "key_hash"], name="one_counter_a_bucket_and_key")]

    def __str__(self) -> str:
        return f"{self.bucket} {self.key_hash[:8]}: {self.count}"


class SpentToken(models.Model):
    """A proof or question that was used. `spent_by`: digest of what it was used for, so that the very same may come twice."""

    token_hash = models.CharField(max_length=64, unique=True)
    spent_by = models.CharField(max_length=64, blank=True)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("用过的凭证")
        verbose_name_plural = _("用过的凭证")

    def __str__(self) -> str:
        return self.token_hash[:8]


class Submission(models.Model):
    """One submitted form and what came of it, so that a second press of the button finds the first one's result."""

    token_hash = models.CharField(max_length=64, unique=True)
    result = models.CharField(max_length=200, blank=True)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("已提交的表单")
        verbose_name_plural = _("已提交的表单")

    def __str__(self) -> str:
        return f"{self.token_hash[:8]} → {self.result}"
