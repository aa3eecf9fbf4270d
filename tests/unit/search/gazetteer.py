"""A small invented town for the tests of search: three wards in a row, and one far away."""

from services_catalog.gazetteer import AreaFacts, Gazetteer, OutcodeFacts, SchemeFacts, WardFacts

AUTHORITY = "E06000901"
NORTH, MIDDLE, SOUTH, FAR = "E05900001", "E05900002", "E05900003", "E05900004"


def ward(code: str, name: str, latitude: float, authority: str = AUTHORITY) -> WardFacts:
    return WardFacts(
        code=code, name=name, authority_code=authority, latitude=latitude, longitude=-2.6
    )


def outcode(code: str, latitude: float, *wards: str) -> OutcodeFacts:
    return OutcodeFacts(
        code=code,
        latitude=latitude,
        longitude=-2.6,
        authorities=frozenset({AUTHORITY}),
        wards=frozenset(wards),
    )


TOWN = Gazetteer(
    wards={
        NORTH: ward(NORTH, "Upper Example", 51.50),
        MIDDLE: ward(MIDDLE, "Sampleworth", 51.47),
        SOUTH: ward(SOUTH, "Lower Example and Testwick", 51.40),
        FAR: ward(FAR, "Elsewhere", 52.5, "E06000902"),
    },
    authorities={AUTHORITY: "Exampleton", "E06000902": "Farshire"},
    areas={
        "districts/east": AreaFacts(
            code="districts/east", scheme="districts", name="East", wards=frozenset({NORTH, MIDDLE})
        )
    },
    schemes={
        "districts": SchemeFacts(code="districts", name="Districts", verified=False, source="")
    },
    outcodes={
        "BS98": outcode("BS98", 51.50, NORTH, MIDDLE),
        "BS99": outcode("BS99", 51.40, SOUTH),
    },
    neighbourhoods={"Samplehill": MIDDLE},
)
