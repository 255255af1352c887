"""The annual report at the office: the years, one year's workshop, its preview and its data."""

from django.urls import path

from gongkai.workbench.views import reports

urlpatterns = [
    path("reports/", reports.years, name="office_report_list"),
    path("reports/<int:year>/", reports.report, name="office_report"),
    path("reports/<int:year>/preview/", reports.preview, name="office_report_preview"),
    path("reports/<int:year>/data.json", reports.data, name="office_report_data"),
]
