"""Who may open what: every address of ours, as everybody.

The list is read from the URLconf. An address that is new fails until it says here who may open it. For
what is a provider's, people of other providers and cities do not find it (404), people of its own are
let in or turned away by ``roles.MAY``.
"""

import re

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from tests.admin_addresses import admin_names, try_arguments
from tests.who_may_world import MARK, make_world
from wagtail_cofl import urls
from wagtail_cofl.providers.models import Role
from wagtail_cofl.providers.roles import MAY

pytestmark = pytest.mark.django_db

#: "any": whoever is let into the CMS. "city": the city's own people alone. "nobody": nobody, as there
#: is nothing of this kind in the test's world or in the city. Else a verb of ``roles.MAY``.
ANY, CITY, NOBODY = "any", "city", "nobody"

LISTS = ("list", "list_results")
USUAL = ("add", "edit", "delete", "usage", "history", "history_results")
REVISIONS = (
    "preview_on_add",
    "preview_on_edit",
    "revisions_view",
    "revisions_revert",
    "revisions_compare",
    "revisions_unschedule",
    "unpublish",
    "workflow_history",
)
#: Wagtail's approval of content: there is none under way here.
TASKS = (
    "workflow_action",
    "collect_workflow_action_data",
    "confirm_workflow_cancellation",
    "workflow_history_detail",
    "workflow_preview",
)


def _viewset(see: str, change: str, **more: str) -> dict[str, str]:
    return dict.fromkeys(LISTS, see) | dict.fromkeys(USUAL, change) | more


def _chooser(chosen: str, choose: str = ANY) -> dict[str, str]:
    """The list is open, and shows what its user may choose."""
    return {
        "choose": choose,
        "choose_results": choose,
        "chosen": chosen,
        "chosen_multiple": chosen,
    }


LEDGER = "cofl_awards_modeladmin"

#: By namespace (the ledger: by the beginning of its names): whose row is in its addresses, and who may
#: open each.
ADMIN = {
    "cofl_badges": (
        "badge",
        _viewset("view", "edit")
        | dict.fromkeys(REVISIONS, "edit")
        | dict.fromkeys(TASKS, NOBODY)
        | {"confirm_workflow_cancellation": "edit"},
    ),
    "cofl_badge_chooser": ("badge", _chooser(ANY)),
    "cofl_claim_codes": (
        "campaign",
        _viewset("issue", "issue")
        | dict.fromkeys(
            ("kit", "counter", "cards", "given-out", "poster", "poster-pdf", "cards-pdf"), "issue"
        ),
    ),
    "wagtailsnippetchoosers_wagtail_cofl_campaign": ("campaign", _chooser("issue")),
    "cofl_lists": (
        "batch",
        _viewset("issue", "issue")
        | dict.fromkeys(("progress", "problems", "act", "undo"), "issue"),
    ),
    "wagtailsnippetchoosers_wagtail_cofl_batch": ("batch", _chooser("issue")),
    "cofl_workflows": ("issuingworkflow", _viewset("view", "edit")),
    "cofl_workflow_chooser": ("issuingworkflow", _chooser(ANY)),
    "cofl_feedback": ("cannedfeedback", _viewset("view_claims", "edit")),
    "cofl_feedback_chooser": ("cannedfeedback", _chooser("view_claims")),
    "cofl_opportunity_chooser": ("opportunity", _chooser(ANY)),
    "cofl_playlist_chooser": ("playlist", _chooser(ANY)),
    "cofl_providers": (
        "provider",
        _viewset("view", "edit", inspect="view", people="view")
        | {"add": CITY, "delete": CITY, "suspend": CITY, "lift": CITY},
    ),
    "cofl_provider_chooser": ("provider", _chooser(ANY)),
    "cofl_reference_skill_chooser": ("reference", _chooser(ANY)),
    "cofl_reports": ("problemreport", _viewset(CITY, CITY)),
    "wagtailsnippetchoosers_wagtail_cofl_problemreport": ("problemreport", _chooser(CITY)),
    "cofl_skills": ("skill", _viewset(CITY, CITY)),
    "cofl_skill_chooser": ("skill", _chooser(ANY)),
    "cofl_spine_skill_chooser": ("skill", _chooser(ANY)),
    LEDGER: (
        "award",
        dict.fromkeys(
            (
                "index",
                "inspect",
                "history",
                "withdraw",
                "suspend",
                "correct",
                "renew",
                "withdraw-several",
                "suspend-several",
            ),
            "revoke",
        )
        | dict.fromkeys(("create", "edit", "delete"), NOBODY)
        | {"lift": "revoke"},
    ),
    "cofl_claims": (
        "claim",
        {
            "index": "view_claims",
            "index_results": "view_claims",
            "together": "decide",
            "decide": "decide",
            "inspect": "view_claims",
            "reassign": "members",
        },
    ),
    "": (
        None,
        {
            "cofl_set_up": CITY,
            "cofl_claims_report": "view_claims",
            "cofl_claims_report_results": "view_claims",
        },
    ),
}

#: On the front end: everybody, or whoever has the secret in the address, or a learner for what is hers
#: (rooms test that), or a verb, or "user": whoever is signed in as a user of the site.
EVERYBODY, SECRET, LEARNER, USER = "everybody", "secret", "learner", "user"
FRONT = {
    "queue": "decide",
    "decide": "decide",
    "decide_aside": "decide",
    "staff_home": USER,
    **dict.fromkeys(("staff_sign_in", "staff_sign_out"), EVERYBODY),
    **dict.fromkeys(
        (
            "account_confirm",
            "claim_confirm",
            "evidence_shared",
            "guardian",
            "guardian_take_back",
            "invited",
            "invited_no",
            "invited_nickname",
            "invited_words",
            "join",
            "sign_in_confirm",
        ),
        SECRET,
    ),
    **dict.fromkeys(
        (
            "account",
            "account_added",
            "account_remove",
            "account_words",
            "evidence_file",
            "my_badge",
            "my_badge_move",
            "my_badges",
            "my_claim",
            "my_claim_take_back",
            "peer_aside",
            "peer_decide",
            "peers",
            "playlist_begin",
            "playlist_mine",
            "playlist_mine_part",
            "playlist_stop",
            "playlist_tick",
            "skill_mine_part",
            "waiting",
        ),
        LEARNER,
    ),
    **dict.fromkeys(
        (
            "ask",
            "ask_email",
            "ask_grown_up",
            "ask_nickname",
            "ask_sent",
            "ask_words",
            "assertion",
            "assertion_json",
            "assertion_jws",
            "assertion_png",
            "assertion_svg",
            "badge_version",
            "badge_version_json",
            "badge_version_png",
            "claim",
            "claim_email",
            "claim_grown_up",
            "claim_nickname",
            "claim_sent",
            "claim_words",
            "claim_you",
            "credential",
            "credential_json",
            "credential_jwt",
            "credential_png",
            "credential_svg",
            "did_json",
            "enter_code",
            "guardian_find",
            "guardian_sent",
            "guardian_thanks",
            "issuer",
            "issuer_json",
            "issuer_revocations",
            "issuer_withdrawn",
            "jwks_json",
            "key_json",
            "key_pem",
            "opportunity",
            "providers",
            "report",
            "report_thanks",
            "sign_in",
            "sign_in_sent",
            "sign_in_words",
            "sign_out",
            "skill",
            "status_list",
            "verify",
        ),
        EVERYBODY,
    ),
}


def whose(namespace: str, name: str) -> tuple[str, str]:
    """The keys of ADMIN."""
    if not namespace and name.startswith(LEDGER):
        return LEDGER, re.sub(rf"^{LEDGER}_", "", name)
    return namespace, name


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Made once for all tests of this file, which change nothing that lasts."""
    with (
        django_db_blocker.unblock(),
        pytest.MonkeyPatch.context() as patch,
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")),
        transaction.atomic(),
    ):
        patch.setattr(transaction, "on_commit", lambda callback, **kwargs: callback())
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def addresses(world) -> list[tuple[str, str, str, bool]]:
    """(name, path, who, does it name a row of our provider)."""
    revision = world.rows["badge"].latest_revision.pk
    found = []
    for namespace, name in admin_names():
        key, short = whose(namespace, name)
        if short not in ADMIN.get(key, (None, {}))[1]:
            continue  # the first test says so
        row, who = ADMIN[key][0], ADMIN[key][1][short]
        pk = world.rows[row].pk if row else 0
        full = f"{namespace}:{name}" if namespace else name
        tries = ([], [pk], [pk, revision], [pk, "earliest", "latest"], [pk, "approve", 1])
        path, names_it = try_arguments(full, tries)
        if short in ("chosen_multiple", "withdraw-several", "suspend-several"):
            path, names_it = f"{path}?id={pk}", True
        found.append((full, path, who, names_it and row is not None))
    for pattern in urls.urlpatterns:
        who = FRONT.get(pattern.name)
        if who in MAY[Role.OWNER]:
            uuid = world.rows["claim"].uuid
            path, names_it = try_arguments(f"wagtail_cofl:{pattern.name}", ([], [uuid]))
            found.append((pattern.name, path, who, names_it))
    return found


def somebody(world, name: str = "") -> Client:
    client = Client(headers={"host": "learn.example.org"})
    client.defaults |= {"wsgi.url_scheme": "https", "SERVER_PORT": "443"}
    if name:
        client.force_login(world.people[name])
    return client


def ask(client: Client, method: str, path: str):
    """One request that leaves nothing behind."""
    with transaction.atomic():
        answer = getattr(client, method)(path)
        if answer.status_code == 200 and hasattr(answer, "render") and not answer.is_rendered:
            answer.render()
        transaction.set_rollback(True)
    return answer


HOME, LOGINS = "wagtailadmin_home", ("wagtailadmin_login", "wagtail_cofl:staff_sign_in")


def denied(answer) -> bool:
    """Turned away: not there, not allowed, or led to where one signs in or begins."""
    if answer.status_code in (403, 404):
        return True
    there = answer.get("Location", "").partition("?")[0]
    return answer.status_code == 302 and there in {reverse(HOME), *map(reverse, LOGINS)}


def refused(answer) -> bool:
    """The same, or asked in a way that it never answers."""
    return answer.status_code == 405 or denied(answer)


def test_every_address_says_who_may_open_it():
    """New here? Say in ADMIN or FRONT who may, and whoever else then may not."""
    missing = [
        f"{namespace}:{name}"
        for namespace, name in admin_names()
        if whose(namespace, name)[1] not in ADMIN.get(whose(namespace, name)[0], (None, {}))[1]
    ]
    missing += [p.name for p in urls.urlpatterns if p.name not in FRONT]
    assert not missing, missing


OTHERS = [f"other-{role}" for role in Role.values]


@pytest.mark.parametrize(
    ("name", "method"),
    [
        *((name, "get") for name in ("", "other-city", *OTHERS)),
        *((name, "post") for name in ("", "other-city", "other-owner")),
    ],
)
def test_strangers_do_not_find_what_is_a_providers(world, addresses, name, method):
    client, bad = somebody(world, name), []
    for address, path, who, names_it in addresses:
        shared = "_skill_chooser" in address and name in OTHERS or "reference" in address
        if shared or (method == "post" and not names_it):
            continue
        answer = ask(client, method, path)
        if refused(answer):
            continue
        if names_it or not name:
            bad.append(f"{address}: {answer.status_code}")
        elif MARK in answer.content.decode(errors="replace") and who != ANY:
            bad.append(f"{address} tells")
    assert not bad, bad


@pytest.mark.parametrize("role", Role.values)
def test_each_role_of_the_provider_itself(world, addresses, role):
    client, bad = somebody(world, f"own-{role}"), []
    in_cms = role != Role.ASSESSOR
    for address, path, who, _names_it in addresses:
        may = who in MAY[role] or who == ANY
        if path.startswith("/admin"):
            may = may and in_cms
        answer = ask(client, "get", path)
        if denied(answer) if may else not refused(answer):
            bad.append(f"{address}: {answer.status_code}, may {may}")
        if not may and not refused(answer := ask(client, "post", path)):
            bad.append(f"POST {address}: {answer.status_code}")
    assert not bad, bad


def test_the_city_itself(world, addresses):
    """Its own people may all that they have Django's permissions for; and some of it only they."""
    client, bad = somebody(world, "city"), []
    for address, path, who, _names_it in addresses:
        if who in (CITY, NOBODY) or address.endswith((":edit", ":list", "_inspect", "_withdraw")):
            answer = ask(client, "get", path)
            if refused(answer) != (who == NOBODY):
                bad.append(f"{address}: {answer.status_code}")
    assert not bad, bad


def test_who_is_no_member_any_more_may_nothing(world, addresses):
    with transaction.atomic():
        world.people["own-owner"].cofl_memberships.all().delete()
        client, bad = somebody(world, "own-owner"), []
        for address, path, _who, names_it in addresses:
            if names_it and not refused(answer := ask(client, "get", path)):
                bad.append(f"{address}: {answer.status_code}")
        transaction.set_rollback(True)
    assert not bad, bad
