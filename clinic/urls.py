"""Addresses of the clinic: the caseload, and a patient's history and one-page sheet."""

from django.urls import URLPattern

app_name = "clinic"
urlpatterns: list[URLPattern] = []
