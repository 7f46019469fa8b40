"""All addresses. A patient's code stands in every address of their data."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

patient = "p/<uuid:code>/"
urlpatterns = [
    path("", include("home.urls")),
    path("", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path(patient, include("diary.urls")),
    path(patient + "treatments/", include("treatments.urls")),
    path(patient + "before-and-after/", include("outcomes.urls")),
    path(patient + "files/", include("exchange.urls")),
]
