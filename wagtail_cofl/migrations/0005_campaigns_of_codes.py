"""Every claim code of before becomes a campaign with one code; its claims are ways to an award."""

import uuid

from django.db import migrations


def forward(apps, schema_editor):
    code_model = apps.get_model("wagtail_cofl", "ClaimCode")
    campaign_model = apps.get_model("wagtail_cofl", "Campaign")
    claim_model = apps.get_model("wagtail_cofl", "Claim")
    for code in code_model.objects.select_related("badge__provider"):
        code.campaign = campaign_model.objects.create(
            badge=code.badge, label=code.label, opens_at=code.opens_at, closes_at=code.closes_at
        )
        campaign_model.objects.filter(pk=code.campaign.pk).update(created_at=code.created_at)
        code.site_id = code.badge.provider.site_id
        code.save()
    claims = claim_model.objects.select_related("code__badge__provider", "award__badge_version")
    for claim in claims.iterator():
        badge, award = claim.code.badge, getattr(claim, "award", None)
        claim.uuid = uuid.uuid4()
        claim.badge, claim.site_id, claim.way = badge, badge.provider.site_id, "code"
        claim.badge_version = (
            award.badge_version if award else badge.versions.order_by("-number").first()
        )
        claim.state = "awarded" if award else "cancelled"
        claim.submitted_at = claim.decided_at = claim.created_at
        claim.save()


class Migration(migrations.Migration):
    dependencies = [
        ("wagtail_cofl", "0004_issuing_workflows"),
    ]

    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
