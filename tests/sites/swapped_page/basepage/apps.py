from django.apps import AppConfig


class BasePageConfig(AppConfig):
    name = "tests.sites.swapped_page.basepage"
    label = "basepage"
