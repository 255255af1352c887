"""监督保障 at the office: the targets of a year, score sheets, the register of liability, what readers make of items."""

from django.urls import path

from gongkai.workbench.views.accountability import liability, quality, scores, targets

urlpatterns = [
    path("targets/", targets.letters, name="office_targets"),
    path("targets/<int:year>/", targets.letter, name="office_target_letter"),
    path("targets/<int:year>/print/", targets.printed, name="office_target_print"),
    path("scores/", scores.listing, name="office_scores"),
    path("scores/<slug:slug>/<int:year>/", scores.sheet, name="office_score_sheet"),
    path("liability/", liability.register, name="office_liability"),
    path("liability/<int:case>/", liability.case, name="office_liability_case"),
    path("quality/", quality.ledger, name="office_quality"),
    path("quality.csv", quality.export, name="office_quality_csv"),
    path("quality/errors/", quality.errors, name="office_feedback"),
]
