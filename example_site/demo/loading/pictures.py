"""The demo's drawings as images of the site."""

from pathlib import Path

from django.core.files.images import ImageFile
from wagtail.images import get_image_model

PICTURES = Path(__file__).resolve().parents[1] / "pictures"


def picture(name: str, title: str):
    """The image made from ``pictures/<name>.png``, uploaded if there is none with this title."""
    Image = get_image_model()
    if image := Image.objects.filter(title=title).first():
        return image
    path = PICTURES / f"{name}.png"
    with path.open("rb") as handle:
        return Image.objects.create(title=title, file=ImageFile(handle, name=path.name))
