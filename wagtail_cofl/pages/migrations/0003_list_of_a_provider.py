import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("wagtail_cofl", "0002_walking_city"),
        ("wagtail_cofl_pages", "0002_walking_city"),
    ]

    operations = [
        migrations.AddField(
            model_name="opportunityindexpage",
            name="provider",
            field=models.ForeignKey(
                blank=True,
                help_text="Its members can then edit this page and all pages below it.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="wagtail_cofl.provider",
                verbose_name="only what this provider offers",
            ),
        ),
    ]
