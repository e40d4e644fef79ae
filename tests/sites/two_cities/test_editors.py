"""An editor of one city does not meet the other's rows: not in lists, choosers, filters or forms, and
not by typing an address. The addresses are read from the admin's URLconf."""

import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse
from wagtail.models import GroupPagePermission
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from wagtail_cofl.awards.models import Batch, Claim
from wagtail_cofl.badges.models import Badge, CannedFeedback
from wagtail_cofl.city.models import ProblemReport
from wagtail_cofl.providers.models import Provider
from wagtail_cofl.skills.models import Skill

pytestmark = pytest.mark.django_db

#: Whose addresses have which row of a city in them; None for what belongs to no city.
ROWS = {
    "cofl_awards_modeladmin": lambda city: city.award,
    "cofl_badge_chooser": lambda city: city.badge,
    "cofl_badges": lambda city: city.badge,
    "cofl_claim_codes": lambda city: city.code.campaign,
    "cofl_claims": lambda city: claim_of(city),
    "cofl_claims_report": None,
    "cofl_claims_report_results": None,
    "cofl_feedback": lambda city: phrase_of(city),
    "cofl_feedback_chooser": lambda city: phrase_of(city),
    "cofl_lists": lambda city: list_of(city),
    "cofl_opportunity_chooser": lambda city: city.opportunity,
    "cofl_playlist_chooser": lambda city: city.playlist,
    "cofl_provider_chooser": lambda city: city.provider,
    "cofl_providers": lambda city: city.provider,
    "cofl_reference_skill_chooser": None,
    "cofl_reports": lambda city: ProblemReport.objects.get(site=city.site),
    "cofl_set_up": None,
    "cofl_skill_chooser": lambda city: city.skill,
    "cofl_skills": lambda city: city.skill,
    "cofl_spine_skill_chooser": lambda city: city.skill,
    "cofl_workflow_chooser": lambda city: city.provider.workflows.first(),
    "cofl_workflows": lambda city: city.provider.workflows.first(),
    "wagtailsnippetchoosers_wagtail_cofl_batch": lambda city: list_of(city),
    "wagtailsnippetchoosers_wagtail_cofl_campaign": lambda city: city.code.campaign,
    "wagtailsnippetchoosers_wagtail_cofl_problemreport": lambda city: ProblemReport.objects.get(
        site=city.site
    ),
}


def claim_of(city) -> Claim:
    facts = {"site": city.site, "badge": city.badge, "learner": city.learner}
    return Claim.objects.get_or_create(
        **facts,
        way=Claim.Way.ASKED,
        defaults={
            "badge_version": city.badge.current_version,
            "state": Claim.State.WAITING,
            "steps": city.provider.workflows.get(ready_made="one-look").frozen(),
        },
    )[0]


def phrase_of(city) -> CannedFeedback:
    facts = {"title": f"{city.mark} phrase", "text": "Show one example."}
    return CannedFeedback.objects.get_or_create(provider=city.provider, **facts)[0]


def list_of(city) -> Batch:
    return Batch.objects.get_or_create(badge=city.badge, file_name=f"{city.mark}.csv")[0]


def admin_names(patterns=None, namespace: str = "") -> list[tuple[str, str]]:
    """(namespace, name) of every address of ours in the admin."""
    found = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            found += admin_names(pattern.url_patterns, pattern.namespace or namespace)
        elif namespace != "wagtail_cofl" and "cofl" in f"{namespace}:{pattern.name}":
            found.append((namespace, pattern.name))
    return found


def whose(namespace: str, name: str) -> str:
    """The key of ROWS. Fails for a viewset that is new."""
    key = namespace or re.sub(r"(_modeladmin)_[\w-]+$", r"\1", name)
    assert key in ROWS, f"say in {__file__} which row the addresses of {key} have in them"
    return key


def address(namespace: str, name: str, pk) -> tuple[str, bool]:
    """An address with a row in it if it takes one, and whether it does."""
    full = f"{namespace}:{name}" if namespace else name
    for arguments in ([], [pk], [pk, 1], [pk, "earliest", "latest"], [pk, "approve", 1]):
        try:
            return reverse(full, args=arguments), bool(arguments)
        except NoReverseMatch:
            continue
    raise AssertionError(f"{full} takes other arguments")


@pytest.fixture
def reports(here, there):
    for city in (here, there):
        message = f"{city.mark} door is shut."
        ProblemReport.objects.create(site=city.site, kind="wrong", page="/", message=message)


@pytest.fixture
def editor(browser, django_user_model, here, there, reports):
    """Has every right on our rows, and on the pages of the other city only."""
    group = Group.objects.create(name="Otter editors")
    ours = Permission.objects.filter(content_type__app_label="wagtail_cofl")
    group.permissions.set(ours | Permission.objects.filter(codename="access_admin"))
    for codename in ("add_page", "change_page", "publish_page"):
        permission = Permission.objects.get(
            content_type__app_label="wagtailcore", codename=codename
        )
        GroupPagePermission.objects.create(
            group=group, page=there.site.root_page, permission=permission
        )
    user = django_user_model.objects.create_user("otter", "otter@home.example", "x")
    user.groups.add(group)
    browser.force_login(user)
    return browser


def tells(response, city) -> bool:
    return city.mark in response.content.decode(errors="replace")


def test_rows_of_the_other_city_are_not_found(editor, here, there):
    known, bad = 0, []
    for namespace, name in admin_names():
        row = ROWS[whose(namespace, name)]
        if row is None:
            continue
        path, takes_row = address(namespace, name, row(here).pk)
        if not takes_row:
            continue
        mine = editor.get(address(namespace, name, row(there).pk)[0])
        known += mine.status_code == 200
        theirs = editor.get(path)
        if theirs.status_code not in {403, 404} and not (
            theirs.status_code == 302 and mine.status_code == 302
        ):
            bad.append(f"{path}: {theirs.status_code}")
    assert not bad, bad
    assert known > 25  # her own city's are found


def test_lists_choosers_and_filters_show_her_own_city(editor, here, there):
    bad, seen = [], set()
    for namespace, name in admin_names():
        path, takes_row = address(namespace, name, 0)
        if takes_row:
            continue
        for query in ("", "?q=museum", "?q=knot"):
            response = editor.get(path + query)
            if response.status_code != 200:
                continue
            words = response.content.decode()
            if here.mark in words:
                bad.append(path + query)
            if there.mark in words:
                seen.add((whose(namespace, name), query))
    assert not bad, bad
    assert len(seen) > 20, seen


@pytest.mark.parametrize("name", ["cofl_providers", "cofl_skills", "cofl_badges"])
def test_she_can_search_and_filter_at_once(editor, there, name):
    page = editor.get(reverse(f"{name}:list") + "?q=otter&archived=false").content.decode()
    assert there.mark in page


def test_several_chosen_at_once_are_not_found_either(editor, here, there):
    bad = []
    for namespace, name in admin_names():
        row = ROWS[whose(namespace, name)]
        if name == "chosen_multiple" and row is not None:
            path = reverse(f"{namespace}:{name}")
            response = editor.get(f"{path}?id={row(there).pk}&id={row(here).pk}")
            if response.status_code != 404:
                bad.append(path)
    assert not bad, bad


@pytest.mark.parametrize("every", [False, True])
def test_rows_of_the_other_city_are_not_deleted_in_one_go(editor, here, there, every):
    Provider.objects.create(site=here.site, name="Merrow Club", email="c@home.example")
    club = Provider.objects.get(name="Merrow Club")
    asked = "all" if every else club.pk
    path = reverse("wagtail_bulk_action", args=["wagtail_cofl", "provider", "delete"])
    for send in (editor.get, editor.post):
        response = send(f"{path}?id={asked}")
        assert response.status_code == 404
    assert Provider.objects.filter(pk=club.pk).exists()


def test_her_forms_refuse_what_belongs_to_the_other_city(editor, here, there):
    data = {"name": "Club", "description": "", "email": "c@home.example", "website": "", "logo": ""}
    editor.post(reverse("cofl_providers:add"), data | {"site": here.site.pk})
    assert Provider.objects.get(name="Club").site == there.site  # she is not even asked

    badge = {
        "name": "Stolen",
        "statement": "I did.",
        "description": "For people.",
        "image": there.badge.image_id,
        "layer": "awareness",
        "criteria-count": 0,
        "provider": here.provider.pk,
        **nested_form_data({"badge_skills": inline_formset([{"skill": there.skill.pk}])}),
    }
    assert editor.post(reverse("cofl_badges:add"), badge).status_code == 200
    badge |= {"provider": there.provider.pk}
    badge |= nested_form_data({"badge_skills": inline_formset([{"skill": here.skill.pk}])})
    answer = editor.post(reverse("cofl_badges:add"), badge).content.decode()
    assert "belongs to another city" in answer or "not one of the available choices" in answer
    assert not Badge.objects.filter(name="Stolen").exists()

    skill = {
        "label": "Stolen",
        "description": "",
        "sort_order": 0,
        "parent": here.skill.pk,
        **nested_form_data({"next_skills": inline_formset([]), "relations": inline_formset([])}),
    }
    assert editor.post(reverse("cofl_skills:add"), skill).status_code == 200
    skill |= {"parent": ""}
    skill |= nested_form_data({"next_skills": inline_formset([{"target": here.skill.pk}])})
    answer = editor.post(reverse("cofl_skills:add"), skill).content.decode()
    assert "belongs to another city" in answer
    assert not Skill.objects.filter(label="Stolen").exists()

    code = {
        "badge": here.badge.pk,
        "label": "Stolen",
        "kind": "one",
        "quota": 3,
        "opens_at": "",
        "closes_at": "",
        "at_once": "on",
    }
    assert editor.post(reverse("cofl_claim_codes:add"), code).status_code == 200


def test_whoever_works_for_both_meets_both(admin, here, there, reports):
    for name in ("cofl_providers:list", "cofl_badges:list", "cofl_reports:list"):
        page = admin.get(reverse(name)).content.decode()
        assert name.startswith("cofl_reports") or (here.mark in page and there.mark in page)
    form = admin.get(reverse("cofl_skills:add")).content.decode()
    assert 'name="framework"' in form
    assert here.host in form and there.host in form
