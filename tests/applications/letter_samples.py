"""A sample case and sample facts for every letter, so that tests can walk the whole registry."""

from datetime import date
from types import SimpleNamespace

from gongkai.applications.letters.compose import blank_form, compose
from gongkai.applications.letters.templates import TEMPLATES
from gongkai.applications.models import Applicant, Application, ApplicationOffice, Party
from gongkai.statute import clocks
from gongkai.statute.fees import by_items
from gongkai.statute.limits import limit
from gongkai.statute.workdays.calendar import calendar

RECEIVED = date(2024, 9, 6)
SIGNED = date(2024, 10, 9)
ID_NUMBER, PHONE = "52263219900307123X", "13885512345"
FILE_ONLY = {
    "secrecy_mark": "机密级，保密期限十年，定密机关为某某局",
    "harm_evidence": "评估报告第7页所载的风险",
    "competent_opinion": "县公安局2024年9月20日复函不宜公开",
    "search_record": "2024年9月12日，石文检索了局档案室和办公系统",
}
REASONS = "该信息是本机关内部资金测算所用的工作记录，不直接影响申请人的权利义务，公开会影响今后同类工作的坦率讨论。"
DELIVERED = [
    "《榕江县2023年度城乡低保资金分配方案》（电子文档，共12页）",
    "《榕江县2023年度城乡低保资金分配表》（电子文档，共3页）",
]
PARTY_WHAT = "贵方2024年3月与本机关签订的《县社会福利院护理服务采购合同》第三条（服务价格）、第八条（人员配置）。"
FACTS: dict[str, dict] = {
    "already_public": {
        "address": "榕江县人民政府网站“政府信息公开”专栏，社会救助，https://www.rongjiang.example.gov.cn/rongjiang-mzj/zfxxgk/",
        "published_on": "2024-03-15",
    },
    "granted": {"delivered": DELIVERED},
    "granted_in_part": {
        "delivered": DELIVERED,
        "withheld_parts": ["《分配方案》附表二中救助对象的身份证号码、住址和银行账号", "《分配表》中救助对象的联系电话"],
        "ground": "个人隐私",
        "reasons": "上述内容可以识别到具体的自然人，公开会使其私人生活安宁受到侵扰；所涉资金的分配情况已经提供，不公开上述内容不会对公共利益造成重大影响。",
    },
    "withheld_state_secret": {"reasons": "该信息已依照法定程序确定为国家秘密，现仍在保密期限内，没有解密。"},
    "withheld_prohibited_by_law": {
        "forbidding_rule": "《中华人民共和国反家庭暴力法》第五条第三款",
        "reasons": "该信息记载当事人的求助和安置情况，法律要求保护当事人隐私。",
    },
    "withheld_public_security": {
        "which_security": "公共安全",
        "reasons": "该信息记载救助物资储备库的安全防范设施布置，公开后可能被不法利用。",
    },
    "withheld_third_party": {
        "consultation_result": "本机关于2024年9月12日书面征求第三方意见，第三方于2024年10月8日书面答复不同意公开，理由是所涉内容为其未公开的成本构成",
        "public_interest": "合同的总价和服务内容已经公开，不公开成本构成不影响公众监督财政资金的使用，不会对公共利益造成重大影响",
        "reasons": "合同第三条所附成本构成是第三方采取保密措施、具有商业价值的经营信息，属于商业秘密。",
    },
    "withheld_internal_affairs": {"internal_kind": "后勤管理", "reasons": "该信息是本机关公务用车日常调度的记录，只用于内部管理，对外不产生法律效力。"},
    "withheld_deliberative": {
        "process_kind": "讨论记录",
        "no_rule_requires": "经核对《社会救助暂行办法》和社会救助领域基层政务公开标准目录，没有要求公开该类讨论记录的规定",
        "reasons": REASONS,
    },
    "withheld_enforcement_file": {
        "case_file": "榕江县民政局榕民罚〔2023〕2号行政处罚案卷",
        "no_rule_requires": "经核对有关殡葬管理的法律、法规、规章，没有要求公开该案卷材料的规定，行政处罚决定已经依法公开",
        "reasons": "所申请的询问笔录是该案办理过程中形成的内部材料，公开会影响被询问人的合法权益。",
    },
    "registry_query": {
        "special_rule": "《不动产登记暂行条例》第二十七条",
        "counter": "榕江县不动产登记中心，榕江县古州镇古州北路（演示地址），0855-6623777",
    },
    "unavailable_does_not_exist": {},
    "unavailable_not_ours": {
        "reasons": "城镇职工基本医疗保险的缴费核定不是本机关的职责，该信息不是本机关制作，也不由本机关保存。",
        "responsible_organ": "榕江县医疗保障局",
        "responsible_contact": "0855-6623300，榕江县古州镇北环路（演示地址）",
    },
    "unavailable_needs_creation": {"reasons": "本机关只按户登记低保对象，没有按年龄段分类的统计，提供该数据需要逐户汇总、分析。"},
    "unavailable_still_unclear": {"still_unclear": "补正后仍只写“全部救助材料”，没有写明年度、救助种类或者乡镇"},
    "unavailable_in_archives": {"archives_name": "榕江县档案馆", "archives_contact": "榕江县古州镇西环南路（演示地址），0855-6622188"},
    "not_processed_petition": {"right_channel": "反映低保评定不公的，可以向榕江县信访局或者本机关信访室（0855-6622611）提出"},
    "not_processed_repeated": {"earlier_number": "县民政局公开〔2024〕3号", "earlier_date": "2024-05-20"},
    "not_processed_publication": {"where_to_get": "《榕江年鉴》由榕江县地方志编纂中心编印，可以在榕江县图书馆查阅"},
    "not_processed_excessive": {
        "numbers_given": "您自2024年7月1日至9月6日共向本机关申请公开政府信息86件，内容均为各乡镇逐月的会议通知",
        "reasons_given": "您于2024年9月20日书面说明，申请是为了“督促工作”，没有说明为什么需要在短时间内获取全部通知",
        "unreasonable_because": "所申请的通知大多与您没有关联，其中41件内容相同，逐件办理明显超出本机关的正常办理能力。",
    },
    "not_processed_reissue": {"earlier_number": "县民政局公开〔2024〕3号", "earlier_date": "2024-05-20"},
    "closed_no_correction": {"correction_notice_number": "县民政局公开告〔2024〕6号", "limit_day": "2024-09-27"},
    "closed_fee_unpaid": {"fee_notice_number": "县民政局公开告〔2024〕8号", "limit_day": "2024-10-08"},
    "closed_withdrawn": {"statement": "2024年9月20日通过网上查询页面提交撤回说明"},
    "closed_merged": {"merged_into": "202400020014"},
    "correction_notice": {
        "items": ["请写明所需低保资金分配材料的年度；", "请写明需要全县的材料，还是某个乡镇的材料；", "请补充身份证明（居民身份证复印件或者照片）。"],
        "until": "2024-09-27",
    },
    "reason_request": {
        "numbers_given": "您自2024年7月1日至9月6日共向本机关申请公开政府信息86件，内容均为各乡镇逐月的会议通知",
        "what": "请说明申请的目的，以及为什么需要在短时间内获取全部会议通知。",
        "until": "2024-09-20",
    },
    "extension_notice": {
        "reason": "所申请的档案形成时间较早、数量较多，需要到县档案馆核对",
        "working_days": 15, "first_due_on": "2024-10-11", "due_on": "2024-11-01",
    },
    "delay_notice": {"reason": "所涉材料共有2300余页，需要逐页作区分处理", "due_on": "2024-12-20"},
    "consultation_third_party": {"what": PARTY_WHAT, "right": "商业秘密"},
    "third_party_answer": {"what": PARTY_WHAT},
    "consultation_applicant": {"asked": "第三方"},
    "consultation_organ": {"what": "2023年12月贵机关与本机关联合制作的《关于规范困难群众价格临时补贴发放的通知》（内部印发）。", "expected_on": ""},
    "assistance": {"addressee": "社会救助股", "what": "查找2023年度城乡低保资金分配方案及附表，说明其中涉及个人信息的部分。", "until": "2024-09-20"},
    "public_interest_notice": {
        "what": "2024年3月签订的《县社会福利院护理服务采购合同》第八条（人员配置）。",
        "reasons": "护理人员配置关系在院老年人的生命健康，近期社会关注度高，不公开会对公共利益造成重大影响。",
        "disclosed_on": "2024-10-15",
    },
    "fee_notice": {},
    "receipt": {},
    "rectification": {
        "record": "2021年度城乡低保公示名单中“家庭人口”一项",
        "wrong": "名单记为3人，实际为4人",
        "result": "corrected",
        "result_note": "经核对2021年申请审批表和户口簿复印件，家庭人口应为4人，本机关已在低保信息系统和公示名单存档件中更正。",
    },
    "proof_of_service": {"document": "政府信息公开申请答复书", "document_number": "县民政局公开〔2024〕5号", "way": "当面送达"},
    "handling_form": {"proposed": "拟部分公开：提供分配方案和分配表，遮盖救助对象的身份证号码、住址和银行账号。"},
    "application_form": {},
}  # fmt: skip


def slices(before: int, items: int) -> tuple[int, list[list[int]]]:
    fee = by_items(before, items)
    return fee.yuan, [[row.first, row.last, row.count, row.rate, row.yuan] for row in fee.slices]


def _fee() -> dict:
    yuan, rows = slices(28, 6)
    return {"basis": "按件计收", "amount_yuan": yuan, "quantity": 6, "slices": rows}


FACTS["fee_notice"] = _fee()
OFFICE = {
    "reply_prefix": "县民政局公开",
    "notice_prefix": "县民政局公开告",
    "reconsideration_at": "榕江县人民政府",
    "reconsideration_online": "https://xzfy.example.gov.cn",
    "higher_department": "黔东南州民政局",
    "court": "榕江县人民法院",
    "payment_instructions": "持本通知书到本机关办公室开具缴款书，在代收银行缴入榕江县国库，凭缴款回单领取财政票据。",
}


class Cast:
    """An organ with its office, one application, one applicant, one party; `compose` makes any letter of it."""

    def __init__(self, organ, **applicant):
        self.organ = organ
        self.office = ApplicationOffice.objects.create(organ=organ, **OFFICE)
        self.application = Application(
            organ=organ, number="202400020015", query_code="K7M2P9XQ4T", title="2023年度城乡低保资金分配方案",
            content="2023年度全县城乡低保资金分配方案及附表，包括分配到各乡镇的金额和对象人数", wanted_form="electronic",
            delivery_way="online", channel="online", received_on=RECEIVED, state="in_process",
        )  # fmt: skip
        person = {
            "kind": "natural_person", "name": "杨昌贵", "id_kind": "resident", "id_number": ID_NUMBER, "phone": PHONE,
            "address": "贵州省榕江县忠诚镇定弄村三组", "email": "yangchanggui@example.com",
        } | applicant  # fmt: skip
        self.applicant = Applicant(application=self.application, **person)
        self.due = clocks.due(limit("reply", on=RECEIVED), RECEIVED, calendar=calendar())

    def party(self, template: str):
        kind = {"consultation_organ": "co_maker"}.get(template, "third_party")
        name = "榕江县发展和改革局" if kind == "co_maker" else "黔东南康乐护理服务有限公司"
        wanted = {"consultation_organ", "consultation_third_party", "third_party_answer", "public_interest_notice"}
        return (
            Party(application=self.application, kind=kind, name=name, what=PARTY_WHAT) if template in wanted else None
        )

    def compose(self, template: str, **more):
        if template == "application_form":
            return blank_form(self.organ)
        application, applicant = self.application, self.applicant
        if template == "rectification":
            application = SimpleNamespace(organ=self.organ, number="更正2024-0001")
            applicant = SimpleNamespace(name="石永红", kind="natural_person")
        series = TEMPLATES[template].series
        number = {"reply": "县民政局公开〔2024〕5号", "notice": "县民政局公开告〔2024〕9号"}.get(series, "")
        values = {
            "application": application, "applicant": applicant, "facts": FACTS[template], "number": number,
            "signed_on": RECEIVED if template == "receipt" else SIGNED, "received_on": RECEIVED,
            "party": self.party(template), "due": self.due if template in {"receipt", "assistance", "handling_form"} else None,
        }  # fmt: skip
        if template == "handling_form":
            values["decision"] = "granted_in_part"
        return compose(template, **(values | more))
