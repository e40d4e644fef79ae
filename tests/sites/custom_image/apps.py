from django.apps import AppConfig


class PicturesConfig(AppConfig):
    name = "tests.sites.custom_image"
    label = "pictures"
