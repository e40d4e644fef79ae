"""Whose turn it is: the claims that somebody may act on now.

Found by SQL alone, and always in one query. ``deciding.why_not`` is asked again before anything happens:
it also knows a user who is a learner under another address.
"""

from django.db.models import F, Q, QuerySet

from wagtail_cofl.city.emails import email_lookup
from wagtail_cofl.city.scoping import cities_of
from wagtail_cofl.learners.models import Learner
from wagtail_cofl.providers import roles
from wagtail_cofl.providers.models import Membership, NamedPeer

from .holding import counting
from .models import Award, Claim, ClaimDecision
from .standing import ASIDE, PEER_AGES, STAFF_PERMISSION, email_of

Turn = Claim.Turn
#: Decisions that keep whoever made them from the claim now: stepping aside does in every round.
IN_THIS_ROUND = Q(round=F("claim__round")) | ASIDE


def for_lists(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """With what a list shows, so that a row costs no query."""
    return claims.select_related(
        "badge__provider", "badge_version", "learner", "assigned_to"
    ).defer("badge_version__picture")


def _working_for(user, verb: str):
    rows = Membership.objects.filter(
        user_id=user.pk, user__is_active=True, role__in=roles.roles_that_may(verb)
    )
    return rows.values("provider")


def _of_cities(user) -> Q | None:
    """The claims of the cities whose staff the user is; None where she is not."""
    if not user.is_active or not user.has_perm(STAFF_PERMISSION):
        return None
    cities = cities_of(user)
    if cities is None:
        return Q()
    return Q(site__in=cities) if cities else None


def _at_their_step(user) -> QuerySet[Claim]:
    """The claims at a step that is theirs, whoever sent them in."""
    deciding = Q(badge__provider__in=_working_for(user, "decide"))
    turns = Q(turn__in=[Turn.ASSESSORS, Turn.ASSESSORS_OR_CITY]) & deciding
    turns |= Q(
        turn__in=[Turn.MANAGERS, Turn.MANAGERS_OR_CITY],
        badge__provider__in=_working_for(user, "members"),
    )
    city = _of_cities(user)
    hers = Q(turn__in=[Turn.PERSON, Turn.PERSON_OR_CITY], assigned_to=user.pk)
    turns |= hers & (deciding if city is None else deciding | city)
    if city is not None:
        turns |= (Q(turn=Turn.CITY) | Q(turn__endswith="+city")) & city
    return Claim.objects.filter(
        turns, state=Claim.State.WAITING, badge__provider__suspended_at=None
    )


def _not_hers(user) -> Q:
    """Her own claims, her children's, and those that she has acted on in this round."""
    email = email_of(user)
    acted = ClaimDecision.objects.filter(IN_THIS_ROUND, user=user.pk)
    found = Q(learner__user=user.pk) | Q(pk__in=acted.values("claim"))
    if email:
        lookup = email_lookup(email)
        own = Learner.objects.filter(
            Q(identifiers__lookup=lookup) | Q(guardian__lookup=lookup)
        ).values("pk")
        found |= Q(learner__in=own)
    return found


def waiting_for_user(user) -> QuerySet[Claim]:
    """The claims that a user may act on now, those due first."""
    if not user.is_active:
        return Claim.objects.none()
    # "not in", because of a learner without a user, whom "not equal" would leave out.
    hidden = Claim.objects.filter(_not_hers(user)).values("pk")
    return for_lists(_at_their_step(user).exclude(pk__in=hidden))


def hidden_from_user(user) -> int:
    """How many claims wait at a step of hers that somebody else must decide: her own, her child's, or
    what she has acted on in this round."""
    if not user.is_active:
        return 0
    return _at_their_step(user).filter(_not_hers(user)).distinct().count()


def waiting_for_peer(learner: Learner) -> QuerySet[Claim]:
    """The claims of others that a learner may look at now."""
    if learner.age_band not in PEER_AGES or not learner.is_kept:
        return Claim.objects.none()
    lookups = learner.identifiers.filter(confirmed_at__isnull=False).values("lookup")
    held = counting(Award.objects.all()).filter(learner=learner).values("badge_version__badge")
    naming = NamedPeer.objects.filter(lookup__in=lookups).values("provider")
    asked = Q(turn__in=[Turn.HOLDERS, Turn.HOLDERS_OR_CITY], badge__in=held)
    asked |= Q(turn__in=[Turn.NAMED, Turn.NAMED_OR_CITY], badge__provider__in=naming)
    acted = Q(actor=f"learner:{learner.pk}")
    own = Q(learner=learner.pk)
    own |= Q(learner__in=Learner.objects.filter(guardian__lookup__in=lookups).values("pk"))
    if learner.user_id:
        acted |= Q(user=learner.user_id)
        own |= Q(learner__in=Learner.objects.filter(user=learner.user_id).values("pk"))
    done = ClaimDecision.objects.filter(acted, IN_THIS_ROUND).values("claim")
    waiting = Claim.objects.filter(
        asked,
        state=Claim.State.WAITING,
        site=learner.site_id,
        learner__age_band__in=PEER_AGES,
        badge__provider__suspended_at=None,
    )
    return for_lists(waiting.exclude(own).exclude(pk__in=done))


def stuck(user) -> QuerySet[Claim]:
    """The claims that cannot go on by themselves, of the providers whose claims the user may see."""
    if not user.is_active:
        return Claim.objects.none()
    seen = Q(badge__provider__in=_working_for(user, "view_claims"))
    city = _of_cities(user)
    if city is not None:
        seen |= city if city else Q(pk__isnull=False)
    held_up = ~Q(flag="") | Q(badge__provider__suspended_at__isnull=False)
    return for_lists(Claim.objects.filter(seen, held_up, state=Claim.State.WAITING))
