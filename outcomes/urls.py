"""Addresses of before and after, below a patient's code."""

from django.urls import path, register_converter

from outcomes import views
from outcomes.converters import MeasureConverter

register_converter(MeasureConverter, "measure")

app_name = "outcomes"
urlpatterns = [
    path("", views.before_after, name="before_after"),
    path("<measure:measure>/", views.before_after, name="before_after"),
]
