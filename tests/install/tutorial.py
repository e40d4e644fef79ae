"""A page of the documentation as a script: its blocks are run in a site, in their order.

What is done with a block follows from its language and, where that does not say it, from a comment
on the line before it, which no reader of the page sees:

==============================  =====================================================================
``sh`` block                    run in the site's folder; what it exports and where it goes stays
``text`` block                  must stand in what the last command said
``<!-- file: PATH -->``         becomes this file
``<!-- append: PATH -->``       is added at the end of this file
``<!-- merge: PATH -->``        its lines that are not there yet are put where the others show; a
                                line with ``…`` stands for what is there
``<!-- shell -->``              typed into ``python manage.py shell``
``<!-- serve -->``              run in the background until the script ends
``<!-- not run: WHY -->``       left out
==============================  =====================================================================

A block of another language without a comment is an error, so that none is forgotten.
"""

import contextlib
import re
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.install.council import clean_environment
from tests.install.readme import ROOT

DOCS = ROOT / "docs"
_BLOCK = re.compile(
    r"^(?:<!-- (?P<mark>[^>]+) -->\n)?```(?P<language>\w+)\n(?P<text>.*?)^```$", re.M | re.S
)
_HEADING = re.compile(r"^## .*$", re.M)


@dataclass(frozen=True, slots=True)
class Block:
    """``does`` is one of the words in the table above, or "run" or "expect"; ``of`` is what stands
    after its colon: a path or a reason. ``line`` is where it is in the page."""

    section: str
    language: str
    does: str
    of: str
    text: str
    line: int


def read_page(name: str) -> list[Block]:
    """The blocks of a page such as ``tutorials/add-to-your-site``, in order."""
    text = (DOCS / f"{name}.md").read_text(encoding="utf-8")
    headings = [(m.start(), m[0].removeprefix("## ")) for m in _HEADING.finditer(text)]
    blocks = []
    for found in _BLOCK.finditer(text):
        above = [heading for start, heading in headings if start < found.start()]
        line = text.count("\n", 0, found.start()) + 1
        does, _colon, of = (found["mark"] or "").partition(":")
        if not does:
            does = {"sh": "run", "text": "expect"}.get(found["language"], "")
        known = {"run", "expect", "file", "append", "merge", "shell", "serve", "not run"}
        assert does in known, f"{name}, line {line}: say what to do with this block"
        section = above[-1] if above else ""
        blocks.append(Block(section, found["language"], does, of.strip(), found["text"], line))
    fences = len(re.findall(r"^\s*(?:```|~~~)", text, re.M))
    assert fences == 2 * len(blocks) > 0, f"{name} has a block that is not read as one"
    return blocks


def merge(text: str, block: str) -> str:
    """``text`` with the lines of ``block`` that it lacks. Lines that it has show where."""
    there = text.splitlines()
    place, waiting, met = 0, [], False
    for line in block.splitlines():
        if "…" in line:
            there[place:place] = waiting
            waiting = []
        elif line in there[place:]:
            found = there.index(line, place)
            there[found:found] = waiting
            place = found + len(waiting) + 1
            waiting, met = [], True
        else:
            waiting.append(line)
    assert met and not waiting, f"nothing shows where these lines go:\n{block}"
    return "\n".join(there) + "\n"


@dataclass
class Script:
    """Blocks being run. ``folder`` is where the first command runs, ``programs`` the folder of the
    Python that has the package, ``wheel`` what is installed instead of its name."""

    folder: Path
    programs: Path
    wheel: Path
    said: str = ""
    address: str = ""
    _served: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    def __post_init__(self) -> None:
        self._state = self.folder / ".state"
        path = f"{self.programs}:{clean_environment().get('PATH', '')}"
        self._state.write_text(f'export PATH="{path}"\ncd "{self.folder}"\n')

    @property
    def site(self) -> Path:
        """Where the commands are by now."""
        return Path(self._bash("pwd").strip())

    def follow(self, blocks: list[Block]) -> None:
        """Do what the blocks say, in order. Raises AssertionError with the line of the page."""
        for block in blocks:
            try:
                getattr(self, "_" + block.does.replace(" ", "_"))(block)
            except AssertionError as error:
                raise AssertionError(f"line {block.line} of the page: {error}") from error

    def shell(self, code: str) -> str:
        """What ``manage.py shell`` says to some Python."""
        typed = self.folder / ".typed.py"
        typed.write_text(code, encoding="utf-8")
        return self._bash(f'python manage.py shell -c "$(cat "{typed}")"')

    def close(self) -> None:
        self._served.close()

    # --- what can be done with a block ------------------------------------------------------------

    def _run(self, block: Block) -> None:
        text = re.sub(r"\bwagtail-cofl\b", f'"{self.wheel}"', block.text)
        self.said = self._bash(text)

    def _expect(self, block: Block) -> None:
        for line in block.text.splitlines():
            assert line.strip() in self.said, f"“{line}” is not in:\n{self.said}"

    def _shell(self, block: Block) -> None:
        self.said = self.shell(block.text)

    def _file(self, block: Block) -> None:
        path = self.site / block.of
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")

    def _append(self, block: Block) -> None:
        path = self.site / block.of
        path.write_text(path.read_text(encoding="utf-8") + "\n" + block.text, encoding="utf-8")

    def _merge(self, block: Block) -> None:
        path = self.site / block.of
        path.write_text(merge(path.read_text(encoding="utf-8"), block.text), encoding="utf-8")

    def _not_run(self, block: Block) -> None:
        assert block.of, "say why it is not run"

    def _serve(self, block: Block) -> None:
        """On a free port; a server that runs already is stopped first."""
        self.close()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        log = self._served.enter_context((self.folder / "server.log").open("w+"))
        # "exec", so that what is stopped in the end is the server and no shell before it.
        command = f'. "{self._state}"; exec {block.text.strip()} {port} --noreload'
        server = subprocess.Popen(
            ["bash", "-c", command],
            stdout=log,
            stderr=subprocess.STDOUT,
            env=clean_environment(),
        )
        self._served.callback(server.wait, 10)
        self._served.callback(server.terminate)
        self.address = f"http://localhost:{port}"
        until = time.monotonic() + 60
        while time.monotonic() < until and server.poll() is None:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(self.address, timeout=10).close()
                return
            time.sleep(0.2)
        log.seek(0)
        raise AssertionError(log.read())

    def _bash(self, text: str) -> str:
        """Run some lines where the last ones ended. Returns all that they said."""
        script = f'. "{self._state}"\nset -eu\n{text}\n{{ export -p; echo "cd \\"$PWD\\""; }} '
        done = subprocess.run(
            ["bash", "-c", script + f'> "{self._state}"'],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env=clean_environment(),
            text=True,
            timeout=900,
            check=False,
        )
        assert done.returncode == 0, f"{text.strip()}\nfailed:\n{done.stdout}"
        return done.stdout


@contextlib.contextmanager
def script(folder: Path, programs: Path, wheel: Path) -> Iterator[Script]:
    """A script in a folder, whose servers stop at the end."""
    running = Script(folder, programs, wheel)
    try:
        yield running
    finally:
        running.close()
