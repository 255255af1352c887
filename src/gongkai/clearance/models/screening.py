"""What the scanners found in exact bytes, what people settled of it, which copies were cleaned, what was refused.

No row here holds the value that was found: only where it stands, how it may be shown, and a keyed digest by which the
same value is known again.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.clearance.documents.places import Place


class Scan(models.Model):
    """One reading of exact bytes under the rules of a day. The same bytes under the same rules are read once."""

    sha256 = models.CharField(max_length=64)
    ruleset = models.CharField(max_length=32)
    kind = models.CharField(_("类型"), max_length=12, blank=True)
    made_at = models.DateTimeField(_("检查时间"), auto_now_add=True)
    milliseconds = models.PositiveIntegerField(_("用时（毫秒）"), default=0)
    unread = models.JSONField(_("没有读出的部分"), default=list)  # [{"place": […], "why": "…"}]

    class Meta:
        verbose_name = _("内容检查")
        verbose_name_plural = _("内容检查")
        constraints = [models.UniqueConstraint(fields=["sha256", "ruleset"], name="bytes_read_once_under_a_ruleset")]

    def __str__(self) -> str:
        return f"{self.sha256[:12]} {self.made_at:%Y-%m-%d}"


class Finding(models.Model):
    """审查发现. `fingerprint` is a keyed digest of the value; `block`, `start`, `end` lead back to it in a new reading."""

    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="findings")
    rule = models.CharField(_("规则"), max_length=16)
    severity = models.CharField(_("程度"), max_length=8)
    place = models.JSONField(_("位置"), default=list)
    masked = models.CharField(_("内容（已遮盖）"), max_length=120, blank=True)
    hidden = models.BooleanField(_("不显示"), default=False)
    note = models.CharField(_("说明"), max_length=300, blank=True)
    fingerprint = models.CharField(max_length=64, db_index=True)
    block = models.PositiveIntegerField(default=0)
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("审查发现")
        verbose_name_plural = _("审查发现")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.rule} {self.where.code()}"

    @property
    def where(self) -> Place:
        return Place.from_data(self.place)


class RecordedExhibit(models.Model):
    """What a submission laid before the reviewers: its text ("" as label) and each file, with the scan of exactly these bytes."""

    record = models.ForeignKey("clearance.ClearanceRecord", on_delete=models.CASCADE, related_name="exhibits")
    label = models.CharField(_("名称"), max_length=200, blank=True)
    scan = models.ForeignKey(Scan, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey("pages.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("送审材料")
        verbose_name_plural = _("送审材料")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.label or str(_("正文"))


class Settlement(models.Model):
    """说明理由: somebody's word that what was found in this subject may stay, and on what ground."""

    subject = models.CharField(_("对象"), max_length=80)
    rule = models.CharField(_("规则"), max_length=16)
    fingerprint = models.CharField(max_length=64)
    ground = models.CharField(_("理由"), max_length=20)
    note = models.CharField(_("说明"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("审查发现的处理")
        verbose_name_plural = _("审查发现的处理")
        constraints = [
            models.UniqueConstraint(fields=["subject", "rule", "fingerprint"], name="one_word_on_a_value_of_a_subject")
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.rule} {self.ground}"


class CleanedCopy(models.Model):
    """These bytes are a cleaned copy (or needed no cleaning): a file may be public only when such a row stands.

    `refused` names what could not be removed without changing the meaning; it stands until a person has settled it.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    original_sha256 = models.CharField(max_length=64, blank=True)
    removed = models.JSONField(_("清除的内容"), default=list)  # [{"what": "…", "where": "…", "words": "…"}]
    refused = models.JSONField(_("没有清除的内容"), default=list)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("清理过的副本")
        verbose_name_plural = _("清理过的副本")

    def __str__(self) -> str:
        return self.sha256[:12]


class RefusedUpload(models.Model):
    """A file or text with a classification mark was refused: time, who, rule and digest, and nothing else (保密法 Art. 31)."""

    organ = models.ForeignKey("organs.Organ", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("上传人"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    rule = models.CharField(_("规则"), max_length=16)
    sha256 = models.CharField(_("文件摘要值"), max_length=64)

    class Meta:
        verbose_name = _("拒收记录")
        verbose_name_plural = _("拒收记录")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.rule} {self.at:%Y-%m-%d %H:%M}"


class KnownValue(models.Model):
    """What an organ says of itself: its duty phones, public accounts, mail domains, plates; its own words to avoid."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("公务电话")
        ACCOUNT = "account", _("对公账户")
        DOMAIN = "domain", _("单位域名")
        PLATE = "plate", _("公务车牌")
        FORBIDDEN = "forbidden", _("不用的词")

    organ = models.ForeignKey("organs.Organ", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("类别"), max_length=10, choices=Kind)
    value = models.CharField(_("内容"), max_length=100)
    note = models.CharField(_("说明或者应写作"), max_length=100, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("本机关的公务信息和用词")
        verbose_name_plural = _("本机关的公务信息和用词")
        ordering = ["kind", "value"]
        constraints = [models.UniqueConstraint(fields=["organ", "kind", "value"], name="a_known_value_once")]

    def __str__(self) -> str:
        return self.value


class Redaction(models.Model):
    """遮盖, 区分处理 (Art. 37): which places of a file were covered and why, and the copy from which they are gone.

    `marks`: [{"page": 1, "box": [x0, y0, x1, y1], "reason": "…"}] for boxes, [{"place": "…", "rule": "…", "reason": "…"}]
    for words. The values themselves are nowhere but in the original.
    """

    original = models.ForeignKey("pages.StoredFile", on_delete=models.PROTECT, related_name="+")
    result = models.OneToOneField("pages.StoredFile", on_delete=models.PROTECT, related_name="redaction")
    marks = models.JSONField(_("遮盖处"), default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("遮盖记录")
        verbose_name_plural = _("遮盖记录")

    def __str__(self) -> str:
        return f"{self.original} → {self.result}"


class Alarm(models.Model):
    """A public text in which today's rules find what they did not find before. Open until it is dealt with."""

    subject = models.CharField(_("对象"), max_length=80, unique=True)
    organ = models.ForeignKey("organs.Organ", on_delete=models.CASCADE, related_name="+")
    count = models.PositiveIntegerField(_("处数"))
    raised_at = models.DateTimeField(_("发现时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("公开后发现的问题")
        verbose_name_plural = _("公开后发现的问题")
        ordering = ["raised_at"]

    def __str__(self) -> str:
        return f"{self.subject} {self.count}"
