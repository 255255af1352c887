"""申请表: the fields Article 29 allows and no other; no purpose is asked for. Complete without a script."""

import secrets
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.applications import rules
from gongkai.applications.vocabulary import ApplicantKind, DeliveryWay, IdKind, WantedForm
from gongkai.doorkeeping.forms import GuardedForm
from gongkai.portal.applying import documents
from gongkai.writers.letter import printable

PURPOSE = "apply"
OF_PERSONS = (IdKind.RESIDENT, IdKind.PASSPORT, IdKind.HK_MACAO, IdKind.TAIWAN, IdKind.FOREIGN_RESIDENT)
OF_ORGANISATIONS = (IdKind.CREDIT_CODE, IdKind.ORG_CODE)
FITTING = {
    WantedForm.PAPER: (DeliveryWay.POST, DeliveryWay.PICK_UP, DeliveryWay.FAX),
    WantedForm.ELECTRONIC: (DeliveryWay.ONLINE, DeliveryWay.EMAIL, DeliveryWay.PICK_UP, DeliveryWay.POST),
    WantedForm.INSPECT: (DeliveryWay.PICK_UP,),
}
APPLICANT = (
    "kind", "name", "id_kind", "id_number", "contact_person", "phone", "email", "address", "postcode", "agent_name",
    "agent_id_number", "agent_phone",
)  # fmt: skip
NEVER_IN_A_DRAFT = ("id_number", "agent_id_number", "form_id")


def documents_by_kind() -> list[tuple[str, Any]]:
    """The kinds of documents, in groups so that they can be found without a script too."""
    labels = dict(IdKind.choices)
    return [
        ("", _("请选择")),
        (_("个人"), [(kind.value, labels[kind]) for kind in OF_PERSONS]),
        (_("单位"), [(kind.value, labels[kind]) for kind in OF_ORGANISATIONS]),
        (_("其他"), [(IdKind.OTHER.value, labels[IdKind.OTHER])]),
    ]


class Words(forms.CharField):
    """Text as typed, in one kind of line end and without what no page can show."""

    def to_python(self, value):
        return printable(super().to_python(value)).strip()


class ApplyForm(forms.Form):
    """`has_proof`: a proof of identity came along or is kept from before; then a number may be missing."""

    kind = forms.ChoiceField(
        label=gettext_lazy("申请人是"), choices=ApplicantKind.choices, initial=ApplicantKind.NATURAL_PERSON,
        widget=forms.RadioSelect,
    )  # fmt: skip
    name = Words(
        label=gettext_lazy("姓名或者名称"), max_length=100, required=False,
        help_text=gettext_lazy("与证件一致。单位写全称。"), widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    id_kind = forms.ChoiceField(label=gettext_lazy("证件类别"), choices=documents_by_kind, required=False)
    id_number = Words(
        label=gettext_lazy("证件号码"), max_length=60, required=False,
        help_text=gettext_lazy("没有号码的，可以不填，改为在下面上传身份证明。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    contact_person = Words(label=gettext_lazy("联系人（单位填写）"), max_length=60, required=False)
    phone = forms.RegexField(
        r"^[0-9+()（）\-－—转 ,，/]{5,40}$", label=gettext_lazy("联系电话"), required=False,
        error_messages={"invalid": gettext_lazy("电话号码只能有数字、空格和 + - ( ) ，请核对，如 138 0013 8000、0855-6620000。")},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )  # fmt: skip
    email = forms.EmailField(
        label=gettext_lazy("电子邮箱"), max_length=200, required=False,
        error_messages={"invalid": gettext_lazy("这个邮箱地址不完整，应像 name@example.cn。")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    address = Words(
        label=gettext_lazy("联系地址"), max_length=200, required=False, help_text=gettext_lazy("要邮寄的，写到门牌号。"),
        widget=forms.TextInput(attrs={"autocomplete": "address-line1"}),
    )  # fmt: skip
    postcode = forms.RegexField(
        r"^\d{6}$", label=gettext_lazy("邮政编码"), required=False,
        error_messages={"invalid": gettext_lazy("国内邮政编码是6位数字；不知道的可以不填。")},
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "inputmode": "numeric"}),
    )  # fmt: skip
    agent_name = Words(label=gettext_lazy("代理人姓名"), max_length=60, required=False)
    agent_id_number = Words(
        label=gettext_lazy("代理人证件号码"), max_length=60, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    agent_phone = Words(label=gettext_lazy("代理人电话"), max_length=40, required=False)
    title = Words(
        label=gettext_lazy("信息的名称或者文号"), max_length=200, required=False,
        help_text=gettext_lazy("知道什么写什么，例如“2023年农村低保资金分配表”“榕民规〔2019〕1号”。"),
    )  # fmt: skip
    content = Words(
        label=gettext_lazy("其他特征描述"), max_length=5000, required=False,
        help_text=gettext_lazy("时间、地区、事项、由哪个部门形成……越具体，找得越快。"),
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip
    wanted_form = forms.ChoiceField(
        label=gettext_lazy("想要什么形式"), choices=WantedForm.choices, initial=WantedForm.ELECTRONIC,
        widget=forms.RadioSelect,
    )  # fmt: skip
    delivery_way = forms.ChoiceField(
        label=gettext_lazy("怎样交给您"), choices=DeliveryWay.choices, initial=DeliveryWay.ONLINE,
        widget=forms.RadioSelect, help_text=gettext_lazy("传真号码请写在“联系电话”里。"),
    )  # fmt: skip
    needs_help = Words(
        label=gettext_lazy("需要的帮助"), max_length=200, required=False,
        help_text=gettext_lazy("阅读、视听或者书写有困难的，写明需要什么，例如大字版、电话读给我听（条例第四十三条）。"),
    )  # fmt: skip
    suggests_publication = forms.BooleanField(
        label=gettext_lazy("建议把这些信息向全社会公开（条例第四十四条）"), required=False
    )
    # Names this filling-in, from the first page to the last: what is sent twice from it makes one application.
    form_id = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, has_proof: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.has_proof = has_proof
        self.fields["form_id"].initial = secrets.token_urlsafe(18)
        if settings.IS_OUTER:  # the reply is written behind an air gap and does not come back to this page
            way = self.fields["delivery_way"]
            way.choices = [choice for choice in DeliveryWay.choices if choice[0] != DeliveryWay.ONLINE]
            way.initial = DeliveryWay.EMAIL

    def clean_id_number(self) -> str:
        return documents.normal_number(self.cleaned_data["id_number"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        said = {name: data.get(name) or "" for name in (*APPLICANT, "title", "content", "delivery_way")}
        lacking = rules.missing(
            said, said["title"], said["content"], said["delivery_way"], has_proof=self.has_proof
        )  # fmt: skip
        for name, sentence in lacking.items():
            if name not in self.errors:
                self.add_error(name, f"{sentence}。")
        self._clean_document(said)
        self._clean_delivery(data)
        if (said["agent_id_number"] or said["agent_phone"]) and not said["agent_name"]:
            self.add_error(
                "agent_name", _("填写了代理人的证件或者电话，请同时填写代理人姓名；没有代理人的，请都留空。")
            )
        return data

    def _clean_document(self, said: dict[str, str]) -> None:
        if not said["id_kind"]:
            if said["id_number"]:
                self.add_error("id_kind", _("请选择这是哪一种证件的号码。"))
            else:
                self.cleaned_data["id_kind"] = IdKind.OTHER.value
            return
        is_person = said["kind"] == ApplicantKind.NATURAL_PERSON
        if said["kind"] and said["id_kind"] in (OF_ORGANISATIONS if is_person else OF_PERSONS):
            right = _("个人请选身份证、护照等证件") if is_person else _("单位请选统一社会信用代码或者登记证书")
            self.add_error("id_kind", _("证件类别与申请人类别不一致：%s；都没有的选“其他有效证件”。") % right)
        elif sentence := documents.fault(said["id_kind"], said["id_number"]):
            self.add_error("id_number", sentence)

    def _clean_delivery(self, data: dict[str, Any]) -> None:
        form, way = data.get("wanted_form"), data.get("delivery_way")
        if form and way and way not in FITTING[WantedForm(form)]:
            ways = "、".join(str(one.label) for one in FITTING[WantedForm(form)])
            sentence = _("要“%(form)s”的，可以选：%(ways)s。") % {"form": WantedForm(form).label, "ways": ways}
            self.add_error("delivery_way", sentence)
        if way == DeliveryWay.FAX and not data.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("选择传真的，请在这里填写传真号码（条例第二十九条第二款第三项）。"))

    @property
    def applicant(self) -> dict[str, str]:
        """What goes to the applicant's row."""
        return {name: self.cleaned_data[name] for name in APPLICANT}

    @property
    def wants_agent(self) -> bool:
        return any(self[name].value() or self[name].errors for name in ("agent_name", "agent_id_number", "agent_phone"))

    @property
    def asked_for(self) -> list[tuple[str, str]]:
        """(label, answer) of what is wanted, to be looked over."""
        found = self._answers("title", "content", "wanted_form", "delivery_way", "needs_help")
        if self.cleaned_data["suggests_publication"]:
            found.append((_("建议公开"), str(self["suggests_publication"].label)))
        return found

    @property
    def who(self) -> list[tuple[str, str]]:
        """(label, answer) of the applicant; the number stands under the kind of its document."""
        kind = dict(IdKind.choices).get(self.cleaned_data["id_kind"], _("证件号码"))
        number = [(str(kind), self.cleaned_data["id_number"])] if self.cleaned_data["id_number"] else []
        return self._answers("kind", "name") + number + self._answers(*APPLICANT[4:])

    def _answers(self, *names: str) -> list[tuple[str, str]]:
        found = []
        for name in names:
            value = self.cleaned_data[name]
            choices = dict(getattr(self.fields[name], "choices", ()))
            if value:
                found.append((str(self[name].label), str(choices.get(value, value))))
        return found

    @property
    def summary(self) -> list[tuple[str, str, str]]:
        """(label, sentence, id of the control) for the list of faults at the top."""
        found = [("", sentence, "") for sentence in self.non_field_errors()]
        for name in self.fields:
            bound = self[name]
            suffix = "_0" if isinstance(bound.field.widget, forms.RadioSelect) else ""
            found += [(str(bound.label), sentence, f"{bound.auto_id}{suffix}") for sentence in bound.errors]
        return found


class SendForm(GuardedForm, ApplyForm):
    """The same, checked by its writer and about to be sent: here the guard is asked."""

    guard_purpose = PURPOSE
