import django.db.models.deletion
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="InfoPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                (
                    "intro",
                    models.TextField(blank=True, max_length=300, verbose_name="introduction"),
                ),
                ("body", wagtail.fields.RichTextField(blank=True, verbose_name="text")),
                (
                    "on_front_page",
                    models.BooleanField(default=False, verbose_name="on the front page"),
                ),
            ],
            options={"verbose_name": "page of text", "verbose_name_plural": "pages of text"},
            bases=("wagtailcore.page",),
        ),
        migrations.AddField(
            model_name="homepage",
            name="notice",
            field=models.CharField(
                blank=True,
                help_text="One sentence that everybody should see today. Leave it empty otherwise.",
                max_length=200,
                verbose_name="notice",
            ),
        ),
    ]
