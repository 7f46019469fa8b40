"""Addresses of the diary, below a patient's code."""

from django.urls import path, register_converter

from diary import daily_reminder_views, day_views, dose_views, fill_in_views, medicine_views
from diary.converters import DayConverter

register_converter(DayConverter, "day")

app_name = "diary"
urlpatterns = [
    path("daily-reminder/", daily_reminder_views.daily_reminder, name="daily_reminder"),
    path("fill-in/", fill_in_views.fill_in, name="fill_in"),
    path("days/<day:on>/", day_views.day, name="day"),
    path("days/<day:on>/tap/", day_views.tap, name="tap"),
    path("days/<day:on>/undo/", day_views.undo, name="undo"),
    path("days/<day:on>/forget/", day_views.forget, name="forget"),
    path("days/<day:on>/doses/", dose_views.add, name="add_dose"),
    path("days/<day:on>/doses/new/", dose_views.add_new, name="add_new_dose"),
    path("days/<day:on>/doses/<int:pk>/", dose_views.dose, name="dose"),
    path("days/<day:on>/doses/<int:pk>/remove/", dose_views.remove, name="remove_dose"),
    path("medicines/", medicine_views.medicines, name="medicines"),
    path("medicines/add/", medicine_views.add, name="add_medicine"),
    path("medicines/<int:pk>/", medicine_views.edit, name="medicine"),
    path("medicines/<int:pk>/put-away/", medicine_views.put_away, name="put_away_medicine"),
    path("medicines/<int:pk>/delete/", medicine_views.delete, name="delete_medicine"),
    path("days/<day:on>/stayed-clear/", day_views.stayed_clear, name="stayed_clear"),
]
