"""Many badges verified by the command, one after the other in one process.

It is copied into the new site beside ``manage.py`` and runs there.
"""

import json
from io import StringIO
from pathlib import Path

from django.core.management import CommandError, call_command


def ask(source: str, email: str) -> tuple[int, str]:
    """The exit code of ``cofl_verify`` and what it says."""
    said, code = StringIO(), 0
    try:
        call_command("cofl_verify", source, email=email, stdout=said)
    except SystemExit as end:
        code = int(end.code or 0)
    except CommandError as error:
        said.write(str(error))
        code = error.returncode
    return code, said.getvalue()


def tell(questions: str, answers: str) -> None:
    """``questions`` is a JSON list of pairs: a file and an email address. The file ``answers`` gets, by
    both of them, the exit code and the words."""
    found = {f"{source} {email}": ask(source, email) for source, email in json.loads(questions)}
    Path(answers).write_text(json.dumps(found))
