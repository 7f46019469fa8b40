"""The database itself refuses to change an access event, whatever asks it to.

PostgreSQL refuses to delete one, too; SQLite cannot tell a test's clean-up from a deletion.
"""

from django.db import migrations

SQLITE = """
CREATE TRIGGER accounts_accessevent_append_only BEFORE UPDATE ON accounts_accessevent
BEGIN SELECT RAISE(ABORT, 'an access event is never changed'); END
"""
POSTGRESQL = """
CREATE FUNCTION accounts_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'an access event is never changed'; END $$;
CREATE TRIGGER accounts_accessevent_append_only BEFORE UPDATE OR DELETE ON accounts_accessevent
FOR EACH ROW EXECUTE FUNCTION accounts_refuse_change()
"""


def add(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    schema_editor.execute({"sqlite": SQLITE, "postgresql": POSTGRESQL}[vendor])


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER accounts_accessevent_append_only")
    else:
        schema_editor.execute("DROP TRIGGER accounts_accessevent_append_only ON accounts_accessevent")
        schema_editor.execute("DROP FUNCTION accounts_refuse_change()")


class Migration(migrations.Migration):

    dependencies = [("accounts", "0003_sharing_and_audit")]

    operations = [migrations.RunPython(add, remove)]
