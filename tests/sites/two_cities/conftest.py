"""The second city."""

import pytest
from wagtail.models import Page, Site

from ..content import City, make_city


@pytest.fixture
def there(here: City) -> City:
    """Another city of the same deployment."""
    home = Page.objects.get(depth=1).add_child(title="Otter home", slug="otter")
    return make_city(
        Site.objects.create(hostname="learn.other.example", port=443, root_page=home), "Otter"
    )
