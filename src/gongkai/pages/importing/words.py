"""How official papers write their parts (GB/T 9704): organs, titles, heads, addressees, ends. Patterns of one line each."""

import re

ORGAN_END = (
    "人民政府|政府|委员会|办公室|办公厅|街道办事处|办事处|管委会|管理委员会|指挥部|领导小组|工作组|专班|分局|支队|大队|中心|党组|党委|法院|检察院|"
    "协会|联合会|总工会|学校|小学|中学|医院|公司|总局|局|厅|委|部|院|处|所|科|队|站|馆|社|办|会|银行|支行"
)
ORGAN = re.compile(rf"[\u4e00-\u9fff（）()·、]{{1,38}}(?:{ORGAN_END})")
GENRES = "通知|公告|通告|通报|公示|意见|办法|规定|决定|方案|报告|请示|批复|函|纪要|命令|令|细则|规划|计划|总结|解读|指南|条例|规则|规程|预案|要点|说明|名单|目录|清单|章程|答复|倡议书|公开信|情况|预算|决算|信息|问答|年报|须知|简章|标准|制度|启事|声明"
GENRE_ONLY = re.compile(rf"(?:{GENRES})")
TITLE_LINE = re.compile(rf".*(?:{GENRES})(?:（[^）]{{1,12}}）|\([^)]{{1,12}}\))?")
ABOUT = re.compile(r".{0,40}关于.+")
RED_HEAD = re.compile(r"(?P<organ>[\u4e00-\u9fff（）()·、]{2,60})文件")
MARK = re.compile(r"(?:绝密|机密|秘密|内部资料|内部文件).{0,12}")
URGENCY = re.compile(r"特\s*急|加\s*急|特\s*提|平\s*急|急\s*件|紧急程度.{0,6}")
SIGNER = re.compile(r"签\s*发\s*人?\s*[：:]\s*(?P<who>.{0,20})")
RULE = re.compile(r"[─━—\-_＿=＝*★☆﹡·\s]{3,}")
VERSION = re.compile(
    r"[（(](?:试行|暂行|征求意见稿|送审稿|草案|修订|修订稿|节选|摘要|第[一二三四五六七八九十\d]+[批期号次])[）)]"
)
ADDRESSEE = re.compile(r"(?!.*(?:如下|根据|为了|现将|按照|经研究))[^。！？；]{2,200}[：:]")
IMPRINT = re.compile(
    r"(?:抄\s*送|抄\s*报|分\s*送)\s*[：:].*|[^，。；]{2,40}(?:\d|日)\s*印\s*发|[（(]?共\s*印\s*\d+\s*份.*|(?:打字|录入|校对|承办)[：:].{0,20}"
)
KEYWORDS = re.compile(r"主\s*题\s*词\s*[：:]\s*(?P<words>.+)")
ENCLOSURE_HEAD = re.compile(r"附\s*[件表录]\s*[\d一二三四五六七八九十]{0,3}(?:-\d+)?\s*[：:]?")
ENCLOSURES = re.compile(r"附\s*件\s*[：:]\s*\S.*")
NOT_OPEN = re.compile(
    r"(?:此件|公开方式|公开属性|信息公开选项)\s*[：:]?\s*(?P<how>依申请公开|不予公开|不公开|主动公开|删减后公开|公开发布)"
)

CHAPTER = re.compile(r"第[一二三四五六七八九十百零\d]{1,5}[章编篇部分]+(?:[\s\u3000].*|[^条款项].{0,30})?")
SECTION = re.compile(r"第[一二三四五六七八九十百零\d]{1,5}节(?:[\s\u3000].*|.{0,30})")
FIRST = re.compile(r"[一二三四五六七八九十]{1,3}[、．.]\s*\S.*")
SECOND = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]\s*[、．.]?\s*\S.*")
THIRD = re.compile(r"\d{1,2}\s*[．.、](?!\d)\s*\S.*")
SENTENCE_END = "。；;！？!?，,：:、…"
LONGEST_HEADING = 60

IN_FORCE = re.compile(
    r"(?P<what>[^。；\n]{0,60})自(?P<day>[^。；，起]{4,24}?)(?:起)?\s*(?:正式)?(?:施行|执行|实施|生效|启用)"
)


def close(text: str) -> str:
    """Without any space."""
    return re.sub(r"[\s\u3000\xa0]+", "", text)


def spaced_out(text: str) -> str:
    """公　告 is 公告; words of more than one letter keep one space between them."""
    parts = [part for part in re.split(r"[\s\u3000\xa0]+", text.strip()) if part]
    made = ""
    for place, part in enumerate(parts):
        joined = place and (len(part) == 1 or len(parts[place - 1]) == 1) and _han(part[0]) and _han(made[-1])
        made += part if not made or joined else f" {part}"
    return made


def joined(lines: list[str]) -> str:
    """Lines of one title: nothing between Chinese letters, a space between others."""
    made = ""
    for line in lines:
        gap = (
            " "
            if made and made[-1].isascii() and line[:1].isascii() and made[-1].isalnum() and line[:1].isalnum()
            else ""
        )
        made += gap + line
    return made


def _han(letter: str) -> bool:
    return "\u3000" <= letter <= "\u9fff" or letter in "（）“”《》"


def is_organ(text: str) -> bool:
    return bool(ORGAN.fullmatch(close(text))) and not GENRE_ONLY.fullmatch(close(text))
