"""Any bytes in any parameter give a page."""

import pytest

NASTY = [
    pytest.param("%00", id="null byte"),
    pytest.param("a%00b%1f%7f", id="control characters"),
    pytest.param("%ff%fe%fa", id="invalid UTF-8"),
    pytest.param("%ed%a0%80", id="a lone surrogate"),
    pytest.param("%EF%BF%BE%EF%B7%90", id="no characters"),
    pytest.param("%F0%9F%91%A9%E2%80%8D%F0%9F%8E%93", id="joined emoji"),
    pytest.param("*", id="a wildcard"),
    pytest.param("*" * 500, id="many wildcards"),
    pytest.param("name:x+OR+1=1--", id="field syntax"),
    pytest.param("%22%22%27%28%29%5B%5D%7B%7D%5E~%5C", id="quotes and brackets"),
    pytest.param("a+AND+OR+NOT+%28", id="operators"),
    pytest.param("x" * 10_000, id="10,000 letters"),
    pytest.param("stab+" * 2_000, id="10,000 letters of words"),
    pytest.param("%3Cscript%3Ealert(1)%3C/script%3E", id="a script"),
    pytest.param("%7B%7B1234*9%7D%7D", id="a template"),
    pytest.param("BS99+9ZZ", id="no such postcode"),
    pytest.param("LU7+ONY", id="a postcode with a letter O"),
    pytest.param("-1", id="minus one"),
    pytest.param("200", id="two hundred"),
    pytest.param("9" * 5_000, id="a number of 5,000 digits"),
    pytest.param("%D9%A1%D9%A4", id="digits of another script"),
    pytest.param("NaN", id="not a number"),
]

PARAMETERS = [
    "q", "age", "home", "need", "level", "access", "space", "language", "freshness", "day",
    "evening", "page", "per_page", "left_out", "nonsense",
]  # fmt: skip


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize("value", NASTY)
def test_any_value_of_any_parameter_gives_a_page(client, value):
    for name in PARAMETERS:
        answer = client.get(f"/services?{name}={value}&{name}={value}")
        assert answer.status_code in {200, 302, 422}, (name, answer.status_code)
        assert "11106" not in answer.text, "a template was run"


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize("value", NASTY)
def test_any_value_of_the_form_gives_a_page(client, value):
    token = client.page("/").select_one("input[name=csrf_token]")["value"]
    for name in ("q", "age", "home", "need", "csrf_token"):
        answer = client.post(
            "/search",
            data=f"csrf_token={token}&{name}={value}",
            content_type="application/x-www-form-urlencoded",
        )
        assert answer.status_code in {303, 422}, (name, answer.status_code)
        assert len(answer.headers.get("Location", "")) < 2_000


@pytest.mark.parametrize("value", NASTY)
def test_any_path_gives_a_page(client, value):
    for address in (
        f"/{value}",
        f"/services/{value}",
        f"/organisations/{value}",
        f"/static/{value}",
    ):
        assert client.get(address[:3_000]).status_code in {404, 308}, address


@pytest.mark.parametrize("cookie", ["\x01", "x" * 4_000, "é" * 40, "navigator=; navigator="])
def test_any_cookie_gives_a_page(client, cookie):
    answer = client.get("/", headers={"Cookie": f"navigator={cookie}".encode().decode("latin-1")})

    assert answer.status_code == 200


@pytest.mark.parametrize("host", ["x" * 300, "evil.example:x", "[::1", "a b", "%00", "ü.example"])
def test_any_host_name_gives_a_page(client, host):
    answer = client.get("/", headers={"Host": host.encode().decode("latin-1")})

    assert answer.status_code in {200, 400, 404}


def test_a_body_that_is_no_form_gives_a_page(client):
    answer = client.post("/search", data=b"\xff\x00{", content_type="multipart/form-data")

    assert answer.status_code == 422
