"""依申请公开 at the office. An address with `<int:pk>` names a case and stands behind its organ (gate)."""

from django.urls import path

from gongkai.workbench.views.applications import (
    board,
    case,
    due,
    files,
    intake,
    ledger,
    letters,
    publishing,
    redacting,
    registers,
    replying,
    reviewing,
    statistics,
    steps,
)

ALL = "applications/"
CASE = "applications/<int:pk>/"

urlpatterns = [
    path(ALL, board.board, name="office_applications"),
    path(ALL + "assign/", board.assign, name="office_applications_assign"),
    path(ALL + "add/", intake.add, name="office_application_add"),
    path(ALL + "upload/", files.upload, name="office_application_upload"),
    path(ALL + "due.ics", due.calendar_file, name="office_application_due"),
    path(ALL + "register/", ledger.register, name="office_application_register"),
    path(ALL + "register.xlsx", ledger.export, {"kind": "xlsx"}, name="office_application_xlsx"),
    path(ALL + "register.csv", ledger.export, {"kind": "csv"}, name="office_application_csv"),
    path(ALL + "statistics/", statistics.statistics, name="office_application_statistics"),
    path(ALL + "rectifications/", registers.rectifications, name="office_rectifications"),
    path(ALL + "rectifications/<int:rectification>/", registers.rectification, name="office_rectification"),
    path(
        ALL + "rectifications/<int:rectification>/letter.<str:kind>",
        registers.rectification_letter,
        name="office_rectification_letter",
    ),
    path(ALL + "withheld/", registers.withheld, name="office_withheld"),
    path(ALL + "withheld/<int:withheld>/", registers.reassess, name="office_reassess"),
    path(ALL + "several/", registers.asked_by_several, name="office_asked_by_several"),
    path(ALL + "settings/", registers.settings, name="office_application_settings"),
    path(CASE, case.case, name="office_case"),
    path(CASE + "applicant/", case.applicant, name="office_case_applicant"),
    path(CASE + "files/", files.add, name="office_case_files"),
    path(CASE + "upload/", files.upload_to_case, name="office_case_upload"),
    path(CASE + "reply/", replying.draft, name="office_case_draft_reply"),
    path(CASE + "reply/preview/", replying.preview, name="office_case_reply_preview"),
    path(CASE + "review/", reviewing.review, name="office_case_review"),
    path(CASE + "findings/", reviewing.settle, name="office_case_findings"),
    path(CASE + "files/<uuid:key>/redact/", redacting.redact, name="office_case_redact"),
    path(CASE + "files/<uuid:key>/redact/<int:number>.png", redacting.redact_page, name="office_case_redact_page"),
    path(CASE + "files/<uuid:key>/covered.csv", redacting.log, name="office_case_covered"),
    path(CASE + "letters/<int:letter>/", letters.look, name="office_case_letter"),
    path(CASE + "letters/<int:letter>/letter.pdf", letters.pdf, name="office_case_letter_pdf"),
    path(CASE + "letters/<int:letter>/letter.docx", letters.word, name="office_case_letter_word"),
    path(
        CASE + "letters/<int:letter>/proof-of-service.pdf",
        letters.proof_of_service,
        name="office_case_proof_of_service",
    ),
    path(CASE + "handling-form.pdf", letters.handling_form, name="office_case_handling_form"),
    path(CASE + "envelope.pdf", letters.envelope, name="office_case_envelope"),
    path(CASE + "case.zip", files.archive, name="office_case_zip"),
    path(CASE + "amend/<int:seq>/", case.amend, name="office_case_amend"),
    path(CASE + "make-public/", publishing.make_public, name="office_case_make_public"),
    *(path(f"{CASE}steps/{act.path}/", steps.view_of(act), name=act.url_name) for act in steps.ACTS.values()),
]
