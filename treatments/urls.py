"""Addresses of injection sessions, below a patient's code."""

from django.urls import path

from treatments import views

app_name = "treatments"
urlpatterns = [
    path("sessions/add/", views.add, name="add"),
    path("sessions/<int:pk>/", views.edit, name="edit"),
    path("sessions/<int:pk>/delete/", views.delete, name="delete"),
]
