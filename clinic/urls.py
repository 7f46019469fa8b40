"""Addresses of the clinic: the caseload, and a patient's history and one-page sheet."""

from django.urls import path

from clinic import caseload_views, history_views
from clinic.sheet import views as sheet

app_name = "clinic"
urlpatterns = [
    path("patients/", caseload_views.caseload, name="caseload"),
    path("p/<uuid:code>/history/", history_views.history, name="history"),
    path("p/<uuid:code>/sheet/", sheet.page, name="sheet"),
    path("p/<uuid:code>/sheet.pdf", sheet.as_pdf, name="sheet_pdf"),
]
