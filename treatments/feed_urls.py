"""The address of a person's dates for their own calendar: who has its secret needs no log-in."""

from django.urls import path

from treatments import due_views

app_name = "treatments-feed"
urlpatterns = [path("<str:secret>.ics", due_views.feed, name="feed")]
