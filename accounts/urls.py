"""Addresses of what a person sets for themselves."""

from django.urls import path
from django.views.generic import TemplateView

from accounts import (
    clinician_views,
    invitation_views,
    invite_views,
    leave_views,
    second_step_views,
    sharing_views,
    views,
)
from accounts.clinician_sign_up import ClinicianSignUp

app_name = "accounts"
urlpatterns = [
    path("theme/", views.theme, name="theme"),
    path("your-data/", TemplateView.as_view(template_name="accounts/your_data.html"), name="data"),
    path("second-step/", second_step_views.second_step, name="second_step"),
    path("leave/", leave_views.leave, name="leave"),
    path("p/<uuid:code>/settings/", views.settings, name="settings"),
    path("p/<uuid:code>/sharing/", sharing_views.sharing, name="sharing"),
    path("p/<uuid:code>/sharing/looks/", sharing_views.looks, name="looks"),
    path("p/<uuid:code>/sharing/invite/", invite_views.invite, name="invite"),
    path("p/<uuid:code>/sharing/<int:share>/stop/", sharing_views.stop, name="stop_share"),
    path(
        "p/<uuid:code>/sharing/invitations/<int:invitation>/take-back/",
        sharing_views.take_back,
        name="take_back",
    ),
    path(
        "p/<uuid:code>/sharing/invitations/<int:invitation>/confirm/",
        sharing_views.confirm_named,
        name="confirm_named",
    ),
    path(
        "p/<uuid:code>/sharing/invitations/<int:invitation>/new-code/",
        invite_views.new_code,
        name="new_code",
    ),
    path("clinician/", clinician_views.clinician, name="clinician"),
    path("clinician/sign-up/", ClinicianSignUp.as_view(), name="clinician_sign_up"),
    path("clinician/details/", clinician_views.details, name="clinician_details"),
    path("clinician/code/", clinician_views.enter_code, name="enter_code"),
    path("clinician/shares/<int:share>/end/", clinician_views.end_share, name="end_share"),
    path("invitation/<int:pk>/", invitation_views.invitation, name="invitation"),
    path("invitation/<str:secret>/", invitation_views.link, name="invitation_link"),
]
