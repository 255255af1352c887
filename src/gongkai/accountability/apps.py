from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountabilityConfig(AppConfig):
    name = "gongkai.accountability"
    verbose_name = _("监督保障")

    def ready(self):
        from gongkai.accountability.sentences import of_governments
        from gongkai.annual_reports import sentence_sources

        sentence_sources.register(of_governments)
