import django.db.models.deletion
import swapper
import wagtail.fields
from django.db import migrations, models

import wagtail_cofl.city.fields


class Migration(migrations.Migration):
    dependencies = [
        ("wagtail_cofl", "0002_walking_city"),
        ("wagtail_cofl_pages", "0001_initial"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        swapper.dependency("wagtailcore", "Page"),
    ]

    operations = [
        migrations.CreateModel(
            name="OpportunityIndexPage",
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
                    "intro",
                    models.TextField(
                        blank=True,
                        help_text="One sentence under the title.",
                        max_length=300,
                        verbose_name="introduction",
                    ),
                ),
            ],
            options={
                "verbose_name": "what’s on page",
                "verbose_name_plural": "what’s on pages",
            },
            bases=("wagtailcore.page", models.Model),
        ),
        migrations.CreateModel(
            name="PlaylistIndexPage",
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
                    "intro",
                    models.TextField(
                        blank=True,
                        help_text="One sentence under the title.",
                        max_length=300,
                        verbose_name="introduction",
                    ),
                ),
            ],
            options={
                "verbose_name": "playlists page",
                "verbose_name_plural": "playlists pages",
            },
            bases=("wagtailcore.page", models.Model),
        ),
        migrations.CreateModel(
            name="SkillsSpinePage",
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
                    "intro",
                    models.TextField(
                        blank=True,
                        help_text="One sentence under the title.",
                        max_length=300,
                        verbose_name="introduction",
                    ),
                ),
            ],
            options={
                "verbose_name": "skills page",
                "verbose_name_plural": "skills pages",
            },
            bases=("wagtailcore.page", models.Model),
        ),
        migrations.AddField(
            model_name="opportunitypage",
            name="age_from",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="from age"),
        ),
        migrations.AddField(
            model_name="opportunitypage",
            name="age_to",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="to age"),
        ),
        migrations.AddField(
            model_name="opportunitypage",
            name="booking_url",
            field=models.URLField(
                blank=True,
                help_text="The page where people book, if they must. Leave it empty to just turn up.",
                verbose_name="where to book",
            ),
        ),
        migrations.AddField(
            model_name="opportunitypage",
            name="free",
            field=models.BooleanField(default=False, verbose_name="it is free"),
        ),
        migrations.AddField(
            model_name="opportunitypage",
            name="skills",
            field=wagtail_cofl.city.fields.OpenStreamField(
                [],
                blank=True,
                help_text="The badge’s skills count by themselves. Add others that people grow here.",
                verbose_name="skills",
            ),
        ),
        migrations.AlterField(
            model_name="opportunitypage",
            name="audience",
            field=models.CharField(
                blank=True,
                help_text="Anything beside age: “Bring a grown-up”, “Beginners”.",
                max_length=120,
                verbose_name="who it is for",
            ),
        ),
        migrations.AlterField(
            model_name="opportunitypage",
            name="cost",
            field=models.CharField(
                blank=True,
                help_text="For example “£8, or £3 if you get benefits”. Leave it empty if it is free.",
                max_length=120,
                verbose_name="cost",
            ),
        ),
        migrations.CreateModel(
            name="PlaylistPage",
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
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="Who will like it, and what they need.",
                        verbose_name="is it for me?",
                    ),
                ),
                ("steps", wagtail_cofl.city.fields.OpenStreamField([], verbose_name="steps")),
                (
                    "badge",
                    models.ForeignKey(
                        blank=True,
                        help_text="Who does every step gets it by itself. Leave it empty if there is none.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtail_cofl.badge",
                        verbose_name="completion badge",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtail_cofl.provider",
                        verbose_name="who put it together",
                    ),
                ),
            ],
            options={
                "verbose_name": "playlist",
                "verbose_name_plural": "playlists",
            },
            bases=("wagtailcore.page", models.Model),
        ),
    ]
