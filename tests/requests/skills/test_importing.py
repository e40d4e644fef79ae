"""A published skills framework is loaded from CSV, reported on row by row, and loaded again."""

import csv
import os
import zipfile
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.search.backends import get_search_backend

from wagtail_cofl.skills.importing import ImportProblem, import_framework
from wagtail_cofl.skills.models import Framework, Skill

pytestmark = pytest.mark.django_db

EXCHANGE = (
    "ORIGINURI,ID,UUIDHISTORY,SKILLTYPE,REUSELEVEL,PREFERREDLABEL,ALTLABELS,DESCRIPTION,"
    "DEFINITION,SCOPENOTE,ISLOCALIZED"
)
PORTAL = (
    "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,"
    "modifiedDate,scopeNote,definition,inScheme,description"
)


def uri(name: object) -> str:
    return f"http://skills.example/{name}"


def row(address: str, label: str, others: str = "", description: str = "") -> str:
    """A row in the exchange layout, every cell in quotation marks."""
    cells = [address, "key", "", "knowledge", "transversal", label, others, description, "", "", ""]
    return ",".join(f'"{cell}"' for cell in cells)


def write(folder: Path, *rows: str, name: str = "skills.csv", heading: str = EXCHANGE) -> Path:
    file = folder / name
    file.write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8", newline="")
    return file


def labels() -> dict[str, str]:
    return dict(Skill.objects.values_list("uri", "label"))


def nothing_written() -> bool:
    return not Skill.objects.exists() and not Framework.objects.exists()


class TestLayouts:
    def test_exchange_layout(self, tmp_path):
        others = "make bread\n\nbake bread\nmake bread\nbake"
        write(tmp_path, row(uri(1), "bake  bread", others, "Mix, knead\r\nand bake."))
        result = import_framework(tmp_path)
        skill = Skill.objects.get()
        assert (result.added, result.changed, result.unchanged) == (1, 0, 0)
        assert result.problems == []
        assert skill.framework == result.framework
        assert skill.uri == uri(1)
        assert skill.label == "bake bread"
        assert skill.alternative_labels == "make bread\nbake"
        assert skill.description == "Mix, knead\nand bake."
        assert (skill.skill_type, skill.reuse_level) == ("knowledge", "transversal")

    def test_portal_layout(self, tmp_path):
        line = (
            "KnowledgeSkillCompetence,http://skills.example/1,skill/competence,cross-sector,"
            "bake bread,make bread | bake,,released,2024-01-01,,,http://skills.example/,Knead."
        )
        import_framework(write(tmp_path, line, name="skills_en.csv", heading=PORTAL))
        skill = Skill.objects.get()
        assert (skill.uri, skill.label, skill.description) == (uri(1), "bake bread", "Knead.")
        assert (skill.skill_type, skill.reuse_level) == ("skill/competence", "cross-sector")
        assert skill.alternative_labels == "make bread\nbake"

    def test_heading_in_any_case_and_order_behind_a_byte_order_mark(self, tmp_path):
        file = tmp_path / "mine.csv"
        file.write_bytes(
            b'\xef\xbb\xbf"OriginURI",extra,Description,altLabels,PREFERREDlabel,reuselevel,SkillType'
            b"\r\nhttp://skills.example/1,,Words,,caf\xc3\xa9 work,transversal,knowledge\r\n"
        )
        assert import_framework(file).added == 1
        assert labels() == {uri(1): "café work"}

    def test_the_framework_is_a_reference_with_its_credit(self, tmp_path):
        framework = import_framework(write(tmp_path, row(uri(1), "bake"))).framework
        framework.refresh_from_db()
        assert framework.kind == Framework.Kind.REFERENCE
        assert framework.site is None
        assert framework.identifier == "http://data.europa.eu/esco"
        assert framework.attribution == (
            "This service uses the ESCO classification of the European Commission."
        )
        assert framework.licence

    def test_a_folder_with_other_files_beside_the_skills(self, tmp_path):
        write(tmp_path, row(uri(1), "bake"))
        write(tmp_path, row(uri(2), "sew"), name="greenSkillsCollection_en.csv")
        (tmp_path / "occupations.csv").write_text("ORIGINURI,PREFERREDLABEL\n")
        import_framework(tmp_path)
        assert labels() == {uri(1): "bake"}

    def test_a_folder_where_only_the_heading_tells(self, tmp_path):
        write(tmp_path, row(uri(1), "bake"), name="download.csv")
        (tmp_path / "occupations.csv").write_text("ORIGINURI,PREFERREDLABEL\n")
        (tmp_path / "picture.csv").write_bytes(b"\xff\xfe\x00")
        import_framework(tmp_path)
        assert labels() == {uri(1): "bake"}


class TestAgain:
    def test_the_same_file_changes_nothing(self, tmp_path):
        file = write(tmp_path, row(uri(1), "bake", "a\nb", "x\r\ny"), row(uri(2), "sew"))
        import_framework(file)
        before = list(Skill.objects.order_by("pk").values())
        result = import_framework(file)
        assert (result.added, result.changed, result.unchanged) == (0, 0, 2)
        assert list(Skill.objects.order_by("pk").values()) == before
        assert Framework.objects.count() == 1

    def test_a_changed_label_updates_the_skill_in_place(self, tmp_path):
        import_framework(write(tmp_path, row(uri(1), "bake"), row(uri(2), "sew")))
        before = Skill.objects.get(uri=uri(1))
        result = import_framework(write(tmp_path, row(uri(1), "bake bread"), row(uri(2), "sew")))
        assert (result.added, result.changed, result.unchanged) == (0, 1, 1)
        after = Skill.objects.get(uri=uri(1))
        assert (after.pk, after.uuid, after.label) == (before.pk, before.uuid, "bake bread")

    @pytest.mark.parametrize(
        ("column", "name"),
        [(3, "skill_type"), (4, "reuse_level"), (6, "alternative_labels"), (7, "description")],
    )
    def test_any_other_changed_column_updates_too(self, tmp_path, column, name):
        line = row(uri(1), "bake", "one", "two")
        import_framework(write(tmp_path, line))
        cells = line.split(",")
        cells[column] = '"new"'
        assert import_framework(write(tmp_path, ",".join(cells))).changed == 1
        assert getattr(Skill.objects.get(), name) == "new"

    def test_a_skill_that_left_the_file_stays(self, tmp_path):
        import_framework(write(tmp_path, row(uri(1), "bake"), row(uri(2), "sew")))
        result = import_framework(write(tmp_path, row(uri(2), "sew")))
        assert (result.added, result.changed, result.unchanged) == (0, 0, 1)
        assert set(labels()) == {uri(1), uri(2)}

    def test_the_same_uri_in_another_framework_is_another_skill(self, tmp_path):
        spine = Framework.objects.create(kind=Framework.Kind.SPINE, title="Ours")
        ours = Skill.objects.create(framework=spine, uri=uri(1), label="ours")
        assert import_framework(write(tmp_path, row(uri(1), "theirs"))).added == 1
        ours.refresh_from_db()
        assert ours.label == "ours"


class TestRowsThatCannotBeRead:
    @pytest.mark.parametrize(
        ("bad", "message"),
        [
            (row(uri(9), ""), "nothing under PREFERREDLABEL"),
            (row(uri(9), "  \t "), "nothing under PREFERREDLABEL"),
            (row("", "lost"), "nothing under ORIGINURI"),
            (row("urn:x:9", "lost"), "“urn:x:9” is not a URI"),
            (row("javascript:alert(1)", "lost"), "is not a URI"),
            (row("http://", "lost"), "is not a URI"),
            (row("http://[skills.example", "lost"), "is not a URI"),
            (row("http://skills.example/a b", "lost"), "is not a URI"),
            (row("http://skills.example/" + "x" * 240, "lost"), "ORIGINURI is 262 characters"),
            (row(uri(9), "x" * 256), "PREFERREDLABEL is 256 characters long; no more than 255"),
            (row(uri(9), "lost").replace("knowledge", "k" * 51), "SKILLTYPE is 51 characters"),
            (row(uri(1), "again"), "already on line 2"),
            (row(uri(9), "lost") + ",", "is 12; in the heading it is 11"),
            ("just,three,cells", "is 3; in the heading it is 11"),
            (row(uri(9), "lost", description="a\0b"), "zero byte"),
            (row(uri(9), 'a "lost" one'), "quotation mark"),
            (row(uri(9), "x" * 200_000), "quotation mark"),
        ],
    )
    def test_the_row_is_reported_and_the_rest_is_loaded(self, tmp_path, bad, message):
        file = write(tmp_path, row(uri(1), "bake"), bad, row(uri(2), "sew"))
        result = import_framework(file)
        assert labels() == {uri(1): "bake", uri(2): "sew"}
        assert result.added == 2
        [problem] = result.problems
        assert (problem.line, problem.file) == (3, "skills.csv")
        assert message in problem.message

    def test_the_longest_label_fits(self, tmp_path):
        result = import_framework(write(tmp_path, row(uri(1), "é" * 255)))
        assert (result.added, result.problems) == (1, [])

    def test_lines_are_counted_through_cells_of_many_lines(self, tmp_path):
        file = write(
            tmp_path,
            row(uri(1), "bake", "one\ntwo\r\nthree"),  # lines 2, 3, 4
            "",
            row("urn:x", "lost", "one\ntwo"),  # lines 6, 7
            row(uri(3), "", "one\rtwo"),  # lines 8, 9
            row(uri(1), "again"),  # line 10
        )
        assert [problem.line for problem in import_framework(file).problems] == [6, 8, 10]

    def test_an_open_quotation_mark_costs_its_own_row_only(self, tmp_path):
        plain = [f"{uri(n)},key,,knowledge,transversal,skill {n},,,,," for n in range(20)]
        plain[3] = f'{uri(3)},key,,knowledge,transversal,"skill 3,,,,,'
        result = import_framework(write(tmp_path, *plain))
        assert [problem.line for problem in result.problems] == [5]
        assert set(labels()) == {uri(n) for n in range(20)} - {uri(3)}

    def test_a_row_may_take_the_place_of_an_unreadable_one(self, tmp_path):
        result = import_framework(write(tmp_path, row(uri(1), ""), row(uri(1), "bake")))
        assert [problem.line for problem in result.problems] == [2]
        assert labels() == {uri(1): "bake"}

    def test_strict_writes_nothing(self, tmp_path):
        file = write(tmp_path, row(uri(1), "bake"), row("", "lost"))
        result = import_framework(file, strict=True)
        assert nothing_written()
        assert result.framework is None
        assert (result.added, result.changed, result.unchanged) == (0, 0, 0)
        assert [problem.line for problem in result.problems] == [3]

    def test_strict_changes_nothing_that_was_there(self, tmp_path):
        import_framework(write(tmp_path, row(uri(1), "bake")))
        import_framework(write(tmp_path, row(uri(1), "bread"), row("", "lost")), strict=True)
        assert labels() == {uri(1): "bake"}

    def test_strict_loads_a_clean_file(self, tmp_path):
        assert import_framework(write(tmp_path, row(uri(1), "bake")), strict=True).added == 1


class TestUnusablePaths:
    def refused(self, path: Path, **options: str) -> str:
        with pytest.raises(ImportProblem) as caught:
            import_framework(path, **options)
        assert nothing_written()
        return str(caught.value)

    def test_no_such_path(self, tmp_path):
        assert "There is no file or folder" in self.refused(tmp_path / "absent.csv")

    def test_a_folder_without_skills(self, tmp_path):
        (tmp_path / "occupations.csv").write_text("ORIGINURI,PREFERREDLABEL\n")
        assert "has no skills file" in self.refused(tmp_path)

    def test_a_folder_with_two_languages(self, tmp_path):
        write(tmp_path, row(uri(1), "bake"), name="skills_en.csv")
        write(tmp_path, row(uri(1), "cuire"), name="skills_fr.csv")
        assert "(skills_en.csv, skills_fr.csv): give one" in self.refused(tmp_path)

    @pytest.mark.parametrize(
        "heading",
        [
            "",
            "name,description",
            EXCHANGE.replace(",", ";"),
            EXCHANGE.replace("PREFERREDLABEL", "LABEL"),
            'ORIGINURI,"ID',
        ],
    )
    def test_an_unknown_heading(self, tmp_path, heading):
        file = write(tmp_path, row(uri(1), "bake"), heading=heading)
        assert "does not begin with a heading" in self.refused(file)

    def test_an_empty_file(self, tmp_path):
        (tmp_path / "skills.csv").touch()
        assert "does not begin with a heading" in self.refused(tmp_path)

    def test_bytes_that_are_not_utf8_after_many_that_are(self, tmp_path):
        file = write(tmp_path, *(row(uri(n), "é" * 50) for n in range(1200)))
        with file.open("ab") as stream:
            stream.write(row(uri("last"), "café").encode("latin-1"))
        assert "skills.csv is not UTF-8" in self.refused(tmp_path)

    def test_utf16(self, tmp_path):
        file = tmp_path / "skills.csv"
        file.write_text(EXCHANGE, encoding="utf-16")
        assert "is not UTF-8" in self.refused(file)

    def test_an_archive(self, tmp_path):
        with zipfile.ZipFile(tmp_path / "esco.zip", "w") as archive:
            archive.writestr("skills_en.csv", PORTAL)
        assert "unpack it" in self.refused(tmp_path / "esco.zip")

    def test_a_file_that_may_not_be_read(self, tmp_path, monkeypatch):
        file = write(tmp_path, row(uri(1), "bake"))

        def refuse(*args, **kwargs):
            raise PermissionError(13, "Permission denied")

        # Not by the file's mode, which means nothing to root.
        monkeypatch.setattr(Path, "open", refuse)
        assert "cannot be opened" in self.refused(file)

    def test_an_unknown_format(self, tmp_path):
        file = write(tmp_path, row(uri(1), "bake"))
        assert "use one of esco" in self.refused(file, format="onet")


class TestSearch:
    def found(self, words: str) -> list[str]:
        found = get_search_backend().search(words, Skill.objects.all())
        return sorted(skill.label for skill in found)

    def test_loaded_skills_are_found_by_any_of_their_names(self, tmp_path):
        import_framework(write(tmp_path, row(uri(1), "bake bread", "panification")))
        assert self.found("bread") == ["bake bread"]
        assert self.found("panification") == ["bake bread"]

    def test_a_new_name_is_found(self, tmp_path):
        import_framework(write(tmp_path, row(uri(1), "bake bread")))
        import_framework(write(tmp_path, row(uri(1), "make loaves")))
        assert self.found("loaves") == ["make loaves"]
        assert self.found("bread") == []


class TestCost:
    def queries(self, folder: Path, count: int, label: str = "skill") -> int:
        file = write(folder, *(row(uri(n), f"{label} {n}") for n in range(count)))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            import_framework(file)
        return len(queries)

    def test_queries_grow_by_thousands_not_by_rows(self, tmp_path):
        assert self.queries(tmp_path, 1000) < 100
        assert self.queries(tmp_path, 1000) < 10
        assert self.queries(tmp_path, 3000) < 200
        assert Skill.objects.count() == 3000

    def test_changes_other_than_names_are_saved_together(self, tmp_path):
        file = write(tmp_path, *(row(uri(n), f"skill {n}") for n in range(1000)))
        import_framework(file)
        write(tmp_path, *(row(uri(n), f"skill {n}", "", "new") for n in range(1000)))
        with CaptureQueriesContext(connection) as queries:
            assert import_framework(file).changed == 1000
        assert len(queries) < 60


class TestCommand:
    def run(self, *arguments: object) -> tuple[str, str, int]:
        out, err = StringIO(), StringIO()
        code = 0
        try:
            call_command(
                "cofl_import_framework", *map(str, arguments), stdout=out, stderr=err, no_color=True
            )
        except CommandError as error:
            err.write(f"{error}\n")
            code = error.returncode
        return out.getvalue(), err.getvalue(), code

    def test_summary_and_problems(self, tmp_path):
        write(tmp_path, row(uri(1), "bake"), row("", "lost"))
        out, err, code = self.run(tmp_path)
        assert out == "ESCO: added: 1, changed: 0, unchanged: 0, not read: 1.\n"
        assert err == "skills.csv line 3: There is nothing under ORIGINURI.\n"
        assert code == 0

    def test_strict_with_a_problem(self, tmp_path):
        write(tmp_path, row(uri(1), "bake"), row("", "lost"))
        out, err, code = self.run(tmp_path, "--strict")
        assert (out, code) == ("", 1)
        assert err.splitlines() == [
            "skills.csv line 3: There is nothing under ORIGINURI.",
            "Nothing was loaded, because 1 row cannot be read.",
        ]
        assert nothing_written()

    def test_strict_without_a_problem(self, tmp_path):
        out, err, code = self.run(write(tmp_path, row(uri(1), "bake")), "--strict")
        assert (out[:14], err, code) == ("ESCO: added: 1", "", 0)

    def test_an_unusable_path(self, tmp_path):
        out, err, code = self.run(tmp_path / "absent")
        assert (out, code) == ("", 2)
        assert "There is no file or folder" in err

    def test_an_unusable_format(self, tmp_path):
        assert self.run(tmp_path, "--format", "onet")[2] == 2


class TestRealSample:
    @pytest.fixture
    def sample(self) -> Path:
        beside = Path(__file__).resolve().parents[4] / "shared" / "data"
        file = Path(os.environ.get("COFL_REAL_DATA", beside)) / "esco" / "sample" / "skills.csv"
        if not file.exists():
            pytest.skip(f"no ESCO sample at {file}: set COFL_REAL_DATA to the folder of real data")
        return file

    def test_every_row_of_the_file_is_loaded_once(self, sample):
        with sample.open(encoding="utf-8-sig", newline="") as stream:
            rows = {line["ORIGINURI"]: line for line in csv.DictReader(stream)}
        first = import_framework(sample.parent)
        assert first.problems == []
        assert first.added == len(rows) == Skill.objects.count() > 500
        assert labels() == {address: line["PREFERREDLABEL"] for address, line in rows.items()}
        types = dict(Skill.objects.values_list("uri", "skill_type"))
        assert types == {address: line["SKILLTYPE"] for address, line in rows.items()}
        with CaptureQueriesContext(connection) as queries:
            second = import_framework(sample)
        assert (second.added, second.changed, second.unchanged) == (0, 0, len(rows))
        assert len(queries) < 10
