import uuid

import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import modelsearch.index
import swapper
import wagtail.models.preview
from django.conf import settings
from django.db import migrations, models
from wagtail.images import get_image_model_string

import wagtail_cofl.awards.codes
import wagtail_cofl.city.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        swapper.dependency("wagtailcore", "Page"),
        migrations.swappable_dependency(get_image_model_string()),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="IssuerKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "multikey",
                    models.CharField(max_length=100, unique=True, verbose_name="public key"),
                ),
                ("sealed_private", models.TextField(verbose_name="encrypted private key")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("retired_at", models.DateTimeField(null=True, verbose_name="retired")),
            ],
            options={
                "verbose_name": "issuer key",
                "verbose_name_plural": "issuer keys",
            },
        ),
        migrations.CreateModel(
            name="Badge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("live", models.BooleanField(default=True, editable=False, verbose_name="live")),
                (
                    "has_unpublished_changes",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="has unpublished changes"
                    ),
                ),
                (
                    "first_published_at",
                    models.DateTimeField(
                        blank=True, db_index=True, null=True, verbose_name="first published at"
                    ),
                ),
                (
                    "last_published_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="last published at"
                    ),
                ),
                (
                    "go_live_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="go live date/time"),
                ),
                (
                    "expire_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="expiry date/time"),
                ),
                (
                    "expired",
                    models.BooleanField(default=False, editable=False, verbose_name="expired"),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(
                        editable=False, max_length=140, unique=True, verbose_name="short name"
                    ),
                ),
                (
                    "statement",
                    models.CharField(
                        help_text="In the holder’s voice: “I helped to run a big event.”",
                        max_length=255,
                        verbose_name="what it says about the person",
                    ),
                ),
                (
                    "description",
                    models.TextField(
                        help_text="What the badge is for, for somebody who has never seen it.",
                        verbose_name="description",
                    ),
                ),
                (
                    "layer",
                    models.CharField(
                        choices=[
                            ("engage", "Engage: having a go"),
                            ("participate", "Participate: taking part"),
                            ("demonstrate", "Demonstrate: doing it for real"),
                            ("lead", "Lead: helping others to do it"),
                            ("own", "Own: making it yours"),
                        ],
                        default="participate",
                        max_length=20,
                        verbose_name="layer",
                    ),
                ),
                (
                    "criteria",
                    wagtail_cofl.city.fields.OpenStreamField(
                        [], verbose_name="what people do to get it"
                    ),
                ),
                (
                    "archived",
                    models.BooleanField(
                        default=False,
                        help_text="Nobody can get it any more. What was given stays valid.",
                        verbose_name="archived",
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        help_text="Square, at least 400 pixels wide. It must be clear when it is small.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=get_image_model_string(),
                        verbose_name="picture",
                    ),
                ),
                (
                    "latest_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="latest revision",
                    ),
                ),
                (
                    "live_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="live revision",
                    ),
                ),
            ],
            options={
                "verbose_name": "badge",
                "verbose_name_plural": "badges",
                "ordering": ["name", "pk"],
            },
            bases=(
                modelsearch.index.Indexed,
                wagtail.models.preview.PreviewableMixin,
                models.Model,
            ),
        ),
        migrations.CreateModel(
            name="BadgeVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveIntegerField(verbose_name="version")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "statement",
                    models.CharField(max_length=255, verbose_name="what it says about the person"),
                ),
                ("description", models.TextField(verbose_name="description")),
                ("criteria_narrative", models.TextField(verbose_name="criteria")),
                ("criteria", models.JSONField(verbose_name="criteria blocks")),
                (
                    "layer",
                    models.CharField(
                        choices=[
                            ("engage", "Engage: having a go"),
                            ("participate", "Participate: taking part"),
                            ("demonstrate", "Demonstrate: doing it for real"),
                            ("lead", "Lead: helping others to do it"),
                            ("own", "Own: making it yours"),
                        ],
                        max_length=20,
                        verbose_name="layer",
                    ),
                ),
                ("skills", models.JSONField(default=list, verbose_name="skills")),
                ("picture", models.BinaryField(verbose_name="picture")),
                ("fingerprint", models.CharField(max_length=64, verbose_name="fingerprint")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="published")),
                (
                    "badge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="wagtail_cofl.badge",
                    ),
                ),
            ],
            options={
                "verbose_name": "badge version",
                "verbose_name_plural": "badge versions",
                "ordering": ["badge", "number"],
            },
        ),
        migrations.CreateModel(
            name="CitySettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="As people say it, for example “Port Merrow City of Learning”.",
                        max_length=120,
                        verbose_name="city name",
                    ),
                ),
                (
                    "canonical_address",
                    models.CharField(blank=True, max_length=255, verbose_name="permanent address"),
                ),
                (
                    "contact_email",
                    models.EmailField(
                        blank=True,
                        help_text="Where learners and providers can ask for help. It is shown to the public.",
                        max_length=254,
                        verbose_name="contact email",
                    ),
                ),
                (
                    "issued_since",
                    models.DateTimeField(editable=False, null=True, verbose_name="issuing since"),
                ),
                (
                    "site",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="wagtailcore.site",
                    ),
                ),
            ],
            options={
                "verbose_name": "city settings",
                "verbose_name_plural": "city settings",
            },
        ),
        migrations.CreateModel(
            name="ClaimCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "label",
                    models.CharField(
                        help_text="So that you know it again: “Saturday at the pier”.",
                        max_length=120,
                        verbose_name="for",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        default=wagtail_cofl.awards.codes.new_code,
                        editable=False,
                        max_length=20,
                        unique=True,
                        verbose_name="code",
                    ),
                ),
                (
                    "quota",
                    models.PositiveIntegerField(
                        default=30,
                        help_text="The code stops when this many people have used it.",
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="how many people",
                    ),
                ),
                (
                    "used",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="used"),
                ),
                (
                    "opens_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="works from"),
                ),
                (
                    "closes_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="works until"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                (
                    "badge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claim_codes",
                        to="wagtail_cofl.badge",
                        verbose_name="badge",
                    ),
                ),
            ],
            options={
                "verbose_name": "claim code",
                "verbose_name_plural": "claim codes",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Credential",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("ob3", models.BinaryField(verbose_name="Open Badges 3.0 document")),
                ("ob2", models.BinaryField(verbose_name="Open Badges 2.0 document")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="issued")),
                (
                    "badge_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credentials",
                        to="wagtail_cofl.badgeversion",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.site",
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtail_cofl.issuerkey",
                    ),
                ),
            ],
            options={
                "verbose_name": "credential",
                "verbose_name_plural": "credentials",
            },
        ),
        migrations.CreateModel(
            name="EmailLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sealed_value",
                    models.TextField(editable=False, verbose_name="encrypted address"),
                ),
                (
                    "lookup",
                    models.CharField(editable=False, max_length=64, verbose_name="keyed hash"),
                ),
                (
                    "secret_hash",
                    models.CharField(max_length=64, unique=True, verbose_name="hash of the secret"),
                ),
                (
                    "age_band",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("under-13", "12 or under"),
                            ("13-17", "13 to 17"),
                            ("18-plus", "18 or over"),
                        ],
                        max_length=20,
                        verbose_name="age",
                    ),
                ),
                (
                    "claim_code",
                    models.CharField(blank=True, max_length=40, verbose_name="claim code"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("expires_at", models.DateTimeField(verbose_name="works until")),
                ("used_at", models.DateTimeField(null=True, verbose_name="used")),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.site",
                    ),
                ),
            ],
            options={
                "verbose_name": "email link",
                "verbose_name_plural": "email links",
            },
        ),
        migrations.CreateModel(
            name="Framework",
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
                        choices=[("spine", "City spine"), ("reference", "Reference framework")],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=255, verbose_name="title")),
                (
                    "identifier",
                    models.CharField(blank=True, max_length=255, verbose_name="identifier"),
                ),
                ("attribution", models.TextField(blank=True, verbose_name="attribution")),
                ("licence", models.CharField(blank=True, max_length=255, verbose_name="licence")),
                (
                    "site",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.site",
                        verbose_name="city",
                    ),
                ),
            ],
            options={
                "verbose_name": "framework",
                "verbose_name_plural": "frameworks",
            },
        ),
        migrations.CreateModel(
            name="Learner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "age_band",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("under-13", "12 or under"),
                            ("13-17", "13 to 17"),
                            ("18-plus", "18 or over"),
                        ],
                        max_length=20,
                        verbose_name="age",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.site",
                        verbose_name="city",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "learner",
                "verbose_name_plural": "learners",
            },
        ),
        migrations.CreateModel(
            name="Identifier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sealed_value",
                    models.TextField(editable=False, verbose_name="encrypted address"),
                ),
                (
                    "lookup",
                    models.CharField(editable=False, max_length=64, verbose_name="keyed hash"),
                ),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="confirmed")),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.site",
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="identifiers",
                        to="wagtail_cofl.learner",
                    ),
                ),
            ],
            options={
                "verbose_name": "identifier",
                "verbose_name_plural": "identifiers",
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="claimed")),
                (
                    "code",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="wagtail_cofl.claimcode",
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claims",
                        to="wagtail_cofl.learner",
                    ),
                ),
            ],
            options={
                "verbose_name": "claim",
                "verbose_name_plural": "claims",
            },
        ),
        migrations.CreateModel(
            name="Award",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("awarded_at", models.DateTimeField(verbose_name="awarded")),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.site",
                    ),
                ),
                (
                    "badge_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="awards",
                        to="wagtail_cofl.badgeversion",
                        verbose_name="badge",
                    ),
                ),
                (
                    "claim",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="award",
                        to="wagtail_cofl.claim",
                    ),
                ),
                (
                    "credential",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="award",
                        to="wagtail_cofl.credential",
                        verbose_name="credential",
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="awards",
                        to="wagtail_cofl.learner",
                        verbose_name="learner",
                    ),
                ),
            ],
            options={
                "verbose_name": "award",
                "verbose_name_plural": "awards",
                "ordering": ["-awarded_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Provider",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=255, verbose_name="name")),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        help_text="One or two sentences about what you do.",
                        verbose_name="description",
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        help_text="Shown on every badge, so that people can ask about it. Not a person’s own.",
                        max_length=254,
                        verbose_name="public email",
                    ),
                ),
                (
                    "archived",
                    models.BooleanField(
                        default=False,
                        help_text="It no longer appears in lists. What it gave stays valid.",
                        verbose_name="archived",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.site",
                        verbose_name="city",
                    ),
                ),
            ],
            options={
                "verbose_name": "provider",
                "verbose_name_plural": "providers",
                "ordering": ["name", "pk"],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="Opportunity",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("informal", "Club, event or activity"),
                            ("formal", "Course or class"),
                            ("in-work", "Learning at work"),
                        ],
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
                        max_length=20,
                        verbose_name="where",
                    ),
                ),
                ("live", models.BooleanField(default=True, verbose_name="live")),
                (
                    "badge",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opportunities",
                        to="wagtail_cofl.badge",
                        verbose_name="badge",
                    ),
                ),
                (
                    "page",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=swapper.get_model_name("wagtailcore", "Page"),
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.site",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opportunities",
                        to="wagtail_cofl.provider",
                        verbose_name="provider",
                    ),
                ),
            ],
            options={
                "verbose_name": "opportunity",
                "verbose_name_plural": "opportunities",
            },
        ),
        migrations.AddField(
            model_name="issuerkey",
            name="provider",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="keys",
                to="wagtail_cofl.provider",
            ),
        ),
        migrations.AddField(
            model_name="credential",
            name="provider",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="wagtail_cofl.provider",
            ),
        ),
        migrations.AddField(
            model_name="badge",
            name="provider",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="badges",
                to="wagtail_cofl.provider",
                verbose_name="given by",
            ),
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="starts")),
                ("ends_at", models.DateTimeField(null=True, verbose_name="ends")),
                ("venue", models.CharField(blank=True, max_length=255, verbose_name="venue")),
                (
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to="wagtail_cofl.opportunity",
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "ordering": ["starts_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Skill",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "label",
                    models.CharField(
                        help_text="What a person learns to do, in a few plain words.",
                        max_length=255,
                        verbose_name="name",
                    ),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        help_text="One or two sentences that anyone understands.",
                        verbose_name="description",
                    ),
                ),
                (
                    "alternative_labels",
                    models.TextField(blank=True, editable=False, verbose_name="other names"),
                ),
                (
                    "uri",
                    models.CharField(
                        blank=True, editable=False, max_length=255, verbose_name="identifier"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        blank=True, editable=False, max_length=100, verbose_name="code"
                    ),
                ),
                (
                    "skill_type",
                    models.CharField(
                        blank=True, editable=False, max_length=50, verbose_name="type"
                    ),
                ),
                (
                    "reuse_level",
                    models.CharField(
                        blank=True, editable=False, max_length=50, verbose_name="reuse level"
                    ),
                ),
                (
                    "archived",
                    models.BooleanField(
                        default=False,
                        help_text="It no longer appears in lists. Badges that name it keep it.",
                        verbose_name="archived",
                    ),
                ),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="skills",
                        to="wagtail_cofl.framework",
                        verbose_name="framework",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="wagtail_cofl.skill",
                        verbose_name="belongs to",
                    ),
                ),
            ],
            options={
                "verbose_name": "skill",
                "verbose_name_plural": "skills",
                "ordering": ["label", "pk"],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="BadgeSkill",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "badge",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="badge_skills",
                        to="wagtail_cofl.badge",
                    ),
                ),
                (
                    "skill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtail_cofl.skill",
                        verbose_name="skill",
                    ),
                ),
            ],
            options={
                "verbose_name": "skill",
                "verbose_name_plural": "skills",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SkillRelation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("exactMatchOf", "the same as"), ("isRelatedTo", "related to")],
                        default="exactMatchOf",
                        max_length=20,
                        verbose_name="is",
                    ),
                ),
                (
                    "origin",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relations",
                        to="wagtail_cofl.skill",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtail_cofl.skill",
                        verbose_name="skill",
                    ),
                ),
            ],
            options={
                "verbose_name": "alignment",
                "verbose_name_plural": "alignments",
            },
        ),
        migrations.AddConstraint(
            model_name="badgeversion",
            constraint=models.UniqueConstraint(
                fields=("badge", "number"), name="cofl_badge_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="claimcode",
            constraint=models.CheckConstraint(
                condition=models.Q(("used__lte", models.F("quota"))), name="cofl_code_within_quota"
            ),
        ),
        migrations.AddConstraint(
            model_name="framework",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "spine")),
                fields=("site",),
                name="cofl_one_spine_per_city",
            ),
        ),
        migrations.AddConstraint(
            model_name="framework",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "reference")),
                fields=("identifier",),
                name="cofl_reference_framework_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="learner",
            constraint=models.UniqueConstraint(
                fields=("site", "user"), name="cofl_user_is_one_learner"
            ),
        ),
        migrations.AddConstraint(
            model_name="identifier",
            constraint=models.UniqueConstraint(
                fields=("site", "lookup"), name="cofl_address_once_per_city"
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.UniqueConstraint(
                fields=("code", "learner"), name="cofl_one_claim_per_code"
            ),
        ),
        migrations.AddConstraint(
            model_name="issuerkey",
            constraint=models.UniqueConstraint(
                condition=models.Q(("retired_at", None)),
                fields=("provider",),
                name="cofl_one_active_key_per_provider",
            ),
        ),
        migrations.AddConstraint(
            model_name="skill",
            constraint=models.UniqueConstraint(
                condition=models.Q(("uri", ""), _negated=True),
                fields=("framework", "uri"),
                name="cofl_skill_uri_once_per_framework",
            ),
        ),
    ]
