"""All addresses. A patient's code stands in every address of their data, or a secret they made."""

from django.urls import include, path

from clinic.admin import site as staff_site

patient = "p/<uuid:code>/"
urlpatterns = [
    path("", include("home.urls")),
    path("", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", staff_site.urls),
    path("calendar/", include("treatments.feed_urls")),
    path(patient, include("diary.urls")),
    path(patient + "treatments/", include("treatments.urls")),
    path(patient + "before-and-after/", include("outcomes.urls")),
    path(patient + "files/", include("exchange.urls")),
]
