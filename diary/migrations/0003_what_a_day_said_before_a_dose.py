from django.db import migrations, models


def as_before(apps, schema_editor):
    # Of doses from before, nothing is known; then a day without its doses said no.
    apps.get_model("diary", "MedicineTaken").objects.update(said_before=False)


class Migration(migrations.Migration):

    dependencies = [
        ("diary", "0002_attacks_medicines_scores_reminders_taps"),
    ]

    operations = [
        migrations.AddField(
            model_name="medicinetaken",
            name="said_before",
            field=models.BooleanField(null=True),
        ),
        migrations.RunPython(as_before, migrations.RunPython.noop),
    ]
