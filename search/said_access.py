"""Ways to say which languages they can use, what they need to take part, and how they travel."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from eligibility.words import fold
from search.saying import NOTHING, Facts, Saying, Way, one_of
from services_catalog.codes import Access
from services_catalog.reference import languages

SIGNED = "bfi"
ALSO_CALLED: Mapping[str, str] = MappingProxyType(
    {
        "bsl": SIGNED,
        "cantonese": "zh",
        "dari": "fa",
        "farsi": "fa",
        "kurdish sorani": "ku",
        "mandarin": "zh",
        "persian": "fa",
        "sorani": "ku",
    }
)
CODES: Mapping[str, str] = MappingProxyType(
    {**{fold(label): code for code, label in languages().items()}, **ALSO_CALLED}
)
LANGUAGE = rf"(?:{'|'.join(sorted(CODES, key=len, reverse=True))})"
LANGUAGES = rf"({LANGUAGE}(?: (?:(?:and|or|,|-) )?{LANGUAGE}){{0,4}})"
ANY_LANGUAGE = re.compile(rf"(?<!\S){LANGUAGE}(?!\S)")


def _access(code: Access) -> Facts:
    return {"access_needs": frozenset({code.value})}


def _speaks(said: str) -> Facts:
    codes = frozenset(CODES[name] for name in ANY_LANGUAGE.findall(said))
    signs = _access(Access.SIGN_LANGUAGE) if SIGNED in codes else NOTHING
    return {"languages": codes, **signs}


def _through_interpreter(said: str) -> Facts:
    return {**_access(Access.INTERPRETER), **_speaks(said)}


SPEAKS = one_of(
    r"""
    (?:only |mainly |mostly )?(?:speaks|speaking|(?:i|we|they|who|can|both) speak|fluent in|uses)
    """
)
LANGUAGE_SAYINGS: Sequence[Saying] = (
    Saying(
        pattern=rf"(?:needs? |uses? |with )?(?:an? )?{LANGUAGES} interpreter",
        says=_through_interpreter,
        tells_need=False,
    ),
    Saying(
        pattern=rf"""
            {SPEAKS} (?:only |mainly |mostly |some )?{LANGUAGES}
            (?:first|home|main|family) language(?: is)? {LANGUAGES}
            {LANGUAGES} (?:speaker|speaking|user)
            {LANGUAGES} (?:is (?:his|her|their) )?(?:first|home|main) language
        """,
        says=_speaks,
        tells_need=False,
    ),
)

ACCESS_WORDS: Mapping[Access, str] = MappingProxyType(
    {
        Access.STEP_FREE: r"wheelchair(?: user| access| accessible)?|step free(?: access)?",
        Access.SIGN_LANGUAGE: r"(?:bsl|british sign language|sign language)(?: user| interpreter)?",
        Access.INTERPRETER: r"interpreter",
        Access.HEARING_LOOP: r"hearing loop",
        Access.QUIET_SPACE: r"quiet (?:space|room|place)|low sensory(?: space)?",
        Access.EASY_READ: r"easy read",
        Access.ACCESSIBLE_TOILET: r"accessible toilet|changing places?",
    }
)
MUST = r"(?:needs|requires|need)"
ACCESS_SAYINGS: Sequence[Saying] = (
    *(
        Saying(
            pattern=rf"(?:needs? |uses? |requires |with )?(?:an? )?(?:{words})",
            says=_access(code),
            tells_need=code is not Access.EASY_READ,  # to the thesaurus, reading is a need
        )
        for code, words in ACCESS_WORDS.items()
    ),
    Saying(
        pattern=rf"{MUST} (?:a )?(?:1 1|1 2 1|1 to 1|121|one to one|one 2 one)(?: support)?",
        says=_access(Access.ONE_TO_ONE),
    ),
    Saying(
        pattern=rf"""
            {MUST} (?:a lift|picking up|collecting)
            {MUST} (?:help with )?(?:transport|travelling|travel(?: help| training)?)
            help with (?:transport|travel|travelling|getting there)
        """,
        says=_access(Access.TRAVEL_HELP),
        tells_need=False,
    ),
)
TRAVEL_SAYINGS: Sequence[Saying] = (
    Saying(
        pattern=r"(?:cannot|cant|can not|wont|will not|unable to) travel(?: far| alone| by bus)?",
        says={"can_travel": False},
        tells_need=False,
    ),
    Saying(
        pattern=r"""
            (?:can|able to|happy to|will) (?:travel|get the bus)(?: by bus| on the bus| alone)?
        """,
        says={"can_travel": True},
        instead={Way.DENIED: {"can_travel": False}},
        tells_need=False,
    ),
)

TAKING_PART_SAYINGS: Sequence[Saying] = (*LANGUAGE_SAYINGS, *ACCESS_SAYINGS, *TRAVEL_SAYINGS)
