"""A process of its own: a site with codes of before campaigns, brought up to date step by step, and a new
site. Prints, as JSON, what became of the first and both of their tables. Argument: a folder."""

import json
import os
import re
import sqlite3
import sys

folder = sys.argv[1]
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ["COFL_DB"] = "sqlite"
os.environ["COFL_DB_NAME"] = f"{folder}/old.sqlite3"

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone


class EachMigration(MigrationLoader):
    """As if there were no squashed migration of ours."""

    def load_disk(self):
        super().load_disk()
        for key, migration in list(self.disk_migrations.items()):
            if key[0] == "wagtail_cofl" and migration.replaces:
                del self.disk_migrations[key]


def step_by_step(target: str):
    """As a site came here that had each migration when it was new. Returns the models of that time."""
    executor = MigrationExecutor(connection)
    executor.loader = EachMigration(connection)
    others = [
        node
        for node in executor.loader.graph.leaf_nodes()
        if not node[0].startswith("wagtail_cofl")
    ]
    if target == "0003_open_badges_engine":
        executor.migrate([*others, ("wagtail_cofl", target)])
    else:
        executor.migrate(executor.loader.graph.leaf_nodes())
    return executor.loader.project_state([("wagtail_cofl", target)]).apps


def fill(apps) -> None:
    """A badge with a code that one person claimed, and one that nobody has."""

    def make(model, **facts):
        return apps.get_model("wagtail_cofl", model).objects.create(**facts)

    site = apps.get_model("wagtailcore", "Site").objects.get()
    provider = make("Provider", site=site, name="Club", email="club@example.org")
    badge = make("Badge", provider=provider, name="Race", slug="race", criteria="[]")
    version = make(
        "BadgeVersion", badge=badge, number=1, name="Race", criteria=[], picture=b"", fingerprint=""
    )
    key = make("IssuerKey", provider=provider, kid="kid", sealed_private="")
    credential = make(
        "Credential",
        badge_version=version,
        provider=provider,
        site=site,
        key=key,
        ob3=b"{}",
        ob2=b"{}",
    )
    learner = make("Learner", site=site)
    code = make("ClaimCode", badge=badge, label="Saturday", code="ABCDEFGH", quota=5, used=1)
    make("ClaimCode", badge=badge, label="Sunday", code="HGFEDCBA", quota=1)
    claim = make("Claim", code=code, learner=learner)
    make(
        "Award",
        site=site,
        badge_version=version,
        learner=learner,
        claim=claim,
        credential=credential,
        awarded_at=timezone.now(),
    )


def told() -> dict:
    from wagtail_cofl.awards.models import Award, Campaign, Claim, ClaimCode
    from wagtail_cofl.badges.models import IssuingWorkflow

    claim = Claim.objects.get()
    return {
        "campaigns": sorted(Campaign.objects.values_list("label", "at_once")),
        "codes": sorted(ClaimCode.objects.values_list("code", "campaign__label", "quota", "used")),
        "sites": ClaimCode.objects.exclude(site__isnull=True).count(),
        "claim": [claim.state, claim.way, claim.badge.name, claim.badge_version.number],
        "award of the claim": Award.objects.get().claim_id == claim.pk,
        "workflows": IssuingWorkflow.objects.count(),
    }


def tables(path: str) -> dict:
    """What SQLite says of our tables: columns, what they point to, indexes and constraints."""
    said = {}
    base = sqlite3.connect(path)
    ours = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name LIKE 'wagtail_cofl%'"
    for name, sql in base.execute(ours).fetchall():
        columns = sorted(str(row[1:4]) for row in base.execute(f"PRAGMA table_info({name})"))
        points = sorted(str(row[2:5]) for row in base.execute(f"PRAGMA foreign_key_list({name})"))
        indexes = []
        for _n, index, unique, _origin, partial in base.execute(f"PRAGMA index_list({name})"):
            over = [row[2] for row in base.execute(f"PRAGMA index_info({index})")]
            indexes.append(str((unique, partial, over)))
        checks = sorted(re.findall(r'CONSTRAINT "(\w+)" CHECK', sql))
        said[name] = {"columns": columns, "to": points, "over": sorted(indexes), "checks": checks}
    return said


fill(step_by_step("0003_open_badges_engine"))
step_by_step("0007_ready_made_workflows")
call_command("migrate", verbosity=0)  # what the next release does: nothing is left to do
found = {"told": told(), "old": tables(f"{folder}/old.sqlite3")}
connection.close()
connection.settings_dict["NAME"] = f"{folder}/new.sqlite3"
call_command("migrate", verbosity=0)
found["new"] = tables(f"{folder}/new.sqlite3")
sys.stdout.write(json.dumps(found))
