"""A feed in a zip archive ..."""

import io
import json
import stat
import zipfile

import pytest

from services_catalog.open_referral import archives
from services_catalog.open_referral.feed import open_feed
from services_catalog.open_referral.unreadable import Unreadable
from tests.feeds_by_hand import FEEDS

SERVICE = json.dumps([{"id": "1", "name": "One", "status": "active"}])
PAGE = ("page.json", SERVICE)


def member(name, *, mode=stat.S_IFREG | 0o644, flags=0):
    info = zipfile.ZipInfo("placeholder.json")
    info.filename = name  # ZipInfo would tidy what an attacker would not
    info.external_attr = mode << 16
    info.flag_bits = flags
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


@pytest.fixture
def archive(tmp_path):
    def write(*members, name="feed.zip"):
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
            for each, content in members:
                file.writestr(each, content)
        return path

    return write


@pytest.mark.parametrize("name", FEEDS)
def test_is_read_like_the_folder_it_was(archive, name):
    path = archive(*((f"a folder/{file}", text) for file, text in FEEDS[name].items()))

    feed = open_feed(path)

    assert feed.dialect.name == name
    assert feed.records > 0
    assert len(list(feed.raw_records())) == len(list(feed.raw_records())) == feed.records


def test_is_known_by_what_it_is_and_not_by_its_name(archive):
    assert open_feed(archive(PAGE, name="feed.dat")).ids == {"1"}


def test_may_hold_what_is_no_feed_besides(archive):
    path = archive(PAGE, ("__MACOSX/page.json", "junk"), (".hidden.json", "x"), ("a.pdf", "x"))

    assert open_feed(path).records == 1


def nested():
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as file:
        file.writestr("page.json", SERVICE)
    return inner.getvalue()


@pytest.mark.parametrize(
    ("members", "sentence"),
    [
        pytest.param([PAGE, ("zeros.json", b"0" * 20_000_000)], "200 times its size", id="a bomb"),
        pytest.param([PAGE, (member("../up.json"), "x")], "points outside", id="upwards"),
        pytest.param([PAGE, (member("a/../../up.json"), "x")], "points outside", id="up within"),
        pytest.param([PAGE, (member("..\\up.json"), "x")], "points outside", id="backslashes"),
        pytest.param([PAGE, (member("/etc/up.json"), "x")], "points outside", id="absolute"),
        pytest.param([PAGE, (member("C:/up.json"), "x")], "points outside", id="a drive"),
        pytest.param(
            [PAGE, (member("link.json", mode=stat.S_IFLNK | 0o777), "/etc/passwd")],
            "is a link",
            id="a symbolic link",
        ),
        pytest.param(
            [PAGE, (member("pipe.json", mode=stat.S_IFIFO | 0o644), "")], "is a link", id="a pipe"
        ),
        pytest.param([PAGE, ("more.zip", nested())], "archive inside the archive", id="nested"),
        pytest.param([PAGE, ("more.TAR.GZ", b"x")], "archive inside the archive", id="a tarball"),
        pytest.param([PAGE, (f"{'n' * 300}.json", "x")], "a name that is too long", id="300 long"),
        pytest.param([("readme.txt", "x")], "holds no .json", id="nothing to read"),
        pytest.param([], "holds no .json", id="nothing at all"),
    ],
)
def test_that_may_do_harm_is_refused_in_a_sentence_and_nothing_is_unpacked(
    archive, tmp_path, members, sentence
):
    path = archive(*members)
    before = sorted(tmp_path.rglob("*"))

    with pytest.raises(Unreadable, match=sentence) as refused:
        open_feed(path)

    assert len(str(refused.value)) < 250
    assert sorted(tmp_path.rglob("*")) == before


def test_with_a_password_is_refused(archive, tmp_path):
    path = archive(PAGE)
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    path.write_bytes(data)

    with pytest.raises(Unreadable, match="protected by a password"):
        open_feed(path)


def test_with_two_files_of_one_name_is_refused(archive):
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = archive(PAGE, PAGE)

    with pytest.raises(Unreadable, match=r"two files named page\.json"):
        open_feed(path)


def test_with_too_many_files_or_too_much_in_them_is_refused(archive, monkeypatch):
    path = archive(PAGE, ("more.json", SERVICE))

    monkeypatch.setattr(archives, "MOST_MEMBERS", 1)
    with pytest.raises(Unreadable, match="more than 1 files"):
        open_feed(path)
    monkeypatch.undo()
    monkeypatch.setattr(archives, "MOST_BYTES", 50)
    with pytest.raises(Unreadable, match="would unpack to more"):
        open_feed(path)


def damaged_archives():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("page.json", json.dumps([{"id": str(n), "name": "x"} for n in range(500)]))
    whole = buffer.getvalue()
    lying = bytearray(whole)
    at = lying.index(b"PK\x01\x02") + 24
    lying[at : at + 4] = (100).to_bytes(4, "little")
    broken = bytearray(whole)
    broken[60:90] = b"\x00" * 30
    return [
        pytest.param(whole[:-30], id="broken off"),
        pytest.param(b"PK\x03\x04 and then nothing", id="only a start"),
        pytest.param(bytes(lying), id="larger than it says"),
        pytest.param(bytes(broken), id="damaged inside"),
        pytest.param(b"", id="empty"),
    ]


@pytest.mark.parametrize("content", damaged_archives())
def test_that_is_damaged_is_refused_in_a_sentence(tmp_path, content):
    path = tmp_path / "feed.zip"
    path.write_bytes(content)

    with pytest.raises(Unreadable, match=r"feed\.zip|page\.json"):
        open_feed(path)
