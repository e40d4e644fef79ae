"""A council's own kind of criteria, as the documentation tells it and the example site has it."""

from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from wagtail_cofl.badges import answering
from wagtail_cofl.badges.answering import Case, Given, Verdict
from wagtail_cofl.badges.blocks import shown, stream

ROOT = Path(__file__).resolve().parents[3]
GUIDE = (ROOT / "docs/how-to/own-criteria.md").read_text(encoding="utf-8")
ONE = {
    "id": "c",
    "type": "secret_word",
    "value": {"title": "Tell us the word", "detail": "", "word": "Kittiwake"},
}


@pytest.fixture
def offered(monkeypatch):
    """The app of the example site, for one test."""
    monkeypatch.setattr(answering, "_answerers", answering._answerers.copy())
    monkeypatch.setattr(stream, "_offered", {})
    for one in stream._streams:
        monkeypatch.setattr(one, "child_blocks", one.child_blocks.copy())
    monkeypatch.syspath_prepend(ROOT / "example_site")
    from secret_words.apps import SecretWordsConfig

    SecretWordsConfig.ready(None)


def asked(*words):
    given = {"c": [Given("answer", {"word": word}) for word in words]}
    version = SimpleNamespace(criteria=[ONE])
    return answering.answer(ONE, Case(None, version, given, {})).verdict


def test_it_answers(offered):
    assert asked() == Verdict.NOT_YET
    assert asked("gull") == Verdict.NOT_YET
    assert asked("gull", " kittiwake") == Verdict.MET
    answerer = answering.answerer_of(ONE)
    form = answerer.form_class(ONE)({"word": "Kittiwake"})
    assert form.is_valid()
    assert answerer.keep(ONE, form.cleaned_data) == ("answer", {"word": "Kittiwake"})
    assert answering.is_automatic(SimpleNamespace(criteria=[ONE]))


def test_it_is_offered_everywhere_and_keeps_its_secret(offered):
    choice = stream.ALL.child_blocks["choice"]
    inner = choice.child_blocks["any_of"].child_blocks["choice"]
    for one in [stream.ALL, choice.child_blocks["any_of"], inner.child_blocks["any_of"]]:
        assert one.child_blocks["secret_word"].meta.icon == "key"
    (_title, block), = shown([ONE])  # fmt: skip
    assert "Tell us the word" in block.render()
    assert "Kittiwake" not in block.render()
    assert answering.markdown(ONE) == "**Tell us the word**"


def test_it_needs_no_migration(offered, db):
    out = StringIO()
    call_command("makemigrations", "wagtail_cofl", "--check", "--dry-run", stdout=out)
    assert "No changes" in out.getvalue()


def test_when_it_is_gone_nobody_gets_the_badge_by_it():
    assert asked("Kittiwake") == Verdict.PERSON


@pytest.mark.parametrize("name", ["apps.py", "criteria.py"])
def test_the_guide_has_the_example(name):
    code = (ROOT / "example_site/secret_words" / name).read_text(encoding="utf-8")
    assert f"<!-- file: secret_words/{name} -->\n```python\n{code}```" in GUIDE
