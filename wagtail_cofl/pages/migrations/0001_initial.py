import django.db.models.deletion
import swapper
import wagtail.fields
from django.db import migrations, models
from wagtail.images import get_image_model_string

import wagtail_cofl.city.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtail_cofl", "0001_initial"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        swapper.dependency("wagtailcore", "Page"),
        migrations.swappable_dependency(get_image_model_string()),
    ]

    operations = [
        migrations.CreateModel(
            name="OpportunityPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=swapper.get_model_name("wagtailcore", "Page"),
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="One or two sentences for lists.",
                        max_length=300,
                        verbose_name="summary",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.RichTextField(blank=True, verbose_name="what people will do"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("informal", "Club, event or activity"),
                            ("formal", "Course or class"),
                            ("in-work", "Learning at work"),
                        ],
                        default="informal",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        choices=[
                            ("in-person", "In person"),
                            ("online", "Online"),
                            ("both", "In person or online"),
                        ],
                        default="in-person",
                        max_length=20,
                        verbose_name="where",
                    ),
                ),
                (
                    "venue",
                    models.CharField(
                        blank=True,
                        help_text="Name, street and postcode.",
                        max_length=255,
                        verbose_name="place",
                    ),
                ),
                (
                    "sessions",
                    wagtail_cofl.city.fields.OpenStreamField([], blank=True, verbose_name="dates"),
                ),
                (
                    "cost",
                    models.CharField(
                        blank=True,
                        help_text="“Free”, or “£8, or £3 if you get benefits”.",
                        max_length=120,
                        verbose_name="cost",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        blank=True,
                        help_text="For example “Age 13 and over”.",
                        max_length=120,
                        verbose_name="who it is for",
                    ),
                ),
                (
                    "access",
                    models.TextField(
                        blank=True,
                        help_text="Step-free? Hearing loop? Quiet room? Toilets?",
                        verbose_name="access",
                    ),
                ),
                (
                    "badge",
                    models.ForeignKey(
                        blank=True,
                        help_text="The badge that people can get here. Leave it empty if there is none.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtail_cofl.badge",
                        verbose_name="badge",
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=get_image_model_string(),
                        verbose_name="picture",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtail_cofl.provider",
                        verbose_name="who offers it",
                    ),
                ),
            ],
            options={
                "verbose_name": "opportunity",
                "verbose_name_plural": "opportunities",
            },
            bases=("wagtailcore.page", models.Model),
        ),
    ]
