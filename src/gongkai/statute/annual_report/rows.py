"""Labels of the three tables, exactly as the national forms print them.

国办公开办函〔2019〕60号 for 2019 and 2020, 国办公开办函〔2021〕30号 since. Table three of the two differs in one line:
（六）其他处理 was one row and became three.
"""

from gongkai.statute.annual_report.shape import Applications, Block, Column, Kind, Part, Row

ONE, FIVE, SIX, EIGHT, NINE = (f"第二十条第（{number}）项" for number in "一五六八九")
APPLICANTS = "申请人情况"
ORGANISATIONS = "法人或其他组织"
TITLES = {
    "table_two": "主动公开政府信息情况",
    "table_three": "收到和处理政府信息公开申请情况",
    "table_four": "政府信息公开行政复议、行政诉讼情况",
}

_ITEMS = (Column("prev_items", "上一年项目数量"), Column("change", "本年增/减", Kind.CHANGE))
_PENALTIES = (Row("penalty", "行政处罚"), Row("coercion", "行政强制"))

# fmt: off
TABLE_TWO_2019 = (
    Part("art20_1", ONE, (Row("regulation", "规章"), Row("normative_document", "规范性文件")), (
        Column("made", "本年新制作数量"), Column("disclosed", "本年新公开数量"),
        Column("disclosed_total", "对外公开总数量"))),
    Part("art20_5", FIVE, (Row("licensing", "行政许可"), Row("other_services", "其他对外管理服务事项")),
         (*_ITEMS, Column("decisions", "处理决定数量"))),
    Part("art20_6", SIX, _PENALTIES, (*_ITEMS, Column("decisions", "处理决定数量"))),
    Part("art20_8", EIGHT, (Row("admin_fee", "行政事业性收费"),), _ITEMS),
    Part("art20_9", NINE, (Row("central_procurement", "政府集中采购"),),
         (Column("projects", "采购项目数量"), Column("amount", "采购总金额", Kind.AMOUNT))),
)

TABLE_TWO_2021 = (
    Part("art20_1", ONE, (Row("regulation", "规章"), Row("normative_document", "行政规范性文件")), (
        Column("issued", "本年制发件数"), Column("repealed", "本年废止件数"), Column("in_force", "现行有效件数"))),
    Part("art20_5", FIVE, (Row("licensing", "行政许可"),), (Column("decisions", "本年处理决定数量"),)),
    Part("art20_6", SIX, _PENALTIES, (Column("decisions", "本年处理决定数量"),)),
    Part("art20_8", EIGHT, (Row("admin_fee", "行政事业性收费"),),
         (Column("amount_wan", "本年收费金额（单位：万元）", Kind.AMOUNT),)),
)

CORNER_NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_APPLICANT_KINDS = (
    Column("natural_person", "自然人"),
    Column("org_business", "商业企业", group=ORGANISATIONS),
    Column("org_research", "科研机构", group=ORGANISATIONS),
    Column("org_public_interest", "社会公益组织", group=ORGANISATIONS),
    Column("org_legal_service", "法律服务机构", group=ORGANISATIONS),
    Column("org_other", "其他", group=ORGANISATIONS),
)
_APPLICANT_COLUMNS = (*_APPLICANT_KINDS, Column("total", "总计", sums=tuple(kind.key for kind in _APPLICANT_KINDS)))

_RESULTS = (
    Row("granted", "（一）予以公开", "results", article="36(1),36(2)"),
    Row("partially_granted", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "results", article="37"),
    Row("refused", "（三）不予公开", "results", numbers=False),
    Row("refused_state_secret", "1.属于国家秘密", "refused", article="14"),
    Row("refused_other_law", "2.其他法律行政法规禁止公开", "refused", article="14"),
    Row("refused_three_safety_one_stability", "3.危及“三安全一稳定”", "refused", article="14"),
    Row("refused_third_party", "4.保护第三方合法权益", "refused", article="15,32"),
    Row("refused_internal_affairs", "5.属于三类内部事务信息", "refused", article="16.1"),
    Row("refused_process", "6.属于四类过程性信息", "refused", article="16.2"),
    Row("refused_enforcement_file", "7.属于行政执法案卷", "refused", article="16.2"),
    Row("refused_admin_query", "8.属于行政查询事项", "refused", article="36(7)"),
    Row("unavailable", "（四）无法提供", "results", numbers=False),
    Row("unavailable_not_held", "1.本机关不掌握相关政府信息", "unavailable", article="36(4),36(5)"),
    Row("unavailable_needs_creation", "2.没有现成信息需要另行制作", "unavailable", article="38"),
    Row("unavailable_unclear", "3.补正后申请内容仍不明确", "unavailable", article="30"),
    Row("not_processed", "（五）不予处理", "results", numbers=False),
    Row("not_processed_petition", "1.信访举报投诉类申请", "not_processed", article="39.1"),
    Row("not_processed_repeat", "2.重复申请", "not_processed", article="36(6)"),
    Row("not_processed_publication", "3.要求提供公开出版物", "not_processed", article="39.2"),
    Row("not_processed_excessive", "4.无正当理由大量反复申请", "not_processed", article="35"),
    Row("not_processed_reconfirm", "5.要求行政机关确认或重新出具已获取信息", "not_processed"),
)
_OTHER_2019 = (Row("other", "（六）其他处理", "results"),)
_OTHER_2021 = (
    Row("other", "（六）其他处理", "results", numbers=False),
    Row("other_no_correction", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "other",
        article="30"),
    Row("other_fee_unpaid", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "other",
        article="42"),
    Row("other_misc", "3.其他", "other"),
)
# fmt: on


def _table_three(other: tuple[Row, ...]) -> Applications:
    results = (*_RESULTS, *other)
    ends = tuple(row.key for row in results if row.numbers)
    return Applications(
        CORNER_NOTE,
        APPLICANTS,
        _APPLICANT_COLUMNS,
        (
            Row("new_received", "一、本年新收政府信息公开申请数量", article="31"),
            Row("carried_in", "二、上年结转政府信息公开申请数量"),
            Row("results", "三、本年度办理结果", numbers=False),
            *results,
            Row("processed_total", "（七）总计", "results", sums=ends),
            Row("carried_out", "四、结转下年度继续办理"),
        ),
    )


TABLE_THREE_2019 = _table_three(_OTHER_2019)
TABLE_THREE_2021 = _table_three(_OTHER_2021)

_OUTCOMES = (
    Column("upheld", "结果维持"),
    Column("corrected", "结果纠正"),
    Column("other", "其他结果"),
    Column("pending", "尚未审结"),
)
_OUTCOME_COLUMNS = (*_OUTCOMES, Column("total", "总计", sums=tuple(outcome.key for outcome in _OUTCOMES)))
TABLE_FOUR = (
    Block("review", "行政复议", _OUTCOME_COLUMNS),
    Block("litigation_direct", "未经复议直接起诉", _OUTCOME_COLUMNS, group="行政诉讼"),
    Block("litigation_after_review", "复议后起诉", _OUTCOME_COLUMNS, group="行政诉讼"),
)
