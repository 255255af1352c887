"""Personal data as it may stand in a list or a notice: enough to recognise one's own, too little to use.

Pure functions from text to text; an empty text stays empty, and what fits no known form is covered whole.
"""

import re

STAR = "*"
COVERED = STAR * 3
PROVINCE = r"(?:[^省市区县]{2,8}?(?:省|自治区|特别行政区))?"
PREFECTURE = r"(?:[^省县]{1,14}?(?:自治州|地区|州|盟|市(?=.*?[县区市旗])))?"
COUNTY = r"[^省]{1,12}?(?:自治县|自治旗|林区|特区|县|区|市|旗)"
TO_COUNTY = re.compile(PROVINCE + PREFECTURE + COUNTY)
EMAIL = re.compile(r"([^@\s])[^@\s]*(@[^@\s]+)")


def mask_name(name: str) -> str:
    """张某某 → 张**: the first character stays."""
    name = name.strip()
    return name[:1] + STAR * (len(name) - 1) if len(name) > 1 else STAR * len(name)


def mask_identity_number(number: str) -> str:
    """52263219900101234X → 5226***********34X: where it was issued and its last three characters."""
    number = number.strip()
    return _kept(number, 4, 3) if len(number) >= 15 else _kept(number, 1, 1) if len(number) >= 6 else STAR * len(number)


def mask_phone(phone: str) -> str:
    """13812341234 → 138****1234; with or without spaces, hyphens and +86. A fixed line keeps its last three digits."""
    digits = re.sub(r"[\s-]", "", phone).removeprefix("+86").removeprefix("0086")
    if re.fullmatch(r"1\d{10}", digits):
        return _kept(digits, 3, 4)
    return STAR * (len(digits) - 3) + digits[-3:] if len(digits) >= 7 else STAR * len(digits)


def mask_email(address: str) -> str:
    """zhangsan@example.cn → z***@example.cn"""
    address = address.strip()
    match = EMAIL.fullmatch(address)
    return f"{match[1]}{COVERED}{match[2]}" if match else COVERED if address else ""


def mask_address(address: str) -> str:
    """贵州省黔东南苗族侗族自治州榕江县古州镇… → 贵州省黔东南苗族侗族自治州榕江县***: down to the county."""
    address = address.strip()
    match = TO_COUNTY.match(address)
    if match is None:
        return COVERED if address else ""
    return match[0] if match.end() == len(address) else match[0] + COVERED


def _kept(text: str, first: int, last: int) -> str:
    return text[:first] + STAR * (len(text) - first - last) + text[-last:]
