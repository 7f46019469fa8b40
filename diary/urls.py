"""Addresses of the diary, below a patient's code."""

from django.urls import path, register_converter

from diary import (
    attack_views,
    daily_reminder_views,
    day_views,
    dose_views,
    fill_in_views,
    medicine_views,
    score_views,
)
from diary.converters import DayConverter

register_converter(DayConverter, "day")

app_name = "diary"
urlpatterns = [
    path("attacks/", attack_views.attacks, name="attacks"),
    path("attacks/before/<day:before>/", attack_views.attacks, name="earlier_attacks"),
    path("attacks/start/", attack_views.start, name="start_attack"),
    path("attacks/still/", attack_views.still, name="still_going"),
    path("attacks/over/", attack_views.over, name="end_attack"),
    path("attacks/<int:attack>/", attack_views.edit, name="attack"),
    path("attacks/<int:attack>/delete/", attack_views.delete, name="delete_attack"),
    path("days/<day:on>/attack/", attack_views.add, name="add_attack"),
    path("daily-reminder/", daily_reminder_views.daily_reminder, name="daily_reminder"),
    path("fill-in/", fill_in_views.fill_in, name="fill_in"),
    path("fill-in/clear/", fill_in_views.clear, name="fill_clear"),
    path("fill-in/clear/yes/", fill_in_views.clear_yes, name="fill_clear_yes"),
    path("fill-in/clear/undo/", fill_in_views.clear_undo, name="fill_clear_undo"),
    path("days/<day:on>/", day_views.day, name="day"),
    path("days/<day:on>/tap/", day_views.tap, name="tap"),
    path("days/<day:on>/undo/", day_views.undo, name="undo"),
    path("days/<day:on>/forget/", day_views.forget, name="forget"),
    path("days/<day:on>/doses/", dose_views.add, name="add_dose"),
    path("days/<day:on>/doses/new/", dose_views.add_new, name="add_new_dose"),
    path("days/<day:on>/doses/<int:dose>/", dose_views.edit, name="dose"),
    path("days/<day:on>/doses/<int:dose>/remove/", dose_views.remove, name="remove_dose"),
    path("medicines/", medicine_views.medicines, name="medicines"),
    path("medicines/add/", medicine_views.add, name="add_medicine"),
    path("medicines/<int:medicine>/", medicine_views.edit, name="medicine"),
    path("medicines/<int:medicine>/put-away/", medicine_views.put_away, name="put_away_medicine"),
    path("medicines/<int:medicine>/delete/", medicine_views.delete, name="delete_medicine"),
    path("scores/add/<slug:instrument>/", score_views.add, name="add_score"),
    path("scores/<int:score>/", score_views.edit, name="score"),
    path("scores/<int:score>/delete/", score_views.delete, name="delete_score"),
    path("days/<day:on>/stayed-clear/", day_views.stayed_clear, name="stayed_clear"),
]
