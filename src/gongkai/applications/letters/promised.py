"""What every text may name besides its own facts, and for whom: a third party's letter has no word for the applicant."""

ORGAN = {
    "organ": "机关名称",
    "office_name": "公开工作机构名称",
    "office_address": "公开工作机构地址",
    "office_hours": "公开工作机构办公时间",
    "office_telephone": "公开工作机构电话",
    "office_postcode": "公开工作机构邮政编码",
    "office_email": "公开工作机构电子邮箱",
    "office_fax": "公开工作机构传真",
    "payment_instructions": "缴费方式（在依申请公开办理设置中填写）",
}
CASE = {
    "registration": "登记编号",
    "received_on": "收到申请之日",
    "signed_on": "签发日期",
    "due_on": "答复期限",
    "provisional": "暂定",
    "clock_table": "期限计算过程",
    "legal_ground": "法律依据",
    "ground_in_full": "不予公开的条款",
    "fee_table": "计费表",
    "fee_words": "金额大写",
    "fee_month": "计费月份",
    "fee_count": "累计件数",
    "fee_these": "本次件数",
    "fee_pages": "按量计收",
    "third_party": "第三方",
    "co_maker": "共同制作机关",
    "other_organ": "其他机关",
    "decision_label": "答复的种类",
    "served_online": "网上送达",
    "addressee": "主送",
    "party": "被征求意见的一方",
    "corrected": "已更正",
    "transferred": "已转送",
    "referred": "告知另行提出",
    "declined": "不予更正",
}
APPLICANT = {
    "applicant": "申请人",
    "you": "对申请人的称呼",
    "channel": "申请渠道",
    "requested": "申请公开的内容",
    "wanted_form": "获取信息的方式",
    "delivery_way": "获取信息的途径",
    "received_how": "收到之日的依据",
    "registration_shown": "登记编号",
    "query_code": "查询码",
    "status_address": "查询地址",
    # What happened to the case before, told only where it did (letters.history).
    "corrected_on": "收到补正之日",
    "extended_on": "告知延期之日",
    "paid_on": "缴清信息处理费之日",
    "order": "复议决定或者判决",
}
LABELS = ORGAN | CASE | APPLICANT


def promised(to: str) -> tuple[str, ...]:
    """The names open to a text addressed so: `party`, `organ` and `us` get nothing of the applicant (Art. 32, PIPL)."""
    rows = ORGAN | CASE if to in {"party", "organ", "us"} else LABELS
    return tuple(rows)
