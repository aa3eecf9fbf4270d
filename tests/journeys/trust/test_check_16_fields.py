"""What each kind of person finds, in everything that they can read: marked names are looked for."""

import re
from collections.abc import Mapping

import pytest

from navigator.accounts.permissions import (
    Permission,
    Relation,
    Role,
    relation_for,
    sees_professional,
)
from tests.journeys.trust.cells import KIND, Asking
from tests.journeys.trust.reading import at_every_stage, everything_read, everything_there
from tests.journeys.trust.referred import COLUMNS, Sees, Thing, Told
from tests.journeys.trust.things import Place
from tests.journeys.trust.world import KINDS, Caller, Kind, State

PERSON, INVITED, LISTING = "person", "invited", "listing"
MARKED = (PERSON, INVITED, LISTING)

SAID = {"message", "note", "call-back"}
"""What goes with the codes: what was said meanwhile, and how to ring who sent it."""

TOLD = {"name", *COLUMNS.values(), "was-reach", "agreement", "override", "taken-by", *SAID}
EVERYTHING = {*TOLD, "attempt"}
"""What the service notes of its tries is not for who sent it. Of equality nobody reads a word."""

IN_RECORDS = {*EVERYTHING, "equality", "asked-by", "checked-how"} - {"note"}
ASKED = {"name", *COLUMNS.values(), "agreement"}
OF_A_CALL = {"phone", "when", "about"}
REFERS = {Role.PRACTITIONER, Role.ADVISER, Role.PROVIDER, Role.COORDINATOR}
SEES_REFERRALS = {*REFERS, Role.ADMINISTRATOR}
"""An administrator may have one in hand: then it is as if they had sent it."""

ASKS_ADVICE = REFERS - {Role.ADVISER}
WORD = re.compile(r"(zq7[a-p]{32})-([a-z-]+[a-z])")

Read = tuple[Asking, dict[Kind, str]]


@pytest.fixture(scope="module")
def read(served, proof) -> Read:
    """Everybody, and everything that each of them could read. All is there before it is read."""
    server, world = served
    one_of = proof(6, 1)
    asking = Asking(server, world)
    referred = world.referred
    to_own = at_every_stage(referred, referred.far(world.own), world.own)
    from_own = at_every_stage(referred, world.own, referred.far(world.own))
    world.session.commit()
    for kind in KINDS:
        for cell in everything_there(kind, one_of=one_of):
            asking.address(cell)
    referrals = [*to_own, *from_own]
    return asking, {
        kind: "".join(everything_read(asking, kind, referrals, one_of=one_of)) for kind in KINDS
    }


def test_check_16_nobody_reads_what_is_not_for_them(read):
    asking, texts = read
    wrong = []

    for kind, found in texts.items():
        for place in places(asking):
            for marked in MARKED:
                is_there = f"{place.canary}-{marked}" in found
                if is_there and not may_see(kind, place, asking, marked):
                    wrong.append((kind.name, place.organisation, marked))

    assert wrong == []


def test_check_16_who_may_read_them_finds_them(read):
    """So that the test above could fail."""
    asking, texts = read
    of = {kind.name: text for kind, text in texts.items()}

    own, other = asking.world.own.canary, asking.world.other.canary
    assert f"{own}-person" in of["administrator"]
    assert f"{own}-invited" in of["administrator"]
    assert f"{other}-person" in of["coordinator"]
    assert f"{own}-listing" in of["practitioner"]
    assert f"{own}-listing" in of["a practitioner's key"]


def test_check_16_nobody_reads_a_word_of_a_young_person_that_is_not_for_them(read):
    asking, texts = read
    told = {each.mark: each for each in asking.world.referred.told}
    wrong = []

    for kind, text in texts.items():
        caller = asking.callers[kind]
        for mark, word in set(WORD.findall(text)):
            if word not in may_read(kind, caller, told[mark]):
                wrong.append((kind.name, word, told[mark]))

    assert wrong == []


def test_check_16_who_may_read_of_a_young_person_does(read):
    """So that the test above could fail."""
    asking, texts = read
    own, every = asking.world.own, asking.world.referred.told
    of = {kind.name: words_read(text) for kind, text in texts.items()}

    def read_of(name: str, **wanted: object) -> set[str]:
        """The words that they found of each that is so."""
        those = [each for each in every if is_so(each, wanted)]
        assert those, "would prove nothing"
        return set.intersection(*(of[name].get(each.mark, set()) for each in those))

    sender = asking.callers[KIND["practitioner"]].user_id
    colleague = asking.world.referred.person(own, Role.PRACTITIONER).id
    referral = {"thing": Thing.REFERRAL, "is_gone": False, "is_closed": False}
    received = {"receiver_id": own.organisation, "is_closed": False, **referral}
    gathered = {"thing": Thing.GATHERED, "user_id": asking.callers[KIND["coordinator"]].user_id}

    assert read_of("practitioner", user_id=sender, **referral) == TOLD - {"note"}
    assert read_of("of the safeguarding team", user_id=colleague, **referral) == TOLD - {"note"}
    assert read_of("provider", receiver=Sees.CODES, **received) == SAID - {"note"}
    assert read_of("provider", receiver=Sees.ALL, **received) == EVERYTHING - {"note"}
    assert read_of("coordinator", waits=True, **received) == SAID - {"note"}
    assert read_of("coordinator", **gathered) == IN_RECORDS
    assert read_of("practitioner", thing=Thing.DRAFT, user_id=sender, is_gone=False) >= ASKED
    assert read_of("adviser", thing=Thing.CALL, user_id=colleague, is_gone=False) == OF_A_CALL
    for name in ("provider", "coordinator"):
        assert any("note" in words for words in of[name].values()), name


def is_so(told: Told, wanted: Mapping[str, object]) -> bool:
    return all(getattr(told, name) == value for name, value in wanted.items())


def words_read(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for mark, word in WORD.findall(text):
        found.setdefault(mark, set()).add(word)
    return found


def places(asking: Asking) -> tuple[Place, ...]:
    world = asking.world
    return (world.own, world.other, world.theirs, world.their_other)


def may_see(kind: Kind, place: Place, asking: Asking, marked: str) -> bool:
    is_of_theirs = asking.callers[kind].place.partnership_id == place.partnership_id
    if not is_of_theirs or not (kind.is_signed_in or kind.state in {State.KEY, State.WRONG_SCOPE}):
        return False
    if marked == LISTING:
        return sees_professional([kind.role])
    if not kind.is_signed_in:
        return False
    relation = relation_for({kind.role, Role.SIGNED_IN}, Permission.SEE_PEOPLE)
    is_own = asking.callers[kind].place == place
    return relation is Relation.PARTNERSHIP or (relation is not None and is_own)


def may_read(kind: Kind, caller: Caller, told: Told) -> set[str]:
    """Which words of it, said here for a second time: those of the product are in ``seen``."""
    is_here = caller.place.partnership_id == told.partnership_id
    if not is_here or not (kind.is_signed_in or kind.state is State.KEY):
        return set()
    if told.thing is Thing.CALL:
        return words_of_call(kind, caller, told)
    if told.thing is Thing.DRAFT:
        is_own = caller.user_id == told.user_id and kind.role in REFERS and not told.is_gone
        return TOLD if is_own else set()
    if told.thing is Thing.GATHERED and kind.role is Role.COORDINATOR:
        return IN_RECORDS
    return words_of_referral(kind, caller, told) if kind.role in SEES_REFERRALS else set()


def words_of_call(kind: Kind, caller: Caller, told: Told) -> set[str]:
    is_own = caller.user_id == told.user_id
    waits = kind.role is Role.ADVISER and not told.is_gone
    return OF_A_CALL if (is_own and kind.role in ASKS_ADVICE) or (waits and not is_own) else set()


def words_of_referral(kind: Kind, caller: Caller, told: Told) -> set[str]:
    if told.is_gone:
        return set()
    is_in_team = kind.is_in_team and caller.place.organisation == told.organisation_id
    if (caller.user_id == told.user_id or is_in_team) and not told.is_closed:
        return TOLD
    if kind.role is Role.PROVIDER and caller.place.organisation == told.receiver_id:
        return {Sees.NOTHING: set(), Sees.CODES: SAID, Sees.ALL: EVERYTHING}[told.receiver]
    return SAID if kind.role is Role.COORDINATOR and told.waits else set()
