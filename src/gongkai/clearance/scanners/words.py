"""The words that say what a number beside them is. Data only, each line a regular expression without groups.

A word counts where it stands as a label right before a number, as the head of its column, or near it in a sentence;
`context` decides which. Order matters: of two kinds that fit one label, the first wins (身份证编号 is no 编号).
"""

IDENTITY, DISABILITY, PASSPORT, PRIVATE, MOBILE, OFFICE, PHONE, CARD, CREDIT, SERIAL, AMOUNT, POSTCODE = (
    "identity", "disability", "passport", "private", "mobile", "office", "phone", "card", "credit", "serial", "amount",
    "postcode",
)  # fmt: skip

WORDS: dict[str, tuple[str, ...]] = {
    DISABILITY: (r"残疾(?:人|军人)?证(?:件)?(?:编号|号码|号)?", r"残疾号"),
    PASSPORT: (
        r"护照(?:号码|编号|号)?", r"(?:往来)?港澳(?:居民)?(?:来往内地)?通行证(?:号码|编号|号)?", r"(?:台湾|台胞|大陆)(?:居民)?(?:来往大陆|往来台湾)?(?:通行)?证(?:号码|号)?",
        r"回乡证(?:号码|号)?", r"台胞证(?:号码|号)?", r"通行证(?:号码|号)", r"(?:军官|士兵|士官|文职干部|警官|义务兵|军人)证(?:件)?(?:号码|编号|号)?", r"passport(?:no\.?)?",
    ),
    IDENTITY: (
        r"(?:居民|公民)?身份证(?:件|明)?(?:编号|号码|号|码)?", r"(?:公民)?身份(?:证件)?(?:识别)?号码?", r"(?:有效)?证件(?:编号|号码|号)", r"(?:永久)?居[留住]证?(?:件)?(?:号码|号)?",
        r"户口(?:簿|本)?", r"二代证", r"sfzh?", r"id ?card(?: ?no\.?)?", r"identity(?: ?no\.?)?",
    ),
    PRIVATE: (
        r"家庭(?:联系)?电话", r"住宅电话", r"宅电", r"家里电话", r"家电话", r"私人电话", r"(?:本人|个人|家属|亲属|监护人|户主|患者|申请人)(?:联系)?(?:电话|手机)(?:号码|号)?",
    ),
    OFFICE: (
        r"(?:办公室?|单位|咨询|监督|投诉|举报|服务|值班|报名|受理|业务|接待|办事|窗口|政务|便民|维权|报警|报修|客服|前台|总机|热线|公开|技术支持|招标|采购|代理|信访|查询|预约|救助|求助|联络|科室|部门|机关|中心|公司|医院|学校|村委会|居委会|街道|乡镇)(?:服务|监督|举报|投诉|咨询|联系)*(?:电话|热线|专线|号码)(?:号码)?",
        r"传真", r"总机", r"热线", r"办公室", r"fax",
    ),
    MOBILE: (r"手机(?:号码|号)?", r"移动电话", r"mobile", r"cell(?:phone)?"),
    PHONE: (r"联系电话", r"联系方式", r"联系人", r"电话(?:号码)?", r"(?:微信|支付宝)(?:号|账号)?", r"(?<![a-z])tel(?:ephone)?", r"(?<![a-z])phone"),
    CREDIT: (
        r"(?:统一)?社会信用(?:代码|号)", r"信用代码", r"(?:组织)?机构代码", r"纳税人识别号", r"税号", r"营业执照(?:注册)?(?:号码|号)?", r"法人登记证(?:书)?(?:号|编号)?",
    ),
    CARD: (
        r"银行(?:卡|账|帐)(?:户|号|卡)?(?:号码|号)?", r"(?:收款|对公|开户|个人|本人|发放|打款|存款)?[账帐](?:户|号)(?:号码|号)?", r"卡号", r"开户(?:银)?行", r"存折(?:号码|号|账号|帐号)?",
        r"一[卡折本]通(?:[账帐]号|卡号|号)?", r"(?:社保|社会保障|工资|惠民|惠农|储蓄|借记|信用)卡(?:[账帐]号|卡号|号码|号)?", r"户名", r"信用社", r"bank ?(?:card|account)(?: ?no\.?)?",
    ),
    POSTCODE: (r"邮编", r"邮政编码", r"邮码"),
    SERIAL: (
        r"索[引取]号", r"信息索引", r"[文字案档卷票批工学考单期标]号", r"档案号", r"发文字号", r"(?:订单|交易|流水|运单|快递|凭证|发票|票据|合同|协议|项目|招标|采购|标段|回单|受理|申请|登记|注册|备案|批准|许可|证书|批次|追溯|设备|出厂|产品|资产|宗地|地块|图纸|标准|计划|公告|考生|准考证|序列|冠字|区划|标识|版本|报告|凭条|支付|产权|产权证|不动产权?证?)(?:单|证|书)?(?:编号|编码|代码|号码|号)",
        r"许可证(?:编号|号)?", r"准考证(?:编号|号)?", r"编号", r"编码", r"代码", r"序列号", r"标识码", r"[条二][形维]?码", r"isbn", r"issn", r"icp备", r"公网安备", r"md5", r"sha-?\d*", r"哈希值?", r"校验[码值]",
        r"(?:浏览|点击|阅读|访问)(?:量|数|次数)?", r"字?第", r"[经纬]度", r"坐标", r"时间戳",
    ),
    AMOUNT: (
        r"金额", r"[合总共小]计", r"预算", r"决算", r"资金", r"收入", r"支出", r"人民币", r"rmb", r"[¥￥$]", r"余额", r"价款?", r"[经收]?费用?", r"补助", r"救助金", r"面积", r"数量", r"[人户次]数",
        r"总额", r"产值", r"价格", r"报价", r"投资", r"拨款",
    ),
}  # fmt: skip

# An account is an organisation's when it is called a public one, or held in an organisation's name: it may be published
# (donations, deposits, fees). An organisation merely mentioned in the sentence makes nobody's account public.
PUBLIC_ACCOUNT = (
    r"对公|专户|国库|收款单位|收款人全称|(?:捐赠|捐款|募捐|募集|善款|缴款|缴费|保证金|基本|非税|财政)[^，。；\n]{0,4}(?:[账帐][户号])",
    r"(?:户名|[账帐]户名称?|开户名称?|单位名称|收款人|名称)[:：\s]*[^，,。；;\s]{2,24}(?:公司|基金会|协会|学会|总会|分会|商会|委员会|人民政府|[局院处站校厂所部厅]|中心|合作社|办公室|福利院|工会)",
)

# Heads of columns that make a table one of persons, and heads that make it one of offices.
PERSON_HEADS = (
    r"姓\s*名", r"户\s*主", r"申请人", r"对象", r"受益人", r"救助对象", r"监护人", r"持证人", r"领取人", r"人员",
)  # fmt: skip
PRIVATE_HEADS = (
    r"身份证", r"证件号", r"住\s*址", r"残疾", r"病", r"银行", r"[账帐]号", r"卡号", r"年\s*龄", r"性\s*别", r"出生", r"民\s*族", r"户\s*主", r"低保", r"救助", r"补贴", r"补助", r"监护人", r"家庭",
    r"村民?组", r"家属", r"手机", r"金额",
)  # fmt: skip
OFFICE_HEADS = (
    r"单\s*位", r"部\s*门", r"科\s*室", r"窗\s*口", r"职\s*务", r"职\s*责", r"办公", r"机构", r"服务", r"咨询", r"监督", r"投诉", r"值班", r"地\s*址", r"办事", r"分管", r"网点", r"企业", r"公司",
)  # fmt: skip
HOME_HEADS = (r"家庭(?:住址|地址)", r"身份证", r"户籍")  # a table with one of these is one of persons, whatever else

# What follows a number that is an amount, a count or a measure, and no number of anybody. After a space a name may stand
# (万, 米 and 户 are names or begin a word), so only what is clear counts there.
UNITS = (
    r"元|[万亿千]元|[万亿](?![\u4e00-\u9fff]{2})|美元|港元|%|‰|"
    r"(?:人次?|户|个|[件次项条吨亩度米岁天家处册套台辆]|公里|千米|平方米|立方米|公顷|千瓦时?|千克|公斤|字节)(?![\u4e00-\u9fff])|(?:bytes?|kb|mb)\b"
)
UNITS_APART = r"元(?![\u4e00-\u9fff])|[万亿]元|%"
