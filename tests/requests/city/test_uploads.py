"""Whatever way a picture takes into the site, it arrives without what it tells about people."""

import io
import json
import pickle

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.db import models
from django.test.utils import isolate_apps
from django.urls import reverse
from PIL import Image as Picture
from PIL import PngImagePlugin
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.models import Collection, UploadedFile
from wagtail.utils.file import hash_filelike

from tests.conftest import make_image
from wagtail_cofl.badges.publishing import publish_version
from wagtail_cofl.city.uploads import keep_clean

pytestmark = pytest.mark.django_db

SECRET = b"Saskia-at-home"
Image = get_image_model()


def photo(orientation: int = 1) -> bytes:
    """A telephone's photo, 96 by 64: it says who took it and where, and perhaps how to turn it."""
    exif = Picture.Exif()
    exif[0x013B], exif[0x0112] = SECRET.decode(), orientation
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (50.0, 22.0, 12.0)
    out = io.BytesIO()
    Picture.linear_gradient("L").resize((96, 64)).convert("RGB").save(out, "JPEG", exif=exif)
    assert SECRET in out.getvalue()
    return out.getvalue()


def upload(name: str = "party.jpg", orientation: int = 1) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, photo(orientation), "image/jpeg")


def stored(image) -> bytes:
    """What anybody can fetch; and the row tells the truth about it."""
    fresh = type(image).objects.get(pk=image.pk)
    with fresh.file.storage.open(fresh.file.name) as file:
        content = file.read()
    with Picture.open(io.BytesIO(content)) as picture:
        assert not picture.getexif()
        assert (fresh.width, fresh.height) == picture.size
    if fresh.file_hash:
        assert fresh.file_hash == hash_filelike(io.BytesIO(content))
    if fresh.file_size is not None:
        assert fresh.file_size == len(content)
    assert SECRET not in content
    return content


def form(image_file, **more) -> dict:
    return {"title": "Party", "file": image_file, "collection": Collection.objects.get().pk} | more


def test_the_form_for_one_picture(admin_client):
    admin_client.post(reverse("wagtailimages:add"), form(upload(orientation=6)))
    image = Image.objects.get()
    stored(image)
    assert (image.width, image.height) == (64, 96)
    assert image.file_hash
    assert image.file_size


def test_a_picture_that_is_exchanged(admin_client):
    image = make_image(photo(), "old.jpg")
    admin_client.post(
        reverse("wagtailimages:edit", args=[image.pk]), form(upload("new.jpg", orientation=8))
    )
    stored(image)
    image.refresh_from_db()
    assert "new" in image.file.name
    assert (image.width, image.height) == (64, 96)


def test_many_at_once(admin_client):
    answer = admin_client.post(
        reverse("wagtailimages:add_multiple"),
        {"files[]": upload(orientation=6), "title": "Party", "collection": "1"},
    )
    assert json.loads(answer.content)["success"]
    stored(Image.objects.get())


def test_many_at_once_that_need_more_words(admin_client):
    """Where the site asks for more than a title, the file waits and is stored in a second step."""
    waiting = UploadedFile.objects.create(
        for_content_type=apps.get_model("contenttypes.ContentType").objects.get_for_model(Image),
        file=upload(orientation=6),
        uploaded_by_user=apps.get_model("auth.User").objects.get(),
    )
    url = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waiting.pk])
    prefix = f"uploaded-image-{waiting.pk}"
    answer = admin_client.post(
        url, {f"{prefix}-title": "Party", f"{prefix}-collection": Collection.objects.get().pk}
    )
    assert json.loads(answer.content)["success"]
    stored(Image.objects.get())


def test_the_chooser_in_a_form(admin_client):
    answer = admin_client.post(
        reverse("wagtailimages_chooser:create"),
        {f"image-chooser-upload-{name}": value for name, value in form(upload()).items()},
    )
    assert json.loads(answer.content)["step"] == "chosen"
    stored(Image.objects.get())


def test_a_program():
    made = make_image(photo(6), "made.jpg")
    stored(made)
    with io.BytesIO(photo(6)) as file:
        made.file.save("again.jpg", ContentFile(file.read()))
    stored(made)
    copied = Image(title="Copy")
    copied.file.save("copy.jpg", ContentFile(photo()), save=False)
    copied.save()
    stored(copied)
    Image.objects.bulk_create(
        [Image(title="Bulk", file=ContentFile(photo(), name="bulk.jpg"), collection_id=1)]
    )
    stored(Image.objects.get(title="Bulk"))


def test_a_large_upload_that_waits_on_the_disk():
    file = TemporaryUploadedFile("big.jpg", "image/jpeg", 0, None)
    file.write(photo(6))
    file.seek(0)
    stored(Image.objects.create(title="Big", file=file))


def test_a_picture_without_remarks_is_stored_byte_for_byte():
    clean = stored(make_image(photo(), "a.jpg"))
    assert stored(make_image(clean, "b.jpg")) == clean


def test_the_same_photo_twice_is_still_noticed(admin_client):
    for name in ("one.jpg", "two.jpg"):
        admin_client.post(reverse("wagtailimages:add"), form(upload(name)))
    one, two = Image.objects.all()
    assert one.file_hash == two.file_hash


@pytest.fixture
def old_photo(settings) -> AbstractImage:
    """A photo from before: its file still has everything."""
    settings.WAGTAIL_COFL = settings.WAGTAIL_COFL | {"STRIP_PHOTO_METADATA": False}
    image = make_image(photo(6), "old.jpg")
    with image.open_file() as file:
        assert SECRET in file.read()
    del settings.WAGTAIL_COFL["STRIP_PHOTO_METADATA"]
    return image


def test_renditions_of_an_older_photo(old_photo):
    one = old_photo.get_rendition("width-40")
    several = old_photo.get_renditions("fill-30x30", "original", "format-webp", "format-png")
    for rendition in [one, *several.values()]:
        with rendition.file.storage.open(rendition.file.name) as file:
            content = file.read()
        assert SECRET not in content, rendition.filter_spec
        with Picture.open(io.BytesIO(content)) as picture:
            assert not picture.getexif()
            assert (rendition.width, rendition.height) == picture.size


def test_a_site_may_keep_the_remarks(settings):
    settings.WAGTAIL_COFL = settings.WAGTAIL_COFL | {"STRIP_PHOTO_METADATA": False}
    image = make_image(photo(), "credited.jpg")
    with image.open_file() as file:
        assert SECRET in file.read()


def test_a_badges_picture_is_clean_whatever_the_site_keeps(badge, settings):
    settings.WAGTAIL_COFL = settings.WAGTAIL_COFL | {"STRIP_PHOTO_METADATA": False}
    remarks = PngImagePlugin.PngInfo()
    remarks.add_text("Author", SECRET.decode())
    remarks.add_itxt("openbadgecredential", '{"name": "Another badge"}')
    out = io.BytesIO()
    Picture.new("RGBA", (64, 64), "#123456").save(out, "PNG", pnginfo=remarks)
    badge.image = make_image(out.getvalue())
    picture = bytes(publish_version(badge).picture)
    assert SECRET not in picture
    assert b"openbadgecredential" not in picture
    badge.image = make_image(photo(6), "photo.jpg")
    with Picture.open(io.BytesIO(publish_version(badge).picture)) as drawn:
        assert drawn.size == (64, 96)
        assert not drawn.getexif()


@isolate_apps("wagtail_cofl")
def test_a_sites_own_image_model():
    class OurImage(AbstractImage):
        admin_form_fields = ("title", "file")

        class Meta:
            app_label = "wagtail_cofl"

    class OurRendition(AbstractRendition):
        image = models.ForeignKey(OurImage, on_delete=models.CASCADE, related_name="renditions")

        class Meta:
            app_label = "wagtail_cofl"

    keep_clean(OurImage)
    keep_clean(OurImage)
    keep_clean(OurRendition)
    others = {"uploaded_by_user_id": None, "collection_id": 1}  # their models are not in this one
    image = OurImage(title="Ours", file_hash="old", file_size=1, **others)
    image.file.save("ours.jpg", ContentFile(photo(6)), save=False)
    content = image.file.storage.open(image.file.name).read()
    assert SECRET not in content
    assert (image.width, image.height) == (64, 96)
    assert image.file_hash == hash_filelike(io.BytesIO(content))
    assert image.file_size == len(content)


def test_every_image_model_of_the_site_is_looked_after():
    kinds = [m for m in apps.get_models() if issubclass(m, AbstractImage | AbstractRendition)]
    assert len(kinds) >= 2
    for model in kinds:
        assert model._meta.get_field("file").attr_class.__name__.startswith("Cleaning")


def test_a_cached_rendition_opens_where_this_package_is_not():
    rendition = make_image(photo(), "cached.jpg").get_rendition("width-40")
    assert rendition.file.name
    packed = pickle.dumps(rendition)
    assert b"wagtail_cofl" not in packed
    assert pickle.loads(packed).file.name == rendition.file.name  # noqa: S301
