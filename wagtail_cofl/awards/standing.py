"""Who may act on a claim at the step where it waits, now.

Everything is read anew: who has left, was suspended or acted in this round already is out at once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from wagtail_cofl.city.emails import email_lookup
from wagtail_cofl.learners.models import AgeBand, Guardian, Identifier, Learner
from wagtail_cofl.providers import roles
from wagtail_cofl.providers.models import Membership, NamedPeer

from .actors import Actor, CannotAct
from .holding import counting
from .models import Award, Claim, ClaimDecision

#: Of an age to look at the claims of others, and to have theirs looked at. Never a guess.
PEER_AGES = (AgeBand.TEEN, AgeBand.ADULT)
PEERS = (Claim.Turn.HOLDERS, Claim.Turn.NAMED)
ASIDE = Q(decision=ClaimDecision.Decision.ASIDE)
STAFF_PERMISSION = "wagtail_cofl.decide_claim"


def email_of(user) -> str:
    """The address of a user of the site, whatever its user model calls that; "" without one."""
    return getattr(user, user.get_email_field_name(), "") or ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a claim says of who may act. ``acted`` and ``acted_lookups`` are the actors of this round, and
    whoever stepped aside in any, by key and by the keyed hash of their address; ``own_lookups`` the
    claimant's and the guardian's."""

    claim: Claim
    roles: Mapping[int, str]
    own_lookups: frozenset[str]
    acted: frozenset[str]
    acted_lookups: frozenset[str]


@dataclass(frozen=True, slots=True)
class Persona:
    """Who somebody is, by all that we know: one person may be a user and a learner."""

    kind: str
    keys: frozenset[str]
    lookups: frozenset[str]
    user_id: int | None = None
    learner_ids: frozenset[int] = frozenset()
    is_staff: bool = False
    is_peer: bool = False


def _out(claim: Claim) -> Q:
    """The decisions that keep whoever made them from the claim now."""
    return Q(round=claim.round) | ASIDE


def standing_of(claim: Claim) -> Standing:
    """Four queries."""
    members = Membership.objects.filter(provider=claim.badge.provider_id, user__is_active=True)
    own = set(Identifier.objects.filter(learner=claim.learner_id).values_list("lookup", flat=True))
    own |= set(Guardian.objects.filter(learner=claim.learner_id).values_list("lookup", flat=True))
    acted = list(claim.decisions.filter(_out(claim)).select_related("user"))
    emails = [email_of(decision.user) for decision in acted if decision.user]
    return Standing(
        claim=claim,
        roles=dict(members.values_list("user_id", "role")),
        own_lookups=frozenset(own - {""}),
        acted=frozenset(d.actor for d in acted) - {Actor.SYSTEM.key},
        acted_lookups=frozenset(email_lookup(email) for email in emails if email),
    )


def is_city_staff(user, site_id: int) -> bool:
    return user.is_active and user.has_perm(STAFF_PERMISSION) and roles.is_staff_of(user, site_id)


def persona_of_user(user, claim: Claim, *, ask_city: bool = False) -> Persona:
    """Whether she works for the city is looked up only where the step, or ``ask_city``, wants to know."""
    ask_city = ask_city or "city" in claim.turn or claim.turn == Claim.Turn.PERSON
    email = email_of(user)
    lookups = frozenset({email_lookup(email)} if email else ())
    same = Learner.objects.filter(Q(user=user) | Q(identifiers__lookup__in=lookups))
    learner_ids = frozenset(same.values_list("pk", flat=True))
    return Persona(
        kind="user",
        keys=frozenset({f"user:{user.pk}", *(f"learner:{pk}" for pk in learner_ids)}),
        lookups=lookups,
        user_id=user.pk,
        learner_ids=learner_ids,
        is_staff=ask_city and is_city_staff(user, claim.site_id),
    )


def persona_of_learner(learner: Learner, claim: Claim) -> Persona:
    keys = {f"learner:{learner.pk}"}
    if learner.user_id:
        keys.add(f"user:{learner.user_id}")
    return Persona(
        kind="learner",
        keys=frozenset(keys),
        lookups=frozenset(learner.identifiers.values_list("lookup", flat=True)),
        user_id=learner.user_id,
        learner_ids=frozenset({learner.pk}),
        is_peer=peers_of(claim).filter(pk=learner.pk).exists(),
    )


def peers_of(claim: Claim) -> QuerySet[Learner]:
    """The learners who may be asked about a claim at its present step. Nobody under 13 is one, and
    nobody looks at what a child, or somebody whose age we do not know, has sent."""
    turn = claim.turn.partition("+")[0]
    if turn not in PEERS or claim.learner.age_band not in PEER_AGES:
        return Learner.objects.none()
    found = Learner.objects.filter(site=claim.site_id, age_band__in=PEER_AGES, is_kept=True)
    if turn == Claim.Turn.HOLDERS:
        holders = counting(Award.objects.all()).filter(badge_version__badge=claim.badge_id)
        found = found.filter(pk__in=holders.values("learner"))
    else:
        named = NamedPeer.objects.filter(provider=claim.badge.provider_id).values("lookup")
        known = Identifier.objects.filter(lookup__in=named, confirmed_at__isnull=False)
        found = found.filter(pk__in=known.values("learner"))
    return found.exclude(pk=claim.learner_id)


def own_claim(standing: Standing, persona: Persona) -> bool:
    """Is it their own claim, or that of a child whom they are the grown-up for?"""
    learner = standing.claim.learner
    return bool(
        learner.pk in persona.learner_ids
        or (learner.user_id and learner.user_id == persona.user_id)
        or persona.lookups & standing.own_lookups
    )


def acted_before(standing: Standing, persona: Persona) -> bool:
    return bool(persona.keys & standing.acted or persona.lookups & standing.acted_lookups)


def conflict(standing: Standing, persona: Persona) -> CannotAct | None:
    """What keeps somebody from a claim whatever their rights are."""
    claim = standing.claim
    if claim.state != Claim.State.WAITING:
        return CannotAct("not-waiting", _("This claim no longer waits for a decision."))
    if claim.badge.provider.suspended_at:
        return CannotAct(
            "suspended",
            _(
                "This provider is suspended. Its claims wait until the city gives it back its rights."
            ),
        )
    if own_claim(standing, persona):
        return CannotAct(
            "own-claim", _("This is your own claim, or your child’s. Somebody else must decide it.")
        )
    if acted_before(standing, persona):
        return CannotAct(
            "acted-before", _("You have looked at this claim already. Somebody else must go on.")
        )
    return None


def refusal(standing: Standing, persona: Persona) -> CannotAct | None:
    """Why somebody may not act at the present step, or None."""
    return conflict(standing, persona) or _not_theirs(standing, persona)


def _not_theirs(standing: Standing, persona: Persona) -> CannotAct | None:
    claim = standing.claim
    turn, _sign, city = claim.turn.partition("+")
    not_yours = CannotAct("not-yours", _("This step is for somebody else. Nothing was changed."))
    if persona.kind == "learner":
        return None if turn in PEERS and persona.is_peer else not_yours
    role = standing.roles.get(persona.user_id)
    decides = role in roles.roles_that_may("decide")
    needs_city = (claim.step or {}).get("kind") == "city"
    if persona.is_staff and (turn == Claim.Turn.CITY or city):
        return None
    if turn == Claim.Turn.PERSON:
        hers = claim.assigned_to_id == persona.user_id
        fits = persona.is_staff or (decides and not needs_city)
        return None if hers and fits else not_yours
    if not decides:
        return CannotAct(
            "not-member",
            _("You may not decide claims of this provider. Ask its owner to make you an assessor."),
        )
    if turn == Claim.Turn.ASSESSORS:
        return None
    if turn == Claim.Turn.MANAGERS and role in roles.roles_that_may("members"):
        return None
    return not_yours


def staff_candidates():
    """The users whom the city lets decide claims, by permission; superusers where there are none."""
    active = {"is_active": True}
    named = ModelBackend().with_perm(STAFF_PERMISSION, include_superusers=False).filter(**active)
    return (
        named
        if named.exists()
        else get_user_model()._default_manager.filter(is_superuser=True, **active)
    )


def users_who_may(claim: Claim) -> list:
    """The users who may act on a claim now, each once."""
    return list(_each_who_may(claim))


def _each_who_may(claim: Claim) -> Iterator:
    """One after the other: to see that there is anybody, the first is enough."""
    standing = standing_of(claim)
    users = get_user_model()._default_manager
    candidates = {user.pk: user for user in users.filter(pk__in=standing.roles)}
    if "city" in claim.turn:
        candidates |= {user.pk: user for user in staff_candidates()}
    if claim.assigned_to_id and claim.assigned_to_id not in candidates:
        candidates |= {u.pk: u for u in users.filter(pk=claim.assigned_to_id, is_active=True)}
    for user in candidates.values():
        if refusal(standing, persona_of_user(user, claim)) is None:
            yield user


def anybody_may(claim: Claim) -> bool:
    """Can this step be finished by those who are there?"""
    turn, _sign, city = claim.turn.partition("+")
    if turn == Claim.Turn.GUARDIAN:
        return True
    if turn in PEERS and _enough_peers(claim):
        return True
    if turn in PEERS and not city:
        return False
    return bool(turn) and next(_each_who_may(claim), None) is not None


def _enough_peers(claim: Claim) -> bool:
    said = claim.decisions.filter(actor__startswith="learner:")
    approved = said.filter(
        round=claim.round, step=claim.at, decision=ClaimDecision.Decision.APPROVE
    ).count()
    out = {
        int(actor.partition(":")[2])
        for actor in said.filter(_out(claim)).values_list("actor", flat=True)
    }
    missing = (claim.step or {}).get("peers", 1) - approved
    left = peers_of(claim).exclude(pk__in=out).values_list("pk", flat=True)
    return len(left[: max(missing, 0)]) >= missing
