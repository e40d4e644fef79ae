"""Providers, the skills spine, badges and their codes."""

from django.utils import timezone
from wagtail.models import Site

from demo.badges import BADGES, CODES
from demo.city import AREAS, ESCO, PROVIDERS
from wagtail_cofl.awards.campaigns import start_campaign
from wagtail_cofl.awards.models import Campaign
from wagtail_cofl.badges.models import Badge, BadgeSkill
from wagtail_cofl.providers.models import Provider
from wagtail_cofl.skills.models import Framework, NextSkill, Skill, SkillRelation
from wagtail_cofl.skills.spine import spine_for

from .pictures import picture


def providers(site: Site) -> dict[str, Provider]:
    found = {}
    for key, facts in PROVIDERS.items():
        provider = Provider.objects.filter(site=site, name=facts["name"]).first()
        if provider is None:
            logo = picture(f"logos/{key}", f"{facts['name']} logo")
            provider = Provider.objects.create(site=site, logo=logo, **facts)
        found[key] = provider
    return found


def skills(site: Site) -> dict[str, Skill]:
    """The spine: areas, their skills, what leads to what, and what is the same in ESCO."""
    spine = spine_for(site)
    esco, _made = Framework.objects.get_or_create(
        kind=Framework.Kind.REFERENCE, identifier=ESCO["identifier"], defaults=ESCO
    )
    found, new = {}, []
    for place, facts in enumerate(AREAS, start=1):
        area, _made = Skill.objects.get_or_create(
            framework=spine,
            label=facts["name"],
            parent=None,
            defaults={
                "sort_order": place * 10,
                **{name: facts[name] for name in ("short_name", "icon", "description")},
            },
        )
        for order, below in enumerate(facts["skills"], start=1):
            skill, made = Skill.objects.get_or_create(
                framework=spine,
                label=below["name"],
                defaults={
                    "parent": area,
                    "description": below["description"],
                    "sort_order": order * 10,
                },
            )
            found[below["name"]] = skill
            if made:
                new.append((skill, below))
    for skill, facts in new:
        for place, name in enumerate(facts["leads_to"]):
            NextSkill.objects.create(skill=skill, target=found[name], sort_order=place)
        if same := facts["esco"]:
            target, _made = Skill.objects.get_or_create(
                framework=esco, uri=same["uri"], defaults={"label": same["label"]}
            )
            SkillRelation.objects.create(origin=skill, target=target, kind=same["kind"])
    return found


def badges(providers: dict[str, Provider], skills: dict[str, Skill]) -> dict[str, Badge]:
    found = {}
    for slug, facts in BADGES.items():
        badge = Badge.objects.filter(slug=slug).first()
        if badge is None:
            provider = providers[facts["provider"]]
            workflow = facts.get("workflow")
            badge = Badge(
                slug=slug,
                provider=provider,
                image=picture(slug, f"{facts['name']} badge"),
                criteria=[_criterion(one, found) for one in facts["criteria"]],
                badge_skills=[BadgeSkill(skill=skills[label]) for label in facts["skills"]],
                workflow=provider.workflows.get(ready_made=workflow) if workflow else None,
                valid_months=facts.get("valid_months"),
                live=False,
                **{name: facts[name] for name in ("name", "statement", "description", "layer")},
            )
            badge.save()
            badge.save_revision().publish()
            badge.refresh_from_db()  # publishing went by another copy
        found[slug] = badge
    return found


def _criterion(facts: tuple, badges: dict[str, Badge]) -> tuple[str, dict]:
    """One block of the criteria."""
    kind, title, detail, *more = facts
    value = {"title": title, "detail": detail, **(more[0] if more else {})}
    if kind == "choice":
        value["any_of"] = [_criterion(one, badges) for one in value["any_of"]]
    elif kind == "badges":
        value["badges"] = [badges[slug] for slug in value["badges"]]
    elif kind == "rubric":
        value["levels"] = [{"name": name, "description": how} for name, how in value["levels"]]
    elif kind == "quiz":
        value["questions"] = [_question(*question) for question in value["questions"]]
    return kind, value


def _question(text: str, answers: list[str], right: int) -> dict:
    return {
        "text": text,
        "kind": "one" if right == 1 else "many",
        "options": [
            {"text": answer, "right": place < right} for place, answer in enumerate(answers)
        ],
    }


def codes(badges: dict[str, Badge]) -> None:
    now = timezone.now()
    for facts in CODES:
        badge, label = badges[facts["badge"]], facts["label"]
        if not Campaign.objects.filter(badge=badge, label=label).exists():
            start_campaign(
                badge,
                label,
                word=facts.get("word", ""),
                quota=facts.get("quota", 1),
                cards=facts.get("cards", 0),
                opens_at=now + facts["opens"] if "opens" in facts else None,
                closes_at=now + facts["closes"] if "closes" in facts else None,
            )
