"""Addresses of injection sessions, below a patient's code."""

from django.urls import path

from treatments import (
    after_views,
    due_views,
    preventive_views,
    side_effect_views,
    site_views,
    views,
)

app_name = "treatments"
urlpatterns = [
    path("sessions/add/", views.add, name="add"),
    path("sessions/<int:pk>/", views.session, name="session"),
    path("sessions/<int:pk>/edit/", views.edit, name="edit"),
    path("sessions/<int:pk>/sites/", site_views.sites, name="sites"),
    path("sessions/<int:pk>/delete/", views.delete, name="delete"),
    path("sessions/<int:pk>/done/", views.done, name="done"),
    path("sessions/<int:pk>/cancel/", views.cancel, name="cancel"),
    path("sessions/<int:pk>/reinstate/", views.reinstate, name="reinstate"),
    path("sessions/<int:pk>/compare/", views.compare_with, name="compare_with"),
    path("sessions/<int:pk>/compare/<int:other>/", views.compare, name="compare"),
    path("sessions/<int:pk>/usual/", after_views.usual, name="usual"),
    path("sessions/<int:pk>/unwelcome/", after_views.unwelcome, name="unwelcome"),
    path("sessions/<int:pk>/side-effects/add/", side_effect_views.add, name="add_side_effect"),
    path("side-effects/<int:effect>/", side_effect_views.edit, name="side_effect"),
    path("side-effects/<int:effect>/over/", side_effect_views.over, name="over"),
    path("side-effects/<int:effect>/delete/", side_effect_views.delete, name="delete_side_effect"),
    path("preventives/add/", preventive_views.add, name="add_preventive"),
    path("preventives/<int:preventive>/", preventive_views.edit, name="preventive"),
    path(
        "preventives/<int:preventive>/delete/",
        preventive_views.delete,
        name="delete_preventive",
    ),
    path(
        "preventives/<int:preventive>/changes/add/",
        preventive_views.add_change,
        name="add_change",
    ),
    path(
        "preventives/<int:preventive>/changes/<int:change>/delete/",
        preventive_views.delete_change,
        name="delete_change",
    ),
    path("reminders/", due_views.reminders, name="reminders"),
    path("reminders/calendar-link/", due_views.calendar_link, name="calendar_link"),
    path("dates.ics", due_views.dates, name="dates"),
    path("sessions/<int:pk>/date.ics", due_views.session_date, name="session_date"),
]
