"""Addresses of what a person sets for themselves."""

from django.urls import path
from django.views.generic import TemplateView

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("theme/", views.theme, name="theme"),
    path("your-data/", TemplateView.as_view(template_name="accounts/your_data.html"), name="data"),
    path("p/<uuid:code>/settings/", views.settings, name="settings"),
]
