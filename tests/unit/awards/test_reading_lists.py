"""Lists of people as they are really uploaded: every way to save them, every slip in them."""

import csv
import io
import tracemalloc
import zipfile
from datetime import date, datetime, time
from itertools import repeat

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wagtail_cofl.awards import tables
from wagtail_cofl.awards.reading_lists import (
    Line,
    ListProblem,
    Problem,
    guess_columns,
    read_lines,
    read_table,
    write_problems_csv,
)

TODAY = date(2026, 6, 30)


def workbook(*sheets, hidden=()) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Sheet {number}")
        sheet.sheet_state = "hidden" if number in hidden else "visible"
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def archive(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


GOOD = workbook([["email", "date"], ["a@x.org", date(2026, 6, 12)], ["b@x.org", 12]])
PARTS = {
    name: zipfile.ZipFile(io.BytesIO(GOOD)).read(name)
    for name in zipfile.ZipFile(io.BytesIO(GOOD)).namelist()
}


def lines_of(content: str | bytes, **columns) -> list[Line]:
    table = read_table(content if isinstance(content, bytes) else content.encode())
    return list(read_lines(table, columns or guess_columns(table), today=TODAY))


def codes_of(line: Line) -> list[tuple[str, str]]:
    return [(problem.column, problem.code) for problem in line.problems]


# --- Files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_csv_is_read_however_it_was_saved(encoding, separator, newline):
    rows = [["E-mail", "Name", "Note"], ["a@x.org", "Zoë", '"1, 2; 3"'], ["b@x.org", "Siân", ""]]
    text = newline.join(separator.join(row) for row in rows) + newline
    table = read_table(text.encode(encoding))
    assert (table.kind, table.headings) == ("csv", ("E-mail", "Name", "Note"))
    assert list(table.rows) == [(2, ("a@x.org", "Zoë", "1, 2; 3")), (3, ("b@x.org", "Siân"))]
    assert list(table.rows) == list(table.rows)


def test_rows_have_the_numbers_that_a_spreadsheet_shows():
    text = 'email,note\n\na@x.org,"two\nlines"\n , \n;,,,\nb@x.org\n'
    assert list(read_table(text.encode()).rows) == [
        (3, ("a@x.org", "two\nlines")),
        (5, (";",)),
        (6, ("b@x.org",)),
    ]
    sheet = workbook([["email", "note"], [], ["a@x.org", " "], [None, "x"]])
    assert list(read_table(sheet).rows) == [(3, ("a@x.org",)), (4, ("", "x"))]


def test_the_separator_can_be_told_and_files_can_be_streams():
    table = read_table(io.BytesIO(b"sep=;\r\nemail;a,b,c\r\nx@x.org;1,2,3\r\n"))
    assert table.headings == ("email", "a,b,c")
    assert list(table.rows) == [(2, ("x@x.org", "1,2,3"))]


def test_separators_inside_quotation_marks_do_not_count():
    table = read_table(b'"Email, work";"Note, any, all"\n"x@x.org";"1, 2, 3"\n')
    assert table.headings == ("Email, work", "Note, any, all")


def test_a_list_without_headings_loses_nobody():
    for content in (b"Ann,ann@x.org\nBob,bob@x.org\n", workbook([["Ann", "ann@x.org"], ["Bob"]])):
        table = read_table(content)
        assert table.headings == ("Column A", "Column B")
        assert [number for number, _cells in table.rows] == [1, 2]
        assert guess_columns(table) == {"email": 1}
    assert read_table(b"email,,\na@x.org,b,c\n").headings == ("email", "Column B", "Column C")


def test_cells_have_no_spaces_around_them_and_nothing_unseen():
    text = "email,name\n\u200b\u00a0ann@x.org\ufeff , Ann\u00a0Lee\u00ad\u202e \n'+44@x.org,'=1\n"
    rows = [cells for _number, cells in read_table(text.encode()).rows]
    assert rows == [("ann@x.org", "Ann Lee"), ("+44@x.org", "=1")]


def test_a_workbook_gives_what_people_see():
    table = read_table(
        workbook(
            [],
            [["email", "secret"], ["hidden@x.org"]],
            [
                ["Email", "Awarded", "No", "Part", "Yes", "When", "At"],
                [
                    "a@x.org",
                    date(2026, 6, 12),
                    12.0,
                    1.5,
                    True,
                    datetime(2026, 6, 1, 9, 30),
                    time(9),
                ],
            ],
            [["another sheet"]],
            hidden={1},
        )
    )
    assert table.kind == "xlsx"
    (row,) = table.rows
    assert row == (
        2,
        ("a@x.org", "2026-06-12", "12", "1.5", "TRUE", "2026-06-01 09:30", "09:00:00"),
    )


def test_a_workbook_is_read_whoever_wrote_it():
    """Excel keeps texts in a part of their own; other programs write down a wrong size."""
    strings = (
        '<sst xmlns="{}"><si><t>email</t></si><si><r><t>a@</t></r><r><t>x.org</t></r></si></sst>'
    )
    rows = (
        '<dimension ref="A1"/><sheetData><row><c t="s"><v>0</v></c></row>'
        '<row r="3"><c r="B3" t="s"><v>1</v></c></row></sheetData>'
    )
    sheet = f'<worksheet xmlns="{{}}">{rows}</worksheet>'
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    shared = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    types = PARTS["[Content_Types].xml"].decode()
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{shared}"/></Types>'
    made = {
        "xl/sharedStrings.xml": strings.format(main),
        "xl/worksheets/sheet1.xml": sheet.format(main),
        "[Content_Types].xml": types.replace("</Types>", override),
    }
    assert list(read_table(archive(PARTS | made)).rows) == [(3, ("", "a@x.org"))]
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + made["xl/sharedStrings.xml"]
    made["xl/sharedStrings.xml"] = laughs.replace("x.org", "&b;.org")
    with pytest.raises(ListProblem) as refused:
        read_table(archive(PARTS | made))
    assert refused.value.code == "damaged"


OTHER_FILES = {
    "old Excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "xls"),
    "PDF": (b"%PDF-1.7\n", "pdf"),
    "PNG": (b"\x89PNG\r\n\x1a\n", "picture"),
    "JPEG": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture"),
    "WebP": (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "picture"),
    "HEIC": (b"\x00\x00\x00\x18ftypheic", "picture"),
    "Numbers": (archive({"Index/Document.iwa": "x"}), "numbers"),
    "OpenDocument": (
        archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
        "ods",
    ),
    "binary Excel": (archive({"xl/workbook.bin": "x"}), "xlsb"),
    "Word": (archive({"word/document.xml": "<x/>", "[Content_Types].xml": "<x/>"}), "document"),
    "zip": (archive({"readme": "hello"}), "zip"),
    "web page": (b"\xef\xbb\xbf\r\n <HTML><table><tr><td>a@x.org", "web"),
    "web page in UTF-16": ("<!DOCTYPE html><table>".encode("utf-16"), "web"),
    "XML of Excel 2003": (b'<?xml version="1.0"?><Workbook/>', "web"),
    "half a workbook": (workbook([["email"], ["a@x.org"]])[:3000], "damaged"),
    "no workbook inside": (archive({"[Content_Types].xml": "<x/>"}), "damaged"),
    "a program": (b"\x7fELF\x02\x01\x01" + bytes(9), "binary"),
    "any bytes": (bytes(range(1, 256)), "encoding"),
    "UTF-16 without its mark": ("email\na@x.org".encode("utf-16-le"), "binary"),
    "broken UTF-16": (b"\xff\xfea\x00\x00\xd8", "encoding"),
    "no known letters": (b"email\n\x81\x8d\x8f@x.org\n", "encoding"),
}


@pytest.mark.parametrize(("content", "code"), OTHER_FILES.values(), ids=OTHER_FILES)
def test_another_kind_of_file_is_refused_with_the_fix(content, code):
    with pytest.raises(ListProblem) as refused:
        read_table(content)
    assert refused.value.code == code
    assert refused.value.sentence.endswith("Save the list as CSV or Excel workbook (.xlsx).")


@pytest.mark.parametrize(
    "content", [b"", b"\n , \n", b"email,name\n", workbook([]), workbook([["email"]])]
)
def test_a_list_of_nobody_is_refused(content):
    with pytest.raises(ListProblem) as refused:
        read_table(content)
    assert refused.value.code == "empty"


def test_a_quotation_mark_without_partner_swallows_nobody():
    for row in ('"Ann,ann@x.org\nBob,bob@x.org\n', '"Ann,ann@x.org\n"Bob,bob@x.org\n'):
        with pytest.raises(ListProblem, match="Row 3 ") as refused:
            read_table(f"name,email\nEve,eve@x.org\n{row}".encode())
        assert refused.value.code == "quotes"
    assert lines_of('name,email\nAnn "A" Lee, "ann@x.org"\n')[0].name == 'Ann "A" Lee'


def test_files_too_large_are_refused(monkeypatch):
    def code(content, **limits):
        with pytest.raises(ListProblem) as refused:
            read_table(content, **limits)
        return refused.value.code

    people = [["email"], ["a@x.org"], ["b@x.org"], ["c@x.org"]]
    for content in (workbook(people), "\n".join(row[0] for row in people).encode()):
        assert code(content, most_rows=2) == "rows"
        assert len(list(read_table(content, most_rows=3).rows)) == 3
    for content in (workbook(people[1:]), b"a@x.org\nb@x.org\nc@x.org"):
        assert code(content, most_rows=2) == "rows"
    wide = [""] * 60 + ["a@x.org"]
    assert code(workbook([wide])) == code(",".join(wide).encode()) == "columns"
    assert len(read_table(workbook([wide[1:]])).headings) == 60
    # It stops there, and does not first gather all that there is.
    with pytest.raises(ListProblem):
        list(tables._bounded(repeat((1, ("a@x.org",))), 5))
    # Two cells at the far end of a sheet are not a million rows of sixteen thousand cells.
    assert code(far_away(row=2_000_000)) == "damaged"
    # A hundred megabytes of nothing.
    bomb = archive({"[Content_Types].xml": "<x/>", "xl/worksheets/sheet1.xml": bytes(10**8)})
    assert len(bomb) < 200_000
    assert code(bomb) == "unpacked"
    monkeypatch.setattr(tables, "MOST_BYTES", 20)
    assert code(b"email\n" + b"a@x.org\n" * 3) == code(io.BytesIO(bytes(30))) == "big"


def far_away(row: int) -> bytes:
    good = zipfile.ZipFile(io.BytesIO(workbook([["email"], ["a@x.org"]])))
    parts = {name: good.read(name).decode() for name in good.namelist()}
    (sheet,) = [name for name in parts if "sheet1" in name]
    parts[sheet] = parts[sheet].replace('r="2"', f'r="{row}"').replace("A2", f"XFD{row}")
    return archive(parts)


# --- Columns --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headings", "guessed"),
    [
        ("e-mail;full name;date awarded;comments", {"email": 0, "name": 1, "date": 2, "note": 3}),
        ("No;LEARNER_EMAIL;Learner Name;Issued On:", {"email": 1, "name": 2, "date": 3}),
        ("Recipient;Email address;Date of birth", {"email": 1, "name": 0}),
        ("First name;Mail", {"email": 1, "name": 0}),
        ("First name;Surname;Mail", {"email": 2}),
        ("Parent email;Email of the participant;x", {"email": 1}),
        ("Email sent;Contact;Guardian e-mail", {}),
        ("Ebost;Enw;Dyddiad;Nodyn", {"email": 0, "name": 1, "date": 2, "note": 3}),
    ],
)
def test_columns_are_guessed_by_their_headings(headings, guessed):
    assert guess_columns(read_table(f"{headings}\n1;2;3;4\n".encode())) == guessed


def test_columns_are_guessed_by_what_most_cells_look_like():
    text = "Who;Contact;Parent email\n\nAnn;a@x.org;p@x.org\nBob;Bob <b@x.org>\nCem;07700 900123\n"
    assert guess_columns(read_table(text.encode())) == {"email": 1}
    text = "Name;Other\na@x.org;Ann\nb@x.org;Bob\n"  # a heading that is wrong
    assert guess_columns(read_table(text.encode())) == {"email": 0}
    assert guess_columns(read_table(b"Who;Contact\nAnn;ann at x.org\n")) == {}


def test_no_lines_without_a_column_of_addresses():
    with pytest.raises(ListProblem) as refused:
        read_lines(read_table(b"a,b\n1,2\n"), {"name": 0})
    assert refused.value.code == "no-email"


# --- People ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "email", "name"),
    [
        ("Ann.Lee@X.org", "Ann.Lee@X.org", ""),
        ("“Ann Lee” <ann@x.org>".replace("“", "'").replace("”", "'"), "ann@x.org", "Ann Lee"),
        ("<ann@x.org>", "ann@x.org", ""),
        ("mailto:ann@x.org", "ann@x.org", ""),
        ("ann@x.org;", "ann@x.org", ""),
        ("ann\u200d@x.org", "ann@x.org", ""),
        ("o'hara+badges@x.co.uk", "o'hara+badges@x.co.uk", ""),
    ],
)
def test_an_address_is_understood(typed, email, name):
    (line,) = lines_of(f"email|name\n{typed}|\n", email=0, name=1)
    assert (line.email, line.name, line.problems) == (email, name, ())
    (line,) = lines_of(f"email|name\n{typed}|Given  Name\n", email=0, name=1)
    assert line.name == "Given Name"


@pytest.mark.parametrize(
    ("typed", "code", "fix"),
    [
        ("", "missing", "Add it"),
        ("ann.x.org", "at", "@ is missing"),
        ("ann@x.org, bob@x.org", "two", "more than one @"),
        ("ann@x.org / bob@x.org", "two", "its own row"),
        ("ann lee@x.org", "spaces", "Take it out"),
        ("ann@x.org.", "dot", "full stop"),
        ("ann@x", "address", "name@example.org"),
        ("Ann <ann.x.org>", "at", "@ is missing"),
        ("a" * 250 + "@x.org", "long", "254"),
    ],
)
def test_a_bad_address_is_told_with_its_fix(typed, code, fix):
    (line,) = lines_of(f"email|name\n{typed}|Ann\n", email=0, name=1)
    assert codes_of(line) == [("email", code)]
    assert fix in line.problems[0].sentence
    assert (line.email, line.name) == (typed, "Ann")


def test_an_address_that_comes_again_names_the_first_row():
    lines = lines_of("email\nann@x.org\nbob@x.org\n\nANN@x.org\nbad\nbad\nAnn <ann@x.org>\n")
    assert [codes_of(line) for line in lines] == [
        [],
        [],
        [("email", "twice")],
        [("email", "at")],
        [("email", "at")],
        [("email", "twice")],
    ]
    assert "row 2 " in lines[2].problems[0].sentence
    assert (lines[5].number, "row 2 " in lines[5].problems[0].sentence) == (8, True)


def test_a_name_or_note_too_long_is_told():
    (line,) = lines_of(f"email,name,note\nann@x.org,{'n' * 255},{'x' * 1001}\n")
    assert codes_of(line) == [("name", "long"), ("note", "long")]


@pytest.mark.parametrize(
    "typed",
    [
        "2026-06-12",
        "2026/6/12",
        "2026-06-12 09:30",
        "2026-06-12T09:30:00Z",
        "12/06/2026",
        "12/06/2026 09:30",
        "12.6.2026",
        "12-06-2026",
        "12 June 2026",
        "Friday, 12th of June 2026",
        "12-Jun-2026",
        "12 JUN. 2026",
        "June 12th, 2026",
    ],
)
def test_a_date_is_read_with_the_day_before_the_month(typed):
    (line,) = lines_of(f"email|date\nann@x.org|{typed}\n")
    assert (line.awarded_on, line.problems) == (date(2026, 6, 12), ())


@pytest.mark.parametrize(
    "typed",
    [
        "12/06/26",
        "31/06/2026",
        "06/2026",
        "last June",
        "46185",
        "12 Ju 2026",
        "12/06/0206",
        "12 Foo 2026",
    ],
)
def test_a_date_in_doubt_is_no_date(typed):
    (line,) = lines_of(f"email|date\nann@x.org|{typed}\n")
    assert (line.awarded_on, codes_of(line)) == (None, [("date", "date")])
    assert "2026-06-12 or as 12 June 2026" in line.problems[0].sentence
    assert line.typed_date == typed


def test_one_american_date_puts_all_that_can_mean_two_days_in_doubt():
    days = ["06/12/2026", "05/05/2026", "25/06/2026", "2026-06-12", "06/13/2026"]
    lines = lines_of("email,date\n" + "".join(f"{i}@x.org,{day}\n" for i, day in enumerate(days)))
    assert [line.awarded_on for line in lines] == [
        None,
        date(2026, 5, 5),
        date(2026, 6, 25),
        date(2026, 6, 12),
        None,
    ]
    assert "two days" in lines[0].problems[0].sentence


def test_a_date_can_be_today_or_nothing_but_not_tomorrow():
    lines = lines_of("email,date\na@x.org,30/06/2026\nb@x.org,\nc@x.org,01/07/2026\n")
    assert [line.awarded_on for line in lines] == [TODAY, None, date(2026, 7, 1)]
    assert [codes_of(line) for line in lines] == [[], [], [("date", "future")]]


def test_dates_in_a_workbook_are_read_as_dates_and_as_text():
    rows = [["email", "date"], ["a@x.org", datetime(2026, 6, 12)], ["b@x.org", "12/06/2026"]]
    lines = lines_of(workbook(rows))
    assert [(line.awarded_on, line.problems) for line in lines] == [(date(2026, 6, 12), ())] * 2


def test_the_rows_with_problems_come_back_to_be_mended():
    problems = (Problem("at", "email", "Mend it."), Problem("date", "date", "Mend that."))
    lines = [
        Line(2, "good@x.org", "Good", None, "", ()),
        Line(3, "=cmd()", "+Ann", None, "-1", problems, "@12"),
        Line(4, "ann@x.org", "Zoë, “Zed”", date(2026, 6, 12), "\tx", problems[:1]),
    ]
    text = "".join(write_problems_csv(lines))
    assert text[0] == "\ufeff"
    assert list(csv.reader(io.StringIO(text[1:]))) == [
        ["Row", "E-mail", "Name", "Date", "Note", "What to do"],
        ["3", "'=cmd()", "'+Ann", "'@12", "'-1", "Mend it. Mend that."],
        ["4", "ann@x.org", "Zoë, “Zed”", "2026-06-12", "'\tx", "Mend it."],
    ]
    again = lines_of(text.encode())
    assert [(line.email, line.name, line.typed_date) for line in again] == [
        ("=cmd()", "+Ann", "@12"),
        ("ann@x.org", "Zoë, “Zed”", "2026-06-12"),
    ]


def test_ten_thousand_rows_pass_by_without_piling_up():
    def peak(people):
        rows = (
            f"learner{i}@example.org,Learner {i},12/06/2026,{'n' * 200}\n" for i in range(people)
        )
        content = ("email,name,date,note\n" + "".join(rows)).encode()
        tracemalloc.start()
        count = sum(not line.problems for line in lines_of_stream(content))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert count == people
        return most

    # What stays is the address and the row of each person, to know it again: not the rows.
    assert peak(10_000) - peak(1_000) < 9_000 * 250


def lines_of_stream(content):
    table = read_table(content)
    return read_lines(table, guess_columns(table), today=TODAY)


# --- Anything -------------------------------------------------------------------------------------


def read_through(content: bytes) -> None:
    """Either a table or a ListProblem, never another exception."""
    try:
        table = read_table(content)
    except ListProblem as problem:
        assert problem.code and problem.sentence.endswith(".")
        return
    width = len(table.headings)
    assert all(table.headings) and 1 <= width <= 60
    rows = list(table.rows)
    assert rows and all(len(cells) <= width for _number, cells in rows)
    columns = {"email": 0, "name": 1, "date": 0, "note": 2} | guess_columns(table)
    lines = list(read_lines(table, columns, today=TODAY))
    assert [line.number for line in lines] == [number for number, _cells in rows]
    "".join(write_problems_csv(lines)).encode()


TEXT = st.text("ae@.,;\t\r\n\"'|<>/ 12-é\u200b\x00\x85\u2028", max_size=80)


@settings(max_examples=100, deadline=None)
@given(
    st.binary(max_size=200)
    | TEXT.map(str.encode)
    | TEXT.map(lambda text: text.encode("utf-16"))
    | st.binary(max_size=60).map(b"PK\x03\x04".__add__)
)
@example(b"\xff\xfe\x00\x00")
@example(b'a@x.org,"' + b"x" * 200_000 + b'"')
def test_whatever_bytes_are_a_table_or_a_problem_with_a_sentence(content):
    read_through(content)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(PARTS)), st.data())
def test_a_workbook_with_any_part_spoilt_is_a_table_or_a_problem(name, data):
    part = PARTS[name]
    at = data.draw(st.integers(0, len(part)))
    spoilt = (
        part[:at] + data.draw(st.binary(max_size=4)) + part[at + data.draw(st.integers(0, 40)) :]
    )
    read_through(archive(PARTS | {name: spoilt}))
