from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnnualReportsConfig(AppConfig):
    name = "gongkai.annual_reports"
    verbose_name = _("年度报告")

    def ready(self):
        from gongkai.annual_reports import handlers, signals, sources
        from gongkai.annual_reports.models import AnnualReport
        from gongkai.applications import queries as applications

        sources.register("applications", applications.table_three)
        sources.register("fees", applications.fee_cells)
        signals.published.connect(handlers.hand_in_with_publication, sender=AnnualReport)
