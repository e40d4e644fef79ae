from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "tests.sites.custom_user"
    label = "staff"
