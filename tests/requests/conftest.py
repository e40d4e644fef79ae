"""What tests of whole pages share."""

import pytest

from tests.sites.content import City, make_city


@pytest.fixture
def everything(site) -> City:
    """A small whole city: pages of every type, and a learner who holds something."""
    return make_city(site, "Merrow")
