"""The models in the admin: accounts, shares and looks; never what was logged."""

from accounts.models import (
    AccessEvent,
    Clinician,
    Invitation,
    MailFailure,
    Patient,
    Share,
    User,
)
from clinic.admin_people import ClinicianAdmin, PatientAdmin, UserAdmin
from clinic.admin_sharing import AccessEventAdmin, InvitationAdmin, MailFailureAdmin, ShareAdmin
from clinic.admin_site import StaffSite

site = StaffSite(name="admin")
site.register(User, UserAdmin)
site.register(Patient, PatientAdmin)
site.register(Clinician, ClinicianAdmin)
site.register(Share, ShareAdmin)
site.register(Invitation, InvitationAdmin)
site.register(AccessEvent, AccessEventAdmin)
site.register(MailFailure, MailFailureAdmin)
