"""For ``manage.py shell``: one award to a learner without an e-mail address, and one that is withdrawn;
prints ``UUID`` and ``UUID=EMAIL``, a line each.

Without an address, the OB 2.0 recipient is the credential's own address, a branch of its own. Of the
withdrawn one, the assertion as it was before is written to the file that ``COFL_BEFORE`` names.
"""

import os
from pathlib import Path

from wagtail_cofl.awards.issuing import issue
from wagtail_cofl.awards.revoking import revoke
from wagtail_cofl.badges.models import Badge
from wagtail_cofl.learners.confirming import learner_for_email
from wagtail_cofl.learners.models import Learner

badge = Badge.objects.filter(live=True).select_related("provider").order_by("pk").first()
version, site_id = badge.current_version, badge.provider.site_id
email = "withdrawn@example.org"

nobody = issue(version, Learner.objects.create(site_id=site_id), email=None)
withdrawn = issue(version, learner_for_email(site_id, email), email=email)
Path(os.environ["COFL_BEFORE"]).write_bytes(withdrawn.credential.ob2)
revoke(withdrawn, None, "mistake")
print(nobody.credential.uuid)  # noqa: T201
print(f"{withdrawn.credential.uuid}={email}")  # noqa: T201
