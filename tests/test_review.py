"""What a review holds: which findings stay, in which order, for whom, and what is offered instead."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

import pytest

from reviewer.message import Message
from reviewer.profile import Profile, RuleSettings
from reviewer.review import Finding, Review, Reviewer
from reviewer.rulebook import load_rulebook
from reviewer.rulefile import Level

ISSUE = "You should stop taking your meds, I did and I was fine."


def advice(review: Review) -> list[Finding]:
    return [finding for finding in review.findings if finding.category == "advice"]


# The sentence this began with


@pytest.mark.parametrize(
    ("text", "match"),
    [
        pytest.param(ISSUE, "stop taking your meds", id="as written"),
        pytest.param(ISSUE.lower(), "stop taking your meds", id="lower case"),
        pytest.param(ISSUE.upper(), "STOP TAKING YOUR MEDS", id="upper case"),
        pytest.param("you should stop taking your meds i did and i was fine", "stop taking your meds", id="no marks"),
        pytest.param("u shld stop taking your meds, i did and i was fine", "stop taking your meds", id="chat"),
        pytest.param("u shud stop takin ur medz i did n i was fine", "stop takin ur medz", id="more chat"),
        pytest.param("You’ve got to stop taking your meds, I did and I was fine.", "stop taking your meds", id="curly"),
        pytest.param("youve got to stop taking your meds, i did", "stop taking your meds", id="no apostrophe"),
    ],
)
def test_advice_about_medicine_is_one_finding_to_check(reviewer: Reviewer, text: str, match: str) -> None:
    review = reviewer.review(text)
    found = [(one.rule, one.level, one.start, one.match) for one in advice(review)]
    assert found == [("advice.change-medication", Level.CHECK, text.index(match), match)]
    assert review.level == Level.CHECK


def test_a_finding_says_why_asks_and_offers(reviewer: Reviewer) -> None:
    (finding,) = advice(reviewer.review(ISSUE))
    rule = reviewer.rulebook.rules["advice.change-medication"]
    assert finding == Finding(
        rule=rule.id,
        category="advice",
        level=Level.CHECK,
        start=11,
        end=32,
        match="stop taking your meds",
        title=rule.title,
        message="“stop taking your meds” tells someone what to do about their medicine.",
        question=rule.question,
        suggestions=finding.suggestions,
        entity=None,
        why=rule.why,
    )
    assert [(one.text, one.replaces) for one in finding.suggestions] == [(text, False) for text in rule.suggest[:3]]


def test_a_quiet_message_has_an_empty_review(reviewer: Reviewer) -> None:
    review = reviewer.review("That sounds exhausting.")
    assert review == Review(
        message=Message(None, "That sounds exhausting."),
        strengths=review.strengths,
        measures={"words": 3, "questions": 0},
        rulebook_version=reviewer.rulebook.version,
        model=reviewer.model,
    )
    assert review.level is None


@pytest.mark.parametrize(
    ("text", "reply", "level"),
    [
        pytest.param("You should call her.", None, Level.PAUSE, id="no message answered"),
        pytest.param("You should call her.", "My sister is cross.", Level.PAUSE, id="a story answered"),
        pytest.param("You should call her.", "What should I do?", Level.NOTICE, id="advice asked for"),
        pytest.param("You should call her, if you'd like to.", None, Level.NOTICE, id="offered to take or drop"),
    ],
)
def test_what_was_asked_for_weighs_less(reviewer: Reviewer, text: str, reply: str | None, level: Level) -> None:
    assert [one.level for one in advice(reviewer.review(text, reply))] == [level]


# Overlaps, with rules of our own

RULE = """\
id: {id}
level: {level}
title: Ours
message: "“{{match}}” is ours."
principle: autonomy
why: Ours.
question: Ours?
match: {{phrases: ["{phrase}"]}}
yields: {yields}
examples: {{flag: ["[[a]]", "[[b]]", "[[c]]"], pass: [d, e, f]}}
source: [ours]
"""
RULES = [
    ("power.high", "check", "bb cc", "false"),
    ("power.low", "notice", "aa bb cc dd", "false"),
    ("power.general", "pause", "ee ff gg", "true"),
    ("power.particular", "pause", "ff", "false"),
    ("power.short", "pause", "hh", "false"),
    ("power.long", "pause", "hh ii", "false"),
    ("power.twin", "pause", "hh ii", "false"),
    ("dignity.other", "notice", "aa bb", "false"),
    ("dignity.later", "check", "cc dd", "false"),
    ("strength.kind", "strength", "aa bb cc dd ee", "false"),
]


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Reviewer:
    folder = tmp_path_factory.mktemp("own")
    for name, level, phrase, yields in RULES:
        path = folder / f"{name.replace('.', '/')}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(RULE.format(id=name, level=level, phrase=phrase, yields=yields), encoding="utf-8")
        (path.parent / "_defaults.yaml").write_text("title: Ours\nabout: Ours.\n", encoding="utf-8")
    off = tuple(load_rulebook().rules)
    return Reviewer.load(Profile(rules=RuleSettings(dirs=(folder,), off=off)))


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        pytest.param("aa bb cc dd", ["dignity.other", "power.high", "dignity.later"], id="highest level"),
        pytest.param("aa bb cc zz", ["dignity.other", "power.high"], id="other categories all stay"),
        pytest.param("ee ff gg", ["power.particular"], id="particular before general"),
        pytest.param("the ee ff gg and the ee", ["power.particular"], id="general does not come back"),
        pytest.param("hh ii", ["power.long"], id="longest, then the first of its name"),
        pytest.param("the hh and the hh ii", ["power.short", "power.long"], id="apart from each other, both"),
        pytest.param("hh hh", ["power.short", "power.short"], id="twice"),
        pytest.param("cc dd aa bb", ["dignity.later", "dignity.other"], id="by place"),
        pytest.param("zz", [], id="nothing"),
    ],
)
def test_overlapping_findings(own: Reviewer, text: str, rules: list[str]) -> None:
    findings = own.review(text).findings
    assert [finding.rule for finding in findings] == rules
    assert list(findings) == sorted(findings, key=lambda one: one.start)


def test_strengths_stand_apart_and_never_raise_the_level(own: Reviewer) -> None:
    review = own.review("aa bb cc dd ee")
    assert [(one.rule, one.level, one.match) for one in review.strengths] == [
        ("strength.kind", Level.STRENGTH, "aa bb cc dd ee")
    ]
    assert "strength" not in {one.category for one in review.findings}
    assert review.level == Level.CHECK


def test_a_clause_that_begins_before_its_words_keeps_its_place(reviewer: Reviewer) -> None:
    findings = reviewer.review("ok Priya Sharma-Jones, you should call him. Then you should rest.").findings
    assert list(findings) == sorted(findings, key=lambda one: (one.start, one.end, one.rule))


# Who is reviewed


def test_role_rules_apply_to_supporters_and_identifying_details_to_all(tmp_path: Path) -> None:
    folder = tmp_path / "identifying"
    folder.mkdir()
    (folder / "_defaults.yaml").write_text("title: Ours\nabout: Ours.\n", encoding="utf-8")
    text = RULE.format(id="identifying.mail", level="pause", phrase="zz", yields="false")
    text = text.replace('{phrases: ["zz"]}', "{identifiers: [EMAIL_ADDRESS]}")
    (folder / "mail.yaml").write_text(text, encoding="utf-8")
    off = tuple(name for name in load_rulebook().rules if name.startswith("identifying."))
    profile = Profile(supporters=("Dana",), rules=RuleSettings(dirs=(tmp_path,), off=off))
    text = "You should call her, ash@example.org has it."
    messages = [
        Message(1, text, author="Dana"),
        Message(2, text, author="~ dana"),
        Message(3, text, author="Rowan"),
        Message(4, text),
        Message(5, text, author="Dana", is_system=True),
    ]
    seen = [
        (review.message.id, review.reviewed, [(one.category, one.entity) for one in review.findings])
        for review in Reviewer.load(profile).review_all(messages)
    ]
    both = [("advice", None), ("identifying", "EMAIL_ADDRESS")]
    assert seen == [
        (1, True, both),
        (2, True, both),
        (3, False, both[1:]),
        (4, False, both[1:]),
        (5, False, []),
    ]


def test_without_supporters_everyone_counts_as_one(reviewer: Reviewer) -> None:
    messages = [Message(1, "You should go.", author=author) for author in ("Dana", "Rowan", None)]
    assert [(one.reviewed, len(one.findings)) for one in reviewer.review_all(messages)] == [(True, 1)] * 3


# Many messages


def test_reviews_come_in_the_order_of_their_messages(reviewer: Reviewer) -> None:
    texts = ["You should go.", "", "💛", "Take your time.", "hi\nthere. ok"] * 60
    reviews = list(reviewer.review_all(Message(number, text) for number, text in enumerate(texts)))
    assert [review.message.id for review in reviews] == list(range(300))
    assert [review.message.text for review in reviews] == texts
    alone = {text: reviewer.review(text) for text in texts}
    assert all(review.findings == alone[review.message.text].findings for review in reviews)


def test_messages_without_end_are_read_a_batch_at_a_time(reviewer: Reviewer) -> None:
    taken: list[int] = []

    def endless() -> Iterator[Message]:
        for number in count():
            taken.append(number)
            yield Message(number, "You should go.")

    reviews = reviewer.review_all(endless())
    assert taken == []
    assert [review.message.id for review in islice(reviews, 3)] == [0, 1, 2]
    assert len(taken) < 1_000


def test_no_messages_give_no_reviews(reviewer: Reviewer) -> None:
    assert list(reviewer.review_all([])) == []


def test_the_same_message_gives_the_same_review(reviewer: Reviewer) -> None:
    assert reviewer.review(ISSUE, "What should I do?") == reviewer.review(ISSUE, "What should I do?")


@pytest.mark.parametrize(
    "around",
    ["{}", "  {}", "Hi there. {}", "{} Take care.", "oh no 💛💛 {}", "line one\n{}\nline three", "Sounds rough! {} x"],
)
def test_a_sentence_is_read_the_same_wherever_it_stands(reviewer: Reviewer, around: str) -> None:
    sentence = "You should ring your landlord."
    (finding,) = advice(reviewer.review(around.format(sentence)))
    (alone,) = advice(reviewer.review(sentence))
    assert finding.start - around.index("{}") == alone.start
    assert (finding.rule, finding.match, finding.suggestions) == (alone.rule, alone.match, alone.suggestions)


# Offers

REPLACED = [
    "You should call her.",
    "u shld tlk to ur landlord",
    "You need to get into the garden more.",
    "Just block his number.",
    "You have to stop answering his messages.",
    "you must tell your mum",
    "I'd recommend moving out.",
    "You shouldn't text him back.",
    "Why don't you write it down?",
    "you better write to them",
    "You ought to tell your brother.",
    "Delete the app.",
]


@pytest.mark.parametrize("text", REPLACED)
@pytest.mark.parametrize("around", ["{}", "That sounds hard. {} x"], ids=["alone", "between others"])
def test_an_offer_put_in_place_is_advice_no_more(reviewer: Reviewer, text: str, around: str) -> None:
    draft = around.format(text)
    (finding,) = advice(reviewer.review(draft))
    assert finding.level >= Level.PAUSE
    offers = [offer for offer in finding.suggestions if offer.replaces]
    assert offers
    for offer in offers:
        mended = draft[: finding.start] + offer.text + draft[finding.end :]
        assert [one for one in advice(reviewer.review(mended)) if one.level >= Level.PAUSE] == []


@pytest.mark.parametrize("text", REPLACED)
def test_three_offers_at_the_most_and_none_twice(reviewer: Reviewer, text: str) -> None:
    (finding,) = advice(reviewer.review(text))
    assert 1 <= len(finding.suggestions) <= 3
    assert len({offer.text for offer in finding.suggestions}) == len(finding.suggestions)


def test_offers_of_one_message_open_differently(reviewer: Reviewer) -> None:
    findings = advice(reviewer.review("You should call her. You should text him. You should write to them."))
    opened = [finding.suggestions[0].text.split(" calling")[0].split(" texting")[0] for finding in findings]
    assert len(findings) == 3
    assert len(set(opened)) == 3


def test_two_directions_in_one_sentence_are_not_replaced_as_a_whole(reviewer: Reviewer) -> None:
    findings = advice(reviewer.review("You should call her and you should tell him."))
    assert len(findings) == 2
    assert not any(offer.replaces for finding in findings for offer in finding.suggestions)
    assert findings[0].end <= findings[1].start


@pytest.mark.parametrize(
    ("draft", "offer", "replaces"),
    [
        ("You should call your sister.", "Have you thought about calling your sister?", True),
        ("Just block her number.", "What do you think about blocking her number?", True),
        ("You shouldn't text him back.", "What do you make of texting him back?", True),
        ("I'd recommend moving out.", "If it's useful, one idea is moving out. How does that sit with you?", True),
        ("If I were you I'd quit.", "What options are you weighing?", False),
        ("You need to be kinder to yourself.", "Have you thought about being kinder to yourself?", True),
        ("You have to stop seeing him.", "What would it be like not to see him?", True),
    ],
)
def test_the_recipe_holds_from_draft_to_offer(reviewer: Reviewer, draft: str, offer: str, replaces: bool) -> None:
    (finding,) = reviewer.review(draft).findings
    assert (finding.suggestions[0].text, finding.suggestions[0].replaces) == (offer, replaces)
