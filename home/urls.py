"""Addresses of the start and of the patient's pages."""

from django.urls import path, register_converter

from home import app_views, calendar_views, score_views, views
from home.converters import MonthConverter

register_converter(MonthConverter, "month")

app_name = "home"
urlpatterns = [
    path("", views.start, name="start"),
    path("sw.js", app_views.worker, name="worker"),
    path("app.webmanifest", app_views.manifest, name="manifest"),
    path("no-network/", app_views.no_network, name="no_network"),
    path("p/<uuid:code>/", views.today, name="today"),
    path("p/<uuid:code>/blank/", app_views.blank, name="blank"),
    path("p/<uuid:code>/calendar/", calendar_views.month, name="calendar"),
    path("p/<uuid:code>/calendar/<month:first>/", calendar_views.month, name="calendar_month"),
    path("p/<uuid:code>/calendar/<int:year>/", calendar_views.year, name="calendar_year"),
    path("p/<uuid:code>/treatments/", views.treatments, name="treatments"),
    path(
        "p/<uuid:code>/treatments/before/<int:number>/", views.earlier_cycles, name="earlier_cycles"
    ),
    path("p/<uuid:code>/scores/", score_views.scores, name="scores"),
    path("p/<uuid:code>/more/", views.more, name="more"),
]
