"""A PostgreSQL cluster of our own, on a socket in a folder of our own: no port, no password."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def binaries() -> Path | None:
    """Where the newest ``initdb`` is; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[4]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@contextmanager
def cluster() -> Iterator[dict[str, str]]:
    """The environment in which the site finds it. It writes to the disk as PostgreSQL does."""
    home = Path(tempfile.mkdtemp(prefix="cofl-bench-pg."))
    bin_folder, data = binaries(), home / "data"
    # PostgreSQL does not run as root.
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(home, "postgres")

    def run(program: str, *args: str) -> None:
        subprocess.run(
            [*as_user, f"{bin_folder}/{program}", "-D", str(data), *args],
            cwd=home,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    try:
        run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        options = f"-c listen_addresses='' -c unix_socket_directories='{home}'"
        run("pg_ctl", "-l", str(home / "server.log"), "-s", "-w", "-o", options, "start")
        try:
            yield {
                "COFL_DB": "postgres",
                "COFL_DB_NAME": "postgres",
                "PGHOST": str(home),
                "PGUSER": "postgres",
            }
        finally:
            run("pg_ctl", "-m", "immediate", "-s", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)
