"""The site's code, set up once: a process of its own that forks one for each script.

``python -m tests.browser.forks`` reads lines of JSON: a script. It answers each with a line of JSON:
``[exit code, what the script printed, what it complained of]``. Each script runs in a process that has
read nothing before it, and has a connection to the database of its own.
"""

import json
import os
import sys
import traceback
from tempfile import TemporaryFile

import django


def _run(script: str, out: int, problems: int) -> None:
    """In the fork: never comes back."""
    os.dup2(out, 1)
    os.dup2(problems, 2)
    code = 0
    try:
        exec(script, {"__name__": "__main__"})  # noqa: S102  # a test's own words
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def answer(script: str) -> tuple[int, str, str]:
    """What comes of one script."""
    with TemporaryFile() as out, TemporaryFile() as problems:
        child = os.fork()
        if not child:
            _run(script, out.fileno(), problems.fileno())
        _pid, status = os.waitpid(child, 0)
        said = []
        for file in (out, problems):
            file.seek(0)
            said.append(file.read().decode())
    return os.waitstatus_to_exitcode(status), *said


def manage(*words: str) -> str:
    """The script that is a management command."""
    argv = ["manage.py", *words]
    return f"from django.core.management import execute_from_command_line as run; run({argv!r})"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    for line in sys.stdin:
        sys.__stdout__.write(json.dumps(answer(json.loads(line))) + "\n")
        sys.__stdout__.flush()


if __name__ == "__main__":
    main()
