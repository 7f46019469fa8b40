"""An access event says by name whom it is about, and SQLite refuses to delete one, too.

SQLite makes the table anew for another column, and forgets its triggers.
"""

from django.db import migrations, models

REFUSE_CHANGE = """
CREATE TRIGGER accounts_accessevent_append_only BEFORE UPDATE ON accounts_accessevent
BEGIN SELECT RAISE(ABORT, 'an access event is never changed'); END
"""
REFUSE_DELETION = """
CREATE TRIGGER accounts_accessevent_stays BEFORE DELETE ON accounts_accessevent
BEGIN SELECT RAISE(ABORT, 'an access event is never deleted'); END
"""
ALLOW_CHANGE = "DROP TRIGGER IF EXISTS accounts_accessevent_append_only"
ALLOW_DELETION = "DROP TRIGGER IF EXISTS accounts_accessevent_stays"


def refuse(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(ALLOW_CHANGE)
        schema_editor.execute(REFUSE_CHANGE)
        schema_editor.execute(REFUSE_DELETION)


def refuse_change_alone(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(ALLOW_CHANGE)
        schema_editor.execute(ALLOW_DELETION)
        schema_editor.execute(REFUSE_CHANGE)


class Migration(migrations.Migration):

    dependencies = [("accounts", "0006_consent_of_users_alone")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, refuse_change_alone),
        migrations.AlterModelOptions(
            name="accessevent",
            options={
                "base_manager_name": "objects",
                "verbose_name": "access",
                "verbose_name_plural": "accesses",
            },
        ),
        migrations.AddField(
            model_name="accessevent",
            name="about_name",
            field=models.CharField(blank=True, max_length=250, verbose_name="about, by name", default=""),
            preserve_default=False,
        ),
        migrations.RunPython(refuse, migrations.RunPython.noop),
    ]
