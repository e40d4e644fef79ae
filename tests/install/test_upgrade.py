"""A site that came all the way, and a new one, end with the same tables; and nothing was lost."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_a_site_with_codes_of_before_campaigns_is_brought_up_to_date(tmp_path):
    command = [sys.executable, "-W", "ignore", "tests/processes/upgrade.py", str(tmp_path)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["told"] == {
        "campaigns": [["Saturday", True], ["Sunday", True]],
        "codes": [["ABCDEFGH", "Saturday", 5, 1], ["HGFEDCBA", "Sunday", 1, 0]],
        "sites": 2,
        "claim": ["awarded", "code", "Race", 1],
        "award of the claim": True,
        "workflows": 3,
    }
    assert len(found["new"]) > 40
    assert found["new"] == found["old"]
