from django.apps import AppConfig


class PlainPagesConfig(AppConfig):
    name = "benchmarks.plainpages"
    label = "plainpages"
