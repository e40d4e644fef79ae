"""The second city."""

import pytest
from wagtail.models import Page, Site

from ..content import City, make_city, read_anew


@pytest.fixture(scope="session")
def second_city(first_city: City, made_once) -> City:
    def make() -> City:
        home = Page.objects.get(depth=1).add_child(title="Otter home", slug="otter")
        return make_city(
            Site.objects.create(hostname="learn.other.example", port=443, root_page=home), "Otter"
        )

    return made_once(make)


@pytest.fixture
def there(here: City, second_city: City) -> City:
    """Another city of the same deployment."""
    return read_anew(second_city)
