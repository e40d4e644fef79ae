"""What is on in Port Merrow: twenty-four opportunities, as plain data.

Each is a dictionary with the fields of an opportunity page. Beside them:

- ``provider`` is a key of PROVIDERS, ``badge`` a key of BADGES or None, ``skills`` names of skills
  that people grow here beside the badge's own, ``picture`` a key of SCENES (most have none);
- ``booking_url`` is a path of this site;
- ``sessions`` is a list of dates and of weekly dates, as :mod:`.dates` makes them. A weekly one
  begins on its weekday on or after today.
"""

from .formal import FORMAL
from .in_work import IN_WORK
from .informal import INFORMAL
from .meeting import MEETING

OPPORTUNITIES = [*INFORMAL, *MEETING, *FORMAL, *IN_WORK]
