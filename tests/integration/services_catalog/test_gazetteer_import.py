"""An ONS Postcode Directory made by hand, with what goes wrong in real ones."""

import pytest
from sqlalchemy import func, select

from services_catalog.gazetteer_loading import load_geography
from services_catalog.models import Authority, Outcode, Postcode, Ward
from services_catalog.places import home_for_postcode, load_gazetteer
from services_catalog.postcode_directory import (
    BATCH,
    DirectoryUnreadable,
    import_postcode_directory,
    read_names,
)

HEADER = "pcd7,pcds,dointr,doterm,lad25cd,wd25cd,lat,long"
NEWPORT, CARDIFF, HERE, THERE = "W06000022", "W06000015", "W05001001", "W05001002"

ROWS = f"""\
NP10 8AA,NP10 8AA,198001,,{NEWPORT},{HERE},51.580000,-3.000000
NP10 8AB,NP10 8AB,198001,,{NEWPORT},{HERE},51.590000,-3.010000
NP10 8AE,NP10 8AE,198001,,{CARDIFF},{THERE},51.600000,-3.020000
NP10 8AD,NP10 8AD,198001,200001,{NEWPORT},{HERE},50.000000,-1.000000
NP20 1AA,NP20 1AA,198001,,{NEWPORT},W99999999,51.588000,-2.997000
NP20 1AB,NP20 1AB,198001,,{NEWPORT},{HERE},99.999999,0.000000
NP20 1AD,NP20 1AD,198001,,{NEWPORT},{HERE},not a number,0
CF10 1AA,CF10 1AA,198001,,{CARDIFF},{THERE},51.480000,-3.180000
JE2 3AA,JE2 3AA,198001,,L99999999,L99999999,49.200000,-2.100000
nonsense,nonsense,198001,,{NEWPORT},{HERE},51.580000,-3.000000
short
"""


@pytest.fixture
def directory(tmp_path):
    """A function that writes a directory and returns its path."""

    def write(rows=ROWS, header=HEADER, encoding="utf-8"):
        path = tmp_path / "directory.csv"
        path.write_bytes(f"{header}\n{rows}".encode(encoding))
        return path

    return write


def test_rows_are_taken_or_refused_with_a_reason(session, directory):
    counts = import_postcode_directory(session, directory())

    assert counts.taken == 6
    assert counts.refused == {"no position": 2, "no local authority": 1, "not a postcode": 2}
    assert counts.first_refused == {
        "no position": 7,
        "no local authority": 10,
        "not a postcode": 11,
    }


def test_postcodes_wards_and_outward_codes_are_made(session, directory):
    import_postcode_directory(session, directory())

    postcode = session.get_one(Postcode, "NP10 8AA")
    assert (postcode.ward_code, postcode.authority_code, postcode.live) == (HERE, NEWPORT, True)
    assert session.get_one(Postcode, "NP20 1AA").ward_code is None
    assert session.get_one(Postcode, "NP10 8AD").live is False
    ward = session.get_one(Ward, HERE)
    assert (ward.latitude, ward.longitude) == (51.585, -3.005)
    outcode = session.get_one(Outcode, "NP10")
    assert (outcode.authorities, outcode.wards) == ((CARDIFF, NEWPORT), (HERE, THERE))
    assert (outcode.latitude, outcode.longitude) == (51.59, -3.01)


def test_one_authority_alone_is_taken(session, directory):
    counts = import_postcode_directory(session, directory(), authorities=frozenset({NEWPORT}))

    assert (counts.taken, counts.left_out) == (4, 2)
    assert session.get(Postcode, "NP10 8AE") is None
    assert session.get(Ward, THERE) is None
    assert session.get(Outcode, "CF10") is None
    outcode = session.get_one(Outcode, "NP10")
    assert (outcode.authorities, outcode.wards) == ((CARDIFF, NEWPORT), (HERE,))


def test_importing_again_changes_nothing(session, directory):
    first = import_postcode_directory(session, directory())
    before = everything(session)

    again = import_postcode_directory(session, directory())

    assert (again.taken, again.wards) == (first.taken, 0)
    assert everything(session) == before


def test_a_place_without_a_name_is_called_by_its_code_until_one_is_given(
    session, directory, tmp_path
):
    import_postcode_directory(session, directory())
    assert session.get_one(Ward, HERE).name == HERE
    names = tmp_path / "names.csv"
    names.write_text(f"WD25CD,WD25NM\n{HERE},Example Hill\n", encoding="utf-8-sig")

    import_postcode_directory(session, directory(), names=read_names(names))

    assert session.get_one(Ward, HERE).name == "Example Hill"
    assert session.get_one(Authority, NEWPORT).name == NEWPORT


def test_a_known_name_is_kept(session, directory):
    load_geography(session)
    rows = "BS1 6NB,BS1 6NB,198001,,E06000023,E05010892,51.450000,-2.590000\n"

    import_postcode_directory(session, directory(rows), names={"E06000023": "Bristol, City of"})

    assert session.get_one(Authority, "E06000023").name == "Bristol"
    assert len(session.get_one(Outcode, "BS1").wards) == 5


def test_an_imported_postcode_becomes_a_home(session, directory):
    import_postcode_directory(session, directory(), names={HERE: "Example Hill"})

    gazetteer = load_gazetteer(session)

    assert home_for_postcode(session, gazetteer, "np108aa").label == "Example Hill"
    assert home_for_postcode(session, gazetteer, "NP20 1AA").label == "NP20"
    assert gazetteer.home("example hill").code == HERE


@pytest.mark.parametrize(
    "header",
    [
        pytest.param("pcd,pcd2,pcds,doterm,oslaua,osward,lat,long", id="older editions"),
        pytest.param("PCD7,PCD8,PCDS,DOTERM,LAUA,WARD,LAT,LONG", id="capitals"),
        pytest.param("\ufeffpcd,x,pcds,doterm,lad23cd,wd23cd,lat,long", id="a byte order mark"),
    ],
)
def test_columns_are_found_whatever_the_edition(session, directory, header):
    rows = f"NP108AA,NP10 8AA,NP10 8AA,,{NEWPORT},{HERE},51.58,-3.0\n"

    assert import_postcode_directory(session, directory(rows, header)).taken == 1


def test_many_rows_are_taken_batch_by_batch_with_progress(session, directory):
    told = []
    units = [
        f"NP{d} {i}{a}{b}"
        for d in (1, 2, 3)
        for i in range(10)
        for a in "ABDEFGHJLN"
        for b in "ABDEFGHJLN"
    ]
    rows = "".join(f",{code},198001,,{NEWPORT},{HERE},51.58,-3.0\n" for code in units)

    counts = import_postcode_directory(session, directory(rows), progress=told.append)

    assert counts.taken == len(units) > BATCH
    assert session.scalar(select(func.count()).select_from(Postcode)) == len(units)
    assert len(told) == 2
    assert told == sorted(told)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"", "no column for postcode", id="empty"),
        pytest.param(b"name,address\nA,B\n", "no column for postcode", id="another table"),
        pytest.param(b"\xff\xfe\x00p\x00c", "could not read", id="another encoding"),
        pytest.param(
            HEADER.encode() + b'\n"' + b"x" * 200_000, "could not read", id="an unclosed string"
        ),
    ],
)
def test_what_is_no_directory_is_refused(session, tmp_path, content, says):
    path = tmp_path / "directory.csv"
    path.write_bytes(content)

    with pytest.raises(DirectoryUnreadable, match=says):
        import_postcode_directory(session, path)


def test_a_missing_file_is_refused(session, tmp_path):
    with pytest.raises(DirectoryUnreadable, match="could not open"):
        import_postcode_directory(session, tmp_path / "nothing.csv")


def test_a_list_that_has_no_names_is_refused(tmp_path):
    path = tmp_path / "names.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")

    with pytest.raises(DirectoryUnreadable, match="not a list of names"):
        read_names(path)


def everything(session):
    session.expire_all()
    return [
        sorted(tuple(row) for row in session.execute(select(table.__table__)))
        for table in (Authority, Ward, Outcode)
    ] + [session.scalar(select(func.count()).select_from(Postcode))]
