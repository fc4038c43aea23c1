"""WhatsApp exports: heads in many countries, bodies unchanged, archives read safely."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from reviewer.chats import Account, ReadOptions, UnknownFormatError, archive, read_chat, walk
from reviewer.chats.whatsapp import _head
from reviewer.errors import InputError, OptionError
from reviewer.message import Message

SAMPLES = Path(__file__).parents[2] / "shared/data/exports/whatsapp"
DATA = Path(__file__).parent / "data/chats"
DAY_SHOWN = "dates are read day first, as dates in the file show"


def read(path: Path, text: str | None = None, **options: object) -> tuple[list[Message], Account]:
    if text is not None:
        path = path / "a.txt"
        path.write_bytes(text.encode())
    account = Account()
    return list(read_chat(path, options=ReadOptions(**options), account=account)), account


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param("23/06/2024, 13:55 - ", "2024-06-23T13:55", id="Android, day first"),
        pytest.param("6/23/24, 1:55\u202fPM - ", "2024-06-23T13:55", id="Android, US, U+202F"),
        pytest.param("6/23/24, 1:55\u00a0pm - ", "2024-06-23T13:55", id="Android, US, U+00A0"),
        pytest.param("6/23/24, 12:05 AM - ", "2024-06-23T00:05", id="midnight"),
        pytest.param("6/23/24, 12:05 PM - ", "2024-06-23T12:05", id="noon"),
        pytest.param("2024-06-23, 13:55 - ", "2024-06-23T13:55", id="Android, year first"),
        pytest.param("2024/6/23 13:55 - ", "2024-06-23T13:55", id="Android, year first, slashes"),
        pytest.param("23-06-2024 13:55 - ", "2024-06-23T13:55", id="Android, Dutch"),
        pytest.param("23.06.24, 13:55 - ", "2024-06-23T13:55", id="Android, German"),
        pytest.param("23. 6. 2024, 13:55 - ", "2024-06-23T13:55", id="Android, Czech"),
        pytest.param("23.6.2024 klo 13.55 - ", "2024-06-23T13:55", id="Android, Finnish"),
        pytest.param("23/6/2024, 1:55 p.\u00a0m. - ", "2024-06-23T13:55", id="Android, Spanish, afternoon"),
        pytest.param("23/6/2024, 1:55 a. m. - ", "2024-06-23T01:55", id="Android, Spanish, morning"),
        pytest.param("23/06/2024 à 13:55 - ", "2024-06-23T13:55", id="Android, French"),
        pytest.param("\u200f٢٣\u200f/٦\u200f/٢٠٢٤، ١:٥٥ م - ", "2024-06-23T13:55", id="Android, Arabic, afternoon"),
        pytest.param("٢٣/٠٦/٢٠٢٤، ١:٥٥ ص - ", "2024-06-23T01:55", id="Android, Arabic, morning"),
        pytest.param("2024/6/23 下午1:55 - ", "2024-06-23T13:55", id="Android, Chinese"),
        pytest.param("[23/06/2024, 13:55:02] ", "2024-06-23T13:55:02", id="iPhone"),
        pytest.param("\u200e[23/06/2024, 13:55:02] ", "2024-06-23T13:55:02", id="iPhone, U+200E before"),
        pytest.param("[6/23/24, 1:55:02\u202fPM] ", "2024-06-23T13:55:02", id="iPhone, US"),
        pytest.param("[23.06.24, 13:55:02] ", "2024-06-23T13:55:02", id="iPhone, German"),
        pytest.param("[2024-06-23, 1:55:02 p.m.] ", "2024-06-23T13:55:02", id="iPhone, Canadian"),
        pytest.param("[23.6.2024 klo 13.55.02] ", "2024-06-23T13:55:02", id="iPhone, Finnish"),
    ],
)
def test_heads(tmp_path: Path, head: str, expected: str) -> None:
    messages, account = read(tmp_path, f"{head}Ana P: hi: there\nmore\n")
    assert messages == [Message("a.txt:1", "hi: there\nmore", conversation="a", author="Ana P", sent_at=expected)]
    assert account.format == "whatsapp"


@pytest.mark.parametrize(
    "line",
    [
        "45/45/2024, 13:55 - Sam: hi",
        "31/02/2024, 13:55 - Sam: hi",
        "23/06/2024, 25:55 - Sam: hi",
        "23/06/2024, 13:75 - Sam: hi",
        "23/06.2024, 13:55 - Sam: hi",
        "23/06/2024 - Sam: hi",
        "see 23/06/2024, 13:55 - Sam: hi",
        "[23/06/2024, 13:55 - Sam: hi",
    ],
)
def test_no_heads(line: str) -> None:
    assert _head(1, line) is None


@pytest.mark.parametrize(
    ("rest", "author", "text", "wordless"),
    [
        pytest.param("Sam: hi", "Sam", "hi", 0, id="a message"),
        pytest.param("Sam:  hi ", "Sam", " hi ", 0, id="spaces kept"),
        pytest.param("Sam: ", "Sam", "", 0, id="an empty body"),
        pytest.param("Sam:", "Sam", "", 0, id="an empty body without a space"),
        pytest.param("Sam:.", "Sam", ".", 0, id="an old export without a space"),
        pytest.param("~\u202fSam: hi", "~\u202fSam", "hi", 0, id="not a contact"),
        pytest.param("\u200e~ Sam: hi", "~ Sam", "hi", 0, id="not a contact, mark before"),
        pytest.param("\u202a+44 7700 900123\u202c: hi", "+44 7700 900123", "hi", 0, id="a number between marks"),
        pytest.param('Jo "JJ" Hill: hi', 'Jo "JJ" Hill', "hi", 0, id="a nickname"),
        pytest.param("Sam: created group “a: b”", "Sam", "created group “a: b”", 0, id="words like a system line's"),
        pytest.param("Sam: hi <This message was edited>", "Sam", "hi <This message was edited>", 0, id="edited"),
        pytest.param("Sam: <Media omitted>", "Sam", "<Media omitted>", 1, id="media"),
        pytest.param("Sam: IMG-1.jpg (file attached)", "Sam", "IMG-1.jpg (file attached)", 1, id="a file"),
        pytest.param(
            "Sam: \u200eIMG-1.jpg (file attached)", "Sam", "\u200eIMG-1.jpg (file attached)", 1, id="a marked file"
        ),
        pytest.param("Sam: null", "Sam", "null", 1, id="null"),
        pytest.param("Sam: This message was deleted", "Sam", "This message was deleted", 1, id="deleted"),
        pytest.param("You were added", None, "You were added", 0, id="system line"),
        pytest.param('Sam created group "North: peers"', None, 'Sam created group "North: peers"', 0, id="group named"),
        pytest.param("Sam changed the subject to “a: b”", None, "Sam changed the subject to “a: b”", 0, id="renamed"),
        pytest.param(
            'Sam changed the subject from "a" to "b: c"',
            None,
            'Sam changed the subject from "a" to "b: c"',
            0,
            id="from to",
        ),
        pytest.param("Ana hat „a: b“ erstellt", None, "Ana hat „a: b“ erstellt", 0, id="German quotation marks"),
        pytest.param(
            "Sam changed the subject to a: b", None, "Sam changed the subject to a: b", 0, id="no quotation marks"
        ),
    ],
)
def test_android_bodies(tmp_path: Path, rest: str, author: str | None, text: str, wordless: int) -> None:
    messages, account = read(tmp_path, f"23/06/2024, 13:55 - {rest}\n")
    assert messages == [
        Message("a.txt:1", text, conversation="a", author=author, sent_at="2024-06-23T13:55", is_system=author is None)
    ]
    assert account == Account(
        "a.txt", "whatsapp", messages=1, system_lines=int(author is None), media_only=wordless, notes=[DAY_SHOWN]
    )


@pytest.mark.parametrize(
    ("body", "text", "wordless"),
    [
        pytest.param("\u200eimage omitted", "image omitted", 1, id="image"),
        pytest.param("\u200eBild weggelassen", "Bild weggelassen", 1, id="German image"),
        pytest.param("\u200e<attached: 1-PHOTO.jpg>", "<attached: 1-PHOTO.jpg>", 1, id="attached"),
        pytest.param(
            "a.pdf • \u200e3 pages \u200edocument omitted", "a.pdf • \u200e3 pages \u200edocument omitted", 0, id="file"
        ),
        pytest.param("look \u200e<attached: 1.jpg>", "look \u200e<attached: 1.jpg>", 0, id="caption"),
        pytest.param("\u200eThis message was deleted.", "This message was deleted.", 1, id="deleted"),
        pytest.param("the image was omitted", "the image was omitted", 0, id="a person's words"),
        pytest.param("hello \u200e<This message was edited>", "hello \u200e<This message was edited>", 0, id="edited"),
    ],
)
def test_iphone_bodies(tmp_path: Path, body: str, text: str, wordless: int) -> None:
    [message], account = read(tmp_path, f"[23/06/2024, 13:55:02] Sam: {body}\n")
    assert (message.author, message.text, account.media_only) == ("Sam", text, wordless)


def test_a_whole_chat() -> None:
    messages, account = read(DATA / "android.txt")
    place, sent_at = {"conversation": "android"}, "2024-06-13T09:0"
    assert messages == [
        Message("android.txt:2", "You created this group", sent_at=f"{sent_at}1", is_system=True, **place),
        Message(
            "android.txt:3",
            "Morning all\n\n[12/06/2024, 09:00:00] Ben: quoted\n",
            author="Ana",
            sent_at=f"{sent_at}2",
            **place,
        ),
        Message(
            "android.txt:7",
            "Thanks: that helps",
            author="Ben",
            sent_at=f"{sent_at}3",
            reply_to="Morning all\n\n[12/06/2024, 09:00:00] Ben: quoted\n",
            **place,
        ),
        Message("android.txt:8", "Ana left", sent_at=f"{sent_at}4", is_system=True, **place),
        Message(
            "android.txt:9",
            "oh\n06/13/2024, 09:05 - Ben: pasted from elsewhere",
            author="Cleo",
            sent_at=f"{sent_at}5",
            reply_to="Thanks: that helps",
            **place,
        ),
    ]
    assert account == Account(
        "android.txt",
        "whatsapp",
        messages=5,
        system_lines=2,
        skipped=[(1, "before the first message")],
        notes=[
            "some dates can only have the day first and some only the month",
            DAY_SHOWN,
            "1 line with the head of a message but an impossible date stayed part of the message above",
        ],
    )


@pytest.mark.parametrize(
    ("dates", "option", "expected", "note"),
    [
        pytest.param(["05/06/2024", "23/06/2024"], None, "2024-06-05", DAY_SHOWN, id="a day over 12"),
        pytest.param(
            ["05/06/2024", "06/23/2024"],
            None,
            "2024-05-06",
            "dates are read month first, as dates in the file show",
            id="a month's day over 12",
        ),
        pytest.param(
            ["05/06/2024"],
            None,
            "2024-06-05",
            "dates are read day first, but no date in the file shows it: if that is wrong, give --monthfirst",
            id="unclear",
        ),
        pytest.param(
            ["05/06/2024"],
            False,
            "2024-05-06",
            "dates are read month first, as the option says; no date in the file shows it",
            id="unclear, --monthfirst",
        ),
        pytest.param(["05/06/2024", "23/06/2024"], True, "2024-06-05", DAY_SHOWN, id="the option agrees"),
    ],
)
def test_the_order_of_day_and_month(
    tmp_path: Path, dates: list[str], option: bool | None, expected: str, note: str
) -> None:
    text = "".join(f"{date}, 13:55 - Sam: hi\n" for date in dates)
    messages, account = read(tmp_path, text, day_first=option)
    assert (messages[0].sent_at, account.notes) == (f"{expected}T13:55", [note])


def test_an_option_that_contradicts_the_file(tmp_path: Path) -> None:
    with pytest.raises(OptionError) as caught:
        read(tmp_path, "6/23/24, 1:55 PM - Sam: hi\n", day_first=True)
    assert str(caught.value) == (
        "a.txt: --dayfirst does not fit: dates in the file show the other order. Leave it out, or give --monthfirst."
    )


def test_a_file_without_messages(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.txt: there is no WhatsApp message in it"):
        read(tmp_path, "hello\n", input_format="whatsapp")


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CR LF"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1))
def test_any_text_comes_back(tmp_path: Path, end: str, texts: list[str]) -> None:
    assume("\r" not in "".join(texts))
    assume(not any(_head(1, line) for text in texts for line in text.split("\n")))
    chat = "".join(f"23/06/2024, 13:55 - Sam: {text}\n" for text in texts).replace("\n", end)
    messages, _ = read(tmp_path, chat)
    assert [(message.author, message.text) for message in messages] == [("Sam", text) for text in texts]


@pytest.mark.skipif(not SAMPLES.exists(), reason="the shared sample exports are not here")
@pytest.mark.parametrize(
    "name",
    ["android_uk_24h", "android_us_12h_nnbsp", "ios_uk", "system_lines", "crlf_bom", "german_android", "ambiguous_all"],
)
def test_shared_samples(name: str) -> None:
    expected = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))[name]
    messages, _ = read(SAMPLES / f"{name}.txt")
    came = [
        [message.author, message.text[: len(begin)], (message.sent_at or "")[:16]]
        for message, (_, begin, _) in zip(messages, expected, strict=True)
    ]
    assert came == expected
    assert [message.is_system for message in messages] == [author is None for author, _, _ in expected]


def zipped(path: Path, members: dict[str, str]) -> Path:
    with zipfile.ZipFile(path / "a.zip", "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in members.items():
            made.writestr(name, text)
    return path / "a.zip"


CHAT = "[23/06/2024, 13:55:02] Sam: hi\n"


@pytest.mark.parametrize(
    "members",
    [
        pytest.param({"_chat.txt": CHAT, "1-PHOTO.jpg": "x", "notes.txt": "n"}, id="iPhone"),
        pytest.param({"WhatsApp Chat with Sam.txt": CHAT, "IMG-1.jpg": "x"}, id="Android"),
        pytest.param({"Chat/_chat.txt": CHAT, "__MACOSX/Chat/._chat.txt": "x"}, id="packed again on a Mac"),
    ],
)
def test_archives(tmp_path: Path, members: dict[str, str]) -> None:
    messages, account = read(zipped(tmp_path, members))
    assert messages == [Message("a.zip:1", "hi", conversation="a", author="Sam", sent_at="2024-06-23T13:55:02")]
    assert account == Account("a.zip", "whatsapp", messages=1, notes=[DAY_SHOWN])


@pytest.mark.parametrize(
    ("members", "limit", "problem"),
    [
        pytest.param({"../_chat.txt": CHAT}, {}, "a path that leads outside", id="dots"),
        pytest.param({"/etc/_chat.txt": CHAT}, {}, "a path that leads outside", id="absolute"),
        pytest.param({"_chat.txt": CHAT, "a\\..\\b": ""}, {}, "a path that leads outside", id="backslashes"),
        pytest.param({"_chat.txt": CHAT, "C:/b": ""}, {}, "a path that leads outside", id="drive"),
        pytest.param({"_chat.txt": CHAT, "b": "x"}, {"MAX_ENTRIES": 1}, "more than 1 files", id="entries"),
        pytest.param({"_chat.txt": CHAT}, {"MAX_BYTES": 10}, "unpacks to more than", id="size"),
        pytest.param({"_chat.txt": "x" * 5_000_000}, {}, "packed more than 200 times", id="ratio"),
    ],
)
def test_unsafe_archives_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, members: dict[str, str], limit: dict[str, int], problem: str
) -> None:
    for name, value in limit.items():
        monkeypatch.setattr(archive, name, value)
    with pytest.raises(InputError, match=rf"a\.zip: .*{problem}"):
        read(zipped(tmp_path, members))


def test_an_encrypted_archive_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"_chat.txt": CHAT})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\1\2") + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(InputError, match=r"a\.zip: the archive is encrypted"):
        read(path)


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"_chat.txt": CHAT * 50})
    data = bytearray(path.read_bytes())
    data[45:60] = bytes(15)
    path.write_bytes(data)
    with pytest.raises(InputError, match=r"a\.zip: the archive is damaged"):
        read(path)


def _cut_short(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _with_a_broken_name(data: bytes) -> bytes:
    return data.replace("ü".encode(), b"\xff\xff")


@pytest.mark.parametrize("input_format", [None, "whatsapp"])
@pytest.mark.parametrize("name", ["a.zip", "a.docx", "a.txt"])
@pytest.mark.parametrize("damage", [_cut_short, _with_a_broken_name])
def test_an_archive_that_cannot_be_opened_is_damaged_not_unknown(
    tmp_path: Path, damage: Callable[[bytes], bytes], name: str, input_format: str | None
) -> None:
    path = zipped(tmp_path, {"Chat with Jürgen.txt": CHAT})
    path = path.rename(tmp_path / name)
    path.write_bytes(damage(path.read_bytes()))
    for source in (path, *walk([path]), *walk([tmp_path])):
        with pytest.raises(InputError) as caught:
            list(read_chat(source, options=ReadOptions(input_format=input_format)))
        assert not isinstance(caught.value, UnknownFormatError)
        assert caught.value.exit_code == 3
        assert str(caught.value) == (
            f"{name}: the archive is damaged. Export the chat again, or unpack it and give its files."
        )


@pytest.mark.parametrize("names", [["a.txt", "b.txt"], ["a.jpg"]], ids=["two texts", "none"])
def test_archives_without_one_chat(tmp_path: Path, names: list[str]) -> None:
    path = zipped(tmp_path, dict.fromkeys(names, CHAT))
    with pytest.raises(UnknownFormatError):
        read(path)
    with pytest.raises(InputError, match="where one chat was expected"):
        read(path, input_format="whatsapp")
