import uuid

import django.db.models.deletion
from django.db import migrations, models

import wagtail_cofl.awards.codes


class Migration(migrations.Migration):
    dependencies = [
        ("wagtail_cofl", "0005_campaigns_of_codes"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="claimcode",
            name="badge",
        ),
        migrations.RemoveField(
            model_name="claimcode",
            name="closes_at",
        ),
        migrations.RemoveField(
            model_name="claimcode",
            name="label",
        ),
        migrations.RemoveField(
            model_name="claimcode",
            name="opens_at",
        ),
        migrations.AlterField(
            model_name="claim",
            name="badge",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="claims",
                to="wagtail_cofl.badge",
                verbose_name="badge",
            ),
        ),
        migrations.AlterField(
            model_name="claim",
            name="badge_version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="wagtail_cofl.badgeversion",
                verbose_name="badge version",
            ),
        ),
        migrations.AlterField(
            model_name="claim",
            name="site",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="wagtailcore.site"
            ),
        ),
        migrations.AlterField(
            model_name="claim",
            name="uuid",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.AlterField(
            model_name="claim",
            name="way",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="claimcode",
            name="site",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="wagtailcore.site"
            ),
        ),
        migrations.AlterField(
            model_name="claimcode",
            name="code",
            field=models.CharField(
                default=wagtail_cofl.awards.codes.new_code,
                editable=False,
                max_length=40,
                verbose_name="code",
            ),
        ),
        migrations.AlterField(
            model_name="claimcode",
            name="campaign",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="codes",
                to="wagtail_cofl.campaign",
            ),
        ),
        migrations.AddConstraint(
            model_name="claimcode",
            constraint=models.UniqueConstraint(
                fields=("site", "code"), name="cofl_code_once_per_city"
            ),
        ),
        migrations.AddConstraint(
            model_name="batchrow",
            constraint=models.UniqueConstraint(
                condition=models.Q(("secret_hash", ""), _negated=True),
                fields=("secret_hash",),
                name="cofl_letter_of_one_row",
            ),
        ),
        migrations.AddConstraint(
            model_name="learner",
            constraint=models.UniqueConstraint(
                condition=models.Q(("words_hash", ""), _negated=True),
                fields=("words_hash",),
                name="cofl_words_of_one_learner",
            ),
        ),
        migrations.AddIndex(
            model_name="award",
            index=models.Index(fields=["-awarded_at", "-id"], name="cofl_awards_newest_first"),
        ),
    ]
