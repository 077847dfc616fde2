"""`ioscope match`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from terminal import Session, note, print_table

# The list of analysis.match_values, which `--help` must not import.
KINDS = ("domain", "url", "handle", "user-id", "tweet-id", "hashtag", "text", "sha256", "pdq")
FORMATS = ("table", "csv", "json")
SHOWN = 50
"""Rows of the table for a person; the other formats have all."""

LONGEST = 40
"""Characters of a value in that table."""


@click.command(short_help="Find which values of a list occur in the loaded campaigns.")
@click.argument("file", type=click.Path(path_type=Path, exists=True))
@click.option("--kind", type=click.Choice(KINDS), help="What the values are; guessed one by one when not given.")
@click.option("--near", is_flag=True, help="Find texts that are nearly the same, and pictures that look alike, too.")
@click.option(
    "--min-similarity",
    type=click.FloatRange(0.3, 1.0),
    default=0.7,
    show_default=True,
    help="Least likeness (--near): shared words as a share of all, or 5-grams in scripts without spaces.",
)
@click.option(
    "--max-distance",
    type=click.IntRange(0, 64),
    default=31,
    show_default=True,
    help="Bits of 256 in which the hashes of like pictures may differ (--near).",
)
@click.option("--campaign", "campaigns", multiple=True, metavar="KEY", help="Only this release; may be repeated.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="How to write it; default: table.")
@click.option("--json", "as_json", is_flag=True, help="Same as --format json.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@click.pass_obj
def match(
    session: Session,
    file: Path,
    *,
    kind: str | None,
    near: bool,
    min_similarity: float,
    max_distance: int,
    campaigns: tuple[str, ...],
    form: str | None,
    as_json: bool,
    output: Path | None,
) -> None:
    """Find which values of a list occur in the loaded campaigns, how often, first and last.

    FILE holds domains, urls, handles, user ids, tweet ids, hashtags, texts or hashes of pictures (sha256:..., pdq:...):
    one a line; or a CSV with a column `value` (and `type`), or columns named by kinds; or JSON: a list, a MISP event, a
    STIX 2 bundle; or it is a folder of pictures. A value whose form does not tell its kind is looked for under each
    that it may be. A role says how it occurs: tagged, linked,
    mentioned, listed (as an account of the release), ... Texts are the same when they are so without links, mentions
    and case; retweets do not count for them. It asks the lake, so nothing has to run.

    \b
    Examples: ioscope match domains.txt
              ioscope match indicators.json --format csv -o found.csv
              ioscope match sentences.txt --kind text --near
              ioscope match pictures/ --near
    """
    from analysis.match import COLUMNS, kinds_counted
    from analysis.match import match as matched
    from analysis.match_file import read_folder, read_list
    from lake.workspace import open_workspace

    chosen = _form(form, output, as_json=as_json)
    if file.is_dir() and kind is not None:
        raise click.UsageError("--kind is for a list of values: a folder holds pictures")
    listed = read_folder(file) if file.is_dir() else read_list(file, kind)
    found = matched(
        open_workspace(session.workspace),
        listed,
        campaigns=campaigns,
        least_similarity=min_similarity if near else None,
        within=max_distance if near else None,
    )
    report = {
        "values": len(listed.values),
        "kinds": kinds_counted(listed.values),
        "found": len({row["value"] for row in found.rows}),
        "matches": found.rows,
        "absent": found.absent,
        "impossible": found.impossible,
        "unseen": list(listed.unseen),
        "passed_over": dict(sorted(listed.passed_over.items())),
    }
    _write(chosen, report, COLUMNS, output)
    _say(report, chosen)


def _form(form: str | None, output: Path | None, *, as_json: bool) -> str:
    if as_json and form not in {None, "json"}:
        raise click.UsageError(f"--json and --format {form} contradict each other")
    ending = output.suffix.removeprefix(".").casefold() if output else ""
    chosen = "json" if as_json else form or (ending if ending in FORMATS else "table")
    if chosen == "table" and output is not None:
        raise click.UsageError("a table is for the terminal: add --format csv or json")
    return chosen


def _write(form: str, report: dict[str, Any], columns: Sequence[str], output: Path | None) -> None:
    from terminal import json_text
    from terminal.spreadsheet import csv_lines

    rows = report["matches"]
    if form == "table":
        shown = [(_short(row["value"]), *(_cell(row[name]) for name in columns[1:-2])) for row in rows[:SHOWN]]
        if rows:
            print_table(columns[:-2], shown)
        if len(rows) > SHOWN:
            note(f"{SHOWN} of {len(rows):,} rows; all of them: --format csv")
        return
    lines = [list(columns), *(["" if row[c] is None else str(row[c]) for c in columns] for row in rows)]
    text = csv_lines(lines) if form == "csv" else json_text(report) + "\n"
    if output is None:
        click.echo(text, nl=False)
        return
    from analysis.failures import AnalysisError
    from lake.durable import write_text_durably

    try:
        write_text_durably(output, text)
    except OSError as error:
        raise AnalysisError(f"cannot write {output}: {error.strerror or error}", hint="name another file") from error


def _say(report: dict[str, Any], form: str) -> None:
    note(f"{report['found']:,} of {report['values']:,} values occur")
    if form != "json":
        note("; ".join(f"{count:,} taken for {kind}" for kind, count in report["kinds"].items()))
    if report["impossible"]:
        first = _short(report["impossible"][0])
        note(f"{len(report['impossible']):,} values are not of the kind that they are said to be, such as {first!r}")
    if report["unseen"]:
        first = _short(report["unseen"][0])
        note(f"{len(report['unseen']):,} files are no pictures that can be read, such as {first!r}: same files only")
    if report["passed_over"]:
        types = ", ".join(f"{name} ({count:,})" for name, count in report["passed_over"].items())
        note(f"passed over, since the archive holds nothing of the kind: {types}")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _cell(value: Any) -> Any:
    return value[:10] if isinstance(value, str) and len(value) == 20 and value.endswith("Z") else value
