"""Addresses of files in and out, below a patient's code."""

from django.urls import path

from exchange import everything_views, views

app_name = "exchange"
urlpatterns = [
    path("", views.files, name="files"),
    path("diary.csv", views.download, name="download"),
    path("everything.zip", everything_views.everything, name="everything"),
    path("restore/", everything_views.bring_back, name="restore"),
    path("<uuid:file>/", views.brought, name="brought"),
    path("<uuid:file>/date-order/", views.date_order, name="date_order"),
    path("<uuid:file>/confirm/", views.confirm, name="confirm"),
    path("<uuid:file>/discard/", views.discard, name="discard"),
    path("<uuid:file>/undo/", views.undo, name="undo"),
]
