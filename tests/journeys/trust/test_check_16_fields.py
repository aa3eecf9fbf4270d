"""What each kind of person finds, in everything that they can read: marked names are looked for."""

from navigator.accounts.permissions import (
    Permission,
    Relation,
    Role,
    relation_for,
    sees_professional,
)
from tests.journeys.trust.cells import Asking, Cell
from tests.journeys.trust.expectations import read_table
from tests.journeys.trust.world import KINDS, Kind, Place, State, Whose

PERSON, INVITED, LISTING = "person", "invited", "listing"
MARKED = (PERSON, INVITED, LISTING)
SEARCHES = ("/services", "/services?q=zq7", "/api/v1/services", "/api/v1/services?q=zq7")


def test_check_16_nobody_reads_what_is_not_for_them(served):
    server, world = served
    asking = Asking(server, world)
    world.session.commit()
    places = (world.own, world.other, world.theirs, world.their_other)
    wrong = []

    for kind in KINDS:
        found = "".join(everything_read(asking, kind))
        for place in places:
            for marked in MARKED:
                is_there = f"{place.canary}-{marked}" in found
                if is_there and not may_see(kind, place, asking, marked):
                    wrong.append((kind.name, place.organisation, marked))

    assert wrong == []


def test_check_16_who_may_read_them_finds_them(served):
    """So that the test above could fail."""
    server, world = served
    asking = Asking(server, world)
    world.session.commit()

    read = {kind.name: "".join(everything_read(asking, kind)) for kind in KINDS}

    own, other = world.own.canary, world.other.canary
    assert f"{own}-person" in read["administrator"]
    assert f"{own}-invited" in read["administrator"]
    assert f"{other}-person" in read["coordinator"]
    assert f"{own}-listing" in read["practitioner"]
    assert f"{own}-listing" in read["a practitioner's key"]


def everything_read(asking: Asking, kind: Kind):
    caller = asking.callers[kind]
    for row in read_table().values():
        if row.method == "GET" and row.object != "link":  # a link is for whoever has it
            for whose in (
                (Whose.OWN, Whose.OTHER, Whose.THEIRS) if "<" in row.rule else (Whose.OWN,)
            ):
                yield asking.ask(Cell(row=row, method="GET", kind=kind, whose=whose)).text
    world = asking.world
    kept = [world.own.kept_for_professionals, world.theirs.kept_for_professionals]
    ids = "&".join(f"service={id_}" for id_ in kept)
    more = [f"/services/{id_}" for id_ in kept] + [f"/api/v1/services/{id_}" for id_ in kept]
    for address in (*SEARCHES, *more, f"/list?{ids}", f"/compare?{ids}", f"/list/print?{ids}"):
        yield asking.server.ask("GET", address, caller.headers, host=kind.host).text


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
