"""What the files of a rulebook may hold: rules, guards, principles and the defaults of a category."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, ConfigDict, Field, TypeAdapter, WithJsonSchema

from reviewer.errors import nearest

CATEGORIES = (
    "oversharing", "advice", "identifying", "boundaries", "power", "minimising", "dignity", "trauma", "crisis",
    "safe-messaging", "strength",
)  # fmt: skip
REGIONS = ("GB", "IE", "US", "CA", "AU", "NZ", "IN", "ZA")
Region = Literal["GB", "IE", "US", "CA", "AU", "NZ", "IN", "ZA"]
SETTINGS = ("group-channel", "under-18", "first-names-fine")
ENTITIES = (
    "PERSON", "LOCATION", "STREET_ADDRESS", "ORGANIZATION", "PHONE_NUMBER", "EMAIL_ADDRESS", "URL", "USERNAME",
    "DATE_TIME", "AGE", "ZIP_CODE", "NRP", "TITLE", "CREDIT_CARD", "IBAN_CODE", "US_SSN", "UK_NHS", "UK_NINO",
    "IP_ADDRESS", "US_DRIVER_LICENSE", "ID",
)  # fmt: skip
MEASURES = ("words", "questions")


class Level(IntEnum):
    """Say how much a finding weighs. A person never sees the number."""

    STRENGTH = 0
    NOTICE = 1
    PAUSE = 2
    CHECK = 3

    @property
    def label(self) -> str:
        """Return the name as rule files and output write it."""
        return self.name.lower()


def _level(value: object) -> Level:
    names = {level.label: level for level in Level}
    if isinstance(value, str) and value in names:
        return names[value]
    raise ValueError(f"there is no level “{value}”. {nearest(str(value), names)}")


LevelName = Annotated[
    Level, BeforeValidator(_level), WithJsonSchema({"enum": [level.label for level in Level], "type": "string"})
]
WordLists = dict[str, tuple[str, ...]]
TokenPattern = tuple[str | dict[str, Any], ...]
_STRICT = ConfigDict(extra="forbid", strict=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patterns:
    """Hold words to look for, in the language of `reviewer.patterns`.

    Args:
        phrases: phrases.
        tokens: patterns of spaCy's Matcher.
        dependency: patterns of spaCy's DependencyMatcher.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    phrases: tuple[str, ...] = ()
    tokens: tuple[TokenPattern, ...] = ()
    dependency: tuple[tuple[dict[str, Any], ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Match(Patterns):
    """Hold what a rule marks: words, or identifying details.

    Args:
        identifiers: kinds of identifying detail, as `reviewer.identifiers` names them.
        after: phrases one of which has to stand right before the detail.
        before: phrases one of which has to stand right behind the detail; either is enough where both are given.
        min_words: of how many words the detail has to be.
        min_score: how sure the detector has to be of the detail.
    """

    identifiers: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    min_words: Annotated[int, Field(ge=1)] = 1
    min_score: Annotated[float, Field(ge=0, le=1)] = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearby(Patterns):
    """Hold words that stand in the same sentence or some sentences away.

    Args:
        within: how many sentences away at the most; 0 is the same sentence.
    """

    within: Annotated[int, Field(ge=0, le=50)] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Hold what a measure has to be.

    Args:
        over: more than this.
        under: less than this.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    over: int | None = None
    under: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Hold a sentence that shows what a rule finds, or passes over.

    Args:
        text: the message; ``[[…]]`` marks the words a rule finds.
        reply_to: the message it answers.
        region: the region of the profile.
        channel: the channel of the profile.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    text: str
    reply_to: str | None = None
    region: Region | None = None
    channel: Literal["private", "group"] | None = None


def _example(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


ExampleEntry = Annotated[
    Example,
    BeforeValidator(_example),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {
                    "type": "object",
                    "properties": {
                        "text": {"type": "string"},
                        "reply_to": {"type": "string"},
                        "region": {"enum": list(REGIONS)},
                        "channel": {"enum": ["private", "group"]},
                    },
                    "required": ["text"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Hold the examples of a rule, at least three of each kind.

    Args:
        flag: messages in which the rule finds the marked words.
        pass_: messages in which nothing at pause or above is found.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    flag: Annotated[tuple[ExampleEntry, ...], Field(min_length=3)]
    pass_: Annotated[tuple[ExampleEntry, ...], Field(min_length=3, alias="pass")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """Hold when a rule speaks, and how loudly.

    Args:
        match: what it marks.
        where: in which sentences it may stand.
        nearby: what else has to stand near it.
        at_least: how many matches the message needs.
        max_words: how many words the message may have.
        reply: what the answered message has to hold; without an answered message the rule is silent.
        measure: bounds for named measures of the message.
        unless: guards, settings or patterns that silence it.
        lower: the same, taking the level one down.
        raise_: the same, taking the level one up.
        yields: whether it is a general rule, which gives way to a particular one of its category and level.
        words: the rule's own word lists.
    """

    match: Match
    where: Literal["first", "last", "last-two"] | None = None
    nearby: Nearby | None = None
    at_least: Annotated[int, Field(ge=1)] = 1
    max_words: int | None = None
    reply: Patterns | None = None
    measure: dict[str, Bounds] = field(default_factory=dict)
    unless: tuple[str | Nearby, ...] = ()
    lower: tuple[str | Nearby, ...] = ()
    raise_: Annotated[tuple[str | Nearby, ...], Field(alias="raise")] = ()
    yields: bool = False
    words: WordLists = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFile(Conditions):
    """Hold a rule file as it is written."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    id: str
    level: LevelName
    title: str
    message: str
    principle: str
    why: str
    question: str
    suggest: tuple[str, ...] = ()
    examples: Examples
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """Hold what all rules of a category share.

    Args:
        title: the category's name for people.
        about: what it is about, in a sentence.
        unless: guards that silence its rules, unless a rule drops one with ``-name``.
        lower: guards that lower them.
        raise_: guards that raise them.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    title: str
    about: str
    unless: tuple[str, ...] = ()
    lower: tuple[str, ...] = ()
    raise_: Annotated[tuple[str, ...], Field(alias="raise")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """Hold a reason for a rule to stay silent.

    Args:
        about: what it recognises, for people.
        covers: how far it reaches from the words found.
        reach: with ``rest``, how many words it reaches at the most.
        reads: whose words are searched.
        asks: whether the sentence has to be a question.
        phrases: what it looks for, in the language of `reviewer.patterns`.
        tokens: patterns of spaCy's Matcher.
        unless: phrases in the same sentence that take it back.
        words: its own word lists.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    about: str
    covers: Literal["words", "rest", "sentence", "next", "message"] = "sentence"
    reach: int | None = None
    reads: Literal["draft", "reply", "either"] = "draft"
    asks: bool = False
    phrases: tuple[str, ...] = ()
    tokens: tuple[TokenPattern, ...] = ()
    unless: tuple[str, ...] = ()
    words: WordLists = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Principle:
    """Hold an ethical principle that rules stand on.

    Args:
        title: its name.
        says: what it asks of a supporter.
        source: where it comes from.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    title: str
    says: str
    source: str


RULE_FILE = TypeAdapter(RuleFile)


def rule_schema() -> dict[str, Any]:
    """Return the JSON Schema of a rule file, for editors."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **RULE_FILE.json_schema(), "title": "A rule"}
