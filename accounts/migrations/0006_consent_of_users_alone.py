import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    # By itself: PostgreSQL changes no table in the transaction that has just filled it.
    dependencies = [("accounts", "0005_consent_of_a_user")]

    operations = [
        migrations.RemoveConstraint("consent", "consent_once_a_version"),
        migrations.RemoveField("consent", "patient"),
        migrations.AlterField(
            "consent",
            "user",
            models.ForeignKey(
                settings.AUTH_USER_MODEL,
                django.db.models.deletion.CASCADE,
                related_name="consents",
            ),
        ),
        migrations.AddConstraint(
            "consent",
            models.UniqueConstraint(
                fields=["user", "version"], name="consent_once_a_user_and_version"
            ),
        ),
    ]
