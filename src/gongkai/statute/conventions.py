"""How days are counted where the Regulations do not say (计算规则): rows with a source, not habits.

The clocks follow these rows and cite them; `cautious` says what the safe date does where no text fixes a boundary.
"""

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """How sure we are of a row."""

    VERIFIED = "V"
    PRACTICE = "P"
    UNVERIFIED = "U"
    RECALLED = "R"

    @property
    def words(self) -> str:
        return {
            "V": "已核对条文",
            "P": "实务做法或转引材料",
            "U": "条文未明确，应由本机关法制机构确定",
            "R": "内容已知但所见文本不全，应对照正式文本核对",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Convention:
    code: str
    rule: str
    source: str
    mark: Mark
    cautious: str = ""


CONVENTIONS = {
    row.code: row
    for row in (
        Convention(
            "R1",
            "收到之日不计入，自次一工作日起算第1日。",
            "民法典第二百零一条（此前为民法总则、民法通则同义条文）",
            Mark.VERIFIED,
        ),
        Convention(
            "R2",
            "工作日是放假通知未安排放假的星期一至星期五，加上通知安排上班的休息日。",
            "国务院办公厅各年放假通知",
            Mark.VERIFIED,
        ),
        Convention(
            "R3",
            "收到补正的申请，答复期限从该日重新计算；缴清信息处理费的，比照办理。",
            "条例第三十条；缴费后重新计算未见条文",
            Mark.UNVERIFIED,
        ),
        Convention(
            "R4",
            "征求意见发出当日计入期限，次日起至收到意见当日（含）不计入；几次征求意见重叠的部分只扣除一次。",
            "条例第三十三条第三款；首尾两日如何计算未见条文",
            Mark.UNVERIFIED,
            cautious="收到意见当日按已用计算，通常提前1个工作日。",
        ),
        Convention(
            "R5",
            "休息日依次看三层：全国放假通知、民族自治地方等依法规定的放假日、本机关凭文号登记的调整；后者优先。",
            "放假办法第四条",
            Mark.VERIFIED,
        ),
        Convention("R6", "妇女节、青年节等部分公民放假的半天，不影响计算。", "放假办法第三条", Mark.VERIFIED),
        Convention(
            "R7",
            "收到之日恰为休息日的，仍以该日为起算日。",
            "未见条文；有判决认可顺延到次一工作日收到",
            Mark.UNVERIFIED,
            cautious="不作顺延，届满日较早。",
        ),
        Convention(
            "R8",
            "年度放假通知未公布的，按周末和法定节日推算，结果标为暂定，通知公布后重算。",
            "放假办法第二条",
            Mark.PRACTICE,
        ),
        Convention(
            "R9",
            "要求申请人说明理由的，答复期限继续计算。",
            "条例第三十五条；期限是否停止未见条文",
            Mark.UNVERIFIED,
            cautious="不停止计算，届满日较早。",
        ),
        Convention(
            "R10",
            "申请理由合理但来不及答复的，由行政机关确定延迟答复的合理期限并告知申请人，条文没有上限。",
            "条例第三十五条",
            Mark.VERIFIED,
        ),
        Convention(
            "R11",
            "收费通知发出后停止计算；缴清信息处理费之日为新的起算日，自次日起重新计算答复期限。",
            "信息处理费办法；条例未作规定",
            Mark.UNVERIFIED,
        ),
        Convention(
            "R12",
            "按件计收以自然月累计，申请属于哪个月，看收到申请之日。",
            "信息处理费办法第四条；以哪一日归月未见条文",
            Mark.UNVERIFIED,
        ),
        Convention(
            "R13",
            "同一申请人按证件号码或者统一社会信用代码认定，向同一机关的申请合并计数；代理人、亲属各算各的。",
            "信息处理费办法第四条；如何认定未见条文",
            Mark.UNVERIFIED,
        ),
        Convention(
            "R14",
            "一份申请包含多项内容的，可以按“一事一申请”以合理的最小单位拆分计算件数。",
            "信息处理费办法第四条",
            Mark.VERIFIED,
        ),
        Convention(
            "R15",
            "一件申请有几种处理结果的，区分处理的只计部分公开，其余按主要结果计一项。",
            "年度报告格式表三第三项；其余部分为通行做法",
            Mark.PRACTICE,
        ),
        Convention(
            "R16",
            "因复议、诉讼重新答复的，不作新收申请，原年度的统计结果不改。",
            "未见条文",
            Mark.UNVERIFIED,
        ),
        Convention(
            "R17",
            "直接送达、委托送达以签收之日为答复的时点，邮寄送达以交邮之日为时点；邮寄只能通过邮政企业。",
            "235号函第二项、第四项",
            Mark.VERIFIED,
        ),
        Convention(
            "R18",
            "退回的邮件不影响已按期交邮，应当另行送达。",
            "235号函第四项推论",
            Mark.UNVERIFIED,
        ),
        Convention(
            "R19",
            "延长一次属于当时的答复期限；期限重新计算后，可以再延长一次。",
            "条例第三十条、第三十三条第二款；重新计算后能否再延长未见条文",
            Mark.UNVERIFIED,
            cautious="重新计算后不再延长。",
        ),
        Convention(
            "R20",
            "向第三方和其他机关征求意见的时间都不计入；只有第三方和共同制作机关的答复有15个工作日的规定。",
            "条例第三十二条、第三十三条第三款、第三十四条",
            Mark.VERIFIED,
        ),
        Convention(
            "R21",
            "更正本人信息记录、办结归档没有法定期限，由本机关规定。",
            "条例第四十一条、第四十五条",
            Mark.VERIFIED,
        ),
    )
}
