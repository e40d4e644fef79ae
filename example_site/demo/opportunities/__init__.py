"""What is on in Port Merrow: twenty-four opportunities, as plain data.

Each is a dictionary with the fields of an opportunity page. Beside them:

- ``provider`` is a key of PROVIDERS, ``badge`` a key of BADGES or None, ``skills`` names of skills
  that people grow here beside the badge's own, ``picture`` a key of SCENES (most have none);
- ``booking_url`` is a path of this site;
- ``sessions`` is a list of ``{"start": timedelta after today's midnight, "length": timedelta,
  "venue": "" or another place, "cancelled": bool}`` and of ``{"weekly": True, "first": (weekday 0 to
  6, time), "length": timedelta, "weeks": how many, "not_on": numbers of the weeks that are left out,
  from 0}``. A weekly one begins on that weekday on or after today.
"""

from .formal import FORMAL
from .in_work import IN_WORK
from .informal import INFORMAL
from .meeting import MEETING

OPPORTUNITIES = [*INFORMAL, *MEETING, *FORMAL, *IN_WORK]
