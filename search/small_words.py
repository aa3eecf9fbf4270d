"""Words that carry little: what may stand inside a phrase, what asks for nothing."""

_FILLERS = """
    a an and are at be been being by for from get gets getting got had has have having he her him
    his i in is it its my of on or our she that the their them they this to was we were who with
    you your
"""

_STOP = """
    a about after all am an and any are as at be because been before being but by can cant could
    did didnt do does doesnt doing dont for from get gets getting go goes going got had has have
    having he her here hers him his how i if im in into is it its ive just like me my near nearby
    no not of on or our out she so some someone something somewhere than that the their them then
    there they this to too up us very want wants was we were what when where which while who why
    will with wont would you your
"""

_GENERIC = """
    advice bristol boy child children daughter family families find free girl group groups help kid
    kids local need needs old organisation people person problem problems programme project
    provision pupil service services son student support supporting teen teenager teenagers teens
    year years young youngster youth yp
"""

FILLERS = frozenset(_FILLERS.split())
"""Words that may stand between those of a phrase, or be missing from it."""

STOP = frozenset(_STOP.split())
"""Words that ask for nothing."""

GENERIC = frozenset(_GENERIC.split())
"""Words that nearly every listing has. They count only where nothing else was typed."""
