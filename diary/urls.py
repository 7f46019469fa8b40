"""Addresses of days, below a patient's code."""

from django.urls import path, register_converter

from diary import views
from diary.converters import DayConverter

register_converter(DayConverter, "day")

app_name = "diary"
urlpatterns = [
    path("fill-in/", views.fill_in, name="fill_in"),
    path("days/<day:on>/", views.day, name="day"),
    path("days/<day:on>/tap/", views.tap, name="tap"),
    path("days/<day:on>/undo/", views.undo, name="undo"),
    path("days/<day:on>/forget/", views.forget, name="forget"),
    path("days/<day:on>/stayed-clear/", views.stayed_clear, name="stayed_clear"),
]
