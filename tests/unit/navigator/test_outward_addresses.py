"""Which addresses this server calls."""

import pytest

from navigator.web.outward_addresses import AddressRefused, is_public, target_of

PUBLIC = "93.184.216.34"


def found(*addresses):
    return lambda _host, _port: addresses


@pytest.mark.parametrize(
    ("url", "host", "port", "path"),
    [
        ("https://login.example.org", "login.example.org", 443, "/"),
        ("https://login.example.org/school/v2.0", "login.example.org", 443, "/school/v2.0"),
        ("https://login.example.org:443/", "login.example.org", 443, "/"),
        ("https://login.example.org:8443/a?b=c", "login.example.org", 8443, "/a?b=c"),
        ("https://LOGIN.example.org", "login.example.org", 443, "/"),
        ("https://a-b.xn--bcher-kva.example", "a-b.xn--bcher-kva.example", 443, "/"),
    ],
)
def test_an_address_on_the_internet_is_called(url, host, port, path):
    target = target_of(url, resolve=found(PUBLIC))

    assert (target.host, target.port, target.path) == (host, port, path)
    assert target.address == PUBLIC


@pytest.mark.parametrize(
    "url",
    [
        "",
        "login.example.org",
        "http://login.example.org",
        "ftp://login.example.org",
        "file:///etc/passwd",
        "gopher://login.example.org/_x",
        "//login.example.org",
        "https://",
        "https:login.example.org",
        "https://127.0.0.1",
        "https://127.0.0.1:8443/",
        "http://127.0.0.1",
        "https://127.1",
        "https://2130706433",
        "https://0x7f000001",
        "https://0x7f.0.0.1",
        "https://0177.0.0.1",
        "https://017700000001",
        "https://0",
        "https://0.0.0.0",
        "https://10.0.0.1",
        "https://169.254.169.254/latest/meta-data",
        "https://93.184.216.34",
        "https://[::1]",
        "https://[::ffff:127.0.0.1]",
        "https://[::ffff:7f00:1]",
        "https://[fe80::1%25eth0]",
        "https://[64:ff9b::7f00:1]",
        "https://[::1",
        "https://localhost",
        "https://localhost.",
        "https://intranet",
        "https://login.example.org.",
        "https://ⓛogin.example.org",
        "https://login.example.org:22",
        "https://login.example.org:80",
        "https://login.example.org:0",
        "https://login.example.org:",
        "https://login.example.org:99999",
        "https://login.example.org:port",
        "https://127.0.0.1@login.example.org",
        "https://login.example.org@127.0.0.1",
        "https://login.example.org:443@127.0.0.1/",
        "https://login.example.org#@127.0.0.1",
        "https://login.example.org\\@127.0.0.1",
        "https://127.0.0.1\\.example.org",
        "https://login.example.org /",
        "https://login.exam\tple.org",
        "https://login.example.org\r\nHost: 127.0.0.1",
        " https://login.example.org",
        "https://-login.example.org",
        "https://login..example.org",
        "https://login.example.org/" + "a" * 500,
    ],
)
def test_check_30_what_is_no_address_on_the_internet_is_refused_before_it_is_looked_up(url):
    def looked_up(_host, _port):
        pytest.fail("it was looked up")

    with pytest.raises(AddressRefused):
        target_of(url, resolve=looked_up)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "0.1.2.3", "10.1.2.3", "100.64.0.1", "172.16.0.1",  # noqa: S104
        "172.31.255.255", "192.168.1.1", "169.254.169.254", "192.0.0.8", "192.0.2.1",
        "192.88.99.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1",
        "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "100::1", "2001::1",
        "2001:db8::1", "2002:7f00:1::1", "2002:808:808::1", "3fff::1", "fc00::1", "fd00::1",
        "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "not an address",
    ],
)  # fmt: skip
def test_check_30_a_name_that_leads_inside_is_refused(address):
    assert not is_public(address)
    with pytest.raises(AddressRefused):
        target_of("https://login.example.org", resolve=found(address))
    with pytest.raises(AddressRefused):
        target_of("https://login.example.org", resolve=found(PUBLIC, address))


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "2606:4700::1111", "2a00:1450::1"])
def test_an_address_of_the_internet_is_public(address):
    assert is_public(address)


def fails(*_):
    raise OSError


@pytest.mark.parametrize("resolve", [found(), fails])
def test_a_name_that_nobody_knows_is_refused_in_a_sentence(resolve):
    with pytest.raises(AddressRefused, match="cannot find that address"):
        target_of("https://login.example.org", resolve=resolve)


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("http://127.0.0.1:4000", True),
        ("http://127.0.0.1", True),
        ("https://127.0.0.1:4000", False),
        ("http://127.0.0.2:4000", False),
        ("http://localhost:4000", False),
        ("http://login.example.org", False),
        ("http://127.1:4000", False),
        ("http://[::1]:4000", False),
    ],
)
def test_where_loopback_is_allowed_it_is_one_address_alone(url, allowed):
    if allowed:
        assert target_of(url, allow_loopback=True, resolve=fails).address == "127.0.0.1"
    else:
        with pytest.raises(AddressRefused):
            target_of(url, allow_loopback=True, resolve=found(PUBLIC))
