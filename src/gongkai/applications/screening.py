"""What goes out with a reply is a cleaned copy, and is scanned before anybody clears it (Arts 17, 37)."""

from collections.abc import Iterable

from gongkai.applications.models import Application, ApplicationFile, Letter
from gongkai.clearance.screening import covering, intake, scanning
from gongkai.clearance.screening.standing import Exhibit
from gongkai.pages.models import StoredFile

Purpose = ApplicationFile.Purpose


def copy_to_release(application: Application, stored: StoredFile, *, by) -> StoredFile:
    """The cleaned copy of a file of a case; the file itself stays in the case as what the reply rests on."""
    copy = intake.cleaned_copy(stored, organ=application.organ, by=by)
    if copy.pk != stored.pk and not application.files.filter(file=stored).exists():
        stored.owner = application.owner
        stored.save(update_fields=["owner"])
        ApplicationFile.objects.create(application=application, file=stored, purpose=Purpose.EVIDENCE)
    return copy


def read_ahead(application: Application, files: Iterable[StoredFile], *, by) -> None:
    """Clean and scan what is to go out, before a transaction begins: reading a scan takes seconds, a lock should not."""
    for stored in files:
        scanning.scan_file(intake.cleaned_copy(stored, organ=application.organ, by=by), application.organ)


def exhibits_of(letter: Letter) -> list[Exhibit]:
    """The enclosures, by number: their names are sealed and no part of a record that stays."""
    rows = letter.enclosures.filter(purpose=Purpose.RELEASED).select_related("file").order_by("pk")
    organ = letter.application.organ
    return [Exhibit(f"附件{n}", scanning.scan_file(row.file, organ), row.file) for n, row in enumerate(rows, 1)]


def covered_for(application: Application) -> list[StoredFile]:
    """Redacted copies of this case that have not gone out with a reply yet: what a partial grant most likely encloses."""
    rows = application.files.filter(purpose=Purpose.EVIDENCE, letter=None).select_related("file")
    latest = covering.latest_results(row.file for row in rows)
    return [row.file for row in rows if row.file_id in latest]
