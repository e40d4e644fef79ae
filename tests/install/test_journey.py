"""In a site made from the wheel: from the first log-in to a badge that verifies."""

import json
import shutil
from pathlib import Path

import pytest

from tests.install.council import CouncilSite
from tests.install.readme import ROOT, Instructions

LEARNER, SOMEBODY_ELSE = "sam@example.org", "alex@example.org"
BADGES = ("credential.json", "assertion.json", "badge-ob3.png", "badge-ob2.png")


@pytest.fixture(scope="module")
def badges(
    bare_site: CouncilSite,
    tables: Path,
    static_files: Path,
    instructions: Instructions,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """The folder of what the learner got. Static files have hashed names, as in a live site: a
    name that is not among them is an error."""
    bare_site.follow(instructions)
    for name in ("visitor.py", "journey.py", "verifying.py"):
        shutil.copy(ROOT / "tests" / "install" / name, bare_site.folder)
    folder = tmp_path_factory.mktemp("badges")
    bare_site.manage(
        "shell", "-c", f"import journey, pathlib; journey.whole(pathlib.Path({str(folder)!r}))"
    )
    return folder


@pytest.fixture(scope="module")
def told(badges: Path, bare_site: CouncilSite, instructions: Instructions) -> dict[str, list]:
    """What the command says of each badge as the learner's and as somebody else's, and its exit code.
    In one process: to start one takes far longer than to verify a badge."""
    bare_site.follow(instructions)
    asked = [[str(badges / name), who] for name in BADGES for who in (LEARNER, SOMEBODY_ELSE)]
    answers, questions = badges.parent / "told.json", json.dumps(asked)
    bare_site.manage(
        "shell", "-c", f"import verifying; verifying.tell({questions!r}, {str(answers)!r})"
    )
    return json.loads(answers.read_text())


def test_the_learner_has_every_form_of_the_badge(badges: Path) -> None:
    assert {path.name for path in badges.iterdir()} == set(BADGES)


@pytest.mark.parametrize("name", BADGES)
def test_the_command_knows_a_real_badge(badges: Path, told: dict[str, list], name: str) -> None:
    code, said = told[f"{badges / name} {LEARNER}"]
    assert code == 0, said
    assert "This badge is real." in said


@pytest.mark.parametrize("name", BADGES)
def test_the_command_refuses_it_from_somebody_else(
    badges: Path, told: dict[str, list], name: str
) -> None:
    code, said = told[f"{badges / name} {SOMEBODY_ELSE}"]
    assert code == 1, said
    assert "It was given to another email address." in said


def test_the_command_as_it_is_typed(badges: Path, site: CouncilSite) -> None:
    result = site.manage("cofl_verify", str(badges / BADGES[0]), "--email", LEARNER)
    assert "This badge is real." in result.stdout


def test_the_command_refuses_a_changed_badge(
    badges: Path, site: CouncilSite, tmp_path: Path
) -> None:
    text = (badges / "credential.json").read_text()
    assert "Knot Tyer" in text
    changed = tmp_path / "changed.json"
    changed.write_text(text.replace("Knot Tyer", "Harbour Master"))
    result = site.manage("cofl_verify", str(changed), check=False)
    assert result.returncode == 1
    assert "Do not trust this badge." in result.stdout


@pytest.mark.parametrize("module", ["live", "dev"])
def test_every_index_opens_when_there_is_something_in_it(
    badges: Path, site: CouncilSite, module: str
) -> None:
    site.manage(
        "shell",
        "-c",
        "import journey; journey.look_around()",
        "--settings",
        f"councilsite.settings.{module}",
    )
