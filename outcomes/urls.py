"""Addresses of before and after, below a patient's code."""

from django.urls import path

from outcomes import views

app_name = "outcomes"
urlpatterns = [path("", views.before_after, name="before_after")]
