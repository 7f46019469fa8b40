import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def from_patient_to_user(apps, schema_editor):
    consents = apps.get_model("accounts", "Consent").objects
    patients = apps.get_model("accounts", "Patient").objects
    whose = patients.filter(pk=OuterRef("patient_id")).values("user_id")
    consents.update(user_id=Subquery(whose))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_events_are_never_changed")]

    operations = [
        migrations.AddField(
            "consent",
            "user",
            models.ForeignKey(
                settings.AUTH_USER_MODEL,
                django.db.models.deletion.CASCADE,
                null=True,
                related_name="consents",
            ),
        ),
        migrations.RunPython(from_patient_to_user, migrations.RunPython.noop),
    ]
