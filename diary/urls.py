"""Addresses of the diary, below a patient's code."""

from django.urls import path, register_converter

from diary import day_views, fill_in_views
from diary.converters import DayConverter

register_converter(DayConverter, "day")

app_name = "diary"
urlpatterns = [
    path("fill-in/", fill_in_views.fill_in, name="fill_in"),
    path("days/<day:on>/", day_views.day, name="day"),
    path("days/<day:on>/tap/", day_views.tap, name="tap"),
    path("days/<day:on>/undo/", day_views.undo, name="undo"),
    path("days/<day:on>/forget/", day_views.forget, name="forget"),
    path("days/<day:on>/stayed-clear/", day_views.stayed_clear, name="stayed_clear"),
]
