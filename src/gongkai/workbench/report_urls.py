"""The annual report at the office: the years, one year's workshop, what stands behind its numbers, the numbers entered."""

from django.urls import path

from gongkai.workbench.views import report_cells, report_check, report_entries, report_files, reports

YEAR = "reports/<int:year>/"

urlpatterns = [
    path("reports/", reports.years, name="office_report_list"),
    path("reports/check/", report_check.check, name="office_report_check"),
    path("reports/check/<int:year>/take-in/", report_check.take_in, name="office_report_check_take_in"),
    path(YEAR, reports.report, name="office_report"),
    path(YEAR + "preview/", reports.preview, name="office_report_preview"),
    path(YEAR + "data.json", report_files.paper, {"form": "json"}, name="office_report_data"),
    path(YEAR + "evidence.xlsx", report_files.evidence, name="office_report_evidence"),
    path(YEAR + "report.<str:form>", report_files.paper, name="office_report_paper"),
    path(YEAR + "frozen.json", reports.frozen, name="office_report_frozen"),
    path(YEAR + "proof/", reports.proof, name="office_report_proof"),
    path(YEAR + "cells/<str:path>/", report_cells.cell, name="office_report_cell"),
    path(YEAR + "entries/", report_entries.entries, name="office_report_entries"),
    path(YEAR + "entries/template.<str:kind>", report_entries.template, name="office_report_template"),
    path(YEAR + "entries/import/", report_entries.take_in, name="office_report_import"),
]
