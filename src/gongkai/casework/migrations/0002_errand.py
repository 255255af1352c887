from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Errand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, unique=True)),
                ('done_for', models.TextField()),
                ('done_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': '定期事务',
                'verbose_name_plural': '定期事务',
            },
        ),
    ]
