"""Mail addresses, web addresses and user names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer.identifiers.identifier import Identifier
from reviewer.identifiers.passage import Passage
from reviewer.identifiers.wordlists import never_names, words

_EMAIL = re.compile(
    r"(?<![\w.+-])[a-z0-9_][a-z0-9._%+'-]{0,63}@[a-z0-9](?:[a-z0-9-]{0,62}\.){1,4}[a-z]{2,18}(?![\w@]|-\w)"
)
_DOT = r" {0,2}(?:\.|\(dot\)|\[dot\]|\{dot\}| dot ) {0,2}"
_AT = r" {0,2}(?:@|\(at\)|\[at\]|\{at\}|\(a\)| at ) {0,2}"
_ENDING = r"(?:com|org|net|edu|info|io|me|ie|ca|in|nz|za|au|uk|gov|ac|co)"
_SPOKEN_EMAIL = re.compile(
    rf"(?<![\w.@-])([a-z0-9_][a-z0-9._+-]{{0,40}}){_AT}([a-z0-9][a-z0-9-]{{1,40}}){_DOT}{_ENDING}(?:{_DOT}(?:uk|au|nz|za|in))?\b"
)
_MAIL_PROVIDERS = r"(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|protonmail|proton|live|aol|rediffmail|btinternet)"
_EMAIL_WITHOUT_END = re.compile(rf"(?<![\w.@-])([a-z0-9_][a-z0-9._+-]{{1,40}}) (?:at|@) {_MAIL_PROVIDERS}\b(?!\.)")
_EMAIL_CUE = re.compile(r"\b(?:e-?mail|mail|address|write to|reach|contact|i'?m|its|it's)\b")
_NOT_BEFORE_AT = frozenset(
    {"look", "available", "out", "only", "up", "online", "account", "live", "down", "back", "here", "there", "free"}
)

_URL = re.compile(r"(?<![\w@])(?:https?://|www\.)[^\s<>\"“”{}|\\^`]{2,500}", re.IGNORECASE)
_PROFILE = re.compile(
    r"(?<![\w@./-])(?:(?:m|mobile|web|old|open)\.)?(?:(?:facebook|fb|instagram|twitter|x|snapchat|tiktok"
    r"|youtube|twitch|github"
    r"|pinterest|tumblr|threads|onlyfans|paypal|venmo|soundcloud|steamcommunity|bsky)\.(?:com|net|tv|app)"
    r"|linkedin\.com/(?:in|pub)|reddit\.com/(?:u|user)|open\.spotify\.com/user|discord\.(?:gg|com)|t\.me"
    r"|wa\.me|m\.me"
    r"|fb\.me|linktr\.ee|paypal\.me|about\.me|youtu\.be|instagr\.am|last\.fm/user)/[^\s<>\"“”]{2,200}"
)
_PROFILE_INSIDE = re.compile(r"^(?:https?://)?(?:www\.)?(.*)$")
_DOMAIN = re.compile(
    r"(?<![\w@./-])(?:[a-z0-9](?:[a-z0-9-]{0,40}[a-z0-9])?\.){1,3}"
    r"(?:com|org|net|ie|co\.uk|org\.uk|ac\.uk|gov\.uk|nhs\.uk|com\.au|org\.au|org\.nz|co\.nz|co\.za|org\.za|gov)"
    r"(?:/[^\s<>\"“”]{0,200})?(?![\w@-])"
)
_DOT_LETTERS = re.compile(r"[a-z0-9]\.[a-z]{2}")
_TRAILING = ".,;:!?'\"”’)]}…*"

_PLATFORM = (
    r"(?:insta(?:gram)?|ig|discord|snap(?:chat)?|tik ?tok|twitter|telegram|whats ?app|facebook|fb"
    r"|messenger|reddit|kik"
    r"|steam|xbox(?: live)?|psn|signal|wechat|skype|twitch|youtube|bluesky|mastodon|threads|tumblr)"
)
_HANDLE = r"@?[a-z0-9_](?:[a-z0-9_.-]{0,28}[a-z0-9_])?"
_AT_HANDLE = re.compile(r"(?<![\w.@/])@[a-z0-9_](?:[a-z0-9_.]{0,28}[a-z0-9_])?(?![\w@])")
_REDDIT_NAME = re.compile(r"(?<![\w/])/?u/[a-z0-9_-]{3,20}\b")
_DISCORD_TAG = re.compile(r"(?<![\w#])[a-z][a-z0-9_.]{1,31}#\d{4}\b")
_FRAMES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "asked to be added on an app",
        re.compile(
            r"\b(?:add|follow|find|message|msg|dm|pm|text|hit|contact|reach|look|search)(?: for)? me(?: up)?"
            r" (?:on|over on|at|via|through) (?:my )?"
            rf"{_PLATFORM}(?: as| at|,|:| -|;| -)* {{0,2}}(?P<sure>(?:as |it's |its |i'?m |@ ?"
            rf"|: ?)?)(?P<handle>{_HANDLE})(?![\w@])"
        ),
    ),
    (
        "said to be the name on an app",
        re.compile(
            rf"\bmy {_PLATFORM}(?P<sure>(?: user ?name| name| tag| handle| user| id| account)?)(?: is|'s|:| -"
            rf"|s)* {{0,2}}(?P<handle>{_HANDLE})(?![\w@])"
        ),
    ),
    (
        "a name on an app",
        re.compile(rf"(?<![\w.@])(?P<handle>{_HANDLE})(?P<sure>) on (?:my )?{_PLATFORM}\b"),
    ),
    (
        "a name on an app",
        re.compile(rf"\bon {_PLATFORM} (?P<sure>(?:as|under) )(?P<handle>{_HANDLE})(?![\w@])"),
    ),
    (
        "said to be a user name",
        re.compile(
            r"\b(?:user ?name|gamer ?tag|screen ?name|(?:insta|ig|snap|discord) (?:name|handle)|my handle"
            rf"|psn id)(?P<sure>(?: is|'s|:| -)) ?(?P<handle>{_HANDLE})(?![\w@])"
        ),
    ),
)
_APP = re.compile(rf"\b(?:{_PLATFORM}|user ?name|gamer ?tag|screen ?name|handle)")
_GROUP_CALLS = frozenset({"@here", "@everyone", "@channel", "@all", "@mods", "@mod", "@admin", "@team"})


def find(passage: Passage) -> Iterator[Identifier]:
    """Yield mail addresses, web addresses and user names.

    Args:
        passage: the text.
    """
    folded = passage.folded
    if "@" in folded or " at " in folded or "at)" in folded or "at]" in folded:
        yield from _emails(passage)
    if "." in folded:
        yield from _urls(passage)
    yield from _usernames(passage)


def _emails(passage: Passage) -> Iterator[Identifier]:
    folded = passage.folded
    for found in _EMAIL.finditer(folded):
        yield Identifier(*found.span(), "EMAIL_ADDRESS", 0.95, "the shape of a mail address")
    if "dot" in folded or "(at)" in folded or "[at]" in folded or " @" in folded or "@ " in folded:
        for found in _SPOKEN_EMAIL.finditer(folded):
            if "@" in found.group() or not _leads_to_place(found.group(1)):
                yield Identifier(*found.span(), "EMAIL_ADDRESS", 0.85, "a mail address with “at” or “dot” spelt out")
    for found in _EMAIL_WITHOUT_END.finditer(folded):
        cue = passage.cue(_EMAIL_CUE, *found.span())
        if cue and not _leads_to_place(found.group(1)):
            yield Identifier(*found.span(), "EMAIL_ADDRESS", 0.75, f"a name at a mail provider, near “{cue}”")


def _leads_to_place(word: str) -> bool:
    """Return whether "at" after this word is plain English: "look at", "me at"."""
    return word in never_names() or word in _NOT_BEFORE_AT


def _urls(passage: Passage) -> Iterator[Identifier]:
    for found in _URL.finditer(passage.text):
        end = _without_trailing(passage.text, *found.span())
        inside = _PROFILE_INSIDE.match(passage.folded[found.start() : end])
        personal = inside is not None and _PROFILE.match(inside.group(1)) is not None
        reason = "a web address of somebody's own page" if personal else "the shape of a web address"
        yield Identifier(found.start(), end, "URL", 0.9 if personal else 0.7, reason)
    if not _DOT_LETTERS.search(passage.folded):
        return
    for found in _PROFILE.finditer(passage.folded):
        end = _without_trailing(passage.text, *found.span())
        yield Identifier(found.start(), end, "URL", 0.9, "a web address of somebody's own page")
    for found in _DOMAIN.finditer(passage.folded):
        end = _without_trailing(passage.text, *found.span())
        yield Identifier(found.start(), end, "URL", 0.5, "a bare web domain")


def _without_trailing(text: str, start: int, end: int) -> int:
    """Return where a web address ends once the sentence's own punctuation is taken off."""
    while end > start + 1 and text[end - 1] in _TRAILING:
        if text[end - 1] == ")" and "(" in text[start:end]:
            break
        end -= 1
    return end


def _usernames(passage: Passage) -> Iterator[Identifier]:
    folded = passage.folded
    if "@" in folded:
        for found in _AT_HANDLE.finditer(folded):
            if found.group() not in _GROUP_CALLS and any(c.isalpha() for c in found.group()):
                yield Identifier(*found.span(), "USERNAME", 0.8, "a name after @")
    if "u/" in folded:
        for found in _REDDIT_NAME.finditer(folded):
            yield Identifier(*found.span(), "USERNAME", 0.85, "a Reddit user name")
    if "#" in folded:
        for found in _DISCORD_TAG.finditer(folded):
            yield Identifier(*found.span(), "USERNAME", 0.85, "a Discord name with its four digits")
    if not _APP.search(folded):
        return
    for reason, frame in _FRAMES:
        for found in frame.finditer(folded):
            if _is_handle(passage, found):
                yield Identifier(*found.span("handle"), "USERNAME", 0.85, reason)


def _is_handle(passage: Passage, found: re.Match[str]) -> bool:
    """Return whether a word is made like a handle, or stands where only a handle can stand.

    "my snap is broken" and "I'm active on discord" have the same frame as "my snap is danaw92".
    """
    handle = found["handle"].lstrip("@")
    letters = any(character.isalpha() for character in handle)
    if not letters or handle in never_names():
        return False
    if any(c.isdigit() or c == "_" for c in handle) or "@" in found.group():
        return len(handle) > 2
    if found["sure"].strip() and passage.ends_clause(found.end("handle")) and len(handle) > 3:
        return not handle.endswith(("ed", "ing"))
    return len(handle) > 5 and _begins_with_name(handle)


def _begins_with_name(handle: str) -> bool:
    """Return whether a handle is a first name with something joined to it ("danawalks", "dana.walks")."""
    names = words("first-names") - words("names-also-words")
    return any(handle[:size] in names for size in range(4, min(len(handle) - 1, 10)))
