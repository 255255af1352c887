"""Files that were public before copies were cleaned go on being public; the first night reads them like everything else."""

from django.db import migrations


def take_over(apps, schema_editor):
    CleanedCopy = apps.get_model("clearance", "CleanedCopy")
    FileUse = apps.get_model("pages", "FileUse")
    digests = FileUse.objects.values_list("file__sha256", flat=True).distinct()
    CleanedCopy.objects.bulk_create(
        [CleanedCopy(sha256=digest, removed=[], refused=[]) for digest in digests], ignore_conflicts=True
    )


class Migration(migrations.Migration):
    dependencies = [("clearance", "0003_screening"), ("pages", "0003_originals")]
    operations = [migrations.RunPython(take_over, migrations.RunPython.noop)]
