"""A feed ..."""

import json
import os

import pytest

from services_catalog.open_referral.documents import verbatim
from services_catalog.open_referral.feed import open_feed
from services_catalog.open_referral.json_reading import LONGEST_RECORD
from services_catalog.open_referral.reading import Form, open_files
from services_catalog.open_referral.unreadable import Unreadable

ONE = {"id": "1", "name": "One", "status": "active"}
TWO = {"id": "2", "name": "Two", "status": "active"}
HUGE = 50_000_000


def ids(path):
    return [feed_record.fields["id"] for feed_record in open_feed(path).raw_records()]


@pytest.mark.parametrize(
    ("name", "content", "form"),
    [
        pytest.param("a.json", json.dumps(ONE), Form.JSON, id="a full record"),
        pytest.param("a.json", json.dumps([ONE, TWO]), Form.JSON, id="a bare array"),
        pytest.param(
            "a.json",
            json.dumps({"total_items": 2, "contents": [ONE, TWO]}),
            Form.JSON,
            id="a page of 3.0",
        ),
        pytest.param(
            "a.json",
            json.dumps({"content": [ONE, TWO], "last": True}),
            Form.JSON,
            id="a page of 1.0",
        ),
        pytest.param("a.json", json.dumps([ONE, TWO], indent=4), Form.JSON, id="spread over lines"),
        pytest.param(
            "a.ndjson", f"{json.dumps(ONE)}\n\n{json.dumps(TWO)}\n", Form.LINES, id="lines"
        ),
        pytest.param(
            "a.json",
            f"{json.dumps(ONE)}\n{json.dumps(TWO)}",
            Form.LINES,
            id="lines by another name",
        ),
        pytest.param(
            "a.json", f"{json.dumps([ONE])}\n{json.dumps([TWO])}", Form.JSON, id="two documents"
        ),
        pytest.param("a.csv", "id,name\n1,One\n2,Two\n", Form.TABLE, id="commas"),
        pytest.param("a.csv", "id;name\n1;One\n2;Two\n", Form.TABLE, id="semicolons"),
        pytest.param("a.tsv", "id\tname\n1\tOne\n2\tTwo\n", Form.TABLE, id="tabs"),
        pytest.param(
            "a.csv", '"id","name"\r\n1,"One\nline"\r\n\r\n2,Two\r\n', Form.TABLE, id="quoted cells"
        ),
        pytest.param("services", "id,name\n1,One\n2,Two\n", Form.TABLE, id="no suffix"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_of_every_layout_and_encoding_is_read(tmp_path, name, content, form, encoding):
    path = tmp_path / name
    path.write_bytes(content.encode(encoding))

    assert open_files(path)[0].form is form
    assert ids(path)[0] == "1"
    assert ids(path)[1:] in (["2"], [])


def test_in_a_folder_is_read_page_by_page_in_order(tmp_path):
    for number in (10, 2, 1):
        page = {"contents": [ONE | {"id": str(number)}]}
        (tmp_path / f"page{number}.json").write_text(json.dumps(page))
    (tmp_path / ".hidden.json").write_text("not this")
    (tmp_path / "readme.md").write_text("nor this")

    assert ids(tmp_path) == ["1", "2", "10"]


def test_that_is_not_utf8_is_read_as_windows_1252(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("id,name\n1,Café’s\n".encode("cp1252"))

    [file] = open_files(path)

    assert file.was_guessed
    assert [raw.fields["name"] for raw in file.records()] == ["Café’s"]


def test_says_where_each_record_stood(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('id,name\n1,"One\nline"\n2,Two\n')

    assert [str(raw.place) for raw in open_feed(path).raw_records()] == [
        "a.csv, line 3",
        "a.csv, line 4",
    ]


def test_with_records_larger_than_the_window_is_read(tmp_path):
    path = tmp_path / "a.json"
    large = [ONE | {"id": str(n), "description": "x" * 700_000} for n in range(4)]
    path.write_text(json.dumps({"contents": large}))

    assert ids(path) == ["0", "1", "2", "3"]


def test_keeps_the_last_of_an_id_that_came_twice(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps([ONE, TWO, ONE, ONE | {"name": "Uno"}]))

    assert open_feed(path).last_of == {"1": 3}


def files_that_cannot_be_read():
    whole = json.dumps([ONE, TWO]).encode()
    return [
        pytest.param("a.json", b"", "is empty", id="empty"),
        pytest.param("a.json", b" \n ", "is empty", id="only spaces"),
        pytest.param("a.json", whole[:-10], "is not whole JSON", id="truncated"),
        pytest.param("a.json", whole[:-1], "is not whole JSON", id="lacks its last bracket"),
        pytest.param("a.json", b"{'id': 1}", "is not whole JSON", id="single quotes"),
        pytest.param("a.json", whole + b"]", "is not whole JSON", id="one bracket too many"),
        pytest.param("a.json", b"Not found", "neither JSON nor a table", id="words"),
        pytest.param("a.json", b"<html>Sign in</html>", "neither JSON nor a table", id="a page"),
        pytest.param("a.json", b"\x89PNG\r\n\x00\x00", "is not a text file", id="a picture"),
        pytest.param("a.json", b"[" * 100_000, "is not whole JSON|too deeply", id="deep"),
        pytest.param("a.json", b"[]", "lists no services", id="nothing listed"),
        pytest.param("a.json", b'{"contents": []}', "lists no services", id="an empty page"),
        pytest.param("a.json", b"[1, 2]", "in no dialect we know", id="numbers"),
        pytest.param("a.json", b'[{"a": 1}]', "in no dialect we know", id="something else"),
        pytest.param("a.ndjson", b"oops\noops\n", "in no dialect we know", id="no line is JSON"),
        pytest.param("a.csv", b'name\n"never closed\n', "cannot be read as a table", id="a quote"),
        pytest.param("a.csv", b"name\n", "lists no services", id="only a header"),
        pytest.param("a.csv", b"Title,Phone\nx,1\n", "in no dialect we know", id="other columns"),
    ]


@pytest.mark.parametrize(("name", "content", "sentence"), files_that_cannot_be_read())
def test_that_cannot_be_read_is_refused_in_a_sentence(tmp_path, name, content, sentence):
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(Unreadable, match=sentence):
        open_feed(path)


@pytest.mark.parametrize("start", ['"', '[{"id": "', '{"contents": [{"name": "', 'name\n"'])
def test_of_one_unclosed_string_of_50_mb_is_refused(tmp_path, start):
    path = tmp_path / ("a.csv" if start.startswith("name") else "a.json")
    with path.open("w") as file:
        file.write(start)
        for _ in range(50):
            file.write("a" * (HUGE // 50))

    with pytest.raises(Unreadable):
        open_feed(path)


def test_with_a_record_longer_than_any_is_refused(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps([ONE, ONE | {"description": "a" * (LONGEST_RECORD + 1)}]))

    with pytest.raises(Unreadable, match="is longer than 16,000,000 characters"):
        open_feed(path)


def test_of_lines_one_of_which_never_ends_is_refused(tmp_path):
    path = tmp_path / "a.ndjson"
    path.write_text(json.dumps(ONE) + "\n" + "a" * (LONGEST_RECORD + 1))

    with pytest.raises(Unreadable, match="too long to be one record"):
        open_feed(path)


@pytest.mark.parametrize("kind", ["missing", "folder", "pipe"])
def test_that_is_no_file_is_refused_in_a_sentence(tmp_path, kind):
    path = tmp_path / kind
    if kind == "folder":
        path.mkdir()
    if kind == "pipe":
        os.mkfifo(path)

    with pytest.raises(Unreadable, match=kind):
        open_feed(path)


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        pytest.param({"name": "Café"}, '{"name": "Café"}', id="as it was sent"),
        pytest.param({"name": "\ud800"}, '{"name": "\\ud800"}', id="half a character"),
        pytest.param({"name": "\x00"}, '{"name": "\\u0000"}', id="a null character"),
    ],
)
def test_is_kept_word_for_word_in_what_databases_can_hold(fields, kept):
    assert verbatim(fields) == kept
