"""Addresses of files in and out, below a patient's code."""

from django.urls import path

from exchange import views

app_name = "exchange"
urlpatterns = [path("", views.files, name="files")]
