"""Points on the map, in degrees, held against the middle of their postcode."""

import math

from services_catalog.open_referral.fixes.fixed import Code, Fixed
from services_catalog.open_referral.fixes.text import said

Point = tuple[float, float]
LATITUDES = (49.5, 61.0)
LONGITUDES = (-9.0, 2.1)
"""These islands. A zero, a swapped pair or a default elsewhere falls outside."""

KM_PER_DEGREE = 111.2
FARTHEST_FROM_POSTCODE_KM = 3.0

DEFAULT_POINTS: tuple[Point, ...] = (
    (51.50101, -0.141563),  # Buckingham Palace
    (51.507351, -0.127758),  # London
    (52.355518, -1.17432),  # England
    (54.00366, -2.547855),  # Great Britain
    (55.378051, -3.435973),  # the United Kingdom
)
"""What maps answer when they have found nothing nearer, or a form holds as its example."""

DEFAULT_WITHIN_KM = 0.1


def point(latitude: object, longitude: object, *, centre: Point | None) -> Fixed[Point | None]:
    """The point that was sent, or ``centre`` (of its postcode) where that cannot be right."""
    if not said(latitude) and not said(longitude):
        return Fixed(centre)
    sent = (_degrees(latitude), _degrees(longitude))
    turned = (sent[1], sent[0])
    if _here(sent):
        return _near(sent, centre)
    if _here(turned):
        return Fixed(_near(turned, centre).value, Code.POINT_SWAPPED)
    return Fixed(centre, Code.POINT_NOT_USABLE)


def _near(sent: Point, centre: Point | None) -> Fixed[Point | None]:
    if centre is not None and kilometres(sent, centre) > FARTHEST_FROM_POSTCODE_KM:
        return Fixed(centre, Code.POINT_FROM_POSTCODE)
    if centre is None and _is_default(sent):
        return Fixed(None, Code.POINT_DEFAULT)
    return Fixed(sent)


def _is_default(sent: Point) -> bool:
    """With a postcode beside it that is near, even the palace may be meant."""
    return any(kilometres(sent, point) <= DEFAULT_WITHIN_KM for point in DEFAULT_POINTS)


def kilometres(one: Point, other: Point) -> float:
    """Good to a per cent over distances inside a county."""
    north = (one[0] - other[0]) * KM_PER_DEGREE
    east = (one[1] - other[1]) * KM_PER_DEGREE * math.cos(math.radians(one[0]))
    return math.hypot(north, east)


def _degrees(value: object) -> float:
    try:
        return float(said(value)[:40])
    except ValueError:
        return math.nan


def _here(sent: Point) -> bool:
    latitude, longitude = sent
    in_north = LATITUDES[0] <= latitude <= LATITUDES[1]
    return in_north and LONGITUDES[0] <= longitude <= LONGITUDES[1]
