"""Tables with a header line, separated by comma, semicolon or tab."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reviewer.chats.account import Account, Entry, harmless, number_of
from reviewer.chats.clock import day_comes_first, read_iso, read_stamp
from reviewer.chats.options import ReadOptions
from reviewer.chats.source import Sample, Source, take_sample
from reviewer.chats.text import MAX_LINE, TextFile, text_file
from reviewer.errors import InputError, OptionError, nearest
from reviewer.message import Message

SUFFIXES = (".csv", ".tsv", ".tab")
_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}
_SAMPLE_ROWS = 20
_SHOWN_NAME = 40
_USUAL_NAMES = {
    "text": ("text", "message", "messagetext", "body", "messagebody", "content", "contents", "msg", "utterance"),
    "id": ("id", "messageid", "msgid", "uuid"),
    "author": ("author", "sender", "sendername", "from", "speaker", "user", "username", "name", "displayname"),
    "sent_at": ("sentat", "timestamp", "datetime", "date", "sent", "createdat", "time"),
    "conversation": ("conversation", "conversationid", "chat", "chatid", "channel", "thread", "threadid", "room"),
    "reply_to": ("replyto", "replytotext", "quoted", "quotedtext"),
}

_TAB_SHOWN = "<tab>"  # a real one could not be seen


@dataclass(frozen=True, slots=True)
class _Table:
    """Which columns hold what, by number; `sent_at` may stand in two."""

    names: tuple[str, ...]
    delimiter: str
    columns: dict[str, int]
    sent_at: tuple[int, ...]

    def cell(self, row: Sequence[str], field: str) -> str | None:
        """Return what a row says of a field, None where it says nothing."""
        return row[self.columns[field]] or None if field in self.columns else None

    def moment(self, row: Sequence[str]) -> str:
        """Return what a row says of its time."""
        return " ".join(filter(None, (row[column].strip() for column in self.sent_at)))


def detect(sample: Sample) -> float:
    """Return how sure it is that a file is a table of messages, from 0 to 1.

    Args:
        sample: the file's beginning.
    """
    if sample.members:
        return 0.0
    rows = _sample_rows(sample.text, _best_delimiter(sample.text))
    looks_it = len(rows) > 1 and 1 < len(rows[0]) == len(rows[1]) and "text" in _columns(rows[0])
    return 0.8 if looks_it else 0.7 if sample.suffix in SUFFIXES else 0.0


def parse(source: Source, options: ReadOptions, account: Account) -> Iterator[Entry]:
    """Give out the messages of a table; a row with too many or too few cells is skipped and named in the account.

    Args:
        source: the file.
        options: the column of the message and the order of day and month, if given.
        account: told which columns were taken, which rows skipped, and what of the dates could not be read.

    Raises:
        InputError: if the file is not text.
        OptionError: if no column can be taken for the message, or an option contradicts the file.
    """
    csv.field_size_limit(max(csv.field_size_limit(), MAX_LINE))  # the standard one refuses long but honest messages
    text = text_file(source.name, lambda: source.path.open("rb"), account)
    delimiter = _best_delimiter(take_sample(source).text)
    before = Account()
    header = next(_rows(text, delimiter, before), None)
    if header is None:  # nothing but lines that are no rows
        account.skipped += before.skipped
        return
    table = _table(header[1], delimiter, options, account)
    moments = (table.moment(row) for _, row in _body(text, table, Account()) if table.sent_at)
    day_first = day_comes_first(filter(None, map(read_stamp, moments)), options, account)
    unread = 0
    for line, row in _body(text, table, account):
        entry = _entry(table, row, source, line, day_first)
        unread += entry.message.sent_at is None and bool(table.moment(row))
        yield entry
    if unread:
        account.note(f"{number_of(unread, 'date')} could not be read and {'was' if unread == 1 else 'were'} left out")


def _entry(table: _Table, row: Sequence[str], source: Source, line: int, day_first: bool) -> Entry:
    moment = table.moment(row)
    stamp = read_stamp(moment)
    conversation = table.cell(row, "conversation")
    message = Message(
        table.cell(row, "id") or f"{source.name}:{line}",
        row[table.columns["text"]],
        conversation=conversation or source.conversation,
        author=table.cell(row, "author"),
        sent_at=stamp.iso(day_first) if stamp else read_iso(moment),
        reply_to=table.cell(row, "reply_to"),
    )
    return Entry(message, reply_known="reply_to" in table.columns or conversation is None)


def _rows(text: TextFile, delimiter: str, account: Account) -> Iterator[tuple[int, list[str]]]:
    """Give out every row that is not blank, with the line it starts on."""
    lines = text.lines(newline="")
    reader = csv.reader(lines, delimiter=delimiter, strict=True)  # strict: a misread quote would change the words
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "field limit" in str(error):
                raise InputError(
                    f"a cell that begins here is longer than {MAX_LINE:,} characters",
                    "Look for a quotation mark that is never closed.",
                    path=text.name,
                    line=line,
                ) from None
            account.skip(line, _quote_problem(error))
            continue
        if row:
            yield line, row


def _quote_problem(error: csv.Error) -> str:
    if "unexpected end" in str(error):
        return "a quotation mark is never closed, so everything from here on was not read"
    return "a quotation mark out of place"


def _body(text: TextFile, table: _Table, account: Account) -> Iterator[tuple[int, list[str]]]:
    for line, row in itertools.islice(_rows(text, table.delimiter, account), 1, None):
        if len(row) == len(table.names):
            yield line, row
        else:
            account.skip(line, f"too {'many' if len(row) > len(table.names) else 'few'} cells")


def _sample_rows(text: str, delimiter: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [row for row in itertools.islice(reader, _SAMPLE_ROWS) if row]
    except csv.Error:
        return []


def _best_delimiter(text: str) -> str:
    def fit(delimiter: str) -> tuple[bool, float, int]:
        rows = _sample_rows(text, delimiter)
        if not rows or len(rows[0]) < 2:
            return False, 0.0, 0
        even = sum(len(row) == len(rows[0]) for row in rows) / len(rows)
        return "text" in _columns(rows[0]), even, len(rows[0])

    return max(_DELIMITERS, key=fit)


def _columns(names: Iterable[str]) -> dict[str, int]:
    """Return which field stands in which column, as far as the usual names say."""
    plain = [re.sub(r"[\W_]", "", name).casefold() for name in names]
    found = {
        field: next((plain.index(name) for name in usual if name in plain), None)
        for field, usual in _USUAL_NAMES.items()
    }
    return {field: column for field, column in found.items() if column is not None}


def _table(names: list[str], delimiter: str, options: ReadOptions, account: Account) -> _Table:
    columns = _columns(names)
    if options.text_column is not None:
        chosen = _chosen_column(names, options.text_column, delimiter, account)
        columns = {field: column for field, column in columns.items() if column != chosen} | {"text": chosen}
    elif not columns:
        raise _no_names(names, delimiter, account)
    elif "text" not in columns:
        raise OptionError(
            f"no column looks like the message; the columns are {_listed(names)}",
            "Say which one it is with --text-column NAME.",
            path=account.name,
        )
    guessed = ", ".join(f"{field} from “{_shown(names[column])}”" for field, column in columns.items())
    account.note(f"columns, separated by {_DELIMITERS[delimiter]}: {guessed}")
    plain = [name.strip().casefold() for name in names]
    sent_at = [columns["sent_at"]] if "sent_at" in columns else []
    if sent_at and plain[sent_at[0]] == "date" and "time" in plain:
        sent_at.append(plain.index("time"))
    return _Table(tuple(names), delimiter, columns, tuple(sent_at))


def _chosen_column(names: list[str], wanted: str, delimiter: str, account: Account) -> int:
    plain = [name.strip().casefold() for name in names]
    if wanted in names:
        return names.index(wanted)
    if wanted.strip().casefold() in plain:
        return plain.index(wanted.strip().casefold())
    if not _columns(names):
        raise _no_names(names, delimiter, account)
    raise OptionError(
        f"there is no column “{_shown(wanted)}”; the columns are {_listed(names)}",
        nearest(_shown(wanted), map(_shown, names)),
        path=account.name,
    )


def _no_names(cells: Sequence[str], delimiter: str, account: Account) -> OptionError:
    """Return the error for a first line without one usual name: it may be a message, so none of its words are shown."""
    count = len(cells)
    sign = _TAB_SHOWN if delimiter == "\t" else delimiter
    return OptionError(
        f"the first line holds no column names; there {'is' if count == 1 else 'are'} {number_of(count, 'column')}",
        f"Add a first line that names every column, such as `{'text' if count == 1 else f'author{sign}text'}`, "
        "or, if there is one, give the exact name of the message's column with --text-column.",
        path=account.name,
    )


def _shown(name: str) -> str:
    clean = harmless(name.strip())
    return clean if len(clean) <= _SHOWN_NAME else f"{clean[:_SHOWN_NAME]}…"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"“{_shown(name)}”" for name in names)
