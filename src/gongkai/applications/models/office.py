"""办理设置: what an organ's letters and numbers are made with. An organ without a row of its own works with the defaults."""

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _


class ApplicationOffice(models.Model):
    organ = models.OneToOneField("organs.Organ", on_delete=models.PROTECT, related_name="application_office")
    reply_prefix = models.CharField(
        _("答复书发文代字"), max_length=30, help_text=_("如“榕民公开”，文号即“榕民公开〔2024〕5号”")
    )
    notice_prefix = models.CharField(
        _("告知书发文代字"), max_length=30, help_text=_("补正、延期、征求意见等程序性文书")
    )
    reconsideration_at = models.CharField(_("行政复议机关"), max_length=60)
    reconsideration_online = models.CharField(_("网上申请行政复议的渠道"), max_length=200, blank=True)
    higher_department = models.CharField(_("上一级主管部门"), max_length=60, blank=True)
    court = models.CharField(_("有管辖权的人民法院"), max_length=60)
    payment_instructions = models.TextField(_("缴费方式"), max_length=500, blank=True)
    correction_days = models.PositiveSmallIntegerField(_("通常给申请人的补正时间（工作日）"), default=10)
    reassess_months = models.PositiveSmallIntegerField(_("不予公开信息评估间隔（月）"), default=12)
    keep_identity_years = models.PositiveSmallIntegerField(_("办结后保存申请人身份信息的年数"), default=10)

    class Meta:
        verbose_name = _("依申请公开办理设置")
        verbose_name_plural = _("依申请公开办理设置")

    def __str__(self) -> str:
        return f"{self.organ} {self.reply_prefix}"

    @classmethod
    def of(cls, organ) -> "ApplicationOffice":
        """The organ's own, or unsaved defaults drawn from the tree of organs (行政复议法 Art. 24: the same-level government)."""
        return cls.objects.filter(organ=organ).first() or cls.defaults(organ)

    @classmethod
    def defaults(cls, organ) -> "ApplicationOffice":
        government = organ.parent.name if organ.parent else organ.name
        place = government.removesuffix("人民政府")
        return cls(
            organ=organ, reply_prefix=f"{organ.short_name}公开", notice_prefix=f"{organ.short_name}公开告",
            reconsideration_at=government,
            # Until the office writes down its address: served online, the letter must name the channel (行政复议法 Art. 22).
            reconsideration_online=_now("%s公布的行政复议网上申请渠道") % government, court=_now("%s人民法院") % place,
            payment_instructions=_now("凭本通知书向本机关公开工作机构索取缴款书，通过政府非税收入收缴渠道缴纳。"),
        )  # fmt: skip
