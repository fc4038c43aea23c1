"""Identifying details: one table a family, check digits, helplines, and what must hold for any text."""

from __future__ import annotations

from itertools import pairwise

import pytest
import spacy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from reviewer.errors import OptionError
from reviewer.identifiers import Identifier, find_identifiers, is_helpline
from reviewer.identifiers.identifier import without_overlaps
from reviewer.identifiers.numbers import iban_check, luhn_check, nhs_check

NLP = spacy.blank("en")


def found(text: str, **options: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(hit.entity, text[hit.start : hit.end]) for hit in find_identifiers(NLP.make_doc(text), **options)]


def table(*rows: tuple[str, str, list[tuple[str, str]]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in rows])


@table(
    ("uk-mobile", "Text 07911 123456 when you land.", [("PHONE_NUMBER", "07911 123456")]),
    ("uk-unspaced", "its 07911123456", [("PHONE_NUMBER", "07911123456")]),
    ("international", "i am on +44 7911 123456", [("PHONE_NUMBER", "+44 7911 123456")]),
    ("us-brackets", "Try (212) 555-2368 after six", [("PHONE_NUMBER", "(212) 555-2368")]),
    ("indian-mobile", "whatsapp 98765 43210", [("PHONE_NUMBER", "98765 43210")]),
    ("fictional-with-cue", "Ring me on 07700 900456.", [("PHONE_NUMBER", "07700 900456")]),
    ("fictional-without-cue", "The code was 07700 900456.", []),
    ("local-with-cue", "My mobile is 555-0178.", [("PHONE_NUMBER", "555-0178")]),
    ("extension", "desk: (212) 555-2368 x12", [("PHONE_NUMBER", "(212) 555-2368 x12")]),
    ("helpline-short", "Samaritans pick up on 116 123 all night.", [("PHONE_NUMBER", "116 123")]),
    ("helpline-text", "text SHOUT to 85258", [("PHONE_NUMBER", "85258")]),
    ("emergency", "Please ring 999 now.", [("PHONE_NUMBER", "999")]),
    ("bare-999", "I've got 999 problems and 111 reasons", []),
    ("years", "It was bad between 2019 and 2020, 2019-2020 mostly.", []),
    ("amounts", "1,000,000 reasons and 12345678 points", []),
    ("short-number", "call me 1000 times", []),
)
def test_phones(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@table(
    ("email", "I'm at dana@example.com.", [("EMAIL_ADDRESS", "dana@example.com")]),
    ("email-spoken", "dana at example dot com", [("EMAIL_ADDRESS", "dana at example dot com")]),
    ("email-brackets", "d.w (at) example (dot) co (dot) uk", [("EMAIL_ADDRESS", "d.w (at) example (dot) co (dot) uk")]),
    ("email-without-end", "my email is carysb88 at gmail", [("EMAIL_ADDRESS", "carysb88 at gmail")]),
    ("look-at", "look at that dot com boom", []),
    ("url", "see https://example.org/a_(b).", [("URL", "https://example.org/a_(b)")]),
    ("www", "it's on www.example.com, I think", [("URL", "www.example.com")]),
    ("profile", "Here's mine: facebook.com/dana.w", [("URL", "facebook.com/dana.w")]),
    ("typing-without-space", "so sad.I cant. ok.so what. well.no", []),
    ("handle", "find @carys_runs there", [("USERNAME", "@carys_runs")]),
    ("at-a-time", "see you @ 5pm @everyone", []),
    ("name-on-app", "I'm carysb88 on Discord", [("USERNAME", "carysb88")]),
    ("app-as", "im on telegram as lindi_m", [("USERNAME", "lindi_m")]),
    ("add-me", "add me on insta, carys_runs", [("USERNAME", "carys_runs")]),
    ("my-snap-is", "my snap is danawalks", [("USERNAME", "danawalks")]),
    ("my-snap-is-broken", "my snap is broken and I'm active on discord", []),
    ("follow-please", "follow me on twitter please", []),
    ("reddit-name", "thanks u/some_person", [("USERNAME", "u/some_person")]),
)
def test_contacts(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@table(
    ("nhs", "my nhs number is 943 476 5919", [("UK_NHS", "943 476 5919")]),
    ("nino", "NI number AB 12 34 56 C", [("UK_NINO", "AB 12 34 56 C")]),
    ("nino-bad-prefix", "GB 12 34 56 C", []),
    ("ssn", "my ssn is 123-45-6789", [("US_SSN", "123-45-6789")]),
    ("ssn-bad-area", "666-45-6789", []),
    ("card", "4111 1111 1111 1111", [("CREDIT_CARD", "4111 1111 1111 1111")]),
    ("card-bad-check", "4111 1111 1111 1112", []),
    ("iban", "GB82 WEST 1234 5698 7654 32 is it", [("IBAN_CODE", "GB82 WEST 1234 5698 7654 32")]),
    ("iban-lower", "gb82west12345698765432", [("IBAN_CODE", "gb82west12345698765432")]),
    ("ip", "from 192.168.0.1 or 2001:db8::1", [("IP_ADDRESS", "192.168.0.1"), ("IP_ADDRESS", "2001:db8::1")]),
    ("version", "version 10.0.0.1 at 12:30:11", []),
    ("case", "Your case number is 7193-K, right?", [("ID", "7193-K")]),
    ("reference", "case ref 88213/B isnt it", [("ID", "88213/B")]),
    ("passport", "My passport number is 111222333.", [("ID", "111222333")]),
    ("aadhaar", "aadhaar 1234 5678 9012", [("ID", "1234 5678 9012")]),
    ("us-licence", "my driver's license number is F162823540116", [("US_DRIVER_LICENSE", "F162823540116")]),
    ("plate", "my reg is AB12 CDE", [("ID", "AB12 CDE")]),
    ("no-number", "Bring your reference number, your account is 5 years old.", []),
    ("dose", "20 mg at 10pm, 7/10, in case 3 people come, room 101", []),
)
def test_numbers(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@table(
    ("street", "I live at 27 Elder Road.", [("STREET_ADDRESS", "27 Elder Road")]),
    ("street-lower", "i live at 27 elder road", [("STREET_ADDRESS", "27 elder road")]),
    ("street-two-words", "send it to 14 old mill road", [("STREET_ADDRESS", "14 old mill road")]),
    ("flat", "Flat 2, 14 Larch Close", [("STREET_ADDRESS", "Flat 2, 14 Larch Close")]),
    ("street-unnumbered", "the café on Mill Street", [("STREET_ADDRESS", "Mill Street")]),
    ("walk", "10 minute walk down the road, 2 way street, 3 times this way", []),
    ("famous-street", "It's on Sesame Street and Abbey Road", []),
    ("uk-postcode", "AB1 2ZZ or ls6 1an", [("ZIP_CODE", "AB1 2ZZ"), ("ZIP_CODE", "ls6 1an")]),
    ("no-uk-area", "XX1 2ZZ", []),
    ("eircode", "D02 X285", [("ZIP_CODE", "D02 X285")]),
    ("canadian", "K1A 0B6", [("ZIP_CODE", "K1A 0B6")]),
    ("zip-with-cue", "my zip code is 90210", [("ZIP_CODE", "90210")]),
    ("zip-and-more", "my zip code is 90210 so not far, temp pin is 4 digits", [("ZIP_CODE", "90210")]),
    ("zip-after-state", "Beverly, CA 90210", [("LOCATION", "Beverly"), ("ZIP_CODE", "90210")]),
    ("zip-alone", "I walked 90210 steps", []),
    ("live-in", "I live in Todmorden too.", [("LOCATION", "Todmorden")]),
    ("live-in-lower", "i live in todmorden too", [("LOCATION", "todmorden")]),
    ("from-lower", "im from leeds", [("LOCATION", "leeds")]),
    ("unknown-town", "We moved to Little Snoring last year", [("LOCATION", "Little Snoring")]),
    ("unknown-town-lower", "im from wibbleton", [("LOCATION", "wibbleton")]),
    ("round-the-corner", "I'm round the corner from the big Lidl in Barking.", [("LOCATION", "Lidl in Barking")]),
    ("park", "I walk my dog in Victoria Park at seven.", [("LOCATION", "Victoria Park")]),
    ("new-york-city", "I live in New York City", [("LOCATION", "New York City")]),
    ("town-lower", "22 and from cardiff", [("LOCATION", "cardiff")]),
    ("longer-than-known", "moved to Stoke Newington", [("LOCATION", "Stoke Newington")]),
    ("wide", "I live in the north of England, im from canada, we moved to New York State", []),
    ("in-hope", "i live in hope, born in pain, moved in with mum, im from a small town", []),
    ("ordinary-words", "reading this in bath, on sale", []),
)
def test_places(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@table(
    ("my-name-is", "My full name's Priya Sandhu.", [("PERSON", "Priya Sandhu")]),
    ("my-name-is-lower", "my name is kieran fell", [("PERSON", "kieran fell")]),
    ("unknown-name-lower", "my name is oluwaferanmi", [("PERSON", "oluwaferanmi")]),
    ("i-am", "I'm Dana", [("PERSON", "Dana")]),
    ("i-am-lower-curly", "i’m dana", [("PERSON", "dana")]),
    ("i-am-full", "I'm Carys Whitmore, by the way.", [("PERSON", "Carys Whitmore")]),
    ("i-am-ordinary-word", "I'm Will", [("PERSON", "Will")]),
    ("call-me", "you can call me kieran", [("PERSON", "kieran")]),
    ("this-is", "this is tom from group", [("PERSON", "tom")]),
    ("role", "My colleague Martin Fell went too.", [("PERSON", "Martin Fell")]),
    ("role-lower", "my therapist julie said so", [("PERSON", "julie")]),
    ("role-accent", "Your sister Siobhán sounds kind", [("PERSON", "Siobhán")]),
    ("role-wee", "our wee lad conor is here", [("PERSON", "conor")]),
    ("family-name-lower", "it was jason smith who rang", [("PERSON", "jason smith")]),
    ("role-ordinary-word", "my brother mark is nice", [("PERSON", "mark")]),
    ("role-called", "my son is called ivan", [("PERSON", "ivan")]),
    ("role-is", "my boss is Julie", [("PERSON", "Julie")]),
    ("title", "Dr Halloran was great", [("PERSON", "Halloran")]),
    ("title-lower", "dr patel said so", [("PERSON", "patel")]),
    ("title-unknown-lower", "dr halloran was great", [("PERSON", "halloran")]),
    ("title-no-name", "see the dr tomorrow, dr visits are hard, dr said rest", []),
    ("ask-for", "ask for kieran at the desk", [("PERSON", "kieran")]),
    ("greeting", "thanks sarah, see you", [("PERSON", "sarah")]),
    ("full-name", "Then Samuel Okoro came.", [("PERSON", "Samuel Okoro")]),
    ("initial", "We met Samuel T. Okoro once", [("PERSON", "Samuel T. Okoro")]),
    ("possessive", "I read Siobhan's note", [("PERSON", "Siobhan")]),
    ("sentence-first-with-verb", "Kieran in the Tuesday group helped", [("PERSON", "Kieran")]),
    ("feelings", "im fine. im sorry. im will. I'm Bipolar. I'm no doctor. Hope this helps", []),
    ("words", "May I ask? it's grace period. Hope you're ok. Mark my words. call me later", []),
    ("role-verb", "my friend will be here, my mum hope you are ok, My Doctor said no", []),
    ("medicines", "Prozac and Lithium helped. Seroquel didn't.", []),
    ("days", "See you Monday. In June and April, at Easter", []),
    ("public", "Taylor Swift and Brené Brown helped, reading Matt Haig, dr phil", []),
    ("saint", "St Patrick's Day, St John's Wort", []),
    ("title-case", "Sending Love And Hugs To All Of My Friends Rose And Grace", []),
    ("verb-of-role", "my mum called yesterday. her name is important. the name was stupid", []),
    ("shouted", "MY NAME IS JOHN SMITH", [("PERSON", "JOHN SMITH")]),
    ("mum", "I told Mum and Dad. Thank God. Hi all", []),
)
def test_people(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@table(
    ("teach", "I teach at Beechcroft Primary.", [("ORGANIZATION", "Beechcroft Primary")]),
    ("nurse", "I'm a nurse at St Anne's.", [("ORGANIZATION", "St Anne's")]),
    ("employer-lower", "i work at tesco", [("ORGANIZATION", "tesco")]),
    ("employer-lower-goes-on", "you work at tesco on the tills", [("ORGANIZATION", "tesco")]),
    ("work-lower", "i teach at beechwood academy", [("ORGANIZATION", "beechwood academy")]),
    ("go-to-lower", "i go to ashfield high school", [("ORGANIZATION", "ashfield high school")]),
    ("ward-of-a-first-name", "They put me on Willow Ward after", [("ORGANIZATION", "Willow Ward")]),
    ("ward-lower", "they moved me to rowan ward", [("ORGANIZATION", "rowan ward")]),
    ("hospital-lower", "was in beaumont hospital", [("ORGANIZATION", "beaumont hospital")]),
    ("uni-lower", "im at leeds beckett uni", [("ORGANIZATION", "leeds beckett uni")]),
    ("kind-lower", "i work at a local school, went to art college, was on an acute ward, been in another hospital", []),
    ("year-at", "I'm in second year at Exeter.", [("ORGANIZATION", "Exeter")]),
    ("high", "I was at Marsh Lane High, class of 2012.", [("ORGANIZATION", "Marsh Lane High")]),
    ("ward", "They moved me to Elm Ward", [("ORGANIZATION", "Elm Ward")]),
    ("clinic-lower-head", "We met at the Northgate clinic.", [("ORGANIZATION", "Northgate clinic")]),
    ("uni-of", "im at uni of leeds", [("ORGANIZATION", "uni of leeds")]),
    ("town-uni", "im at exeter uni", [("ORGANIZATION", "exeter uni")]),
    ("saint-lower", "i teach at st marys primary school", [("ORGANIZATION", "st marys primary school")]),
    ("school-kinds", "High School was hard, My School is ok, a Catholic School, Medical School", []),
    ("no-name", "I work in a school, at night, for the NHS, for a charity", []),
)
def test_organisations(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@table(
    ("im", "im 17", [("AGE", "17")]),
    ("im-comma", "I'm 42, a vet", [("AGE", "42")]),
    ("in-words", "i'm seventeen and tired", [("AGE", "seventeen")]),
    ("gender", "22f here", [("AGE", "22")]),
    ("gender-first", "F22 looking to talk", [("AGE", "22")]),
    ("brackets", "my sister (19F) left", [("AGE", "19")]),
    ("turning", "turning 34 next week", [("AGE", "34")]),
    ("years-old", "a 17 year old, 18 yo", [("AGE", "17"), ("AGE", "18")]),
    ("child", "my lad is nine", [("AGE", "nine")]),
    ("not-age", "im 5 minutes away, im 100% sure, im 20 weeks pregnant, im 50/50, im 2 months sober", []),
    ("thing", "a 5 year old account, turned 180 degrees, in my 30s, ages 18-25", []),
    ("born", "I was born on 9 August 1987.", [("DATE_TIME", "9 August 1987")]),
    ("dob", "dob 4/3/91", [("DATE_TIME", "4/3/91")]),
    ("full-date", "admitted on 12 May 2019", [("DATE_TIME", "12 May 2019")]),
    ("month-first", "since May 12th, 2019", [("DATE_TIME", "May 12th, 2019")]),
    ("no-year", "came through on 3 June", [("DATE_TIME", "3 June")]),
    ("figures", "on 03/06/2021 or 2021-06-03", [("DATE_TIME", "03/06/2021"), ("DATE_TIME", "2021-06-03")]),
    ("relative", "yesterday, next Tuesday, at 5pm, 24/7, 9/11, in 2019", []),
    ("holiday", "on 25 December and the 4th of July", []),
    ("may", "i may 5 times, only 3 may help", []),
)
def test_dates(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize("number", ["943 476 5919", "9434765919", "401-023-2137"])
def test_nhs_check_digit(number: str) -> None:
    assert nhs_check(number)
    assert not nhs_check(number[:-1] + str((int(number[-1]) + 1) % 10))


@pytest.mark.parametrize("number", ["4111 1111 1111 1111", "378282246310005", "6011000990139424", "5555555555554444"])
def test_luhn_check_digit(number: str) -> None:
    assert luhn_check(number)
    assert not luhn_check(number[:-1] + str((int(number[-1]) + 1) % 10))


@pytest.mark.parametrize("iban", ["GB82 WEST 1234 5698 7654 32", "IE29AIBK93115212345678", "DE89370400440532013000"])
def test_iban_check_digits(iban: str) -> None:
    assert iban_check(iban)
    assert not iban_check(iban[:-1] + str((int(iban[-1]) + 1) % 10))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("116 123", True),
        ("+44 116 123", True),
        ("0800 1111", True),
        ("0800 068 4141", True),
        ("13-11-14", True),
        ("1 (800) 273-8255", True),
        ("jo@samaritans.org", True),
        ("https://www.samaritans.org/how-we-can-help", True),
        ("111.nhs.uk", True),
        ("988", True),
        ("9889", False),
        ("07911 123456", False),
        ("dana@example.com", False),
        ("notsamaritans.org", False),
        ("samaritans.org.example.com", False),
        ("", False),
    ],
)
def test_helplines(text: str, expected: bool) -> None:
    assert is_helpline(text) is expected


def test_surer_hit_wins_then_longer() -> None:
    weak, sure, long = (Identifier(0, 9, "A", 0.5, ""), Identifier(3, 5, "B", 0.9, ""), Identifier(6, 12, "C", 0.5, ""))
    assert without_overlaps([weak, long, sure]) == (sure, long)


def test_offsets_count_code_points_of_the_original_text() -> None:
    text = "İ 😀 I’m\u00a0Carys Whitmore 😀 07911\u00a0123456"
    assert found(text) == [("PERSON", "Carys Whitmore"), ("PHONE_NUMBER", "07911\u00a0123456")]


def test_language_model_only_raises_a_score() -> None:
    doc = NLP.make_doc("I told Siobhan and Zorbax")
    (before,) = find_identifiers(doc)
    doc.ents = [Span(doc, 2, 3, label="PERSON"), Span(doc, 4, 5, label="PERSON")]
    (after,) = find_identifiers(doc)
    assert after.score > before.score
    assert "the language model agrees" in after.reason


def test_regions_decide_which_national_numbers_count() -> None:
    assert found("it is 98765 43210", regions=("IN",)) == [("PHONE_NUMBER", "98765 43210")]
    assert found("it is 98765 43210", regions=("GB",)) == []


def test_component_marks_merged_sentences() -> None:
    nlp = spacy.blank("en")
    component = nlp.add_pipe("peer_identifiers")
    doc = Doc.from_docs([NLP.make_doc("I'm Dana. "), NLP.make_doc("22f in Leeds")], ensure_whitespace=False)
    doc = component(doc)
    assert [(span.text, span.label_) for span in doc.spans["identifiers"]] == [
        ("Dana", "PERSON"),
        ("22f", "AGE"),
        ("Leeds", "LOCATION"),
    ]
    scores = doc.spans["identifiers"].attrs["scores"]
    assert scores == [hit.score for hit in find_identifiers(doc)]
    assert len(scores) == 3


def test_unknown_region_is_refused_with_the_nearest() -> None:
    with pytest.raises(OptionError, match=r"“UK” is no region"):
        spacy.blank("en").add_pipe("peer_identifiers", config={"regions": ["UK"]})


WORDS = [
    "my name is ",
    "I'm ",
    "Dana ",
    "Mr. ",
    "dr ",
    "at ",
    "dot ",
    "com ",
    "Road ",
    "St ",
    "i live in ",
    "born on ",
    "May ",
]
MARKS = ["@ ", ". ", "'s ", "’ ", "\u00a0", "😀", "\n", "İ", "ß", "²", "٣", ": ", ":: ", "- ", "(", ") ", "/ "]
CODES = [
    "07911 ",
    "123 ",
    "14 ",
    "AB1 2ZZ ",
    "4111 ",
    "19",
    "im ",
    "f ",
    "on discord ",
    "uni of ",
    "University ",
    "GB82 ",
]
PIECES = st.sampled_from([*WORDS, *MARKS, *CODES])


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=30).map("".join)))
@example("1" * 400)
@example("i'm " * 100)
@example("A. " * 150)
@example("\u0130\u0130 I'm Dana 07911 123456")
def test_any_text_gives_spans_inside_it(text: str) -> None:
    doc = NLP.make_doc(text)
    hits = find_identifiers(doc)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert all(left.end <= right.start for left, right in pairwise(hits))
    assert all(0 < hit.score <= 1 and hit.reason for hit in hits)
