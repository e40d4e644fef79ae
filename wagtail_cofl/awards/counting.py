"""How a campaign is doing: one query, however many codes it has."""

from dataclasses import dataclass

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from .models import Campaign, Claim, ClaimCode


@dataclass(frozen=True, slots=True)
class Counts:
    """Of a campaign: ``codes`` it has, ``given_out`` of them, ``places`` for people, ``claimed`` badges,
    claims that are ``waiting`` for somebody, and ``left`` places."""

    codes: int
    given_out: int
    places: int
    claimed: int
    waiting: int
    left: int


def counts_of(campaign_id: int) -> Counts | None:
    """None for a campaign that does not exist."""
    codes = ClaimCode.objects.filter(campaign=OuterRef("pk")).order_by().values("campaign")
    claims = Claim.objects.filter(code__campaign=OuterRef("pk")).order_by()

    def of_codes(what):
        return _number(codes.annotate(n=what))

    def of_claims(states):
        found = claims.filter(state__in=states).values("code__campaign")
        return _number(found.annotate(n=Count("pk")))

    row = (
        Campaign.objects.filter(pk=campaign_id)
        .order_by()
        .values_list(
            of_codes(Count("pk")),
            of_codes(Count("pk", filter=Q(given_out_at__isnull=False))),
            of_codes(Sum("quota")),
            of_codes(Sum("used")),
            of_claims([Claim.State.AWARDED]),
            of_claims(Claim.OPEN),
        )
        .first()
    )
    if row is None:
        return None
    number, given_out, places, used, claimed, waiting = row
    return Counts(
        codes=number,
        given_out=given_out,
        places=places,
        claimed=claimed,
        waiting=waiting,
        left=max(0, places - used),
    )


def _number(rows):
    return Coalesce(Subquery(rows.values("n"), output_field=IntegerField()), 0)
