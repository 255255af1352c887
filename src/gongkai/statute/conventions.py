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

    @property
    def words(self) -> str:
        return {"V": "已核对条文", "P": "实务做法或转引材料", "U": "条文未明确，应由本机关法制机构确定"}[self.value]


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
    )
}
