"""What is accepted quickly, the formats accept too, and the rest is theirs to decide."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regio_cli.check.quick import SURE, quick
from regio_cli.model.formats import FORMATS
from tests.processes import LIMIT

ROOT = Path(__file__).resolve().parents[2]
RIGHT = {"rsin": "001900249", "oin": "00000001001900249000", "brin": "01VU", "postcode": "8011 PJ"}
TEXTS = st.one_of(
    st.from_regex(r"\A[0-9]{9}\Z"),
    st.from_regex(r"\A00000001[0-9]{9}[0-9]{3}\Z"),
    st.from_regex(r"\A0000000[0-9][0-9A]{9,12}\Z"),
    st.from_regex(r"\A[0-9]{2}[A-Za-z]{2}([0-9]{2})?\s?\Z"),
    st.from_regex(r"\A[0-9]{4} ?[A-Z]{2}\n?\Z"),
    st.from_regex(r"\A[1-9][0-9]{3} ?S[ADS]\Z"),
    st.text(max_size=21),
)


@pytest.mark.parametrize("name", FORMATS)
@settings(derandomize=True, deadline=None, max_examples=1500)
@given(TEXTS)
def test_both_ways_of_testing_a_format_agree(name: str, text: str) -> None:
    assert quick(FORMATS)[name](text) == FORMATS[name](text)


@pytest.mark.parametrize("name", SURE)
def test_what_is_right_is_known_at_once(name: str) -> None:
    assert FORMATS[name](RIGHT[name])
    assert SURE[name](RIGHT[name])
    assert not SURE[name](RIGHT[name][:-1] + "\u0661")


def test_every_digit_is_weighed() -> None:
    numbers = [f"{digit * 10**place + 1900249:09}" for place in range(9) for digit in range(10)]
    assert [SURE["rsin"](number) for number in numbers] == [FORMATS["rsin"](number) for number in numbers]
    assert 1 < sum(SURE["rsin"](number) for number in numbers) < len(numbers)


def test_the_shipped_registry_is_checked_without_what_takes_long_to_import() -> None:
    code = (
        "import sys; from pathlib import Path; from regio_cli.read.registry import Registry;"
        "from regio_cli.store.source import PlainFolder;"
        "found, records = Registry(Path(), PlainFolder(Path(sys.argv[1]))).findings('2026-03-18'); assert records > 100;"
        "print([name for name in ('stdnum', 'ruamel.yaml', 'jsonschema', 'typer') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(ROOT)], capture_output=True, text=True, check=True, timeout=LIMIT
    )
    assert done.stdout.strip() == "[]"
