"""登记: an application that came to staff, by whatever way. Asks exactly what Article 29 allows, never what for."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.applications import vocabulary
from gongkai.statute.receipt import Channel, explains
from gongkai.workbench.forms.applications.base import day_field, lines

BY_STAFF = [(row.value, row.label) for row in Channel if row is not Channel.ONLINE]
MAIL = ("registered_mail", "ordinary_mail")
NEEDS_CONFIRMING = ("ordinary_mail", "email", "fax", "other_online")
APPLICANT = (
    "kind", "name", "id_kind", "id_number", "contact_person", "phone", "email", "address", "postcode", "agent_name",
    "agent_id_number", "agent_phone",
)  # fmt: skip


class RegisterForm(forms.Form):
    channel = forms.ChoiceField(
        label=_("怎样收到的"), choices=BY_STAFF, widget=forms.RadioSelect, initial=Channel.COUNTER.value
    )
    on = day_field(_("提交、签收或者到达的日期"), help_text=_("补登的填实际日期；是否起算按渠道的规则。"))
    tracking = forms.CharField(label=_("邮件号"), required=False, max_length=40)
    read_back = forms.BooleanField(label=_("已向申请人读回核对"), required=False)
    kind = forms.ChoiceField(label=_("申请人类别"), choices=vocabulary.ApplicantKind.choices, initial="natural_person")
    name = forms.CharField(
        label=_("姓名或者名称"),
        max_length=120,
        error_messages={"required": _("请填写申请人的姓名或者名称（条例第二十九条第二款第一项）")},
    )
    id_kind = forms.ChoiceField(label=_("证件类别"), choices=vocabulary.IdKind.choices, initial="resident")
    id_number = forms.CharField(
        label=_("证件号码"), required=False, max_length=60, help_text=_("或者拖入身份证明的扫描件。")
    )
    contact_person = forms.CharField(label=_("联系人"), required=False, max_length=60)
    phone = forms.CharField(label=_("联系电话"), required=False, max_length=40)
    email = forms.EmailField(label=_("电子邮箱"), required=False)
    address = forms.CharField(label=_("联系地址"), required=False, max_length=200)
    postcode = forms.CharField(label=_("邮政编码"), required=False, max_length=10)
    agent_name = forms.CharField(label=_("代理人姓名"), required=False, max_length=60)
    agent_id_number = forms.CharField(label=_("代理人证件号码"), required=False, max_length=60)
    agent_phone = forms.CharField(label=_("代理人电话"), required=False, max_length=40)
    title = forms.CharField(label=_("所需信息的名称、文号"), max_length=200, required=False)
    content = forms.CharField(
        label=_("特征描述"), required=False, widget=lines(3), max_length=5000,
        help_text=_("便于查找的其他特征：时间、事项、制作机关。两项至少写一项。"),
    )  # fmt: skip
    wanted_form = forms.ChoiceField(label=_("获取方式"), choices=vocabulary.WantedForm.choices, initial="paper")
    delivery_way = forms.ChoiceField(label=_("获取途径"), choices=vocabulary.DeliveryWay.choices, initial="pick_up")
    needs_help = forms.CharField(
        label=_("需要的帮助"), required=False, max_length=200, help_text=_("如大字、朗读、手语（条例第四十条）。")
    )
    take = forms.BooleanField(label=_("登记后由我办理"), required=False, initial=True)
    note = forms.CharField(label=_("备注（内部）"), required=False, max_length=200)

    HEAD = ("on", "tracking", "read_back")
    PERSON = ("kind", "name", "id_kind", "id_number", "phone", "email", "address", "postcode", "contact_person")
    AGENT = ("agent_name", "agent_id_number", "agent_phone")
    WHAT = ("title", "content")
    HOW = ("wanted_form", "delivery_way", "needs_help")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].widget.attrs["max"] = timezone.localdate().isoformat()
        for name, field in self.fields.items():
            if field.help_text and name != "channel":
                field.widget.attrs["aria-describedby"] = f"id_{name}_helptext"
            if name not in {"channel", "take", "read_back"}:
                field.widget.attrs.setdefault("autocomplete", "off")

    def block(self, names) -> list:
        return [self[name] for name in names]

    head = property(lambda self: self.block(self.HEAD))
    person = property(lambda self: self.block(self.PERSON))
    agent = property(lambda self: self.block(self.AGENT))
    what = property(lambda self: self.block(self.WHAT))
    how = property(lambda self: self.block(self.HOW))

    @property
    def rules(self) -> list[dict[str, Any]]:
        """Each way with its rule of receipt, said in one sentence."""
        return [
            {
                "code": code,
                "says": explains(code),
                "mail": code in MAIL,
                "waits": code in NEEDS_CONFIRMING,
                "oral": code == "oral",
            }
            for code, _label in BY_STAFF
        ]

    @property
    def applicant(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in APPLICANT}
