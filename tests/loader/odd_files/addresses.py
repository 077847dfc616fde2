"""Hashtags and addresses: what makes a key, and what does not."""

from tests.loader.archives import tweet
from tests.loader.odd_files.cases import MALFORMED, NO_KEY, Case, Reject, tweets


def tagged(name: str, items: list[str], tags: set[str], rejects: int = 0) -> Case:
    """Return a case of one tweet's hashtags and the keys that they make."""
    return Case(
        name,
        tweets(tweet(1, hashtags=str(items))),
        rejects=[("hashtags", NO_KEY)] * rejects,
        tweets=[{"hashtags": items}],
        tags=tags,
    )


def linked(name: str, items: list[str], domains: set[str], *rejects: Reject, cell: str | None = None) -> Case:
    """Return a case of one tweet's addresses (written as Python would, or as `cell`) and the domains they lie on."""
    return Case(
        name,
        tweets(tweet(1, urls=cell or str(items))),
        rejects=rejects,
        tweets=[{"urls": items}],
        domains=domains,
    )


CASES = (
    tagged("Hashtags of combining marks alone are tags", ["\u0301", "\u0e31\u0e48"], {"\u0301", "\u0e31\u0e48"}),
    tagged(
        "Hashtags with blanks, emoji and right-to-left letters are tags",
        ["two words", "\U0001f600\U0001f3fd", "\u0645\u0635\u0631", "\u202eabc"],
        {"two words", "\U0001f600\U0001f3fd", "\u0645\u0635\u0631", "\u202eabc"},
    ),
    tagged("Hashtags of signs alone are no tags", ["#", "##", "\uff03", "real"], {"real"}, 3),
    tagged("Hashtags in every spelling are one tag", ["News", "#NEWS", "\uff2e\uff25\uff37\uff33", "##news"], {"news"}),
    tagged("A hashtag of 8,001 bytes is no key", ["x" * 8_001, "x" * 8_000], {"x" * 8_000}, 1),
    tagged("A hashtag that grows beyond 8,000 bytes when folded is no key", ["\ufdfa" * 300, "a"], {"a"}, 1),
    tagged(
        "Hashtags of commas, quotes and brackets are tags",
        ["a,b", "it's", 'say "x"', "[x]"],
        {"a,b", "it's", 'say "x"', "[x]"},
    ),
    linked(
        "Addresses with commas, quotes and brackets stay whole",
        ["https://a.example/x,y", "https://a.example/it's", 'https://a.example/"q"', "https://a.example/[1](2)"],
        {"a.example"},
    ),
    linked(
        "Addresses of the bare spelling keep their commas",
        ["https://a.example/x,y", "https://b.example/?q=1,2"],
        {"a.example", "b.example"},
        cell="[https://a.example/x,y, https://b.example/?q=1,2]",
    ),
    linked(
        "Addresses with blanks are kept, a host with blanks is none",
        ["https://a.example/x y", "https://no host/x"],
        {"a.example"},
    ),
    linked(
        "Addresses of other scripts are kept",
        ["https://\u4f8b\u3048.jp/\u30c6", "http://\u0645\u062b\u0627\u0644.example/", "https://xn--r8jz45g.jp/"],
        {"\u4f8b\u3048.jp", "\u0645\u062b\u0627\u0644.example", "xn--r8jz45g.jp"},
    ),
    linked(
        "Addresses of numbers, ports and passwords lie on their hosts",
        [
            "http://192.0.2.7:8080/x",
            "http://[2001:db8::1]/",
            "https://name:secret@b.example:444/",
            "https://a.example@b.example/",
        ],
        {"192.0.2.7", "2001:db8::1", "b.example"},
    ),
    linked(
        "Addresses that name no host lie on no domain",
        [
            "javascript:alert(1)",
            "javascript://%0aalert(1)",
            "data:text/html,<b>x</b>",
            "mailto:a@b.example",
            "/x",
            "#",
            "about:blank",
            "http://",
            "http://.",
            "https://[broken/x",
            "http://a.example:99999999/",
        ],
        {"a.example"},
    ),
    linked(
        "Addresses with quotes of markup for a host lie on no domain",
        ['http://a"onclick="x.example/', "http://<b>.example/", "http://a'b.example/"],
        set(),
    ),
    linked(
        "Addresses without a scheme lie on their domain",
        ["a.example/x", "//b.example/y", "WWW.C.COM"],
        {"a.example", "b.example", "c.com"},
    ),
    linked(
        "An address of 9,000 bytes is no key",
        ["https://a.example/" + "x" * 9_000, "https://b.example/"],
        {"b.example"},
        ("urls", NO_KEY),
    ),
    linked(
        "An address whose host is 9,000 bytes long is no key",
        ["https://" + "x" * 9_000 + ".example/"],
        set(),
        ("urls", NO_KEY),
    ),
    linked(
        "Addresses in a list that is not closed are kept",
        ["https://a.example/x", "https://b.example/y"],
        {"a.example", "b.example"},
        ("urls", MALFORMED),
        cell="['https://a.example/x', 'https://b.example/y",
    ),
    linked(
        "Control characters in an address are kept",
        ["https://a.example/\0\x1b\x7f"],
        {"a.example"},
        cell="['https://a.example/\0\x1b\x7f']",
    ),
    linked(
        "Hosts of public suffixes alone lie on themselves",
        ["https://co.uk/", "https://com/x", "https://localhost/"],
        {"co.uk", "com", "localhost"},
    ),
)
