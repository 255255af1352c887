"""What a letter must not tell: the applicant's numbers to anybody, the applicant's name to those who are consulted.

The texts name neither. This looks at the finished letter, because facts are typed by people.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gongkai.sealing import masking
from gongkai.writers.letter import Letter

SHORTEST = 6  # what is shorter is no document or telephone number, and would be found inside other figures
NUMBERS: dict[str, Callable[[str], str]] = {
    "id_number": masking.mask_identity_number,
    "agent_id_number": masking.mask_identity_number,
    "phone": masking.mask_phone,
    "agent_phone": masking.mask_phone,
}


def without_numbers(letter: Letter, applicant: Any) -> Letter:
    """The letter with the applicant's document and telephone numbers covered, wherever somebody typed them."""
    covered = {
        secret: mask(secret) for field, mask in NUMBERS.items() if len(secret := _of(applicant, field)) >= SHORTEST
    }
    if not covered:
        return letter

    def clean(text: str) -> str:
        for secret, mask in covered.items():
            text = text.replace(secret, mask)
        return text

    return Letter.from_data(_each_text(letter.as_data(), clean))


def refuse_naming(letter: Letter, applicant: Any, *, addressee: str) -> None:
    """条例第三十二条、个人信息保护法: who is consulted does not learn who applied. ValidationError when the letter tells.

    An applicant who is the addressee himself (he asks about what concerns him) is named to nobody else.
    """
    name = _of(applicant, "name")
    told = [_of(applicant, field) for field in ("address", "email", "agent_name")]
    if name != addressee:
        told.append(name)
    words = "\n".join(_texts(letter.as_data()))
    if any(len(secret) > 1 and secret in words for secret in told):
        raise ValidationError(
            _(
                "这份文书写给申请人以外的人，其中出现了申请人的姓名或者联系方式。请改写所填的事实，不要写明申请人是谁（条例第三十二条）。"
            )
        )


def _of(applicant: Any, field: str) -> str:
    return str(getattr(applicant, field, "") or "").strip()


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _each_text(part, change) for key, part in value.items()}
    return [_each_text(part, change) for part in value] if isinstance(value, list | tuple) else value


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)
