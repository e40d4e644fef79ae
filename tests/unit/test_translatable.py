"""Every text that a person sees can be translated."""

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "wagtail_cofl"
TEMPLATES = sorted(PACKAGE.glob("templates/**/*.html"))
# The protocol's own command line runs without Django, and so without its translations.
SOURCES = sorted(
    p for p in PACKAGE.glob("**/*.py") if "migrations" not in p.parts and p.name != "__main__.py"
)

# Template code, and what it may stand between: none of it is text of ours.
CODE = [
    r"{#.*?#}",
    r"{%\s*comment.*?{%\s*endcomment\s*%}",
    r"{%\s*blocktranslate.*?{%\s*endblocktranslate\s*%}",
    r"{%.*?%}",
    r"{{.*?}}",
    r"<!doctype[^>]*>",
]
SEEN_ATTRIBUTES = re.compile(
    r"\b(?:alt|title|placeholder|aria-label|aria-description)=\"([^\"]*)\""
)
# Keywords whose text reaches a screen.
SHOWN = {
    "verbose_name",
    "verbose_name_plural",
    "help_text",
    "label",
    "heading",
    "menu_label",
    "choose_one_text",
    "choose_another_text",
    "description",
}
SHOWN_CALLS = {"ValidationError", "CommandError", "HeaderButton", "Button", "MenuItem"}


def literals(template: str) -> list[str]:
    """The words in a template that no translator would ever see."""
    for pattern in CODE:
        template = re.sub(pattern, "", template, flags=re.S | re.I)
    words = SEEN_ATTRIBUTES.findall(template)
    words += re.sub(r"<[^>]*>", "\n", template).splitlines()
    return [word.strip() for word in words if re.search(r"[^\W\d_]", word)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_template_has_no_words_outside_translation(path):
    assert literals(path.read_text()) == []


def test_the_template_check_can_fail():
    assert literals("<p>Hello {{ name }}</p>") == ["Hello"]
    assert literals('<img alt="A badge">') == ["A badge"]
    assert literals('<p class="x">{% translate "Hello" %} – 1 · {{ x }}</p>') == []


def _is_literal(node: ast.AST) -> bool:
    if isinstance(node, ast.JoinedStr):
        return any(
            isinstance(v, ast.Constant) and re.search(r"[A-Za-z]{3}", v.value) for v in node.values
        )
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value


def untranslated(source: str) -> list[int]:
    """Lines on which a text for people is a bare literal."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        shown = [k.value for k in node.keywords if k.arg in SHOWN]
        if name in SHOWN_CALLS:
            shown += node.args[:1]
        found += [v.lineno for v in shown if _is_literal(v)]
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_has_no_words_outside_translation(path):
    assert untranslated(path.read_text()) == []


def test_the_module_check_can_fail():
    assert untranslated('x = CharField("x", help_text="Say a word")') == [1]
    assert untranslated('raise CommandError(f"There is no {x}")') == [1]
    assert untranslated('x = CharField(help_text=_("Say a word"))') == []


def test_every_field_an_editor_sees_has_a_name_that_can_be_translated():
    from django.apps import apps
    from django.utils.functional import Promise

    ours = [*apps.get_app_config("wagtail_cofl").get_models()]
    ours += apps.get_app_config("wagtail_cofl_pages").get_models()
    bare = [
        f"{model.__name__}.{field.name}"
        for model in ours
        for field in model._meta.local_fields
        if field.editable
        and not field.auto_created
        and not field.is_relation
        and not isinstance(field.verbose_name, Promise)
    ]
    assert bare == []
    assert all(isinstance(model._meta.verbose_name, Promise) for model in ours)
