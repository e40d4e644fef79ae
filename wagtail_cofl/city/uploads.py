"""Every picture that the site stores has lost its remarks before it reaches the storage.

Django stores the file of an image field in one place, ``FieldFile.save``, whoever uploads it: the
image form, the multiple upload, a chooser, an API, a program, a rendition that is made. So the field
is given a file class that cleans there, whatever image model the site has.
"""

from io import BytesIO

from django.core.files.base import ContentFile
from django.db.models import Model
from django.db.models.fields.files import FieldFile
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.utils.file import hash_filelike

from wagtail_cofl.settings import cofl_settings

from .cleaning import clean


def _cleaning(plain: type[FieldFile]) -> type[FieldFile]:
    """The same file class, which cleans what it stores."""

    class CleaningFile(plain):
        def save(self, name, content, save=True):
            if cofl_settings.STRIP_PHOTO_METADATA:
                content = self._cleaned(name, content)
            super().save(name, content, save=save)

        def _cleaned(self, name, content):
            content.seek(0)
            before = content.read()
            content.seek(0)
            after = clean(before)
            if after == before:
                return content
            # Wagtail's forms measure the file before it is stored: measure again.
            if getattr(self.instance, "file_hash", ""):
                self.instance.file_hash = hash_filelike(BytesIO(after))
            if getattr(self.instance, "file_size", None) is not None:
                self.instance.file_size = len(after)
            return ContentFile(after, name=name)

        def __reduce_ex__(self, protocol):
            # Wagtail caches renditions as pickles: those must open where this package is not there.
            return plain.__new__, (plain,), self.__getstate__()

    CleaningFile.__name__ = CleaningFile.__qualname__ = f"Cleaning{plain.__name__}"
    return CleaningFile


def keep_clean(model: type[Model]) -> None:
    """From now on clean what is stored with ``model``, if it is a model of images or renditions."""
    if not issubclass(model, AbstractImage | AbstractRendition):
        return
    field = model._meta.get_field("file")
    if field.attr_class.__qualname__.startswith("Cleaning"):
        return
    field.attr_class = _cleaning(field.attr_class)
