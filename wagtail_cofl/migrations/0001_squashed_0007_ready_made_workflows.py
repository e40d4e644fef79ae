"""The tables as 0001 to 0007 leave them, for a site that is new. A site that has any of those goes on
with them: tests/requests/test_migrations.py shows that both end alike."""

import uuid

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import modelsearch.index
import swapper
import wagtail.models.preview
from django.conf import settings
from django.db import migrations, models
from wagtail.images import get_image_model_string

import wagtail_cofl.awards.codes
import wagtail_cofl.city.fields
import wagtail_cofl.city.private_storage


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("wagtail_cofl", "0001_initial"),
        ("wagtail_cofl", "0002_walking_city"),
        ("wagtail_cofl", "0003_open_badges_engine"),
        ("wagtail_cofl", "0004_issuing_workflows"),
        ("wagtail_cofl", "0005_campaigns_of_codes"),
        ("wagtail_cofl", "0006_issuing_workflows_required"),
        ("wagtail_cofl", "0007_ready_made_workflows"),
    ]

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        swapper.dependency("wagtailcore", "Page"),
        migrations.swappable_dependency(get_image_model_string()),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.site",
                        verbose_name="city",
                    ),
                ),
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
                ("website", models.URLField(blank=True, verbose_name="website")),
                (
                    "logo",
                    models.ForeignKey(
                        blank=True,
                        help_text="Square. Without one, two letters of the name stand in.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=get_image_model_string(),
                        verbose_name="logo",
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
                    "suspended_at",
                    models.DateTimeField(
                        editable=False,
                        help_text="It cannot give badges for now. What it gave stays valid.",
                        null=True,
                        verbose_name="suspended since",
                    ),
                ),
                (
                    "group",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="cofl_provider",
                        to="auth.group",
                    ),
                ),
            ],
            options={
                "verbose_name": "provider",
                "verbose_name_plural": "providers",
                "ordering": ["name", "pk"],
                "permissions": [("suspend_provider", "Can suspend a provider")],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="IssuingWorkflow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="workflows",
                        to="wagtail_cofl.provider",
                        verbose_name="provider",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "ready_made",
                    models.CharField(
                        blank=True, editable=False, max_length=20, verbose_name="ready-made"
                    ),
                ),
            ],
            options={
                "verbose_name": "issuing workflow",
                "verbose_name_plural": "issuing workflows",
                "ordering": ["provider", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ready_made", ""), _negated=True),
                        fields=("provider", "ready_made"),
                        name="cofl_ready_made_workflow_once",
                    )
                ],
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
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="badges",
                        to="wagtail_cofl.provider",
                        verbose_name="given by",
                    ),
                ),
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
                    "workflow",
                    models.ForeignKey(
                        blank=True,
                        help_text="Without one, people get it by codes and lists only, and cannot ask for it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="badges",
                        to="wagtail_cofl.issuingworkflow",
                        verbose_name="how claims are decided",
                    ),
                ),
                (
                    "valid_months",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="In months. Leave it empty for a badge that never runs out.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(600),
                        ],
                        verbose_name="valid for",
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
                (
                    "badge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="wagtail_cofl.badge",
                    ),
                ),
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
                    "valid_months",
                    models.PositiveSmallIntegerField(null=True, verbose_name="valid for months"),
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
                        max_length=20,
                        verbose_name="layer",
                    ),
                ),
                ("skills", models.JSONField(default=list, verbose_name="skills")),
                ("picture", models.BinaryField(verbose_name="picture")),
                ("fingerprint", models.CharField(max_length=64, verbose_name="fingerprint")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="published")),
            ],
            options={
                "verbose_name": "badge version",
                "verbose_name_plural": "badge versions",
                "ordering": ["badge", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("badge", "number"), name="cofl_badge_version_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Campaign",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "badge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="campaigns",
                        to="wagtail_cofl.badge",
                        verbose_name="badge",
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
                    "opens_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="works from"),
                ),
                (
                    "closes_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="works until"),
                ),
                (
                    "at_once",
                    models.BooleanField(
                        default=True,
                        help_text="Whoever has the code gets the badge. Take the tick away, and the code only lets people ask for it: what the badge asks for is then looked at.",
                        verbose_name="the badge comes at once",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
            ],
            options={
                "verbose_name": "campaign",
                "verbose_name_plural": "campaigns",
                "ordering": ["-created_at", "-pk"],
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
                    "sealed_value",
                    models.TextField(editable=False, verbose_name="encrypted address"),
                ),
                (
                    "lookup",
                    models.CharField(editable=False, max_length=64, verbose_name="keyed hash"),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="codes",
                        to="wagtail_cofl.campaign",
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
                    "code",
                    models.CharField(
                        default=wagtail_cofl.awards.codes.new_code,
                        editable=False,
                        max_length=40,
                        verbose_name="code",
                    ),
                ),
                ("word", models.CharField(blank=True, max_length=40, verbose_name="word code")),
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
                    "given_out_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="given out"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
            ],
            options={
                "verbose_name": "claim code",
                "verbose_name_plural": "claim codes",
                "ordering": ["campaign", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("site", "code"), name="cofl_code_once_per_city"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("used__lte", models.F("quota"))),
                        name="cofl_code_within_quota",
                    ),
                ],
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
                ("nickname", models.CharField(blank=True, max_length=30, verbose_name="nickname")),
                (
                    "words_hash",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=64,
                        verbose_name="hash of the recovery words",
                    ),
                ),
                ("is_kept", models.BooleanField(default=True, editable=False, verbose_name="kept")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
            ],
            options={
                "verbose_name": "learner",
                "verbose_name_plural": "learners",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("site", "user"), name="cofl_user_is_one_learner"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("words_hash", ""), _negated=True),
                        fields=("words_hash",),
                        name="cofl_words_of_one_learner",
                    ),
                ],
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
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.site",
                    ),
                ),
                (
                    "badge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="wagtail_cofl.badge",
                        verbose_name="badge",
                    ),
                ),
                (
                    "badge_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtail_cofl.badgeversion",
                        verbose_name="badge version",
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
                (
                    "code",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="wagtail_cofl.claimcode",
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("code", "by a code"),
                            ("list", "by a list"),
                            ("asked", "asked for"),
                            ("itself", "by itself"),
                        ],
                        max_length=10,
                        verbose_name="how",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Being written"),
                            ("waiting", "Waiting for a decision"),
                            ("more", "Asked for more"),
                            ("awarded", "Awarded"),
                            ("declined", "Declined"),
                            ("expired", "Run out"),
                            ("cancelled", "Taken back, or no longer needed"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=1, verbose_name="round")),
                ("steps", models.JSONField(default=list, verbose_name="steps")),
                ("at", models.PositiveSmallIntegerField(default=0, verbose_name="step")),
                (
                    "assigned_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="assigned to",
                    ),
                ),
                (
                    "turn",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("assessors", "assessors of the provider"),
                            ("managers", "managers of the provider"),
                            ("person", "one person"),
                            ("holders", "peers who hold the badge"),
                            ("named", "peers whom the provider has named"),
                            ("city", "the city"),
                            ("guardian", "a grown-up"),
                            ("assessors+city", "assessors of the provider, or the city"),
                            ("managers+city", "managers of the provider, or the city"),
                            ("person+city", "one person, or the city"),
                            ("holders+city", "peers who hold the badge, or the city"),
                            ("named+city", "peers whom the provider has named, or the city"),
                        ],
                        editable=False,
                        max_length=16,
                        verbose_name="whose turn",
                    ),
                ),
                (
                    "flag",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no-step", "Its next step is missing or unknown."),
                            ("nobody", "Nobody can act on it."),
                            ("suspended", "Its provider is suspended."),
                            ("not-ready", "The city cannot give badges at the moment."),
                            ("criteria", "Its criteria are not met."),
                            ("closed", "Its badge is no longer given."),
                        ],
                        max_length=10,
                        verbose_name="stuck",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="begun")),
                ("submitted_at", models.DateTimeField(null=True, verbose_name="sent")),
                ("due_at", models.DateTimeField(null=True, verbose_name="due")),
                ("reminded_at", models.DateTimeField(null=True, verbose_name="reminded")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided")),
            ],
            options={
                "verbose_name": "claim",
                "verbose_name_plural": "claims",
                "ordering": ["due_at", "pk"],
                "permissions": [("decide_claim", "Can decide a claim")],
                "indexes": [models.Index(fields=["state", "due_at"], name="cofl_claims_waiting")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "learner"), name="cofl_one_claim_per_code"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["draft", "waiting", "more"])),
                        fields=("badge", "learner"),
                        name="cofl_one_open_claim",
                    ),
                ],
            },
        ),
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
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="keys",
                        to="wagtail_cofl.provider",
                    ),
                ),
                (
                    "use",
                    models.CharField(
                        choices=[("proof", "Data Integrity proofs"), ("token", "JSON Web Tokens")],
                        default="proof",
                        max_length=10,
                        verbose_name="used for",
                    ),
                ),
                (
                    "algorithm",
                    models.CharField(
                        choices=[
                            ("EdDSA", "Ed25519"),
                            ("RS256", "RSA, SHA-256"),
                            ("ES256", "P-256, SHA-256"),
                        ],
                        default="EdDSA",
                        max_length=10,
                        verbose_name="algorithm",
                    ),
                ),
                (
                    "kid",
                    models.CharField(max_length=100, unique=True, verbose_name="name of the key"),
                ),
                ("public_pem", models.TextField(blank=True, verbose_name="public key")),
                ("sealed_private", models.TextField(verbose_name="encrypted private key")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("retired_at", models.DateTimeField(null=True, verbose_name="retired")),
                (
                    "compromised_at",
                    models.DateTimeField(null=True, verbose_name="compromised since"),
                ),
            ],
            options={
                "verbose_name": "issuer key",
                "verbose_name_plural": "issuer keys",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at", None)),
                        fields=("provider", "use"),
                        name="cofl_one_active_key_per_use",
                    )
                ],
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
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="status_lists",
                        to="wagtail_cofl.provider",
                        verbose_name="provider",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("revocation", "withdrawn for good"),
                            ("suspension", "withdrawn, or suspended for a while"),
                        ],
                        default="revocation",
                        max_length=20,
                        verbose_name="purpose",
                    ),
                ),
                ("document", models.BinaryField(null=True, verbose_name="signed list")),
                ("token", models.TextField(null=True, verbose_name="signed list as a token")),
                ("decoys", models.JSONField(default=list, verbose_name="places of nobody")),
                (
                    "decoys_set",
                    models.PositiveIntegerField(
                        default=0, verbose_name="places of nobody that are set"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
            ],
            options={
                "verbose_name": "status list",
                "verbose_name_plural": "status lists",
                "ordering": ["pk"],
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
                (
                    "badge_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credentials",
                        to="wagtail_cofl.badgeversion",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtail_cofl.provider",
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
                (
                    "status_list",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credentials",
                        to="wagtail_cofl.statuslist",
                    ),
                ),
                (
                    "status_index",
                    models.PositiveIntegerField(null=True, verbose_name="place in the status list"),
                ),
                (
                    "named_when_withdrawn",
                    models.BooleanField(default=False, verbose_name="named when withdrawn"),
                ),
                ("ob3", models.BinaryField(verbose_name="Open Badges 3.0 document")),
                ("ob2", models.BinaryField(verbose_name="Open Badges 2.0 document")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="issued")),
            ],
            options={
                "verbose_name": "credential",
                "verbose_name_plural": "credentials",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("status_list", "status_index"), name="cofl_status_index_once"
                    )
                ],
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
                    "learner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="awards",
                        to="wagtail_cofl.learner",
                        verbose_name="learner",
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
                ("awarded_at", models.DateTimeField(verbose_name="awarded")),
                ("valid_until", models.DateTimeField(null=True, verbose_name="valid until")),
                ("results", models.JSONField(default=list, verbose_name="results")),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="replaced_by",
                        to="wagtail_cofl.award",
                        verbose_name="replaces",
                    ),
                ),
            ],
            options={
                "verbose_name": "award",
                "verbose_name_plural": "awards",
                "ordering": ["-awarded_at", "-pk"],
                "permissions": [("revoke_award", "Can withdraw an award")],
                "indexes": [
                    models.Index(fields=["-awarded_at", "-id"], name="cofl_awards_newest_first")
                ],
            },
        ),
        migrations.CreateModel(
            name="BadgeNeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "badge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="needs",
                        to="wagtail_cofl.badge",
                    ),
                ),
                (
                    "needs",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needed_by",
                        to="wagtail_cofl.badge",
                    ),
                ),
            ],
            options={
                "verbose_name": "needed badge",
                "verbose_name_plural": "needed badges",
                "constraints": [
                    models.UniqueConstraint(fields=("badge", "needs"), name="cofl_badge_need_once")
                ],
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
            ],
            options={
                "verbose_name": "framework",
                "verbose_name_plural": "frameworks",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "spine")),
                        fields=("site",),
                        name="cofl_one_spine_per_city",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "reference")),
                        fields=("identifier",),
                        name="cofl_reference_framework_once",
                    ),
                ],
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
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="skills",
                        to="wagtail_cofl.framework",
                        verbose_name="framework",
                    ),
                ),
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
                    "short_name",
                    models.CharField(
                        blank=True,
                        help_text="For a skill area: one word for its sign in the street, at most 9 letters.",
                        max_length=9,
                        verbose_name="short name",
                    ),
                ),
                (
                    "icon",
                    models.CharField(
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
                (
                    "sort_order",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="Lower numbers come first.",
                        verbose_name="place in the list",
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
                (
                    "archived",
                    models.BooleanField(
                        default=False,
                        help_text="It no longer appears in lists. Badges that name it keep it.",
                        verbose_name="archived",
                    ),
                ),
            ],
            options={
                "verbose_name": "skill",
                "verbose_name_plural": "skills",
                "ordering": ["sort_order", "label", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("uri", ""), _negated=True),
                        fields=("framework", "uri"),
                        name="cofl_skill_uri_once_per_framework",
                    )
                ],
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
            name="Batch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "badge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batches",
                        to="wagtail_cofl.badge",
                        verbose_name="badge",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                ("file_name", models.CharField(max_length=120, verbose_name="file")),
                (
                    "source",
                    models.FileField(
                        blank=True,
                        max_length=120,
                        storage=wagtail_cofl.city.private_storage.private_storage,
                        upload_to=wagtail_cofl.city.private_storage.private_name,
                        verbose_name="list",
                    ),
                ),
                ("columns", models.JSONField(default=dict, verbose_name="columns")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Being looked at"),
                            ("ready", "Waiting for its turn"),
                            ("working", "Under way"),
                            ("done", "Done"),
                            ("undone", "Undone"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "invite",
                    models.BooleanField(
                        default=True,
                        help_text="Each person gets an email with a link to their badge.",
                        verbose_name="write to everybody",
                    ),
                ),
                (
                    "starts_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Leave it empty for now.",
                        null=True,
                        verbose_name="give the badges on",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="uploaded")),
                (
                    "leased_until",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="being worked on until"
                    ),
                ),
                (
                    "waits_for",
                    models.CharField(
                        blank=True, editable=False, max_length=255, verbose_name="waits because"
                    ),
                ),
                (
                    "finished_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="finished"),
                ),
            ],
            options={
                "verbose_name": "list",
                "verbose_name_plural": "lists",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="BatchRow",
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
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="wagtail_cofl.batch",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="row")),
                (
                    "sealed_name",
                    models.TextField(blank=True, editable=False, verbose_name="encrypted name"),
                ),
                ("awarded_on", models.DateField(null=True, verbose_name="awarded on")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "Waiting"),
                            ("had", "Had it already"),
                            ("awarded", "Given, no letter sent"),
                            ("sending", "Letter on its way"),
                            ("delivered", "Letter sent"),
                            ("failed", "Letter failed"),
                            ("claimed", "Claimed"),
                            ("declined", "Declined"),
                            ("expired", "Letter too old"),
                            ("undone", "Undone"),
                        ],
                        default="pending",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("problem", models.CharField(blank=True, max_length=255, verbose_name="problem")),
                (
                    "award",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="batch_row",
                        to="wagtail_cofl.award",
                    ),
                ),
                (
                    "secret_hash",
                    models.CharField(
                        blank=True, editable=False, max_length=64, verbose_name="hash of the secret"
                    ),
                ),
                ("sent_at", models.DateTimeField(null=True, verbose_name="sent")),
                ("expires_at", models.DateTimeField(null=True, verbose_name="works until")),
            ],
            options={
                "verbose_name": "row of a list",
                "verbose_name_plural": "rows of lists",
                "ordering": ["batch", "number"],
                "indexes": [models.Index(fields=["batch", "state"], name="cofl_rows_by_state")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("batch", "lookup"), name="cofl_person_once_per_list"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("secret_hash", ""), _negated=True),
                        fields=("secret_hash",),
                        name="cofl_letter_of_one_row",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CannedFeedback",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="canned_feedback",
                        to="wagtail_cofl.provider",
                        verbose_name="provider",
                    ),
                ),
                ("title", models.CharField(max_length=60, verbose_name="short name")),
                ("text", models.TextField(max_length=1000, verbose_name="text")),
            ],
            options={
                "verbose_name": "canned feedback",
                "verbose_name_plural": "canned feedback",
                "ordering": ["title", "pk"],
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
                    "site",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="wagtailcore.site",
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
                    "safeguarding_name",
                    models.CharField(
                        blank=True,
                        help_text="A team or a role, for example “Safeguarding team”. Every page says how to reach it.",
                        max_length=120,
                        verbose_name="who looks after safety",
                    ),
                ),
                (
                    "safeguarding_email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="safeguarding email"
                    ),
                ),
                (
                    "safeguarding_phone",
                    models.CharField(blank=True, max_length=40, verbose_name="safeguarding phone"),
                ),
                (
                    "status_method",
                    models.CharField(
                        choices=[
                            ("bitstring", "For good. Most cities want this."),
                            (
                                "suspension",
                                "For good, or for a while: a badge can be suspended, and given back later.",
                            ),
                            (
                                "1edtech",
                                "For good, on a public list that names each withdrawn badge. Only if a partner needs a “1EdTech revocation list”.",
                            ),
                        ],
                        default="bitstring",
                        help_text="It holds for badges that are given from now on. Those that people have already stay as they are. If you are not sure, leave it.",
                        max_length=20,
                        verbose_name="how badges can be taken back",
                    ),
                ),
                (
                    "under_13",
                    models.CharField(
                        choices=[
                            (
                                "guardian",
                                "Ask a grown-up who looks after them. Nothing is kept without a yes.",
                            ),
                            ("nobody", "Keep no badges for them."),
                        ],
                        default="guardian",
                        max_length=10,
                        verbose_name="children under 13",
                    ),
                ),
                (
                    "badge_approval",
                    models.ForeignKey(
                        blank=True,
                        help_text="A workflow of Wagtail’s that a badge goes through before it is published. Without one, whoever may publish badges does so.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.workflow",
                        verbose_name="who approves new badges",
                    ),
                ),
                (
                    "issued_since",
                    models.DateTimeField(editable=False, null=True, verbose_name="issuing since"),
                ),
            ],
            options={
                "verbose_name": "city settings",
                "verbose_name_plural": "city settings",
            },
        ),
        migrations.CreateModel(
            name="ClaimDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="wagtail_cofl.claim",
                    ),
                ),
                ("step", models.PositiveSmallIntegerField(verbose_name="step")),
                ("round", models.PositiveSmallIntegerField(verbose_name="round")),
                ("actor", models.CharField(max_length=80, verbose_name="who")),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("approve", "Approved"),
                            ("more", "Asked for more"),
                            ("decline", "Declined"),
                            ("pass", "Not needed"),
                            ("aside", "Stepped aside"),
                        ],
                        max_length=10,
                        verbose_name="decision",
                    ),
                ),
                ("comment", models.TextField(blank=True, verbose_name="comment")),
                ("verdicts", models.JSONField(default=dict, verbose_name="by criterion")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="decided")),
            ],
            options={
                "verbose_name": "decision",
                "verbose_name_plural": "decisions",
                "ordering": ["created_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("claim", "step", "round", "actor"), name="cofl_decided_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.site",
                    ),
                ),
                ("learner_uuid", models.UUIDField(verbose_name="learner")),
                (
                    "guardian_lookup",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="keyed hash of the address"
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("given", "Consent given"),
                            ("refused", "Consent refused"),
                            ("withdrawn", "Consent withdrawn"),
                        ],
                        max_length=10,
                        verbose_name="decision",
                    ),
                ),
                ("shown", models.TextField(verbose_name="what was shown")),
                ("decided_at", models.DateTimeField(auto_now_add=True, verbose_name="decided")),
            ],
            options={
                "verbose_name": "consent receipt",
                "verbose_name_plural": "consent receipts",
                "ordering": ["-decided_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ConsentRequest",
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
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.site",
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consent_requests",
                        to="wagtail_cofl.learner",
                    ),
                ),
                ("claim_uuid", models.UUIDField(null=True, verbose_name="claim")),
                (
                    "secret_hash",
                    models.CharField(max_length=64, unique=True, verbose_name="hash of the secret"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="asked")),
                ("expires_at", models.DateTimeField(verbose_name="works until")),
                ("seen_at", models.DateTimeField(null=True, verbose_name="looked at")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="answered")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No")],
                        max_length=3,
                        verbose_name="answer",
                    ),
                ),
            ],
            options={
                "verbose_name": "consent request",
                "verbose_name_plural": "consent requests",
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
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.site",
                    ),
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
                (
                    "learner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="email_links",
                        to="wagtail_cofl.learner",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("expires_at", models.DateTimeField(verbose_name="works until")),
                ("used_at", models.DateTimeField(null=True, verbose_name="used")),
            ],
            options={
                "verbose_name": "email link",
                "verbose_name_plural": "email links",
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="wagtail_cofl.claim",
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(verbose_name="round")),
                ("criterion", models.CharField(max_length=40, verbose_name="criterion")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "Words"),
                            ("link", "Link"),
                            ("file", "File"),
                            ("photo", "Photo"),
                            ("witness", "Witness"),
                            ("hours", "Hours"),
                            ("quiz", "Quiz"),
                            ("answer", "Answer"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("data", models.JSONField(default=dict, verbose_name="content")),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        max_length=120,
                        storage=wagtail_cofl.city.private_storage.private_storage,
                        upload_to=wagtail_cofl.city.private_storage.private_name,
                        verbose_name="file",
                    ),
                ),
                (
                    "content_type",
                    models.CharField(blank=True, max_length=80, verbose_name="type of file"),
                ),
                ("name", models.CharField(blank=True, max_length=80, verbose_name="name of file")),
                (
                    "share_key",
                    models.UUIDField(
                        editable=False, null=True, unique=True, verbose_name="shared as"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="added")),
            ],
            options={
                "verbose_name": "evidence",
                "verbose_name_plural": "evidence",
                "ordering": ["criterion", "pk"],
                "indexes": [models.Index(fields=["claim", "round"], name="cofl_evidence_of_round")],
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
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.site",
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
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="playlists",
                        to="wagtail_cofl.provider",
                        verbose_name="provider",
                    ),
                ),
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
                (
                    "playlist",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="wagtail_cofl.playlist",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="version")),
                ("steps", models.JSONField(verbose_name="steps")),
                (
                    "badge",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtail_cofl.badge",
                        verbose_name="completion badge",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="published")),
            ],
            options={
                "verbose_name": "playlist version",
                "verbose_name_plural": "playlist versions",
                "ordering": ["playlist", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("playlist", "number"), name="cofl_playlist_version_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Following",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "playlist",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followings",
                        to="wagtail_cofl.playlist",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followings",
                        to="wagtail_cofl.playlistversion",
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followings",
                        to="wagtail_cofl.learner",
                    ),
                ),
                ("started_at", models.DateTimeField(auto_now_add=True, verbose_name="began")),
                ("completed_at", models.DateTimeField(null=True, verbose_name="finished")),
            ],
            options={
                "verbose_name": "playlist being followed",
                "verbose_name_plural": "playlists being followed",
                "ordering": ["-started_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("playlist", "learner"), name="cofl_follow_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Guardian",
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
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.site",
                    ),
                ),
                (
                    "learner",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="guardian",
                        to="wagtail_cofl.learner",
                    ),
                ),
                ("agreed_at", models.DateTimeField(verbose_name="agreed")),
            ],
            options={
                "verbose_name": "guardian",
                "verbose_name_plural": "guardians",
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
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="confirmed")),
            ],
            options={
                "verbose_name": "identifier",
                "verbose_name_plural": "identifiers",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("site", "lookup"), name="cofl_address_once_per_city"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MemberInvitation",
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
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="wagtail_cofl.provider",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "Owner: everything, and who else is an owner"),
                            ("manager", "Manager: badges, people, giving and looking at claims"),
                            ("issuer", "Issuer: gives badges by codes and lists"),
                            ("assessor", "Assessor: looks at claims"),
                            ("viewer", "Viewer: sees badges and numbers"),
                        ],
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                (
                    "secret_hash",
                    models.CharField(max_length=64, unique=True, verbose_name="hash of the secret"),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="sent")),
                ("expires_at", models.DateTimeField(verbose_name="works until")),
                ("accepted_at", models.DateTimeField(null=True, verbose_name="accepted")),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("accepted_at", None)),
                        fields=("provider", "lookup"),
                        name="cofl_one_open_invitation",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="wagtail_cofl.provider",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cofl_memberships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "Owner: everything, and who else is an owner"),
                            ("manager", "Manager: badges, people, giving and looking at claims"),
                            ("issuer", "Issuer: gives badges by codes and lists"),
                            ("assessor", "Assessor: looks at claims"),
                            ("viewer", "Viewer: sees badges and numbers"),
                        ],
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="since")),
            ],
            options={
                "verbose_name": "member",
                "verbose_name_plural": "members",
                "ordering": ["provider", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("provider", "user"), name="cofl_member_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="NamedPeer",
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
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="named_peers",
                        to="wagtail_cofl.provider",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="named")),
            ],
            options={
                "verbose_name": "named peer",
                "verbose_name_plural": "named peers",
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("provider", "lookup"), name="cofl_peer_named_once"
                    )
                ],
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
                (
                    "skill",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="next_skills",
                        to="wagtail_cofl.skill",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="earlier_skills",
                        to="wagtail_cofl.skill",
                        verbose_name="skill",
                    ),
                ),
            ],
            options={
                "verbose_name": "next skill",
                "verbose_name_plural": "next skills",
                "ordering": ["sort_order"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("skill", "target"), name="cofl_leads_to_once")
                ],
            },
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
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.site",
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
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opportunities",
                        to="wagtail_cofl.provider",
                        verbose_name="provider",
                    ),
                ),
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
                ("title", models.CharField(max_length=255, verbose_name="title")),
                ("summary", models.TextField(blank=True, verbose_name="summary")),
                (
                    "image",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=get_image_model_string(),
                        verbose_name="picture",
                    ),
                ),
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
                ("venue", models.CharField(blank=True, max_length=255, verbose_name="place")),
                ("free", models.BooleanField(default=False, verbose_name="free")),
                ("cost", models.CharField(blank=True, max_length=120, verbose_name="cost")),
                ("age_from", models.PositiveSmallIntegerField(null=True, verbose_name="from age")),
                ("age_to", models.PositiveSmallIntegerField(null=True, verbose_name="to age")),
                ("live", models.BooleanField(default=True, verbose_name="live")),
                (
                    "published_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="published"
                    ),
                ),
                (
                    "skills",
                    models.ManyToManyField(
                        blank=True,
                        related_name="opportunities",
                        to="wagtail_cofl.skill",
                        verbose_name="skills",
                    ),
                ),
            ],
            options={
                "verbose_name": "opportunity",
                "verbose_name_plural": "opportunities",
                "ordering": ["title", "pk"],
                "indexes": [models.Index(fields=["site", "live"], name="cofl_opportunity_on")],
            },
            bases=(modelsearch.index.Indexed, models.Model),
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
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.site",
                        verbose_name="city",
                    ),
                ),
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
                (
                    "handled_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dealt with by",
                    ),
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
                    "credential",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revocation",
                        to="wagtail_cofl.credential",
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
                            ("replaced", "A newer one stands in its place."),
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
            name="Session",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to="wagtail_cofl.opportunity",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="starts")),
                ("ends_at", models.DateTimeField(null=True, verbose_name="ends")),
                ("venue", models.CharField(blank=True, max_length=255, verbose_name="venue")),
                ("cancelled", models.BooleanField(default=False, verbose_name="cancelled")),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "ordering": ["starts_at", "pk"],
                "indexes": [models.Index(fields=["starts_at"], name="cofl_session_start")],
            },
        ),
        migrations.CreateModel(
            name="SignedToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "credential",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tokens",
                        to="wagtail_cofl.credential",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("vc-jwt", "Open Badges 3.0 (VC-JWT)"),
                            ("ob2-jws", "Open Badges 2.0 (JWS)"),
                        ],
                        max_length=10,
                        verbose_name="kind",
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
                ("text", models.TextField(verbose_name="token")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="signed")),
            ],
            options={
                "verbose_name": "signed token",
                "verbose_name_plural": "signed tokens",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("credential", "kind", "key"), name="cofl_one_token_of_a_kind"
                    )
                ],
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
                (
                    "kind",
                    models.CharField(
                        choices=[("exactMatchOf", "the same as"), ("isRelatedTo", "related to")],
                        default="exactMatchOf",
                        max_length=20,
                        verbose_name="is",
                    ),
                ),
            ],
            options={
                "verbose_name": "alignment",
                "verbose_name_plural": "alignments",
            },
        ),
        migrations.CreateModel(
            name="Suspension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "credential",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suspensions",
                        to="wagtail_cofl.credential",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("checking", "The issuer is checking it."),
                            ("renewal", "Something has to be renewed first."),
                            ("asked", "The holder asked for it."),
                            ("other", "The issuer has its reasons."),
                        ],
                        max_length=20,
                        verbose_name="reason",
                    ),
                ),
                ("suspended_at", models.DateTimeField(verbose_name="suspended")),
                ("lifted_at", models.DateTimeField(null=True, verbose_name="lifted")),
            ],
            options={
                "verbose_name": "suspension",
                "verbose_name_plural": "suspensions",
                "ordering": ["suspended_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at", None)),
                        fields=("credential",),
                        name="cofl_one_open_suspension",
                    )
                ],
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
                (
                    "following",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ticks",
                        to="wagtail_cofl.following",
                    ),
                ),
                ("step", models.CharField(max_length=40, verbose_name="step")),
                ("ticked_at", models.DateTimeField(auto_now_add=True, verbose_name="ticked")),
            ],
            options={
                "verbose_name": "ticked step",
                "verbose_name_plural": "ticked steps",
                "constraints": [
                    models.UniqueConstraint(fields=("following", "step"), name="cofl_tick_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkflowStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "workflow",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="wagtail_cofl.issuingworkflow",
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("consent", "A grown-up says yes (for under 13s)"),
                            ("automatic", "All criteria are answered by themselves"),
                            ("review", "An assessor looks"),
                            ("second", "Another assessor looks again at some"),
                            ("peers", "Peers look"),
                            ("city", "The city looks"),
                        ],
                        max_length=10,
                        verbose_name="what happens",
                    ),
                ),
                (
                    "who",
                    models.CharField(
                        choices=[
                            ("assessors", "any assessor of the provider"),
                            ("managers", "managers and owners of the provider"),
                            ("person", "one person"),
                        ],
                        default="assessors",
                        max_length=10,
                        verbose_name="who may",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="which person",
                    ),
                ),
                (
                    "percent",
                    models.PositiveSmallIntegerField(
                        default=20,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="how many of 100",
                    ),
                ),
                (
                    "peers",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(9),
                        ],
                        verbose_name="how many peers",
                    ),
                ),
                (
                    "peers_from",
                    models.CharField(
                        choices=[
                            ("holders", "people who hold the badge"),
                            ("named", "people whom the provider has named"),
                        ],
                        default="holders",
                        max_length=10,
                        verbose_name="which peers",
                    ),
                ),
                (
                    "due_days",
                    models.PositiveSmallIntegerField(
                        default=7,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(365),
                        ],
                        verbose_name="days to act in",
                    ),
                ),
                (
                    "overdue",
                    models.CharField(
                        choices=[
                            ("remind", "remind who can act, once a day"),
                            ("city", "let the city act too"),
                            ("expire", "end the claim; the learner may ask again"),
                        ],
                        default="remind",
                        max_length=10,
                        verbose_name="when that is over",
                    ),
                ),
            ],
            options={
                "verbose_name": "step",
                "verbose_name_plural": "steps",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
    ]
