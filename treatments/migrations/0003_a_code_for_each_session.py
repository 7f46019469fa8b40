"""Gives each session a code of its own: adding the column gave all of them the same."""

import uuid

from django.db import migrations


def give_codes(apps, schema_editor):
    sessions = apps.get_model("treatments", "InjectionSession").objects
    for pk in sessions.values_list("pk", flat=True):
        sessions.filter(pk=pk).update(code=uuid.uuid4())


class Migration(migrations.Migration):

    dependencies = [
        ("treatments", "0002_sites_side_effects_preventives_reminders"),
    ]

    operations = [migrations.RunPython(give_codes, migrations.RunPython.noop)]
