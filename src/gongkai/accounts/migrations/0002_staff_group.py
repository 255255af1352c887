from django.db import migrations

from gongkai.accounts.models import STAFF_GROUP


def make_group(apps, schema_editor):
    group, _created = apps.get_model("auth", "Group").objects.get_or_create(name=STAFF_GROUP)
    permission = apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="wagtailadmin", codename="access_admin"
    )
    group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]
    operations = [migrations.RunPython(make_group, migrations.RunPython.noop)]
