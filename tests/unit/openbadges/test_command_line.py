"""Badges on the command line, where there is no Django."""

import hashlib
import json
import subprocess
import sys
from io import BytesIO, TextIOWrapper
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_cofl.openbadges import did, jose, v2, v3
from wagtail_cofl.openbadges.__main__ import main
from wagtail_cofl.openbadges.baking import KEYWORD_V2, KEYWORD_V3, BadPicture, bake, unbake
from wagtail_cofl.openbadges.inspecting import NotABadge, describe
from wagtail_cofl.openbadges.jsonld import canonicalise

from . import factories
from .pictures import png

DID_URL = did.did_url(factories.ISSUER.did)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><path/></svg>'
TOKEN = jose.vc_jwt(v3.credential(factories.award()), key=factories.KEY, kid="key-1")
ASSERTION = json.dumps(v2.assertion(factories.award()))
CREDENTIAL = json.dumps(factories.credential())
ADDRESS = "https://learn.example.org/cofl/assertions/9"


@pytest.fixture
def files(tmp_path, monkeypatch):
    """The badge in several forms, and what its issuer has on the web, in the working folder."""
    monkeypatch.chdir(tmp_path)
    contents = {
        "badge.json": CREDENTIAL,
        "assertion.json": ASSERTION,
        "token.txt": f"{TOKEN[:90]}\n{TOKEN[90:]}\n",
        "address.txt": f"{ADDRESS}\n",
        "did.json": json.dumps(factories.world()[DID_URL]),
        "picture.png": png(),
        "picture.svg": SVG,
        "marked.txt": f"\ufeff{ADDRESS}\r\n",
        "words.txt": "Hello",
        "other.json": '{"type": "Article"}',
    }
    for name, content in contents.items():
        data = content if isinstance(content, bytes) else content.encode()
        (tmp_path / name).write_bytes(data)
    return tmp_path


@pytest.fixture
def run(files, capsysbinary):
    def call(*arguments):
        before = {path.name: path.read_bytes() for path in files.iterdir()}
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as end:
            code = end.code
        told = capsysbinary.readouterr()
        after = {path.name: path.read_bytes() for path in files.iterdir()}
        return SimpleNamespace(
            code=code,
            out=told.out.decode("utf-8", "replace"),
            raw=told.out,
            err=told.err.decode(),
            written=sorted(name for name, data in after.items() if before.get(name) != data),
        )

    return call


LOOK_UP = ("--look-up", f"{DID_URL}=did.json")
NOW = ("--now", "2026-11-01")


# --- verify -----------------------------------------------------------------------------------


def test_a_real_badge_is_told_line_by_line(run):
    done = run("verify", "badge.json", "--email", factories.EMAIL, *LOOK_UP, *NOW)
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith("\nThis badge is real.\n")
    assert all(line.startswith(("✓ ", "- ")) for line in done.out.splitlines()[:-1])


def test_another_address_and_a_changed_badge_are_not_valid(run, files):
    done = run("verify", "badge.json", "--email", "eve@example.org", *LOOK_UP, *NOW)
    assert done.code == 1
    assert "✗ It was given to another email address." in done.out
    changed = (files / "badge.json").read_text().replace("Sound Recordist", "Sound Master")
    (files / "badge.json").write_text(changed)
    done = run("verify", "badge.json", *LOOK_UP, *NOW)
    assert (done.code, done.out.endswith("Do not trust this badge.\n")) == (1, True)


def test_what_was_not_looked_up_is_named(run):
    done = run("verify", "badge.json", *NOW)
    assert (done.code, done.out.endswith("This badge could not be checked.\n")) == (2, True)
    assert f"Not looked up: {DID_URL}\n" in done.err
    assert "--look-up ADDRESS=FILE" in done.err and "manage.py cofl_verify" in done.err


def test_the_day_may_be_chosen(run, files):
    early = json.dumps(factories.credential(validUntil="2026-06-01T00:00:00Z"))
    (files / "badge.json").write_text(early)
    for day, code in (("2026-05-31", 0), ("2026-06-02T00:00:00+01:00", 1)):
        assert run("verify", "badge.json", *LOOK_UP, "--now", day).code == code


def test_the_report_for_machines(run):
    done = run("verify", "badge.json", *LOOK_UP, *NOW, "--json")
    report = json.loads(done.out)
    assert (done.code, report["verdict"], report["version"]) == (0, "valid", "3.0")


@pytest.mark.parametrize("picture", ["picture.png", "picture.svg"])
def test_a_picture_is_verified(run, picture):
    run("bake", picture, "badge.json", "-o", "baked")
    assert run("verify", "baked", *LOOK_UP, *NOW).code == 0


def test_a_hosted_assertion_is_verified_from_files(run, files):
    given = []
    for number, (url, document) in enumerate(factories.world().items()):
        (files / f"{number}").write_text(json.dumps(document))
        given += ["--look-up", f"{url}={number}"]
    assert run("verify", "assertion.json", *given, *NOW).code == 0
    assert run("verify", "address.txt", *given, *NOW).code == 0


def test_what_is_no_badge_is_an_answer(run):
    for name in ("words.txt", "other.json", "picture.png"):
        assert run("verify", name).code == 1


# --- bake and unbake --------------------------------------------------------------------------


@pytest.mark.parametrize("picture", ["picture.png", "picture.svg"])
@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("badge.json", {KEYWORD_V3: CREDENTIAL}),
        ("token.txt", {KEYWORD_V3: TOKEN}),
        ("assertion.json", {KEYWORD_V2: ASSERTION}),
        ("address.txt", {KEYWORD_V2: ADDRESS}),
        ("marked.txt", {KEYWORD_V2: ADDRESS}),
        (ADDRESS, {KEYWORD_V2: ADDRESS}),
    ],
)
def test_the_version_is_seen_from_the_badge(run, files, picture, source, found):
    done = run("bake", picture, source, "-o", "baked")
    assert (done.code, done.out, done.err, done.written) == (0, "", "", ["baked"])
    assert unbake((files / "baked").read_bytes()) == found
    (text,) = found.values()
    assert run("unbake", "baked").out == f"{text}\n"
    assert run("unbake", "baked", "-o", "text").written == ["text"]
    assert (files / "text").read_text() == text


def test_two_badges_come_out_and_one_is_chosen_for_a_file(run, files):
    both = bake(bake(png(), ADDRESS, version="2.0"), "{}", version="3.0")
    (files / "both.png").write_bytes(both)
    assert run("unbake", "both.png").out == f"{{}}\n{ADDRESS}\n"
    done = run("unbake", "both.png", "-o", "text")
    assert (done.code, done.written) == (3, []) and "--version" in done.err
    assert run("unbake", "both.png", "-o", "text", "--version", "2.0").code == 0
    assert (files / "text").read_text() == ADDRESS


def test_a_picture_is_given_to_the_next_command(run, monkeypatch):
    baked = run("bake", "picture.png", "badge.json", "-o", "-")
    assert baked.raw == bake(png(), CREDENTIAL, version="3.0")
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(baked.raw)))
    assert run("unbake", "-").out == f"{CREDENTIAL}\n"


def test_nothing_is_written_over_without_force(run):
    for command in (("bake", "picture.png", "badge.json"), ("unbake", "badge.png")):
        run("bake", "picture.png", "badge.json", "-o", "badge.png", "--force")
        done = run(*command, "-o", "words.txt")
        assert (done.code, done.written) == (3, [])
        assert done.err == "words.txt is there already; give --force to write over it.\n"
        done = run(*command, "-o", "other.json", "--force")
        assert (done.code, done.written) == (0, ["other.json"])


# --- inspect ----------------------------------------------------------------------------------


def test_what_is_inside_is_told_in_plain_lines(run):
    run("bake", "picture.svg", "badge.json", "-o", "one.svg")
    run("bake", "one.svg", "assertion.json", "-o", "both.svg")
    lines = run("inspect", "both.svg").out.splitlines()
    for line in (
        "inside: an SVG picture, as Open Badges 3.0",
        "format: JSON",
        "type: VerifiableCredential, OpenBadgeCredential",
        f"id: {factories.BASE}/cofl/credentials/9",
        "name: Sound Recordist",
        f"issuer: Harbour Museum ({factories.ISSUER.did})",
        "context: https://www.w3.org/ns/credentials/v2",
        "given to: urn:uuid:5ad2b0b2-4fd6-4a55-9f3c-d3b7a1a0f5f9; emailAddress, hashed",
        "inside: an SVG picture, as Open Badges 2.0 or older",
        "version: Open Badges 2.0",
        "verification: HostedBadge",
        "given to: email, hashed",
    ):
        assert line in lines, line
    assert any(
        line.startswith("proof: DataIntegrityProof, eddsa-rdfc-2022, 2026-05-28T") for line in lines
    )
    (first, _second) = [line for line in lines if line.startswith("canonical SHA-256: ")]
    signed = canonicalise(v3.credential(factories.award())).encode()
    assert first == f"canonical SHA-256: {hashlib.sha256(signed).hexdigest()}"
    same = json.dumps(json.loads(CREDENTIAL), indent=2, sort_keys=True)
    assert first in describe(same.encode())


def test_a_token_a_place_in_a_list_and_an_address_are_told(run, files):
    lines = run("inspect", "token.txt").out.splitlines()
    assert "format: a token (JWS)" in lines and "token: EdDSA, key key-1" in lines
    assert "name: Sound Recordist" in lines
    (files / "listed.json").write_text(json.dumps(factories.listed()))
    status = f"BitstringStatusListEntry, revocation, number 94567, {factories.LIST_URL}"
    assert f"status: {status}" in run("inspect", "listed.json").out.splitlines()
    assert f"address: {ADDRESS}" in run("inspect", "address.txt").out.splitlines()


def test_older_badges_and_what_is_none_are_told(run, files, real_badges):
    lines = describe((real_badges / "concentricsky" / "baked_heart.png").read_bytes())
    assert "version: Open Badges 1.0" in lines
    assert "badge: http://example.org/badge1" in lines and "verify: hosted" in lines
    assert "version: none of Open Badges" in run("inspect", "other.json").out


def test_a_context_that_is_not_known_has_no_hash_and_nothing_obeys_the_terminal():
    document = {"@context": ["https://a.example/c", {}], "name": "\x1b[2J\nid: forged"}
    lines = describe(json.dumps(document).encode())
    assert "name:  [2J id: forged" in lines
    assert "context: words of its own" in lines
    assert any(line.startswith("canonical SHA-256: none (The context https") for line in lines)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["type", "issuer", "proof", "@context", "credentialSubject", "identifier", "name"]
                + [
                    "badge",
                    "recipient",
                    "verify",
                    "credentialStatus",
                    "id",
                    "statusListIndex",
                    "vc",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
)


@given(
    st.dictionaries(st.sampled_from(["issuer", "proof", "credentialSubject", "badge"]), JSON), JSON
)
def test_no_document_breaks_it(document, more):
    document |= more if isinstance(more, dict) else {"type": more, "@context": more, "iat": more}
    token = jose.sign(document, key=factories.KEY, kid="1")
    for data in (json.dumps(document).encode(), token.encode()):
        try:
            assert all("\n" not in line for line in describe(data))
        except NotABadge as error:
            assert str(error).endswith(".")


@given(st.binary(max_size=80))
def test_no_bytes_break_it(data):
    for made in (data, b"e" + data, b"{" + data, b"<svg " + data):
        try:
            describe(made)
        except (NotABadge, BadPicture):
            pass


# --- what goes wrong --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ("", "required"),
        ("paint picture.png", "invalid choice"),
        ("verify", "FILE"),
        ("verify nothing.png", "nothing.png cannot be read: No such file or directory."),
        ("verify .", "cannot be read"),
        ("verify https://a.example/1", "looks things up on the web"),
        ("verify badge.json --now yesterday", "yesterday is not a date"),
        ("verify badge.json --look-up did.json", "is not ADDRESS=FILE"),
        ("verify badge.json --look-up https://a.example/=nothing", "nothing cannot be read"),
        ("bake picture.png badge.json", "-o"),
        ("bake picture.png words.txt -o out", "This is no badge"),
        ("bake picture.png other.json -o out", "other.json is no badge"),
        ("bake picture.png picture.png -o out", "no badge in this picture"),
        ("bake badge.json badge.json -o out", "neither a PNG nor an SVG"),
        ("bake cut.png badge.json -o out", "cut off"),
        ("bake picture.png badge.json -o nowhere/out", "cannot be written"),
        ("unbake picture.png", "There is no badge in this picture."),
        ("unbake badge.json", "badge.json is neither a PNG nor an SVG"),
        ("unbake two.png --version 3.0", "no badge of version 3.0"),
        ("unbake big", "at most 5 MB"),
        ("inspect words.txt", "This is no badge"),
        ("inspect latin", "text in UTF-8"),
        ("inspect picture.svg", "There is no badge in this picture."),
    ],
)
def test_one_sentence_tells_what_went_wrong_and_nothing_is_written(run, files, arguments, says):
    (files / "cut.png").write_bytes(png()[:-5])
    (files / "two.png").write_bytes(bake(png(), ADDRESS, version="2.0"))
    (files / "big").write_bytes(bytes(5_000_001))
    (files / "latin").write_bytes(b"\xe9")
    done = run(*arguments.split())
    assert (done.code, done.out, done.written) == (3, "", [])
    assert says in done.err and done.err.count("\n") == 1


# --- as it is run -----------------------------------------------------------------------------

ALONE = """
import runpy, sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"django", "wagtail", "PIL", "segno", "swapper", "sqlite3"}:
            raise ImportError(f"{name} was asked for")

sys.meta_path.insert(0, Missing())
sys.argv[0] = "wagtail_cofl.openbadges"
runpy.run_module("wagtail_cofl.openbadges", run_name="__main__", alter_sys=True)
"""


def test_it_runs_where_there_is_no_django(files):
    def alone(*arguments, data=b""):
        command = [sys.executable, "-c", ALONE, *arguments]
        return subprocess.run(command, input=data, capture_output=True, check=False)

    done = alone("bake", "-", "badge.json", "-o", "-", data=SVG)
    assert (done.returncode, done.stderr) == (0, b"")
    assert unbake(done.stdout) == {KEYWORD_V3: CREDENTIAL}
    done = alone("verify", "-", *LOOK_UP, *NOW, data=done.stdout)
    assert done.returncode == 0 and done.stdout.endswith(b"This badge is real.\n")
    done = alone("inspect", "nothing")
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr == b"nothing cannot be read: No such file or directory.\n"
