"""The editor's way: menu, checklist, forms, publish, code, poster."""

from io import BytesIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from PIL import Image as PillowImage
from wagtail.models import GroupPagePermission, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from tests.conftest import make_image, png
from wagtail_cofl.awards.models import ClaimCode
from wagtail_cofl.badges.admin import BadgeViewSet
from wagtail_cofl.badges.models import Badge
from wagtail_cofl.badges.pictures import PictureProblem, png_bytes
from wagtail_cofl.opportunities.models import Opportunity
from wagtail_cofl.pages.models import OpportunityPage
from wagtail_cofl.providers.models import Provider
from wagtail_cofl.skills.models import Skill

pytestmark = pytest.mark.django_db

INDEXES = [
    "cofl_set_up",
    "cofl_providers:list",
    "cofl_skills:list",
    "cofl_badges:list",
    "cofl_claim_codes:list",
    "cofl_awards_modeladmin_index",
]
FORMS = ["cofl_providers:add", "cofl_skills:add", "cofl_badges:add", "cofl_claim_codes:add"]


@pytest.fixture
def editor(browser, django_user_model, site):
    """Not a superuser: a council editor with the rights of her group."""
    group = Group.objects.create(name="City of Learning editors")
    models = ["provider", "skill", "badge", "campaign", "citysettings"]
    group.permissions.set(
        Permission.objects.filter(content_type__app_label="wagtail_cofl").filter(
            codename__in=[
                f"{a}_{m}" for a in ("add", "change", "delete", "publish") for m in models
            ]
        )
        | Permission.objects.filter(codename__in=["access_admin", "view_award"])
    )
    for codename in ("add_page", "change_page", "publish_page"):
        permission = Permission.objects.get(
            content_type__app_label="wagtailcore", codename=codename
        )
        GroupPagePermission.objects.create(group=group, page=site.root_page, permission=permission)
    user = django_user_model.objects.create_user("editor", "e@example.org", "x")
    user.groups.add(group)
    browser.force_login(user)
    return browser


def test_the_dashboard_has_the_checklist_and_the_menu(editor):
    page = editor.get(reverse("wagtailadmin_home")).content.decode()
    assert "Set up your city: 0 of 6 done" in page
    assert "City of Learning" in page
    for name in FORMS[:3]:
        assert f'href="{reverse(name)}"' in page
    assert "/admin/pages/add/wagtail_cofl_pages/opportunitypage/" in page


def test_the_checklist_is_ticked_by_the_database(editor, badge, opportunity):
    page = editor.get(reverse("cofl_set_up")).content.decode()
    assert "Set up your city: 6 of 6 done" in page
    Opportunity.objects.update(live=False)
    assert "5 of 6 done" in editor.get(reverse("cofl_set_up")).content.decode()


@pytest.mark.parametrize("name", INDEXES)
def test_every_index_opens(editor, award, code, name):
    response = editor.get(reverse(name))
    assert response.status_code == 200


@pytest.mark.parametrize("name", INDEXES)
def test_nobody_without_rights_sees_an_index(browser, django_user_model, city, name):
    user = django_user_model.objects.create_user("reader", "r@example.org", "x")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    browser.force_login(user)
    response = browser.get(reverse(name))
    assert response.status_code in {302, 403}


@pytest.mark.parametrize("name", FORMS)
def test_no_form_asks_for_a_url_a_key_or_json(editor, city, name):
    page = editor.get(reverse(name)).content.decode()
    form = page[page.index("<form") :].lower()
    # Her own website is the one address that she knows.
    assert form.count('type="url"') == form.count('type="url" name="website"')
    for word in ("json</label", "did:", "private key", "public key", ">url<", "uuid"):
        assert word not in form


def test_an_index_costs_a_constant_number_of_queries(
    editor, award, learner, django_assert_max_num_queries
):
    from wagtail_cofl.awards.issuing import issue

    for _number in range(12):
        issue(award.badge_version, learner, email=None)
    with django_assert_max_num_queries(22):
        editor.get(reverse("cofl_awards_modeladmin_index"))


def test_a_provider(editor, city):
    data = {"name": "Library", "description": "", "email": "library@example.org"}
    editor.post(reverse("cofl_providers:add"), data)
    provider = Provider.objects.get()
    assert provider.site == city.site


def test_a_skill_lands_on_the_spine(editor, city, skill):
    esco = Skill.objects.get(framework__kind="reference")
    data = {
        "label": "Being on time",
        "description": "",
        "sort_order": 0,
        "parent": "",
        **nested_form_data(
            {
                "next_skills": inline_formset([]),
                "relations": inline_formset([{"target": esco.pk, "kind": "exactMatchOf"}]),
            }
        ),
    }
    editor.post(reverse("cofl_skills:add"), data)
    made = Skill.objects.get(label="Being on time")
    assert made.framework == skill.framework
    assert made.relations.get().target == esco


def test_a_skill_cannot_belong_to_itself(editor, skill):
    child = Skill.objects.create(framework=skill.framework, label="Child", parent=skill)
    data = {
        "label": skill.label,
        "description": "",
        "sort_order": 0,
        "parent": child.pk,
        **nested_form_data({"next_skills": inline_formset([]), "relations": inline_formset([])}),
    }
    response = editor.post(reverse("cofl_skills:edit", args=[skill.pk]), data)
    assert "cannot belong to itself" in response.content.decode()


def test_the_skill_choosers_show_their_own_frameworks(editor, skill):
    spine = editor.get(reverse("cofl_spine_skill_chooser:choose")).content.decode()
    reference = editor.get(reverse("cofl_reference_skill_chooser:choose")).content.decode()
    assert "Helping to run an event" in spine
    assert "carry out event management" not in spine
    assert "carry out event management" in reference
    assert "Helping to run an event" not in reference
    listed = editor.get(reverse("cofl_skills:list")).content.decode()
    assert "carry out event management" not in listed


def _badge_data(provider, image, skill, **changes):
    return {
        "name": "Gate Keeper",
        "statement": "I kept the gate.",
        "description": "For keepers.",
        "image": image.pk if image else "",
        "provider": provider.pk,
        "layer": "participate",
        **nested_form_data(
            {
                "criteria": streamfield([("step", {"title": "Keep the gate", "detail": ""})]),
                "badge_skills": inline_formset([{"skill": skill.pk}]),
            }
        ),
        **changes,
    }


def test_a_badge_from_draft_to_version(editor, city, provider, skill):
    image = make_image(png())
    editor.post(reverse("cofl_badges:add"), _badge_data(provider, image, skill))
    badge = Badge.objects.get()
    assert badge.slug == "gate-keeper"
    assert not badge.live
    assert badge.current_version is None
    edit = reverse("cofl_badges:edit", args=[badge.pk])
    draft = badge.get_latest_revision_as_object()
    assert [link.skill for link in draft.badge_skills.all()] == [skill]
    publish = {
        "action-publish": "action-publish",
        **nested_form_data(
            {"badge_skills": inline_formset([{"skill": skill.pk}, {"skill": skill.pk}])}
        ),
    }
    editor.post(edit, _badge_data(provider, image, skill, **publish))
    badge.refresh_from_db()
    assert badge.live
    assert badge.current_version.criteria_narrative == "1. **Keep the gate**"
    assert bytes(badge.current_version.picture) == png()
    # Named twice by mistake, said once.
    assert len(badge.current_version.skills) == 1
    assert badge.current_version.skills[0]["alignments"][0]["framework"] == "ESCO"


def test_a_badge_is_previewed_as_it_is_typed(editor, city, provider, skill):
    image = make_image(png())
    preview = reverse("cofl_badges:preview_on_add")
    answer = editor.post(preview, _badge_data(provider, image, skill))
    assert answer.json() == {"is_valid": True, "is_available": True}
    page = editor.get(preview).content.decode()
    assert "Gate Keeper" in page
    assert "Keep the gate" in page


def test_a_picture_that_is_no_picture_is_refused_with_a_reason(city, provider, skill):
    image = make_image(png())
    with image.file.storage.open(image.file.name, "wb") as handle:
        handle.write(b"this is not a picture")
    form = (
        BadgeViewSet()
        .edit_handler.bind_to_model(Badge)
        .get_form_class()(_badge_data(provider, image, skill), instance=Badge())
    )
    assert not form.is_valid()
    assert "not a picture that a badge can carry" in str(form.errors["image"])


@pytest.mark.parametrize("form, side", [("JPEG", 600), ("PNG", 1600), ("GIF", 64)])
def test_other_pictures_become_a_png_of_sensible_size(db, form, side):
    out = BytesIO()
    PillowImage.new("RGB", (side, side), "#0f6aa8").save(out, form)
    content = png_bytes(make_image(out.getvalue(), f"badge.{form.lower()}"))
    with PillowImage.open(BytesIO(content)) as made:
        assert made.format == "PNG"
        assert max(made.size) <= 1000


def test_a_picture_whose_file_is_gone_says_so(db):
    image = make_image(png())
    image.file.storage.delete(image.file.name)
    with pytest.raises(PictureProblem, match="Upload the picture again"):
        png_bytes(image)


def test_what_was_issued_is_archived_instead_of_deleted(editor, award):
    badge = award.badge_version.badge
    for name, row in (("cofl_badges", badge), ("cofl_providers", badge.provider)):
        editor.post(reverse(f"{name}:delete", args=[row.pk]))
        assert type(row).objects.filter(pk=row.pk).exists()
    page = editor.get(reverse("cofl_badges:list")).content.decode()
    assert "Archive it instead" in page


@pytest.fixture
def opportunity(badge, site):
    page = OpportunityPage(
        title="Kite Festival", slug="kite", provider=badge.provider, badge=badge, venue="Beach"
    )
    Page.objects.get(pk=site.root_page_id).add_child(instance=page)
    page.save_revision().publish()
    return page


def test_an_opportunity_through_the_admin(editor, badge, site):
    data = {
        "title": "Kite Festival",
        "slug": "kite",
        "summary": "Two hundred kites.",
        "body": rich_text("<p>Come.</p>"),
        "picture": "",
        "provider": badge.provider_id,
        "badge": badge.pk,
        "kind": "informal",
        "place": "in-person",
        "venue": "Beach",
        "cost": "Free",
        "audience": "",
        "access": "",
        "action-publish": "action-publish",
        **nested_form_data(
            {
                "sessions": streamfield(
                    [
                        (
                            "session",
                            {
                                "starts_at": "2036-06-12 14:00",
                                "ends_at": "2036-06-12 16:00",
                                "venue": "",
                            },
                        )
                    ]
                ),
                "skills": streamfield([]),
                "comments": inline_formset([]),
            }
        ),
    }
    address = reverse(
        "wagtailadmin_pages:add", args=["wagtail_cofl_pages", "opportunitypage", site.root_page_id]
    )
    response = editor.post(address, data, follow=True)
    page = OpportunityPage.objects.get()
    assert page.live
    offered = f"/admin/cofl/claim-codes/add/?badge={badge.pk}&amp;label=Kite+Festival"
    assert offered in response.content.decode()
    row = Opportunity.objects.get(page_id=page.pk)
    assert (row.site, row.badge, row.live) == (site, badge, True)
    assert row.sessions.get().venue == "Beach"
    shown = editor.get("/kite/").content.decode()
    for words in ("Two hundred kites.", "Saturday 12 June"[9:], "Kite Festival Helper", "Ask us"):
        assert words in shown


def test_a_date_that_ends_before_it_starts_is_explained():
    from django.core.exceptions import ValidationError

    from wagtail_cofl.opportunities.blocks import SessionBlock

    block = SessionBlock()
    value = block.to_python(
        {"starts_at": "2036-06-12T14:00:00Z", "ends_at": "2036-06-12T13:00:00Z"}
    )
    with pytest.raises(ValidationError) as error:
        block.clean(value)
    assert "after the start" in str(error.value.block_errors["ends_at"])


def test_publishing_keeps_the_row_and_unpublishing_marks_it(opportunity):
    row = Opportunity.objects.get()
    opportunity.title = "Kite Day"
    opportunity.save_revision().publish()
    again = Opportunity.objects.get()
    assert (again.pk, again.uuid, again.title) == (row.pk, row.uuid, "Kite Day")
    opportunity.unpublish()
    assert Opportunity.objects.get().live is False
    opportunity.delete()
    assert Opportunity.objects.get().page_id is None


def test_from_the_page_to_the_code_to_the_poster(editor, opportunity, badge):
    page = editor.get(reverse("wagtailadmin_pages:edit", args=[opportunity.pk])).content.decode()
    assert "Get a claim code" in page
    form = editor.get(reverse("cofl_claim_codes:add") + f"?badge={badge.pk}&label=Kite+Festival")
    assert 'value="Kite Festival"' in form.content.decode()
    data = {
        "badge": badge.pk,
        "label": "Kite Festival",
        "kind": "one",
        "quota": 30,
        "opens_at": "",
        "closes_at": "",
        "at_once": "on",
    }
    answer = editor.post(reverse("cofl_claim_codes:add"), data)
    code = ClaimCode.objects.get()
    assert answer["Location"] == reverse("cofl_claim_codes:kit", args=[code.campaign_id])
    address = reverse("cofl_claim_codes:poster", args=[code.campaign_id])
    assert address in editor.get(answer["Location"]).content.decode()
    poster = editor.get(address).content.decode()
    assert code.pretty in poster
    assert 'class="cofl-qr"' in poster
    assert "learn.example.org/cofl/claim" in poster
    assert "Do not print this yet" not in poster
    assert "style=" not in poster


def test_a_poster_of_a_city_that_may_not_issue_says_so(editor, code, settings):
    settings.WAGTAIL_COFL = {"CANONICAL_ADDRESSES": []}
    address = reverse("cofl_claim_codes:poster", args=[code.campaign_id])
    assert "Do not print this yet." in editor.get(address).content.decode()


def test_the_ledger_shows_awards_and_lets_nobody_type_one(editor, award):
    index = reverse("cofl_awards_modeladmin_index")
    assert "Kite Festival Helper" in editor.get(index).content.decode()
    assert "lovelace" not in editor.get(index).content.decode().lower()
    for action in ("create", "edit", "delete"):
        arguments = [] if action == "create" else [award.pk]
        address = reverse(f"cofl_awards_modeladmin_{action}", args=arguments)
        assert editor.get(address).status_code in {302, 403}
