"""What a request and typed words say of a person, put into a situation that does not say it."""

from dataclasses import replace

from eligibility import Situation
from search.intent import Intent
from search.request import SearchRequest
from services_catalog.criteria_names import place_of
from services_catalog.places import Gazetteer, Home


def merged(
    situation: Situation, request: SearchRequest, intent: Intent, gazetteer: Gazetteer
) -> tuple[Situation, Intent, Home | None]:
    """
    Return the situation with an age and a home, as far as anything says them.

    What the situation says stands first, then the request, then the words; an intent whose age is
    not used comes back without it. The home is what the place of the situation was read from, or
    that of the request.
    """
    given = gazetteer.homes.get(request.home)
    if _says_age(situation):
        intent = replace(intent, age=None)
    else:
        situation = replace(situation, age=intent.age if request.age is None else request.age)
    if situation.home is not None:
        return situation, intent, given
    home = given or intent.home
    place = place_of(home, gazetteer) if home else None
    return replace(situation, home=place), intent, home


def _says_age(situation: Situation) -> bool:
    said = (situation.age, situation.birth_month, situation.school_year)
    return any(each is not None for each in said)
