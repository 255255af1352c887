"""申请人: exactly the fields Article 29 allows, sealed at rest. What may be counted is kept as blind digests."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.sealing import masking
from gongkai.sealing.fields import SealedTextField


class Applicant(models.Model):
    class Kind(models.TextChoices):
        """The six columns of table three (国办公开办函〔2021〕30号)."""

        NATURAL_PERSON = "natural_person", _("自然人（公民）")
        BUSINESS = "org_business", _("商业企业")
        RESEARCH = "org_research", _("科研机构")
        PUBLIC_INTEREST = "org_public_interest", _("社会公益组织")
        LEGAL_SERVICE = "org_legal_service", _("法律服务机构")
        OTHER = "org_other", _("其他组织")

    class IdKind(models.TextChoices):
        RESIDENT = "resident", _("居民身份证")
        PASSPORT = "passport", _("护照")
        HK_MACAO = "hk_macao", _("港澳居民来往内地通行证、居住证")
        TAIWAN = "taiwan", _("台湾居民来往大陆通行证、居住证")
        FOREIGN_RESIDENT = "foreign_resident", _("外国人永久居留身份证")
        CREDIT_CODE = "credit_code", _("统一社会信用代码")
        ORG_CODE = "org_code", _("组织机构代码或者登记证书号")
        OTHER = "other", _("其他有效证件")

    application = models.OneToOneField("applications.Application", on_delete=models.PROTECT, related_name="applicant")
    kind = models.CharField(_("申请人类别"), max_length=24, choices=Kind)
    name = SealedTextField(_("姓名或者名称"))
    id_kind = models.CharField(_("证件类别"), max_length=20, choices=IdKind)
    id_number = SealedTextField(_("证件号码"), blank=True)
    contact_person = SealedTextField(_("联系人"), blank=True)  # of an organisation
    phone = SealedTextField(_("联系电话"), blank=True)
    email = SealedTextField(_("电子邮箱"), blank=True)
    address = SealedTextField(_("联系地址"), blank=True)
    postcode = SealedTextField(_("邮政编码"), blank=True)
    agent_name = SealedTextField(_("代理人姓名"), blank=True)
    agent_id_number = SealedTextField(_("代理人证件号码"), blank=True)
    agent_phone = SealedTextField(_("代理人电话"), blank=True)
    # Equal digests, equal applicant (Arts 35, 36(6), 42). Nothing can be read from them without the key.
    identity_digest = models.CharField(max_length=64, db_index=True, blank=True)
    name_digest = models.CharField(max_length=64, blank=True)
    erased_at = models.DateTimeField(_("个人信息删除时间"), null=True)

    class Meta:
        verbose_name = _("申请人")
        verbose_name_plural = _("申请人")

    def __str__(self) -> str:
        return self.masked_name

    @property
    def is_person(self) -> bool:
        return self.kind == self.Kind.NATURAL_PERSON

    @property
    def masked_name(self) -> str:
        """What lists and exports show. The name of an organisation is no secret."""
        if self.erased_at:
            return str(_("（已按期限删除）"))
        return masking.mask_name(self.name) if self.is_person else self.name
