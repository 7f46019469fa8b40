"""Addresses of the start and of the patient's pages."""

from django.urls import path

from home import views

app_name = "home"
urlpatterns = [
    path("", views.start, name="start"),
    path("p/<uuid:code>/", views.today, name="today"),
    path("p/<uuid:code>/calendar/", views.calendar, name="calendar"),
    path("p/<uuid:code>/calendar/<int:year>/", views.calendar, name="calendar_year"),
    path("p/<uuid:code>/treatments/", views.treatments, name="treatments"),
    path(
        "p/<uuid:code>/treatments/before/<int:number>/", views.earlier_cycles, name="earlier_cycles"
    ),
    path("p/<uuid:code>/more/", views.more, name="more"),
]
