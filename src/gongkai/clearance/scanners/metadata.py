"""METADATA: properties of a file that tell who made it, where, and what was thought of it.

Personal Information Protection Law Art. 4, 6: the name of the clerk, the place of the camera and the path on a desk are
personal data nobody needs with a published file; Regulation on Disclosure Art. 17: they are published with it.
"""

import re
from collections.abc import Iterator

from gongkai.clearance.documents.document import METADATA, Document
from gongkai.clearance.scanners.finding import INFO, WARN, Hit, Known

RULE = "METADATA"
LABEL = "文件属性"
WHY = "文件属性会带出制作人、单位、拍摄地点和内部意见，公开前要清除（政府信息公开条例第十七条，个人信息保护法第六条）。"

# Names of properties as formats write them, without prefixes, case, blanks and strokes; what of it is said to people.
_PERSON = "author creator lastmodifiedby lastauthor lastsavedby lasteditedby manager initialcreator printedby artist xpauthor byline bylinetitle cameraownername ownername credit contact checkedby sourceauthor documentauthor reviewer persondisplayname personsinimage personinimage editor owner modifiedby signer people person userid username commentauthor"
_COMPANY = "company companyname organization organisation unit department office"
_WORDS = "comments comment description subject keywords category contentstatus xpcomment xpsubject xpkeywords imagedescription usercomment captionabstract caption instructions specialinstructions status abstract notes remark remarks headline message keyword label textcomment docinfo"
_PATH = "template hyperlinkbase abspath path sourcefile originalpath attachedtemplate source basedon derivedfrom filepath documentpath"
_PLACE = "gpslatitude gpslongitude gpsposition gpsaltitude gps gpscoordinates gpsinfo location city state provincestate country sublocation gpsdestlatitude gpsdestlongitude latitude longitude gpsmapdatum gpsareainformation gpsprocessingmethod"
_DEVICE = "bodyserialnumber cameraserialnumber lensserialnumber serialnumber hostcomputer make model uniquecameramodel internalserialnumber imageuniqueid deviceid lensmodel"
_DATES = "datetime datetimeoriginal datetimedigitized createdate gpsdatestamp gpstimestamp datecreated"
_SIGNED = "copyright rights xpcopyright"
GROUPS: dict[str, str] = {
    name: group
    for group, names in (
        ("person", _PERSON), ("company", _COMPANY), ("words", _WORDS), ("path", _PATH), ("place", _PLACE), ("device", _DEVICE), ("date", _DATES),
        ("person", _SIGNED),
    )
    for name in names.split()
}  # fmt: skip
NOTES = {
    "person": "制作人或者修改人的姓名", "company": "单位名称", "words": "附在文件里的说明、意见或者关键词", "path": "电脑里的路径或者模板",
    "place": "拍摄地点", "device": "设备型号或者序列号", "date": "拍摄时间", "custom": "自定义属性", "found": "属性里有个人信息",
}  # fmt: skip
_PREFIX = re.compile(r"^.*[:/.}]")
_SOFTWARE = re.compile(
    r"word|excel|wps|office|adobe|acrobat|pdf|photoshop|libreoffice|openoffice|writer|calc|chrome|skia|mozilla|canon|scan|xerox|ricoh|hp |epson|poi|openpyxl|python|docx|latex|typst|reportlab|aspose|itext|quartz|"
    r"ghostscript|福昕|foxit|数科|suwell|永中|金山|ofd|camera|iphone|windows|generator|converter|\d+\.\d+",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"administrator|admin|user|users|root|microsoft|微软用户|微软中国|微软|china|pc|dell|lenovo|hp|asus|windows ?(?:用户|user)?|unknown|anonymous|none|null|n/a|默认|无|系统管理员|雨林木风|深度技术|番茄花园|\W*|normal(?:\.dotm?)?|normal\.wpt|0|un-?named|匿名|作者|author",
    re.IGNORECASE,
)
_ORGAN = re.compile(r"(?:局|厅|委|政府|办公室|委员会|办事处|中心|处|科|股|站|所|公司|集团|联合会|协会)$")
_TELLS = re.compile(
    r"[A-Za-z]:\\(?:Users|Documents|用户)|/(?:Users|home)/|file:|\\\\[\w.-]+\\|[\w.+-]+@[\w-]+\.[\w.]+", re.IGNORECASE
)
_FILE_TIMES = {"docx", "xlsx", "pptx", "doc", "xls", "wps", "et", "pdf", "ofd"}  # of these a date says nothing
_QUIET = re.compile(
    r"^(?:title|producer|creatortool|application|appversion|language|revision|pages|words|characters|created|modified|creationdate|moddate|identifier|format|docsecurity|totaltime)$"
)


def find(document: Document, known: Known) -> Iterator[Hit]:
    for block in document.blocks:
        if block.kind != METADATA or not block.text.strip():
            continue
        group = group_of(
            block.name,
            block.text.strip(),
            document.kind,
            [step.name for step in block.pieces[0].place.steps if step.kind == "metadata"],
        )
        if group:
            severity = (
                INFO
                if group in {"device", "date"} or (group == "person" and _ORGAN.search(block.text.strip()))
                else WARN
            )
            yield Hit(block, 0, len(block.text), severity, NOTES[group])


def group_of(name: str, value: str, kind: str, steps: list[str]) -> str:
    """What a property tells, a key of NOTES; "" when it tells nothing of anybody."""
    words = [_plain(said) for said in (name, *steps) if said]
    group = next((GROUPS[word] for word in words if word in GROUPS), "")
    if not group and any(word.startswith("gps") for word in words):
        group = "place"
    if group == "date" and kind in _FILE_TIMES:
        return ""
    if group == "person" and (_SOFTWARE.search(value) or _NOBODY.fullmatch(value)):
        return ""
    if group == "path" and not _TELLS.search(value):
        return "" if _NOBODY.fullmatch(value) or re.fullmatch(r"[\w. -]+\.(?:dotx?|dotm|wpt|xltx?)", value) else "path"
    if group in {"words", "company"} and _NOBODY.fullmatch(value):
        return ""
    if group:
        return group
    if _TELLS.search(value) and not any(_QUIET.match(word) for word in words):
        return "found"
    return "custom" if "custom" in name.lower() or any("custom" in step.lower() for step in steps) else ""


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]", "", _PREFIX.sub("", name.strip())).lower()
