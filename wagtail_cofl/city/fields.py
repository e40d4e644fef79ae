"""A StreamField that a site can extend without making migrations in our package."""

from wagtail.fields import StreamField


class OpenStreamField(StreamField):
    """Migrations record no blocks: a site may add its own, and ``makemigrations`` stays silent."""

    def deconstruct(self):
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs
