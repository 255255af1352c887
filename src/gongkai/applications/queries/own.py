"""What an applicant who has shown number and code may see of the own application. Nothing here tells who applied."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from gongkai.applications.letters.templates import TEMPLATES
from gongkai.applications.models import Application, ApplicationFile, ApplicationOffice, Letter


@dataclass(frozen=True)
class OwnLetter:
    """A letter that was issued to the applicant. `on` is the day of signature, of a reply the day of service."""

    letter: Letter
    kind: str
    on: date

    @property
    def pk(self) -> int:
        return self.letter.pk

    @property
    def is_reply(self) -> bool:
        return bool(self.letter.decision)


def own_case(pk: int) -> Application | None:
    """The application with the organ whose page shows it."""
    return Application.objects.select_related("organ__disclosure_office").filter(pk=pk).first()


def own_letters(case: Application) -> list[OwnLetter]:
    """Letters to the applicant, the newest first: notices once they are issued, a reply once it is served (Art. 36)."""
    rows = [row for row in _issued(case) if row.template in TEMPLATES]
    return [OwnLetter(row, TEMPLATES[row.template].kind, row.served_on or row.signed_on) for row in rows]


def own_letter(case: Application, pk: int) -> OwnLetter | None:
    return next((row for row in own_letters(case) if row.pk == pk), None)


def own_files(case: Application) -> list[ApplicationFile]:
    """The files that went out with a served reply, in the order of the letter."""
    rows = case.files.filter(purpose=ApplicationFile.Purpose.RELEASED, letter__served_on__isnull=False)
    return list(rows.select_related("file").order_by("letter_id", "pk"))


def own_file(case: Application, key) -> ApplicationFile | None:
    return next((row for row in own_files(case) if row.file.key == key), None)


def own_parts(case: Application) -> list[Application]:
    """The further items of the same letter that became applications of their own; each has its own number and code."""
    return list(case.parts.order_by("pk"))


def payment_instructions(organ) -> str:
    """How the processing fee is paid, in the office's words."""
    return ApplicationOffice.of(organ).payment_instructions


def _issued(case: Application):
    notice, reply = Q(decision="", signed_on__isnull=False), ~Q(decision="") & Q(served_on__isnull=False)
    return case.letters.filter(notice | reply, to=Letter.To.APPLICANT, party=None).order_by("-pk")
