"""
A small feed of every dialect, written by hand: by name, its files and what they hold.

All of it is invented. It is here so that tests of feeds always run, with the real ones or without.
"""

import json
from pathlib import Path

ORUK3 = {
    "id": "0a6ac0a3-4f2a-4b0e-9b0a-6f1a0f6e7d01",
    "name": "Example Boxing",
    "description": "<p>Boxing <b>twice</b> a week.</p><ul><li>No kit needed</li></ul>",
    "url": "www.example.org/boxing",
    "email": "boxing@example.org ",
    "status": "active",
    "minimum_age": -1,
    "maximum_age": 104,
    "assured_date": "2026-05-01T10:00:00.000",
    "assurer_email": "assurer@example.org",
    "last_modified": "2026-05-01T10:00:00.654",
    "fees": "Free",
    "organization_id": "7",
    "organization": {"id": "7", "name": "Example Trust", "description": "A trust."},
    "contacts": [{"name": "A Person", "phones": [{"number": "Night line: 0117 496 0123"}]}],
    "languages": [{"code": "so"}, {"name": "Klingon"}],
    "service_areas": [{"name": "Bristol", "uri": "http://www.example.com"}],
    "schedules": [{"byday": "MO,TH", "opens_at": "18:58", "closes_at": "18:00", "freq": "WEEKLY"}],
    "attributes": [{"taxonomy_term": {"name": "Mentoring", "taxonomy": "openeligibility"}}],
    "pc_targetAudience": [{"audienceType": "Homeless"}],
    "service_at_locations": [
        {
            "location": {
                "location_type": "physical",
                "name": "Example Hall",
                "latitude": -2.6,
                "longitude": 51.45,
                "addresses": [{"address_1": "1 Example Road", "postal_code": "BS1 5TR"}],
                "accessibility": [{"description": "Wheelchair access"}],
            }
        }
    ],
}
HSDS3 = ORUK3 | {
    "alternate_name": "Boxing",
    "licenses": "None",
    "fees_description": "Free of charge",
    "phones": [{"number": "0117 496 0124", "extension": 12, "type": "voice"}],
    "required_documents": [{"document": "A letter"}],
    "additional_urls": [{"label": "Film", "url": "https://example.org/film"}],
    "capacities": [{"unit": {"name": "Places"}, "available": 3, "updated": "2026-10-01"}],
}
ORUK1 = {
    "id": 6,
    "name": "Example Drop-in ",
    "description": "Come as you are.&nbsp;Tea.",
    "url": "example.org",
    "email": "Unknown-1@noemail.invalid",
    "status": "",
    "attending_access": "drop_in",
    "attending_type": "venue",
    "organization": {"id": "9", "name": "Example Caf\u00e9"},
    "eligibilitys": [{"eligibility": "Anyone", "minimum_age": 11, "maximum_age": 4}],
    "regular_schedules": [{"byday": "FR", "opens_at": "00:00", "closes_at": "00:00"}],
    "service_taxonomys": [
        {"taxonomy": {"id": "http://id.esd.org.uk/service/627", "name": "Mentoring schemes"}}
    ],
    "pc_metadata": {"date_assured": "2025-01-01", "assured_by": "someone@example.org"},
    "service_at_locations": [
        {"location": {"name": "Hall", "physical_addresses": [{"postal_code": "BS1 ONY"}]}}
    ],
}
OUTPOST = {
    "id": 61,
    "name": "Example Walk",
    "description": "A walk.",
    "url": None,
    "min_age": 4,
    "max_age": None,
    "needs_referral": False,
    "free": True,
    "status": "active",
    "target_directories": [{"name": "Example"}],
    "organisation": {"id": 3, "name": "Example Walkers", "url": None},
    "locations": [
        {
            "name": None,
            "postal_code": "BS1 5TR",
            "geometry": {"type": "Point", "coordinates": [-2.6, 51.45]},
            "mask_exact_address": True,
            "accessibilities": [{"name": "Wheelchair accessible entrance"}],
        }
    ],
    "contacts": [{"name": "A Person", "email": "a.person@example.org", "phone": "0117 496 0125"}],
    "taxonomies": [{"name": "Staying active"}],
    "suitabilities": [{"name": "Autism"}],
    "send_needs": [],
    "regular_schedules": [{"weekday": "Monday", "opens_at": "09:30", "closes_at": "12:00"}],
    "cost_options": [{"option": "Adults", "amount": "0.00", "cost_type": "per walk"}],
    "links": [{"label": "Film", "url": "https://example.org/walk"}],
    "local_offer": {"description": "We make room."},
}
OUTPOST_CSV = """\
import_id,import_id_reference,name,description,organisation,url,approved,visible,needs_referral,\
min_age,max_age,service_taxonomies,contact_visible,contact_email,contact_phone,location_name,\
location_latitude,location_longitude,location_postcode,mask_exact_address,location_accessibilities,\
free,cost_option,cost_amount,schedules_opens_at,schedules_closes_at,scheduled_weekday,notes
1,,Example Choir,Singing.,Example Singers,http://example.org,TRUE,TRUE,FALSE,8,12,Clubs; Mystery,\
TRUE,choir@example.org,0117 496 0126,Hall,51.50101,-0.141563,BS1 5TR,FALSE,Hoist,FALSE,All,2.50,\
17:00,18:00,monday,Do not show this
2,1,,,,,,,,,,,FALSE,private@example.org,0117 496 0127,,,,,,,,,,,,,
3,1,,,,,,,,,,,,,,Second Hall,,,BS1 5TR,TRUE,,,,,hh:mm:ss,hh:mm:ss,tuesday,
4,9,,,,,,,,,,,,,,Lost Hall,,,,,,,,,,,,
"""
TEMPLATE = """\
id,name,organisation,lowest_age,highest_age,phone,email,website,postcode,needs,opening_hours
1,Example Club,Example Trust,11,-1,0117 496 0128,a@example.org,example.org,bs15tr,trusted_adult;x,\
Tuesday 17.00 - 19.00
,Another Club,,,,,,,BS99,,when we can
"""
HSDS1 = {
    "services.csv": (
        "id,organization_id,name,description,url,email,status,application_process,wait_time,fees,"
        "taxonomy_ids\n"
        "s1,o1,Example Meals,Hot meals.,,meals@example.org,active,Ring us,None,Free,\n"
        "s2,gone,Example Rides,Rides.,http://example.org,,,,,,t1\n"
        "s3,,Example Talks,Talks.,,,inactive,,,,\n"
    ),
    "organizations.csv": "id,name,description,email,url\no1,Example Kitchen,Cooks.,,example.org\n",
    "locations.csv": "id,organization_id,name,latitude,longitude\nl1,o1,Example Hall,0,0\n",
    "physical_addresses.csv": (
        "id,location_id,address_1,city,postal_code\na1,l1,1 Road,Town,BS1 5TR\n"
    ),
    "services_at_location.csv": "id,service_id,location_id\nx1,s1,l1\n",
    "phones.csv": (
        "id,location_id,service_id,organization_id,number,extension,type,description\n"
        ",,s1,,0117 496 0129,4,voice,Kitchen\n"
        ",,s1,,0117 496 0130,,fax,\n"
        ",,,,0117 496 0131,,voice,Whose?\n"
    ),
    "eligibility.csv": "id,service_id,eligibility\n,,nobody knows whose\ne1,s1,Anyone hungry\n",
    "regular_schedules.csv": "id,service_id,weekday,opens_at,closes_at\n,s1,1,9:00am,5:00pm\n",
    "languages.csv": "id,service_id,language\n1,s1,Somali\n",
    "taxonomy.csv": "id,name,vocabulary\nt1,Transport of delight,AIRS\n",
    "programs.csv": "id,organization_id,name\np1,o1,Programme\n",
    "datapackage.json": json.dumps({"resources": [{"name": "service", "path": "services.csv"}]}),
}
OHANA = {
    "services.csv": (
        "id,location_id,accepted_payments,application_process,audience,description,eligibility,"
        "email,fees,keywords,languages,name,required_documents,service_areas,status,wait_time,"
        "website,taxonomy_ids\n"
        '1,1,,Walk in,Older people,Clubs.,None,,None.,"Arts, Mentoring Programs",Spanish,Example '
        'Centre,,Bristol,active,No wait.,,"101, 102"\n'
        "2,99,,,,Lost.,,,,,,Example Lost,,,defunct,,,\n"
    ),
    "locations.csv": (
        "id,organization_id,accessibility,admin_emails,languages,latitude,longitude,name,virtual\n"
        '1,5,"ramp, wheelchair",admin@example.org,Tagalog,51.45,-2.6,Example Centre,false\n'
    ),
    "organizations.csv": "id,name,description,email,website\n5,Example Org,An org.,,\n",
    "addresses.csv": "id,location_id,address_1,city,postal_code\n1,1,2 Road,Bristol,BS1 5TR\n",
    "phones.csv": "id,location_id,number,number_type\n1,1,0117 496 0132,voice\n",
    "taxonomy.csv": "taxonomy_id,name,parent_id\n101,Emergency,\n102,Mentoring,\n",
    "mail_addresses.csv": "id,location_id,address_1\n1,1,PO Box 1\n",
}


def _page(key: str, *records: object) -> str:
    return json.dumps({"total_items": len(records), key: records, "last_page": True})


FEEDS: dict[str, dict[str, str]] = {
    "oruk3": {"services.json": _page("contents", ORUK3, ORUK3 | {"id": "2", "organization": None})},
    "hsds3": {
        "organizations_7.json": json.dumps(
            {"id": "7", "name": "Example Trust", "website": "example.org", "legal_status": "trust"}
        ),
        "root.json": json.dumps({"version": "3.0", "openapi_url": "https://example.org"}),
        "services.json": _page("contents", HSDS3, HSDS3 | {"id": "2", "organization": None}),
        "taxonomy_terms.json": json.dumps({"id": "t", "name": "Term", "term_uri": "x"}),
    },
    "oruk1": {
        "page1.json": _page("content", ORUK1),
        "page2.json": _page("content", {**ORUK1, "id": 7}),
    },
    "outpost": {"page.json": _page("content", OUTPOST, OUTPOST | {"id": 62, "min_age": None})},
    "outpost-csv": {"services.csv": OUTPOST_CSV},
    "template": {"mine.csv": TEMPLATE},
    "hsds1": HSDS1,
    "ohana": OHANA,
}
"""By dialect."""


def write(feed: dict[str, str], folder: Path) -> Path:
    """The feed as a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in feed.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
