import uuid

import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import swapper
from django.conf import settings
from django.db import migrations, models
from wagtail.images import get_image_model_string


class Migration(migrations.Migration):
    dependencies = [
        ("wagtail_cofl", "0001_initial"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        swapper.dependency("wagtailcore", "Page"),
        migrations.swappable_dependency(get_image_model_string()),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Following",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("started_at", models.DateTimeField(auto_now_add=True, verbose_name="began")),
                ("completed_at", models.DateTimeField(null=True, verbose_name="finished")),
            ],
            options={
                "verbose_name": "playlist being followed",
                "verbose_name_plural": "playlists being followed",
                "ordering": ["-started_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="NextSkill",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
            ],
            options={
                "verbose_name": "next skill",
                "verbose_name_plural": "next skills",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Playlist",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("title", models.CharField(max_length=255, verbose_name="title")),
                ("summary", models.TextField(blank=True, verbose_name="summary")),
                ("live", models.BooleanField(default=True, verbose_name="live")),
                ("published_at", models.DateTimeField(auto_now_add=True, verbose_name="published")),
            ],
            options={
                "verbose_name": "playlist",
                "verbose_name_plural": "playlists",
                "ordering": ["title", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PlaylistVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveIntegerField(verbose_name="version")),
                ("steps", models.JSONField(verbose_name="steps")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="published")),
            ],
            options={
                "verbose_name": "playlist version",
                "verbose_name_plural": "playlist versions",
                "ordering": ["playlist", "number"],
            },
        ),
        migrations.CreateModel(
            name="ProblemReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("wrong", "Something is wrong or out of date"),
                            ("broken", "Something does not work for me"),
                            ("unsafe", "Somebody may not be safe"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                        verbose_name="what it is about",
                    ),
                ),
                ("page", models.CharField(blank=True, max_length=500, verbose_name="page")),
                ("message", models.TextField(max_length=2000, verbose_name="message")),
                (
                    "sealed_reply_to",
                    models.TextField(blank=True, editable=False, verbose_name="encrypted address"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="reported")),
                (
                    "handled_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="dealt with"),
                ),
            ],
            options={
                "verbose_name": "problem report",
                "verbose_name_plural": "problem reports",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Revocation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("mistake", "It was given by mistake."),
                            ("wrong-person", "It was given to the wrong person."),
                            ("not-met", "What it says was not done."),
                            ("asked", "The holder asked for it."),
                            ("other", "The issuer has withdrawn it."),
                        ],
                        max_length=20,
                        verbose_name="reason",
                    ),
                ),
                ("revoked_at", models.DateTimeField(verbose_name="withdrawn")),
            ],
            options={
                "verbose_name": "revocation",
                "verbose_name_plural": "revocations",
            },
        ),
        migrations.CreateModel(
            name="StatusList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("document", models.BinaryField(null=True, verbose_name="signed list")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
            ],
            options={
                "verbose_name": "status list",
                "verbose_name_plural": "status lists",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Tick",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("step", models.CharField(max_length=40, verbose_name="step")),
                ("ticked_at", models.DateTimeField(auto_now_add=True, verbose_name="ticked")),
            ],
            options={
                "verbose_name": "ticked step",
                "verbose_name_plural": "ticked steps",
            },
        ),
        migrations.AlterModelOptions(
            name="award",
            options={
                "ordering": ["-awarded_at", "-pk"],
                "permissions": [("revoke_award", "Can withdraw an award")],
                "verbose_name": "award",
                "verbose_name_plural": "awards",
            },
        ),
        migrations.AlterModelOptions(
            name="opportunity",
            options={
                "ordering": ["title", "pk"],
                "verbose_name": "opportunity",
                "verbose_name_plural": "opportunities",
            },
        ),
        migrations.AlterModelOptions(
            name="skill",
            options={
                "ordering": ["sort_order", "label", "pk"],
                "verbose_name": "skill",
                "verbose_name_plural": "skills",
            },
        ),
        migrations.AddField(
            model_name="citysettings",
            name="safeguarding_email",
            field=models.EmailField(blank=True, max_length=254, verbose_name="safeguarding email"),
        ),
        migrations.AddField(
            model_name="citysettings",
            name="safeguarding_name",
            field=models.CharField(
                blank=True,
                help_text="A team or a role, for example “Safeguarding team”. Every page says how to reach it.",
                max_length=120,
                verbose_name="who looks after safety",
            ),
        ),
        migrations.AddField(
            model_name="citysettings",
            name="safeguarding_phone",
            field=models.CharField(blank=True, max_length=40, verbose_name="safeguarding phone"),
        ),
        migrations.AddField(
            model_name="credential",
            name="status_index",
            field=models.PositiveIntegerField(null=True, verbose_name="place in the status list"),
        ),
        migrations.AddField(
            model_name="opportunity",
            name="age_from",
            field=models.PositiveSmallIntegerField(null=True, verbose_name="from age"),
        ),
        migrations.AddField(
            model_name="opportunity",
            name="age_to",
            field=models.PositiveSmallIntegerField(null=True, verbose_name="to age"),
        ),
        migrations.AddField(
            model_name="opportunity",
            name="cost",
            field=models.CharField(blank=True, max_length=120, verbose_name="cost"),
        ),
        migrations.AddField(
            model_name="opportunity",
            name="free",
            field=models.BooleanField(default=False, verbose_name="free"),
        ),
        migrations.AddField(
            model_name="opportunity",
            name="image",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=get_image_model_string(),
                verbose_name="picture",
            ),
        ),
        migrations.AddField(
            model_name="opportunity",
            name="published_at",
            field=models.DateTimeField(
                default=django.utils.timezone.now, editable=False, verbose_name="published"
            ),
        ),
        migrations.AddField(
            model_name="opportunity",
            name="skills",
            field=models.ManyToManyField(
                blank=True,
                related_name="opportunities",
                to="wagtail_cofl.skill",
                verbose_name="skills",
            ),
        ),
        migrations.AddField(
            model_name="opportunity",
            name="venue",
            field=models.CharField(blank=True, max_length=255, verbose_name="place"),
        ),
        migrations.AddField(
            model_name="provider",
            name="logo",
            field=models.ForeignKey(
                blank=True,
                help_text="Square. Without one, two letters of the name stand in.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=get_image_model_string(),
                verbose_name="logo",
            ),
        ),
        migrations.AddField(
            model_name="provider",
            name="website",
            field=models.URLField(blank=True, verbose_name="website"),
        ),
        migrations.AddField(
            model_name="session",
            name="cancelled",
            field=models.BooleanField(default=False, verbose_name="cancelled"),
        ),
        migrations.AddField(
            model_name="skill",
            name="icon",
            field=models.CharField(
                blank=True,
                choices=[
                    ("making", "Hammer: making and building"),
                    ("digital", "Brackets: digital"),
                    ("care", "Heart: care and wellbeing"),
                    ("sea", "Waves: nature and water"),
                    ("food", "Bowl: food"),
                    ("arts", "Note: arts and performance"),
                    ("work", "Lamp: work and enterprise"),
                    ("people", "People: community"),
                ],
                help_text="For a skill area: the picture over its door.",
                max_length=20,
                verbose_name="icon",
            ),
        ),
        migrations.AddField(
            model_name="skill",
            name="short_name",
            field=models.CharField(
                blank=True,
                help_text="For a skill area: one word for its sign in the street, at most 9 letters.",
                max_length=9,
                verbose_name="short name",
            ),
        ),
        migrations.AddField(
            model_name="skill",
            name="sort_order",
            field=models.PositiveIntegerField(
                default=0, help_text="Lower numbers come first.", verbose_name="place in the list"
            ),
        ),
        migrations.AddIndex(
            model_name="opportunity",
            index=models.Index(fields=["site", "live"], name="cofl_opportunity_on"),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(fields=["starts_at"], name="cofl_session_start"),
        ),
        migrations.AddField(
            model_name="following",
            name="learner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="followings",
                to="wagtail_cofl.learner",
            ),
        ),
        migrations.AddField(
            model_name="nextskill",
            name="skill",
            field=modelcluster.fields.ParentalKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="next_skills",
                to="wagtail_cofl.skill",
            ),
        ),
        migrations.AddField(
            model_name="nextskill",
            name="target",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="earlier_skills",
                to="wagtail_cofl.skill",
                verbose_name="skill",
            ),
        ),
        migrations.AddField(
            model_name="playlist",
            name="page",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=swapper.get_model_name("wagtailcore", "Page"),
            ),
        ),
        migrations.AddField(
            model_name="playlist",
            name="provider",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="playlists",
                to="wagtail_cofl.provider",
                verbose_name="provider",
            ),
        ),
        migrations.AddField(
            model_name="playlist",
            name="site",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="wagtailcore.site"
            ),
        ),
        migrations.AddField(
            model_name="following",
            name="playlist",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="followings",
                to="wagtail_cofl.playlist",
            ),
        ),
        migrations.AddField(
            model_name="playlistversion",
            name="badge",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="wagtail_cofl.badge",
                verbose_name="completion badge",
            ),
        ),
        migrations.AddField(
            model_name="playlistversion",
            name="playlist",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="versions",
                to="wagtail_cofl.playlist",
            ),
        ),
        migrations.AddField(
            model_name="following",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="followings",
                to="wagtail_cofl.playlistversion",
            ),
        ),
        migrations.AddField(
            model_name="problemreport",
            name="handled_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="dealt with by",
            ),
        ),
        migrations.AddField(
            model_name="problemreport",
            name="site",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="wagtailcore.site",
                verbose_name="city",
            ),
        ),
        migrations.AddField(
            model_name="revocation",
            name="credential",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="revocation",
                to="wagtail_cofl.credential",
            ),
        ),
        migrations.AddField(
            model_name="statuslist",
            name="provider",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="status_lists",
                to="wagtail_cofl.provider",
                verbose_name="provider",
            ),
        ),
        migrations.AddField(
            model_name="credential",
            name="status_list",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="credentials",
                to="wagtail_cofl.statuslist",
            ),
        ),
        migrations.AddConstraint(
            model_name="credential",
            constraint=models.UniqueConstraint(
                fields=("status_list", "status_index"), name="cofl_status_index_once"
            ),
        ),
        migrations.AddField(
            model_name="tick",
            name="following",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="ticks",
                to="wagtail_cofl.following",
            ),
        ),
        migrations.AddConstraint(
            model_name="nextskill",
            constraint=models.UniqueConstraint(
                fields=("skill", "target"), name="cofl_leads_to_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="playlistversion",
            constraint=models.UniqueConstraint(
                fields=("playlist", "number"), name="cofl_playlist_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="following",
            constraint=models.UniqueConstraint(
                fields=("playlist", "learner"), name="cofl_follow_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="tick",
            constraint=models.UniqueConstraint(fields=("following", "step"), name="cofl_tick_once"),
        ),
    ]
