"""The books of a load as a person sees them."""

from typing import Any

from terminal import note, print_table

UNMATCHED = {
    "without_tweet": "pictures and clips of tweets that no release has, which are kept",
    "without_account": "pictures of profiles of accounts that no release has, which are kept",
    "under_another_account": "pictures and clips that lie under another account than the one that tweeted them",
}


def print_books(report: dict[str, Any]) -> None:
    """Print what was read, loaded, doubled and refused of each kind, from the JSON shape of `load --json`."""
    rows: list[tuple[Any, ...]] = []
    for entry in report["campaigns"]:
        for kind in ("accounts", "tweets", "media"):
            if kind not in entry:
                continue
            books = entry[kind]
            rows.append((entry["campaign"], kind, *(books[f] for f in ("read", "loaded", "duplicate", "rejected"))))
    print_table(("campaign", "", "read", "loaded", "duplicate", "rejected"), rows)
    for entry in report["campaigns"]:
        unknown = {name: count for name, count in entry.get("media", {}).items() if name in UNMATCHED and count}
        for name, count in unknown.items():
            note(f"{entry['campaign']}: {UNMATCHED[name]}: {count:,}")
