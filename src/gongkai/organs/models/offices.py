"""公开工作机构 with all that Art. 12 wants known of it, the facts of the site's foot, and the money for the work."""

from datetime import date

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class DisclosureOffice(models.Model):
    """政府信息公开工作机构 (Arts 4, 12): name, address, hours, telephone, fax and internet contact are all compulsory."""

    organ = models.OneToOneField("organs.Organ", on_delete=models.PROTECT, related_name="disclosure_office")
    name = models.CharField(_("机构名称"), max_length=100)
    address = models.CharField(_("办公地址"), max_length=200)
    office_hours = models.CharField(_("办公时间"), max_length=200)
    telephone = models.CharField(_("联系电话"), max_length=60)
    fax = models.CharField(_("传真号码"), max_length=60)
    email = models.EmailField(_("电子邮箱"))
    postcode = models.CharField(_("邮政编码"), max_length=6, validators=[RegexValidator(r"^\d{6}$")])
    online_address = models.CharField(_("互联网联系方式"), max_length=200, blank=True)
    checked_on = models.DateField(_("最近核对日期"), default=date.today)

    class Meta:
        verbose_name = _("政府信息公开工作机构")
        verbose_name_plural = _("政府信息公开工作机构")

    def __str__(self) -> str:
        return self.name


class SiteFacts(models.Model):
    """What the foot of every page must show (政府网站发展指引, 国办发〔2017〕47号)."""

    organ = models.OneToOneField("organs.Organ", on_delete=models.PROTECT, related_name="site_facts")
    site_name = models.CharField(_("网站名称"), max_length=100)
    domain = models.CharField(_("网站域名"), max_length=100)
    sponsor = models.CharField(_("主办单位"), max_length=100)
    operator = models.CharField(_("承办单位"), max_length=100)
    contact_phone = models.CharField(_("联系电话"), max_length=60)
    contact_address = models.CharField(_("联系地址"), max_length=200)
    icp_number = models.CharField(
        _("ICP备案号"), max_length=40, validators=[RegexValidator(r"^[\u4e00-\u9fa5]ICP备\d{5,10}号(-\d+)?$")]
    )
    psb_number = models.CharField(
        _("公安备案号"), max_length=40, validators=[RegexValidator(r"^[\u4e00-\u9fa5]公网安备\s?\d{14}号$")]
    )
    site_id_code = models.CharField(_("网站标识码"), max_length=12, validators=[RegexValidator(r"^(\d{10}|bm\d{8})$")])

    class Meta:
        verbose_name = _("网站信息")
        verbose_name_plural = _("网站信息")

    def __str__(self) -> str:
        return self.site_name


class Funding(models.Model):
    """工作经费 of one year, in units of ten thousand yuan."""

    organ = models.ForeignKey("organs.Organ", on_delete=models.PROTECT, related_name="funding")
    year = models.PositiveSmallIntegerField(_("年度"))
    amount_wan = models.DecimalField(_("金额（万元）"), max_digits=12, decimal_places=4)

    class Meta:
        verbose_name = _("公开工作经费")
        verbose_name_plural = _("公开工作经费")
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["organ", "year"], name="funding_once_a_year")]

    def __str__(self) -> str:
        return f"{self.organ} {self.year}"
