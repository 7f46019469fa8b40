"""The address in a daily e-mail: a secret that opens one day's three buttons."""

from django.urls import path

from diary import day_link_views

app_name = "diary-day"
urlpatterns = [
    path("<str:secret>/", day_link_views.link, name="link"),
    path("<str:secret>/stop/", day_link_views.stop, name="stop"),
]
