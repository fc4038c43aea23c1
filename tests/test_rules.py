"""Every example of every rule, and the everyday messages nothing may flag."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.profile import Profile
from reviewer.review import Reviewer
from reviewer.rulebook import load_rulebook
from reviewer.rulefile import Level
from reviewer.ruletest import Bench, Trial, trials

EVERYDAY = (Path(__file__).parent / "data" / "everyday.txt").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench(Profile())


@pytest.mark.parametrize("trial", [pytest.param(trial, id=trial.name) for trial in trials(load_rulebook())])
def test_example(bench: Bench, trial: Trial) -> None:
    assert bench.problem(trial) is None


@pytest.mark.parametrize("text", EVERYDAY)
def test_everyday_message_raises_nothing(reviewer: Reviewer, text: str) -> None:
    raised = [(one.rule, one.match) for one in reviewer.review(text).findings if one.level >= Level.PAUSE]
    assert raised == []


def test_everyday_messages_are_many() -> None:
    assert len(set(EVERYDAY)) >= 300
