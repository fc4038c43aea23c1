"""What the package offers, and that asking for little loads little."""

from __future__ import annotations

import subprocess
import sys

import pytest

import reviewer


def test_public_names_are_sorted_and_there() -> None:
    assert reviewer.__all__ == sorted(set(reviewer.__all__))
    assert {name: getattr(reviewer, name) for name in reviewer.__all__}.keys() == set(reviewer.__all__)


@pytest.mark.parametrize("name", reviewer.__all__)
def test_public_name_has_a_docstring_and_a_home_in_the_package(name: str) -> None:
    value = getattr(reviewer, name)
    assert value.__doc__
    assert value.__name__ == name
    assert value.__module__.startswith("reviewer.")


def test_star_import_gives_the_public_names() -> None:
    names: dict[str, object] = {}
    exec("from reviewer import *", names)
    assert names.keys() - {"__builtins__"} == set(reviewer.__all__)


def test_another_name_is_refused() -> None:
    with pytest.raises(AttributeError) as raised:
        reviewer.Nonsense  # noqa: B018
    assert str(raised.value) == "module 'reviewer' has no attribute 'Nonsense'"


HELP = (
    "from reviewer.cli import cli\ntry:\n    cli({arguments})\nexcept SystemExit as end:\n    assert not end.code, end"
)


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("import reviewer", id="import"),
        pytest.param(
            "from reviewer import Level, Message, load_profile, load_rulebook; load_rulebook()", id="rulebook"
        ),
        pytest.param(HELP.format(arguments=["--help"]), id="--help"),
        pytest.param(HELP.format(arguments=["check", "--help"]), id="check --help"),
        pytest.param(HELP.format(arguments=["scan", "--help"]), id="scan --help"),
        pytest.param(HELP.format(arguments=["rules", "list"]), id="rules list"),
    ],
)
def test_spacy_is_not_loaded(code: str) -> None:
    code += "\nimport sys\nprint('loaded:', sorted({'spacy', 'thinc', 'numpy'} & sys.modules.keys()), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr.splitlines()[-1:]) == (0, ["loaded: []"])
