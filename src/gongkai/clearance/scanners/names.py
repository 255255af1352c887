"""Which words are names of persons: surnames, words that only look like names, and names shown by what stands around them.

`is_name` answers for a cell or a word that stands alone; `people` finds names in running text, and only where a label
(患者, 申请人, 户主 …) or what follows (，男， 身份证号 …, 现年 …) says that a person is meant. A name that is already
masked (张某某, 张*, 李××) is nobody's name any more.
"""

import re
from functools import lru_cache

from gongkai.clearance.scanners.vocabulary import words_of

COMPOUND = (
    "欧阳 司马 上官 诸葛 夏侯 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 轩辕 宇文 长孙 端木 百里 南宫 呼延 独孤 澹台 闻人 赫连 申屠 "
    "太史 公冶 宗政 濮阳 淳于 单于 钟离 鲜于 闾丘 司空 亓官 司寇 仉督 子车 颛孙 巫马 公西 漆雕 乐正 宰父 谷梁 拓跋 夹谷 段干 "
    "左丘 东郭 南门 东门 西门"
).split()
SINGLE = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪"
    "范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞"
    "颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻"
    "祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾"
    "隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区"
    "郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭"
    "况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由笪隗闾桓仰吾阎仵"
)
# Words of office texts that begin like a name: whatever begins with one of them is none.
LIKE_NAMES = words_of("like_names")
LAST = frozenset("县市区镇乡村局科部处办组款费额率表号项类级省州路街站所院校厅委会社店厂班户条件份册日岁人名个次族")
# A final character that makes a word a thing and not a name. Some are names as well (王科, 李元), which is why it counts
# only for words that nothing calls a name.
_SINGLE = "".join(sorted(SINGLE))
_MINORITY = r"[\u4e00-\u9fff]{1,9}(?:[·•・‧．][\u4e00-\u9fff]{1,10}){1,3}"
NAME = rf"(?:{_MINORITY}|(?:{'|'.join(COMPOUND)})[\u4e00-\u9fff]{{1,2}}|[{_SINGLE}](?: {{0,3}})[\u4e00-\u9fff]{{1,2}}?)"
_HAN_WORD = re.compile(r"[\u4e00-\u9fff]{2,4}")
_MINORITY_WORD = re.compile(_MINORITY)
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff]) {1,4}(?=[\u4e00-\u9fff])")
_MASK = re.compile(r"[某*＊×xX○〇ＸOo□■▇█?？]")
_SEEM = re.compile(r"先生|女士|大爷|大妈|奶奶|爷爷|老汉|大姐|大哥|阿姨|同志|局长|主任|书记|科长|老师|医生")


def bare(text: str) -> str:
    """张　三 and 张 三 are 张三."""
    return _SPACED.sub("", text.strip())


def is_masked(text: str) -> bool:
    return bool(_MASK.search(text))


@lru_cache(maxsize=65536)
def is_name(text: str, *, told: bool = False) -> bool:
    """Whether a cell or a word alone is a person's name; `told`: its head says that names stand here."""
    word = bare(text)
    if told:
        word = re.sub(r"[（(].{0,8}[）)]$", "", word).rstrip("等")
    if is_masked(word):
        return False
    if _MINORITY_WORD.fullmatch(word):
        return True
    if not _HAN_WORD.fullmatch(word) or (word if told and len(word) < 4 else word[:2]) in LIKE_NAMES:
        return False
    if told:
        return not (len(word) == 4 and word[-1] in LAST) and word[-2:] not in {"合计", "总计", "小计"}
    if word[:2] in COMPOUND:
        return len(word) in (3, 4)
    if word[0] not in SINGLE or word[-1] in LAST or _SEEM.search(word):
        return False
    return len(word) < 4 or (word[1] in SINGLE and word[1:3] not in LIKE_NAMES)


_LABELS = (
    "姓名|申请人|户主|救助对象|受助人|当事人|患者|患儿|病人|死者|逝者|伤者|受益人|收款人|领款人|持证人|举报人|投诉人|信访人|来信人|来访人|"
    "残疾人|残疾人员|特困人员|特困对象|五保户|低保户|低保对象|低保人员|孤儿|老人|村民|居民|群众|困难群众|困难户|贫困户|脱贫户|监测户|监测对象|学生|儿童|"
    "女童|男童|婴儿|妻子|丈夫|其妻|其夫|其子|其女|其父|其母|父亲|母亲|儿子|女儿|长子|长女|次子|次女|三子|三女|孙子|孙女|外孙|配偶|监护人|"
    "法定监护人|抚养人|赡养人|被救助人|被抚养人|服刑人员|社区矫正对象|矫正对象|戒毒人员|吸毒人员|退役军人|优抚对象|职工|员工|农户|户主姓名|申请人姓名|户籍人员"
)
_AFTER = (
    r"$|[^\u4e00-\u9fff]|和|与|及|由|男|女|患|住|因|身患|系|同志|等\d|等[一二三四五六七八九十]|家|身份证|居民身份证|现年|今年|现住|一家|一户|夫妇|夫妻|已|于|的(?:身份|病|家庭|住|儿|女|妻|丈)"
    r"|残疾|之[子女妻夫父母]|出生|生于|电话|联系|反映|来信|来访|申请|家庭|长期|确诊|被诊断|经诊断|突发|获得|领取|户籍"
)
_LABELLED = re.compile(rf"(?:{_LABELS})(?:姓名|为|是|叫)?[:： “\"'（(\t]*(?P<name>{NAME})(?={_AFTER})")
_FOLLOWED = re.compile(
    r"(?:^|(?<=[\s，,。；;：:、.．)）\]】\d“\"'（(\t|与和及对给]))"
    rf"(?P<name>{NAME})"
    r"(?=[，,、（(：:\s]{0,3}(?:男(?!性)|女(?![性儿士])|[\u4e00-\u9fff]{1,3}族[，,。、\s）)]|(?:居民|公民|二代)?身份(?:证|号)|公民身份|系[\u4e00-\u9fff]|现年|今年\d|年龄\d|年龄[:：]"
    r"|现住|家住|住址|住(?=[^房院宅宿户所]{2})|患(?!者)|身患|罹患|因病|因患|确诊|(?:被|经)诊断|[一二三四1-4]级[\u4e00-\u9fff]{0,2}残|"
    r"[1-9]\d{5}(?:18|19|20)\d{2}|1[3-9]\d{9}(?!\d)|(?:19|20)\d{2}年\d{1,2}月(?:\d{1,2}日)?(?:出)?生|\d{1,3}岁|[（(]身份证|手机|银行卡|残疾证|低保证))"
)


_ADDRESSED = re.compile(rf"(?:^|(?<=\n))\s*(?P<name>{NAME})(?:同志|先生|女士)?(?=[:：]\s*(?:\n|你|您))")


def people(text: str) -> list[tuple[int, int]]:
    """Where names stand in running text that something around them shows to be persons."""
    found: dict[int, int] = {}
    for pattern in (_LABELLED, _FOLLOWED, _ADDRESSED):
        for match in pattern.finditer(text):
            word = bare(match["name"])
            if (
                word[:2] not in LIKE_NAMES
                and not _seems_office(word)
                and text[match.end("name") : match.end("name") + 1] not in {"某", "*", "×"}
            ):
                found.setdefault(match.start("name"), match.end("name"))
    return sorted(found.items())


def _seems_office(word: str) -> bool:
    return is_masked(word) or bool(_SEEM.search(word)) or (word[-1] in LAST and "·" not in word)


_NUMBERED = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}[ -]?(?:18|19|20)\d{2}[ -]?(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ -]?\d{3}[0-9Xx](?![0-9A-Za-z])"
    r"|(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"
    r"|(?:身份证|身份号码|社保卡|银行卡|残疾人?证|低保证)(?:号|号码|编号)?[:： 为]{0,3}\d{6,}"
)
_PUBLIC_LINE = re.compile(r"(?:热线|咨询|服务|监督|举报|投诉|值班|报名|预约|办公|客服|受理)[^\d，。；\n]{0,8}$")


def numbers(text: str) -> list[tuple[int, int]]:
    """Where numbers stand that somebody has: of identity, of a mobile phone that is no hotline, of a card."""
    return [
        match.span()
        for match in _NUMBERED.finditer(text)
        if match.end() - match.start() > 13 or not _PUBLIC_LINE.search(text[max(0, match.start() - 12) : match.start()])
    ]
