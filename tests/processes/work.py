"""A process of its own: ``manage.py cofl_work``, with letters that are written into a folder.

Arguments: the folder, or "down" for a mail server that is not there; where the process is killed
("chunk:2", "letter:37", or "never"); then those of the command.
"""

import os
import signal
import uuid
from pathlib import Path

from django.core.management import call_command

from wagtail_cofl.awards import working
from wagtail_cofl.city import mail


def killed_after(what: str, when: str, verb):
    """``verb``, and after its nth call the process is gone, without a chance to tidy up."""
    kind, _colon, n = when.partition(":")
    calls = []

    def called(*args):
        result = verb(*args)
        calls.append(1)
        if kind == what and len(calls) == int(n):
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return called


class Folder:
    """A file for each letter, named for whom it is, and one of its kind."""

    def __init__(self, folder: Path):
        self.folder = folder

    def open(self):
        pass

    close = open

    def send_messages(self, messages):
        for message in messages:
            self.write(message)

    def write(self, message):
        name = f"{message.to[0]}~{uuid.uuid4().hex}"
        (self.folder / name).write_bytes(message.message().as_bytes())


class Down:
    def open(self):
        raise ConnectionRefusedError

    def close(self):
        pass


def main(where: str, when: str, *options: str) -> None:
    # In the transaction of the awards, before it is committed.
    working._mark = killed_after("chunk", when, working._mark)
    Folder.write = killed_after("letter", when, Folder.write)
    mail.postbox = Down if where == "down" else lambda: Folder(Path(where))
    call_command("cofl_work", *options)
