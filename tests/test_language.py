"""Texts that are not English are known, so that silence about them is not taken for calm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.language import UNKNOWN, unread_language

ENGLISH = {
    "plain": "I hear how hard this week has been for you.",
    "chat": "u dont have to say owt if u dont wanna tbh",
    "one word": "hola",
    "three words of another language": "te quiero mucho",
    "nothing": "",
    "emoji": "💛💛",
    "numbers": "020 7946 0000",
    "a link": "https://example.org/de/hilfe",
    "a Spanish word or two": "My abuela says poco a poco, and I like that.",
    "a name in another script": "My friend अनुराधा is coming round with me later on today.",
    "a link with words in it": "see https://www.example.org/de/der/die/das/und",
    "an order in few words": "stop taking meds mate",
    "one word over and over": "ee ee ee ee ee",
    "half Spanish, half English": "No sé qué hacer. I feel so alone and I do not know what to say to you.",
    "English with French food": "We had croque monsieur and crème brûlée, and it was a good day for me.",
    "bold letters": "𝗬𝗼𝘂 𝗮𝗿𝗲 𝗻𝗼𝘁 𝗮𝗹𝗼𝗻𝗲 here at all",
    "wide letters": "ｙｏｕ ａｒｅ ｎｏｔ ａｌｏｎｅ",
    "accents as marks of their own": "the cafe\u0301 was so nice with you there",
}
OTHERS = {
    "Spanish": "Hola, no sé qué hacer con mi hermana porque ella no me habla desde hace mucho tiempo.",
    "French": "Je ne sais pas quoi faire avec ma soeur parce qu'elle ne me parle plus depuis longtemps.",
    "German": "Ich weiß nicht, was ich mit meiner Schwester machen soll, weil sie nicht mehr mit mir spricht.",
    "Italian": "Non so cosa fare con mia sorella perché lei non mi parla più da molto tempo.",
    "Portuguese": "Não sei o que fazer com a minha irmã porque ela não fala comigo há muito tempo.",
    "Dutch": "Ik weet niet wat ik met mijn zus moet doen omdat zij niet meer met mij praat.",
    "Polish": "Nie wiem, co mam zrobić z moją siostrą, bo ona już ze mną nie rozmawia.",
}
SCRIPTS = {
    "Hindi": "मैं ठीक हूँ, आप कैसे हैं?",
    "Arabic": "لا أعرف ماذا أفعل مع أختي",
    "Chinese": "我不知道该怎么办",
    "Russian": "Я не знаю, что делать",
    "one word of Urdu": "شکریہ",
    "Hindi with an English word": "मैं आज बहुत low महसूस कर रही हूँ",
}


@pytest.mark.parametrize("text", ENGLISH.values(), ids=ENGLISH.keys())
def test_taken_for_english(text: str) -> None:
    assert unread_language(text) is None


@pytest.mark.parametrize(("name", "text"), OTHERS.items(), ids=OTHERS.keys())
def test_another_language_is_named(name: str, text: str) -> None:
    assert unread_language(text) == name
    assert unread_language(text.upper()) == name


@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS.keys())
def test_another_script_is_known(text: str) -> None:
    assert unread_language(text) == "another script"


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_any_text_has_an_answer(text: str) -> None:
    assert unread_language(text) in {
        None,
        "another script",
        UNKNOWN,
        *OTHERS,
        "Afrikaans",
        "Turkish",
        "Romanian",
        "Swedish",
        "Indonesian",
    }
