"""Pages of the documentation lead where they say, and tell of everything that there is to run."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from PIL import Image

from tests.unit.test_docs_reference import rows

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md"))]
PICTURES = sorted(p for p in (DOCS / "images").iterdir())
#: ``[words](target)`` and ``![words](target "title")``; not what is in a block of code.
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)(?: [^)]*)?\)")
#: Most that a picture may weigh, in bytes: the repository keeps each version of it for ever.
HEAVY = 120_000


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def prose(path: Path) -> str:
    text = re.sub(r"^\s*```.*?^\s*```$", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)
    return re.sub(r"`[^`\n]*`", "", text)


def links(path: Path) -> list[tuple[bool, str, str]]:
    """(is it a picture, its words, where it leads) for each link inside the repository."""
    found = [(bool(mark), words, to) for mark, words, to in LINK.findall(prose(path))]
    return [link for link in found if not re.match(r"(https?|mailto):", link[2])]


def anchors(path: Path) -> set[str]:
    """What ``#…`` may lead to in a page: its headings as GitHub and MyST write them."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.M)
    plain = [re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings]
    return {heading.replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_link_leads_somewhere(path: Path) -> None:
    for _is_picture, words, to in links(path):
        file, _hash, anchor = unquote(to).partition("#")
        target = (path.parent / file).resolve() if file else path
        assert target.is_file(), f"[{words}]({to})"
        assert target.is_relative_to(ROOT), f"[{words}]({to}) leads out of the repository"
        assert not anchor or anchor in anchors(target), f"[{words}]({to})"


def test_links_are_found_at_all() -> None:
    assert sum(len(links(path)) for path in PAGES) > 40


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_picture_says_what_is_on_it(path: Path) -> None:
    for is_picture, words, to in links(path):
        assert not is_picture or len(words) > 20, f"{to} needs words for who does not see it"


@pytest.mark.parametrize("path", PICTURES, ids=name)
def test_every_picture_is_shown_and_light(path: Path) -> None:
    shown = {
        (page.parent / to).resolve() for page in PAGES for is_pic, _w, to in links(page) if is_pic
    }
    assert path in shown, "no page shows this picture"
    assert path.stat().st_size <= HEAVY
    if path.suffix == ".png":
        with Image.open(path) as picture:
            assert picture.width <= 1280


@pytest.mark.parametrize("folder", ["tutorials", "how-to", "reference", "explanation"])
def test_every_page_is_in_its_index(folder: str) -> None:
    listed = re.findall(r"^([a-z][\w-]+)$", (DOCS / folder / "index.md").read_text(), re.M)
    there = {path.stem for path in (DOCS / folder).glob("*.md")} - {"index"}
    assert sorted(listed) == sorted(there)


# --- contributing ---------------------------------------------------------------------------------


def contributing() -> str:
    return (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_every_part_of_ci_is_described() -> None:
    (parts,) = re.findall(r"^parts=\((.+)\)$", (ROOT / ".ci/run").read_text(), re.M)
    section = contributing().split("## The parts of `.ci/run`", 1)[1].split("\n## ", 1)[0]
    described = [cells[0].strip("`") for cells in rows(section) if cells[0].startswith("`")]
    assert described == parts.split()
    for cells in rows(section):
        for path in re.findall(r"\b(?:tests|benchmarks|docs|scripts)/[\w/.]+\w", cells[-1]):
            built = path.startswith("docs/_build")
            assert built or (ROOT / path).exists(), f"{path} is not there"


def test_every_make_target_is_described() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.+)$", makefile, re.M)
    assert set(re.findall(r"`make ([\w-]+)`", contributing())) == set(phony.split()) - {"help"}
    for target in phony.split():
        assert re.search(rf"^{target}:", makefile, re.M), target


def test_a_base_template_of_the_sites_own_has_our_blocks() -> None:
    """The one that the how-to shows can take the place of ours."""
    ours = (ROOT / "wagtail_cofl/templates/wagtail_cofl/base.html").read_text(encoding="utf-8")
    shown = (DOCS / "how-to/change-the-look.md").read_text(encoding="utf-8")
    for block in re.findall(r"block (cofl_\w+)", ours):
        assert f"{{% block {block} %}}" in shown, block


def test_own_page_types_are_those_of_the_ready_made_pages() -> None:
    """Each mixin with its template, in the code that the how-to shows and in its table."""
    page = (DOCS / "how-to/own-page-types.md").read_text(encoding="utf-8")
    ready = (ROOT / "wagtail_cofl/pages/models.py").read_text(encoding="utf-8")
    pair = re.compile(r'^class \w+\((\w+Mixin), \w+\):.*?template = "([^"]+)"', re.M | re.S)
    pairs = dict(pair.findall(ready))
    assert len(pairs) >= 5
    assert dict(pair.findall(page)) == pairs
    assert {cells[0].strip("`") for cells in rows(page)} - {"mixin", "---"} == set(pairs)
