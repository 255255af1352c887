"""Check characters of organ codes: 统一社会信用代码 (GB 32100, 18 places), 组织机构代码 (GB 11714, 9 places)."""

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # without I, O, S, V, Z
USCC_WEIGHTS = tuple(3**place % 31 for place in range(17))
ORGCODE_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ORGCODE_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


class CodeProblem(ValueError):
    """The code cannot be that of an organ; the message says where it fails."""


def check_uscc(code: str) -> str:
    """The code itself when its form and its 18th character are right (GB 32100); CodeProblem otherwise."""
    if len(code) != 18:
        raise CodeProblem(f"统一社会信用代码应为18位，“{code}”有{len(code)}位")
    for place, character in enumerate(code, 1):
        if character not in USCC_ALPHABET:
            raise CodeProblem(
                f"统一社会信用代码“{code}”第{place}位“{character}”不是允许的字符（数字和大写字母，不用I、O、S、V、Z）"
            )
    expected = uscc_check_character(code[:17])
    if code[17] != expected:
        raise CodeProblem(f"统一社会信用代码“{code}”校验不符：末位应为“{expected}”，现为“{code[17]}”")
    return code


def uscc_check_character(first_17: str) -> str:
    total = sum(USCC_ALPHABET.index(c) * w for c, w in zip(first_17, USCC_WEIGHTS, strict=True))
    return USCC_ALPHABET[-total % 31]


def check_orgcode(code: str) -> str:
    """The code itself when its form and its 9th character are right (GB 11714); CodeProblem otherwise."""
    if len(code) != 9:
        raise CodeProblem(f"组织机构代码应为9位（不写连字符），“{code}”有{len(code)}位")
    for place, character in enumerate(code[:8], 1):
        if character not in ORGCODE_ALPHABET:
            raise CodeProblem(f"组织机构代码“{code}”第{place}位“{character}”不是数字或者大写字母")
    expected = orgcode_check_character(code[:8])
    if code[8] != expected:
        raise CodeProblem(f"组织机构代码“{code}”校验不符：末位应为“{expected}”，现为“{code[8]}”")
    return code


def orgcode_check_character(first_8: str) -> str:
    total = sum(ORGCODE_ALPHABET.index(c) * w for c, w in zip(first_8, ORGCODE_WEIGHTS, strict=True))
    return "0123456789X"[-total % 11]
