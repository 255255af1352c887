"""Checksums and the plausibility of numbers: identity numbers (GB 11643), credit codes (GB 32100), cards (Luhn)."""

from datetime import date

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
TAILS = "10X98765432"
PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split()
)  # 81 to 83: residence permits of people from Hong Kong, Macau and Taiwan
FOREIGNERS = "9"  # 永久居留 cards since 2023 begin with 9, province, nationality
OLDEST = 1880
CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_VALUES = {sign: value for value, sign in enumerate(CREDIT_SIGNS)}


def check_digit(first: str) -> str:
    """The eighteenth character for the first seventeen digits of an identity number."""
    return TAILS[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, first, strict=True)) % 11]


def check_fits(number: str) -> bool:
    return check_digit(number[:17]) == number[17].upper()


def born(number: str) -> date | None:
    """The birth date in an identity number of 15 or 18 characters; None when there is no such day, or it is to come."""
    digits = number[6:14] if len(number) >= 18 else f"19{number[6:12]}"
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    return day if day <= date.today() else None


def has_region(number: str) -> bool:
    return number[:2] in PROVINCES or (number[0] == FOREIGNERS and number[1:3] in PROVINCES)


def is_credit_code(code: str) -> bool:
    """Whether the eighteenth character of a unified social credit code fits the seventeen before it."""
    values = [CREDIT_VALUES.get(sign) for sign in code.upper()]
    if len(values) != 18 or None in values:
        return False
    total = sum(value * pow(3, place, 31) for place, value in enumerate(values[:17]) if value is not None)
    return (31 - total % 31) % 31 == values[17]


def luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
