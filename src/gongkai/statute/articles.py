"""条例逐条 (国务院令第711号): every article, and where it is served, or why it is not.

Each row has exactly one status. `served_by` names code that does what the article asks; `room` names the context that
will, for law this release does not serve yet; `not_ours` says why no software of an organ can. `computed_by` names
code that already knows the article's figures while its procedure is still to come. The names are imported by a test.
"""

from dataclasses import dataclass

from gongkai.statute.instruments import cite

CHAPTERS = (
    ("总则", 1, 9),
    ("公开的主体和范围", 10, 18),
    ("主动公开", 19, 26),
    ("依申请公开", 27, 45),
    ("监督和保障", 46, 53),
    ("附则", 54, 56),
)


@dataclass(frozen=True, slots=True)
class Article:
    """`gist` says in our own few words what the article asks; it is no substitute for the text."""

    number: int
    gist: str
    served_by: tuple[str, ...] = ()
    room: str = ""
    not_ours: str = ""
    computed_by: tuple[str, ...] = ()

    @property
    def citation(self) -> str:
        return cite("2019", str(self.number))

    @property
    def chapter(self) -> str:
        return next(title for title, first, last in CHAPTERS if first <= self.number <= last)


PUBLISH = "gongkai.catalogue.actions:publish"
ITEM = "gongkai.catalogue.models:DisclosureItem"
CLEAR = "gongkai.clearance.actions:clear"
GUIDE = "gongkai.organs.models:DisclosureGuide"
REPORT = "gongkai.annual_reports.compile:compile_report"
HEADINGS = "gongkai.statute.headings:HEADINGS"
ACTS = "gongkai.applications.actions:"
ACCOUNT = "gongkai.accountability.actions:"
REPLIES = "gongkai.statute.decisions:DECISIONS"

# fmt: off
ARTICLES: tuple[Article, ...] = (
    Article(1, "立法目的。", not_ours="宣示目的，不设义务。"),
    Article(2, "政府信息：履行行政管理职能中制作或者获取并保存的信息。", served_by=(ITEM,)),
    Article(3, "政府加强领导；办公厅（室）为主管部门。", served_by=("gongkai.organs.models:LeadingGroup",)),
    Article(4, "指定公开工作机构，负责日常工作。", served_by=("gongkai.organs.models:Organ",)),
    Article(5, "公开为常态，不公开为例外。", served_by=(ITEM,)),
    Article(6, "及时准确公开；虚假或不完整信息应当澄清。", served_by=(PUBLISH,)),
    Article(7, "逐步增加公开的内容。", not_ours="工作要求，由政府部署。"),
    Article(8, "信息资源规范化、标准化，平台与政务服务融合。", served_by=("gongkai.statute.index_number:compose",)),
    Article(9, "公民和组织可以监督、批评和建议。", room="mailbox"),
    Article(10, "谁制作谁公开；共同制作的由牵头机关公开。", served_by=("gongkai.organs.models:Organ",)),
    Article(11, "涉及其他机关的先协商确认；须批准的先批准。", room="clearance"),
    Article(12, "公开指南和目录的内容，并及时更新。", served_by=(GUIDE, "gongkai.statute.index_number:compose")),
    Article(13, "除第十四至十六条外应当公开，主动或者依申请。", served_by=(ITEM,)),
    Article(14, "国家秘密、法定禁止和危及安全稳定的不公开。", served_by=(ITEM, CLEAR)),
    Article(15, "商业秘密、个人隐私原则上不公开，两种例外。", served_by=(ITEM, CLEAR)),
    Article(16, "内部事务、过程性信息和执法案卷可以不公开。", served_by=(ITEM, CLEAR)),
    Article(17, "公开前审查，程序和责任明确；不能确定的报请确定。", served_by=(CLEAR, PUBLISH)),
    Article(18, "对不予公开的信息定期评估，可以公开的及时公开。", served_by=(f"{ACTS}reassess",)),
    Article(19, "主动公开的标准：利益调整、广泛知晓、公众参与。", served_by=("gongkai.statute.headings:CRITERIA",)),
    Article(20, "各机关必须主动公开的十五类信息。", served_by=(HEADINGS, "gongkai.catalogue.queries:coverage")),
    Article(21, "市县及其部门、乡镇另须公开的内容。", served_by=(HEADINGS, "gongkai.catalogue.queries:coverage")),
    Article(22, "确定具体内容，按部署不断增加。", served_by=("gongkai.catalogue.actions:add_heading",)),
    Article(23, "发布机制：公报、网站、发布会、报刊广电。", served_by=(PUBLISH,)),
    Article(24, "统一平台集中发布，可检索、查阅、下载。", served_by=("gongkai.catalogue.queries:browse",)),
    Article(25, "查阅场所；及时向档案馆、图书馆提供。", served_by=("gongkai.catalogue.handover:write_package",)),
    Article(26, "形成或者变更之日起20个工作日内公开。",
            served_by=("gongkai.statute.clocks:watch", "gongkai.catalogue.queries:overdue_to_publish")),
    Article(27, "公民和组织可以申请获取政府信息。",
            served_by=(f"{ACTS}register", f"{ACTS}apply_online")),
    Article(28, "建立完善申请渠道，提供便利。",
            served_by=("gongkai.statute.receipt:Channel", f"{ACTS}apply_online")),
    Article(29, "申请的形式和必须载明的三项内容。",
            served_by=("gongkai.applications.rules:missing", f"{ACTS}register")),
    Article(30, "内容不明确的，7个工作日内一次告知补正。",
            served_by=(f"{ACTS}ask_correction", f"{ACTS}receive_correction", f"{ACTS}lapse_correction")),
    Article(31, "各种渠道收到申请之日的确定。",
            served_by=("gongkai.statute.receipt:received_on", f"{ACTS}confirm")),
    Article(32, "损害第三方权益的，书面征求意见，15个工作日。",
            served_by=(f"{ACTS}consult", f"{ACTS}end_consultation")),
    Article(33, "当场或者20个工作日内答复，可延长一次。",
            served_by=("gongkai.applications.clocks:reply_due", f"{ACTS}extend")),
    Article(34, "共同制作的征求意见，15个工作日，逾期视为同意。",
            served_by=(f"{ACTS}consult", f"{ACTS}end_consultation")),
    Article(35, "数量频次明显超出合理范围的，说明理由。",
            served_by=(f"{ACTS}ask_reasons", f"{ACTS}accept_reasons", f"{ACTS}reject_reasons")),
    Article(36, "七种情形分别答复。",
            served_by=(REPLIES, f"{ACTS}draft_reply")),
    Article(37, "能区分处理的，提供可以公开的部分。",
            served_by=(REPLIES, f"{ACTS}draft_reply")),
    Article(38, "只提供已有信息，可以不作加工分析。", served_by=(REPLIES,)),
    Article(39, "信访投诉举报不作为申请处理；公开出版物。", served_by=(REPLIES,)),
    Article(40, "提供信息的形式。",
            served_by=("gongkai.applications.vocabulary:WantedForm", f"{ACTS}serve")),
    Article(41, "本人信息记录不准确的，可以要求更正。",
            served_by=(f"{ACTS}register_rectification", f"{ACTS}answer_rectification")),
    Article(42, "不收费；明显超出合理范围的可收信息处理费。",
            served_by=("gongkai.statute.fees:proposal", f"{ACTS}notify_fee")),
    Article(43, "为阅读困难和视听障碍者提供帮助。", served_by=(f"{ACTS}register",)),
    Article(44, "多人申请的可转主动公开；申请人可以建议。",
            served_by=(f"{ACTS}make_public", "gongkai.applications.queries:asked_by_several")),
    Article(45, "登记、审核、办理、答复、归档制度。",
            served_by=(f"{ACTS}register", f"{ACTS}assign", f"{ACTS}draft_reply", f"{ACTS}serve", f"{ACTS}archive")),
    Article(46, "考核、社会评议和责任追究。",
            served_by=(f"{ACCOUNT}close_sheet", f"{ACCOUNT}give_feedback", f"{ACCOUNT}decide")),
    Article(47, "主管部门日常指导、监督检查，督促整改。", served_by=("gongkai.organs.actions:urge",)),
    Article(48, "对工作人员定期培训。", room="accountability"),
    Article(49, "1月31日前、3月31日前公布年度报告。",
            served_by=("gongkai.statute.limits:annual_date", "gongkai.statute.clocks:due_by", REPORT)),
    Article(50, "年度报告的内容和统一格式。", served_by=(REPORT,)),
    Article(51, "投诉举报、行政复议、行政诉讼。", room="remedies"),
    Article(52, "未建立制度机制的责任。", not_ours="由上一级行政机关责令改正或者处分。"),
    Article(53, "不履行职能、不及时更新等的责任。",
            not_ours="责任由有权机关追究，决定登入责任追究台账；更新是否及时由第十二条、第二十六条的功能提示。"),
    Article(54, "法律法规授权的组织适用本条例。", served_by=("gongkai.organs.models:Organ",)),
    Article(55, "公共企事业单位按有关规定公开。", not_ours="适用行业规定，不适用本条例的程序。"),
    Article(56, "自2019年5月15日起施行。", served_by=("gongkai.statute.instruments:INSTRUMENTS",)),
)
# fmt: on


def article(number: int) -> Article:
    """The row of article 1 to 56. LookupError for any other number."""
    if not 1 <= number <= len(ARTICLES):
        raise LookupError(f"条例只有五十六条，没有第{number}条")
    return ARTICLES[number - 1]
