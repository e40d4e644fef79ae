from django.apps import AppConfig


class SecretWordsConfig(AppConfig):
    name = "secret_words"

    def ready(self):
        from wagtail_cofl.badges.answering import register_block

        from .criteria import SecretWordAnswerer, SecretWordBlock

        register_block("secret_word", SecretWordBlock(), SecretWordAnswerer())
