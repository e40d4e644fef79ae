"""RFC 8785: one way to write a JSON value."""

import json
import math
import shutil
import struct
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_cofl.openbadges.jcs import NotCanonical, canonical


def double(hexadecimal: str) -> float:
    return struct.unpack(">d", bytes.fromhex(hexadecimal))[0]


@pytest.mark.spec("RFC 8785, appendix B")
@pytest.mark.parametrize(
    ("bits", "written"),
    [
        ("0000000000000000", "0"),
        ("8000000000000000", "0"),
        ("0000000000000001", "5e-324"),
        ("8000000000000001", "-5e-324"),
        ("7fefffffffffffff", "1.7976931348623157e+308"),
        ("ffefffffffffffff", "-1.7976931348623157e+308"),
        ("4340000000000000", "9007199254740992"),
        ("c340000000000000", "-9007199254740992"),
        ("4430000000000000", "295147905179352830000"),
        ("44b52d02c7e14af5", "9.999999999999997e+22"),
        ("44b52d02c7e14af6", "1e+23"),
        ("44b52d02c7e14af7", "1.0000000000000001e+23"),
        ("444b1ae4d6e2ef4e", "999999999999999700000"),
        ("444b1ae4d6e2ef4f", "999999999999999900000"),
        ("444b1ae4d6e2ef50", "1e+21"),
        ("3eb0c6f7a0b5ed8c", "9.999999999999997e-7"),
        ("3eb0c6f7a0b5ed8d", "0.000001"),
        ("41b3de4355555553", "333333333.3333332"),
        ("41b3de4355555554", "333333333.33333325"),
        ("41b3de4355555555", "333333333.3333333"),
        ("becbf647612f3696", "-0.0000033333333333333333"),
        ("43143ff3c1cb0959", "1424953923781206.2"),
    ],
)
def test_numbers_are_written_as_ecmascript_writes_them(bits, written):
    assert canonical(double(bits)) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0"), (-7, "-7"), (2**53, "9007199254740992"), (10**21, "1e+21"), (4.5, "4.5")],
)
def test_whole_numbers(value, written):
    assert canonical(value) == written


@pytest.mark.spec("RFC 8785, 3.2.2 and 3.2.3")
def test_texts_and_the_order_of_names():
    value = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 1e-27],
        "string": '€$\u000f\nA\'B"\\"/',
        "literals": [None, True, False],
    }
    assert canonical(value) == (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\"/"}'
    )
    names = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    ordered = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    assert list(json.loads(canonical(dict.fromkeys(names, 0)))) == ordered


@pytest.mark.parametrize(
    "value", [math.nan, math.inf, 10**400, "\ud800", {"\udfff": 1}, {1}, b"x"], ids=ascii
)
def test_what_has_no_one_way_to_be_written(value):
    with pytest.raises(NotCanonical):
        canonical(value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(JSON)
def test_what_is_written_reads_back(value):
    assert json.loads(canonical(value)) == value
    assert canonical(json.loads(canonical(value))) == canonical(value)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_read_back(value):
    assert float(canonical(value)) == value


def test_a_program_in_javascript_writes_the_same_numbers():
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node on this machine")
    values = [
        s * 10.0**e * m for e in range(-30, 31) for m in (1, 1.5, 9.87654321) for s in (1, -1)
    ]
    script = "process.stdout.write(JSON.stringify(JSON.parse(process.argv[1]).map(String)))"
    told = subprocess.run([node, "-e", script, json.dumps(values)], capture_output=True, check=True)
    assert [canonical(value) for value in values] == json.loads(told.stdout)
