from django.apps import AppConfig


class CouncilConfig(AppConfig):
    name = "tests.sites.swapped_page.council"
    label = "council"
