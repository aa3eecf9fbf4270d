"""What the JSON holds, field by field: the source of ``/openapi.json``."""

from marshmallow import Schema, fields


def text(description: str) -> fields.String:
    return fields.String(required=True, metadata={"description": description})


def codes(description: str) -> fields.List[str]:
    return fields.List(fields.String(), required=True, metadata={"description": description})


class SourceSchema(Schema):
    feed = text("The name the feed was imported under.")
    id = text("The id that feed gives it.")


class AgesSchema(Schema):
    lowest = fields.Integer(allow_none=True, metadata={"description": "Whole years, inclusive."})
    highest = fields.Integer(allow_none=True, metadata={"description": "Whole years, inclusive."})


class AreaSchema(Schema):
    kind = text("ward, area, authority or national.")
    code = text("The ONS code, or scheme/area; empty for national.")
    name = text("The name people use.")


class SpaceSchema(Schema):
    status = text("What can be said today: it lapses to not_confirmed.")
    said_on = fields.Date(allow_none=True)
    wait_weeks = fields.Integer(allow_none=True)


class EvidenceSchema(Schema):
    scale = text("The rating scale.")
    level = text("The level on it; not_rated and not_ratable are levels.")
    subject = text("What was rated, where it is a wider approach.")
    rated_on = fields.Date(allow_none=True)
    source = text("Who says so.")
    population = text("Whom the evidence comes from.")


class ListedServiceSchema(Schema):
    """One service in a list. Empty lists, empty text and null mean that nobody has said."""

    id = fields.UUID(required=True)
    name = text("What it is called.")
    summary = text("A sentence or two.")
    organisation = text("Who provides it.")
    source = fields.Nested(SourceSchema, required=True)
    phone = text("The number to ring.")
    email = text("Where to write.")
    url = text("Its own web page.")
    levels = codes("Levels of need.")
    ages = fields.Nested(AgesSchema, required=True)
    needs = codes("Needs it is for.")
    area = fields.List(fields.Nested(AreaSchema), required=True)
    delivery = codes("location, outreach, online, phone.")
    space = fields.Nested(SpaceSchema, required=True)
    evidence = fields.List(fields.Nested(EvidenceSchema), required=True)
    verified_on = fields.Date(allow_none=True)
    freshness = text("current, overdue, long_overdue or never.")
    why = fields.List(
        fields.String(), metadata={"description": "Why it stands in this list, in sentences."}
    )


class LocationSchema(Schema):
    """A place whose address may not be shown is left out altogether."""

    name = text("What the place is called.")
    address = text("Street and town.")
    postcode = text("As far as it is known.")
    ward = fields.String(allow_none=True)
    latitude = fields.Float(allow_none=True)
    longitude = fields.Float(allow_none=True)


class OpeningSchema(Schema):
    day = fields.String(allow_none=True, metadata={"description": "mon to sun."})
    opens = fields.String(allow_none=True, metadata={"description": "HH:MM, Europe/London."})
    closes = fields.String(allow_none=True, metadata={"description": "HH:MM, Europe/London."})
    note = text("Where only prose is known.")


class ServiceSchema(ListedServiceSchema):
    """One service, whole."""

    organisation_id = fields.UUID(required=True)
    description = text("Plain text; an empty line parts paragraphs, list items start with '- '.")
    for_whom = text("In the provider's own words.")
    led_by = text("Who runs it.")
    how_to_refer = text("How to start.")
    what_happens_next = text("What the service does then.")
    strengths = codes("Strengths it builds on.")
    prevention = codes("primary, secondary, tertiary.")
    routes = codes("open_access, self, family, professional.")
    access = codes("Access provision.")
    languages = codes("ISO 639-1 codes; bfi is British Sign Language.")
    open_times = codes("day, evening, weekend, school_holidays.")
    openings = fields.List(fields.Nested(OpeningSchema), required=True)
    locations = fields.List(fields.Nested(LocationSchema), required=True)
    cost = text("free, charge, varies or unknown: what the family pays.")
    cost_note = text("What it costs.")
    dose = text("How often and how much.")
    length = text("For how long.")
    owner = text("Who keeps this entry true.")
    verify_by = fields.Date(allow_none=True)
    status = text("live or temporarily_closed.")


class PageSchema(Schema):
    """The paging envelope of Open Referral UK 3.0, and what our search adds to it."""

    total_items = fields.Integer(required=True)
    total_pages = fields.Integer(required=True)
    page_number = fields.Integer(required=True, metadata={"description": "The first is 1."})
    size = fields.Integer(required=True, metadata={"description": "Services on this page."})
    first_page = fields.Boolean(required=True)
    last_page = fields.Boolean(required=True)
    empty = fields.Boolean(required=True)
    contents = fields.List(fields.Nested(ListedServiceSchema), required=True)
    facets = fields.Dict(
        keys=fields.String(),
        values=fields.Dict(keys=fields.String(), values=fields.Integer()),
        required=True,
        metadata={"description": "Counts by facet and code, zeros left out."},
    )
    notices = fields.List(
        fields.Dict(keys=fields.String(), values=fields.String()),
        required=True,
        metadata={"description": "Things to tell the person: a code and a sentence."},
    )


class NeedSchema(Schema):
    code = text("What ``need`` takes.")
    group = text("The group it is shown in.")
    label = text("What screens say.")
    meaning = text("What it covers.")


class NeedsSchema(Schema):
    contents = fields.List(fields.Nested(NeedSchema), required=True)


class WrongParameterSchema(Schema):
    parameter = text("The parameter that cannot be used.")
    detail = text("What to do.")


class ProblemSchema(Schema):
    """Problem details (RFC 9457)."""

    type = text("Always about:blank.")
    title = text("The status in words.")
    status = fields.Integer(required=True)
    detail = fields.String(metadata={"description": "What to do."})
    parameter = fields.String(metadata={"description": "The first parameter that was wrong."})
    errors = fields.List(
        fields.Nested(WrongParameterSchema), metadata={"description": "Every one that was wrong."}
    )
