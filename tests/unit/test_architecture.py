"""What import order cannot say about the house. The order itself is held by ``lint-imports``."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from wagtail.models import Page

import wagtail_cofl

PACKAGE = Path(wagtail_cofl.__file__).parent
CODE = sorted(p for p in PACKAGE.rglob("*.py") if "migrations" not in p.parts)
MIGRATIONS = sorted(p for p in PACKAGE.rglob("migrations/[0-9]*.py"))
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))
CLOCKS = {
    "date.today",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "time.monotonic",
    "time.time",
}
# The models that a site may swap, as a migration of one particular site would name them.
FROZEN = ("wagtailimages.image", "auth.user", "wagtailcore.page")


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def dotted_calls(tree: ast.AST) -> Iterator[str]:
    """``a.b`` for every call of ``….a.b(…)``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            if isinstance(owner, ast.Attribute):
                yield f"{owner.attr}.{node.func.attr}"
            elif isinstance(owner, ast.Name):
                yield f"{owner.id}.{node.func.attr}"


def test_the_lists_below_are_not_empty() -> None:
    assert CODE
    assert MIGRATIONS
    assert TEMPLATES


def test_the_core_app_has_no_page_type() -> None:
    """A site may swap the base page; a page type here would break it."""
    pages = [m for m in apps.get_app_config("wagtail_cofl").get_models() if issubclass(m, Page)]
    assert pages == []


@pytest.mark.parametrize("label", ["wagtail_cofl", "wagtail_cofl_pages"])
def test_each_app_chooses_its_own_row_numbers(label: str) -> None:
    assert "default_auto_field" in type(apps.get_app_config(label)).__dict__


@pytest.mark.parametrize(
    "path",
    [p for p in CODE if "openbadges" in p.parts and p.name != "__main__.py"],
    ids=name,
)
def test_the_protocol_has_no_clock(path: Path) -> None:
    """The time is passed in, so that a document is made the same way twice: by the command line too,
    which is a caller."""
    assert CLOCKS.isdisjoint(dotted_calls(ast.parse(path.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("path", CODE, ids=name)
def test_a_file_has_one_idea(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", MIGRATIONS, ids=name)
def test_migrations_name_no_model_that_a_site_may_swap(path: Path) -> None:
    """The ready-made pages are built on the ordinary page and may say so; nothing else may."""
    allowed = {"wagtailcore.page"} if "pages" in path.parts else set()
    texts = {
        node.value.lower()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert (set(FROZEN) - allowed).isdisjoint(texts)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_work_under_a_strict_content_security_policy(path: Path) -> None:
    html = path.read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)", html), "an inline script"
    assert not re.search(r"<style\b", html), "an inline style sheet"
    assert not re.search(r"<[^>]+\sstyle=", html), "an inline style"
    assert not re.search(r"<[^>]+\son[a-z]+=", html), "an inline event handler"
