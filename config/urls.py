"""All addresses. A patient's code stands in every address of their data, or a secret of theirs."""

from django.urls import include, path
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from clinic.admin import site as staff_site

patient = "p/<uuid:code>/"
urlpatterns = [
    path("", include("home.urls")),
    path("", include("accounts.urls")),
    path("", include("clinic.urls")),
    path("accounts/", include("allauth.urls")),
    path("language/", require_POST(set_language), name="set_language"),
    path("admin/", staff_site.urls),
    path("calendar/", include("treatments.feed_urls")),
    path("my-day/", include("diary.day_link_urls")),
    path(patient, include("diary.urls")),
    path(patient + "treatments/", include("treatments.urls")),
    path(patient + "before-and-after/", include("outcomes.urls")),
    path(patient + "files/", include("exchange.urls")),
]
