"""The annual report at the office: the years, one year's workshop, its preview, its files."""

from django.urls import path

from gongkai.workbench.views import report_files, reports

urlpatterns = [
    path("reports/", reports.years, name="office_report_list"),
    path("reports/<int:year>/", reports.report, name="office_report"),
    path("reports/<int:year>/preview/", reports.preview, name="office_report_preview"),
    path("reports/<int:year>/data.json", report_files.paper, {"form": "json"}, name="office_report_data"),
    path("reports/<int:year>/evidence.xlsx", report_files.evidence, name="office_report_evidence"),
    path("reports/<int:year>/report.<str:form>", report_files.paper, name="office_report_paper"),
]
