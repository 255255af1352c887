"""The addresses of version 1. A change that would break a caller gets a new number beside it."""

from django.urls import path, re_path

from gongkai.api import description, problems, receipt_status

app_name = "api"
urlpatterns = [
    path("v1/receipt-status", receipt_status.receipt_status, name="receipt_status"),
    path("v1/openapi.json", description.openapi, name="openapi"),
    re_path(r"", problems.no_such_address),
]
