"""A process of its own: does the list that is stored say what is so? Prints what differs, as JSON."""

import json
import sys

from wagtail_cofl.credentials.listing import list_token, signed_list
from wagtail_cofl.credentials.models import Credential, Revocation, StatusList, Suspension
from wagtail_cofl.openbadges import jose, status


def main() -> None:
    listed = StatusList.objects.get()
    # Where one is stored it must be right as it stands: nobody signs it again before it changes.
    stored = listed.document is not None
    subject = json.loads(signed_list(listed.uuid))["credentialSubject"]
    listed.refresh_from_db()
    bits = status.decode(subject["encodedList"])
    found = {n for n in range(StatusList.LENGTH) if status.is_set(bits, n)}
    gone = Credential.objects.filter(pk__in=Revocation.objects.values("credential"))
    held = Credential.objects.filter(
        pk__in=Suspension.objects.filter(lifted_at=None).values("credential")
    )
    places = {*gone.values_list("status_index", flat=True)}
    places |= {*held.values_list("status_index", flat=True)}
    decoys = set(listed.decoys[: listed.decoys_set])
    token = jose.parse(list_token(listed.uuid).decode()).payload["credentialSubject"]
    report = {
        "missing": sorted(places - found),
        "too many": sorted(found - places - decoys),
        "decoys": sorted(decoys - found),
        "token": token == subject,
    }
    sys.stderr.write(f"stored: {stored}, withdrawn: {len(gone)}, suspended: {len(held)}\n")
    sys.stdout.write(json.dumps(report))
