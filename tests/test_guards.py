"""Each guard covers the words it is meant for and no others. Marks [[…]] show what it covers."""

from __future__ import annotations

import pytest
from spacy.language import Language

from reviewer.guards import GUARDS
from reviewer.message import Message
from reviewer.pipeline import annotate, load_pipeline
from reviewer.rulebook import MARK, Rulebook, load_rulebook

Row = str | tuple[str, str]  # a draft, or a draft and the message it answers

TABLES: dict[str, list[Row]] = {
    "quoted": [
        "You wrote [[“you should leave him”]] and it stayed with me.",
        'so he goes [["just stop taking them"]] like its nothing',
        "[[«you must stop»]] is what the letter says",
        "[[> you should just leave]]\nthat sounds so harsh",
        "[[&gt; stop your meds]]\nwho told you that?",
        "ok[[\n  > call her now]]\nhow was that for you",
        '[["go home"]] and [["get out"]], all in one day',
        ("[[I do not know what]] it was like", "i dont know what to do"),
        ("so [[i dont know what to do]] is where u are", "i don't know what to do any more"),
        ("so [[you should never have told her]]", "they said you should never have told her"),
        ("and [[I just want to go home]] now", "i just wanna go home"),
        # not
        "You should leave him.",
        "he's 5'11\" and you should see him",
        "its 3 > 2 and you should know",
        "“you should leave him\nand never go back”",
        ("I know what it was like", "i know what to do"),
        ("what to do", "what to do"),
    ],
    "echo": [
        ("how is your [[sister]] now", "my sister wont talk to me"),
        ("your [[SISTER]] hurt you", "my sister wont talk to me"),
        ("that [[Tuesday]] in [[Leeds]]", "Leeds on a Tuesday, never again"),
        ("so [[Priya]] said no", "it was Priya who left"),
        ("the [[landlord]], again", "my landlord put the rent up"),
        ("[[tmrw]] is the day", "its tomorrow"),
        ("[[tablets]] and [[tablits]] alike", "the tablets make me foggy"),
        # not
        ("you should call her", "my sister wont talk to me"),
        ("it is what it is with you", "what is it with you"),
        ("up to 11", "at 11"),
        "how is your sister now",
        ("how is your sister now", ""),
    ],
    "reported": [
        "Your nurse said [[you should rest.]] How did that sit with you?",
        "he told [[you to stop taking them]]",
        "my gp says [[u shld stop]]",
        "ppl keep telling [[u to leave him]]",
        "You were told [[to leave.]]",
        "I was told [[you must never mix them]]",
        "he said [[you should go]] but you should rest",
        "according to [[the leaflet you should stop]]",
        "she's saying [[you should go, and you said no]]",
        "your new keyworker reckons [[u should move]]",
        "the leaflet says [[to halve the dose]]",
        "You mentioned [[you have to be up at six.]]",
        "my mum thinks [[i should quit]]",
        'my therapist told [[me "you should write it down"]]',
        # not
        "You should tell him.",
        "I think you should go.",
        "you should say no",
        "Your nurse is lovely. You should rest.",
        "say what you want, you should leave",
        "your mum should have said sorry",
    ],
    "negated": [
        "You don't [[need fixing at all]], you know.",
        "u dont [[need to explain it]] to me",
        "I'm not [[telling you to leave]] him",
        "never [[stop taking your meds]] on your own",
        "you can go without [[telling him anything now]]",
        "there's no need to [[decide tonight]]",
        "no pressure [[to reply]]",
        "Rather than [[stop the tablets]], ask first",
        "far from [[being a failure]], you did it",
        "u aint [[broken mate]]",
        "you cant [[fix her]]",
        "nobody [[should have said that]] to you",
        # not
        "You should stop now.",
        "Just leave him.",
        "I know. You should go.",
        "no worries at all",
        "She said no. You should go now.",
    ],
    "open-question": [
        "[[What do you want to do?]]",
        "[[how was that for u ?]]",
        "[[Would it help to write it down together?]]",
        "ok. [[did u think about stopping?]] x",
        "[[So what would a good day look like?]]",
        "[[have you ever told her that?!]]",
        "[[Is there anyone you could call?]]",
        "[[Should I say more about that?]]",
        "[[what's the hardest bit?]] 💛",
        # not
        "Why don't you leave him?",
        "what if you just left?",
        "You should call her, no?",
        "What a week you have had.",
        "why not call her?",
        "how about you call her?",
        "Have you tried running, have you tried yoga?",
    ],
    "permission": [
        "[[Would it be ok if I shared an idea? You could write it down.]]",
        "[[if its any use, you could ring them]]",
        "[[Just a thought: you could call her.]]",
        "[[no pressure, but maybe you could try the group]]",
        "[[feel free to ignore this. You could ask her.]] Or not.",
        "[[You could ring them, if you'd like.]]",
        "[[its up to u. u could go sunday]]",
        "[[Can I offer an idea? Maybe write it down.]]",
        "[[take it or leave it but u could ask them]]",
        "Hi. [[Only if you want: you could go.]]",
        # not
        "You should call her.",
        "You could write it down. What do you think?",
        "is it ok at home?",
        "if you leave him you will feel better",
        "would it kill you to call her?",
    ],
    "asked-for": [
        ("[[You could call her.]]", "what should I do?"),
        ("[[u should call her. then rest]]", "what shud i do"),
        ("[[Call her.]]", "Any ideas? I'm stuck."),
        ("[[maybe the group]]", "it was hard. what helped you?"),
        ("[[Write it down.]]", "how did you cope with it"),
        ("[[ask them]]", "tell me what to do pls"),
        ("[[you could move]]", "do u think i should move out"),
        # not
        ("You could call her.", "I hate her."),
        ("You could call her.", "i know what i want"),
        ("You could call her.", "dont tell me what you did"),
        "What should I do? You could call her.",
        ("", "what should I do?"),
    ],
    "care": [
        "[[take your time]], really",
        "[[Be kind to yourself]] tonight.",
        "You [[should be proud]] of that.",
        "u [[shud be proud]] of urself",
        "[[let me know]] how it goes",
        "[[Hang in]] there x",
        "[[go easy]] on urself",
        "you don[['t have to apologise]]",
        "theres [[no need to explain]] to me",
        "[[keep going]], mate",
        "[[Get some rest]] if you can.",
        "[[take care]] of urself",
        "you [[need to take care]] of you",
        "Please [[remember you]] matter",
        # not
        "You should call him.",
        "take your tablets back to the shop",
        "go and tell him",
        "get a job",
        "You ought to apologise to her.",
        "you must explain it to them",
        "you have to tell him this",
    ],
    "safety": [
        "[[Call 999]] now. I'm here.",
        "plz [[ring 999]]",
        "You need to [[go to A&E]] tonight.",
        "[[get somewhere safe]], then text me",
        "Please ring [[Samaritans]], they're there all night. You should rest.",
        "text SHOUT to [[85258]]",
        "u shud [[get away from him now]]",
        "[[put the pills away]] for tonight",
        "Who is around? [[Stay with someone until]] it passes.",
        "[[call an ambulance]]",
        # not
        "You should call him at 9.",
        "i feel safe with you",
        "go to work and get away from it",
        "You should leave him tonight.",
    ],
    "signpost": [
        "You could [[talk to your GP]] about that.",
        "u shud [[see ur doctor]] abt it",
        "[[Please speak to your prescriber]] first.",
        "have you thought of [[ringing a helpline]]",
        "you should [[reach out]]",
        "you should [[tell someone]]",
        "[[get some help]]",
        "maybe [[try therapy]]",
        "[[book an appointment]] and see",
        "you could [[ring Samaritans]]",
        "[[bring it up with your team]]",
        "do [[not stop them without talking]] to anyone",
        # not
        "You should talk to him.",
        "you should see the film",
        "my doctor is lovely",
        "you should call your ex",
    ],
    "hypothetical": [
        "[[If I were in that film I'd run.]] You should rest.",
        "[[In the book she stops taking her meds.]]",
        "[[for example you should never say stop]]",
        "[[let's say you should leave]]",
        "[[lets say u leave him]]",
        "[[in theory you should sleep]]",
        "[[the lyrics go you should leave]]",
        # not
        "You should leave.",
        "If I were you I'd leave.",
        "i watched a film, you should too",
        "that movie was so good",
    ],
    "self-label": [
        "[[I call myself an alcoholic.]]",
        "[[as an addict myself i get it]]",
        "[[im an alcoholic too]]",
        "[[I am bipolar and proud.]] You?",
        "[[we were addicts]]",
        "[[i identify as mad]]",
        "[[You call yourself a junkie, and I hear that.]]",
        # not
        "He is an addict.",
        "you are an alcoholic",
        "addicts always lie",
        "i am tired",
    ],
    "risk-in-reply": [
        ("[[Are you safe tonight?]]", "I want to die"),
        ("[[im here. tell me more]]", "i wanna die"),
        ("[[That sounds so heavy.]]", "i keep thinking about suicide"),
        ("[[ok]]", "dont want to be here anymore"),
        ("[[ok]]", "They'd be better off without me."),
        ("[[ok]]", "he hits me when he drinks"),
        ("[[ok]]", "theres no point going on"),
        ("[[ok]]", "I can't go on"),
        # not
        ("ok", "he hit the wall"),
        ("ok", "this traffic, no end of it"),
        ("ok", "I want to go home"),
        "I want to die",
        ("", "I want to die"),
    ],
}


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


def covered(nlp: Language, guard: str, draft: str, reply: str | None) -> str:
    """Return the draft with [[…]] around each run of words a guard covers."""
    doc = next(annotate(nlp, [Message(None, draft, reply_to=reply)]))
    inside = {token.i for span in doc.spans[GUARDS] if span.label_ == guard for token in span}
    marked = ""
    for token in doc:
        marked += "[[" if token.i in inside and token.i - 1 not in inside else ""
        marked += token.text
        marked += "]]" if token.i in inside and token.i + 1 not in inside else ""
        marked += token.whitespace_
    return marked


@pytest.mark.parametrize(
    ("guard", "row"), [pytest.param(name, row, id=f"{name}-{row}") for name, rows in TABLES.items() for row in rows]
)
def test_guard_covers_the_marked_words(nlp: Language, guard: str, row: Row) -> None:
    marked, reply = (row, None) if isinstance(row, str) else row
    assert covered(nlp, guard, MARK.sub(r"\1", marked), reply) == marked


DESIGNED = (
    *("quoted", "reported", "negated", "open-question", "permission", "care", "safety", "signpost"),
    *("hypothetical", "self-label", "echo", "risk-in-reply"),
)


def test_every_designed_guard_is_there() -> None:
    assert set(DESIGNED) - load_rulebook().guards.keys() == set()


@pytest.mark.parametrize("guard", load_rulebook().guards)
def test_every_guard_has_a_table(rulebook: Rulebook, guard: str) -> None:
    rows = [row if isinstance(row, str) else row[0] for row in TABLES[guard]]
    assert sum("[[" in row for row in rows) >= 6
    assert sum("[[" not in row for row in rows) >= 3
    assert rulebook.guards[guard].about.endswith(".")
