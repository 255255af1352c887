"""The table of the engine that stands in this database: FTS5 on SQLite, a tsvector on PostgreSQL."""

from django.db import migrations

from gongkai.search.engines import fts5

TSVECTOR = (
    "CREATE TABLE search_tsvector (place bigint PRIMARY KEY, fingerprint varchar(40) NOT NULL, words tsvector NOT NULL)",
    "CREATE INDEX search_tsvector_words ON search_tsvector USING gin (words)",
)


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for statement in fts5.MAKE:  # as the engine has it today: what stands in it is made anew at any time
            schema_editor.execute(statement)
    elif schema_editor.connection.vendor == "postgresql":
        for statement in TSVECTOR:
            schema_editor.execute(statement)


def remove(apps, schema_editor):
    schema_editor.execute(
        "DROP TABLE search_fts" if schema_editor.connection.vendor == "sqlite" else "DROP TABLE search_tsvector"
    )


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make, remove)]
