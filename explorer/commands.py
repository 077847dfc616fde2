"""`ioscope queries`, `query` and `cypher`."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from explorer.header import Question
from explorer.library import THEMES, question_named, questions
from explorer.parameters import Parameter, bind, free_value, split_assignments
from terminal import Session, UsageFailure, note, print_json, print_table

DEFAULT_SECONDS = 120.0
"""Longest time for one statement, unless the user allows more."""

FORMATS = ("table", "csv", "json", "parquet")


def _answer_options(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(
        (
            click.option("-p", "given", multiple=True, metavar="NAME=VALUE", help="A parameter; may be repeated."),
            click.option("--format", "form", type=click.Choice(FORMATS), help="How to write it; default: table."),
            click.option("--json", "as_json", is_flag=True, help="Same as --format json."),
            click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file, not to stdout."),
            click.option(
                "--timeout",
                type=click.FloatRange(min=0, min_open=True),
                default=DEFAULT_SECONDS,
                show_default=True,
                help="Longest time in seconds.",
            ),
        )
    ):
        command = option(command)
    return command


@click.command()
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--cypher", "as_cypher", is_flag=True, help="Print NAME as one statement for Neo4j Browser.")
@click.option("--picture", "as_picture", is_flag=True, help="Print NAME's picture: a statement that Browser draws.")
def queries(name: str | None, as_json: bool, as_cypher: bool, as_picture: bool) -> None:
    """List the questions of the library.

    With NAME: what this question takes and returns.

    Example: ioscope queries top-hashtags
    """
    if name is None:
        if as_cypher or as_picture:
            option = "--cypher" if as_cypher else "--picture"
            raise UsageFailure(f"{option} needs the name of a question", hint="ioscope queries hubs-inside --cypher")
        _list_questions(as_json=as_json)
        return
    question = question_named(name)
    if as_cypher:
        click.echo(question.browser_text, nl=False)
    elif as_picture:
        if question.picture_text is None:
            drawn = ", ".join(one.name for one in questions().values() if one.picture)
            raise UsageFailure(f"{question.name} has no picture", hint=f"these have one: {drawn}")
        click.echo(question.picture_text, nl=False)
    elif as_json:
        print_json(_described(question))
    else:
        _show_question(question)


def _list_questions(*, as_json: bool) -> None:
    every = list(questions().values())
    if as_json:
        print_json([_described(question) for question in every])
        return
    for theme, title in THEMES.items():
        print_table((title, ""), [(q.name, q.title) for q in every if q.theme == theme])
        click.echo()
    note("next: ioscope query top-hashtags")


def _described(question: Question) -> dict[str, Any]:
    return {
        "name": question.name,
        "theme": question.theme,
        "title": question.title,
        "question": question.question,
        "parameters": [
            {"name": p.name, "type": p.type, "required": p.required, "default": p.default, "meaning": p.meaning}
            for p in question.parameters
        ],
        "columns": [{"name": c.name, "type": c.type, "meaning": c.meaning} for c in question.columns],
        "caveats": list(question.caveats),
        "cypher": question.statement,
        "picture": question.picture.statement if question.picture else None,
    }


def _show_question(question: Question) -> None:
    click.echo(f"{question.title}: {question.question}\n")
    if question.parameters:
        print_table(("parameter", "type", "default", "meaning"), [_parameter_row(p) for p in question.parameters])
        click.echo()
    print_table(("column", "type", "meaning"), [(c.name, c.type, c.meaning) for c in question.columns])
    click.echo()
    for caveat in question.caveats:
        click.echo(f"caveat: {caveat}")
    note(f"next: ioscope query {question.name}{_required_part(question)}")


def _parameter_row(parameter: Parameter) -> tuple[str, str, str, str]:
    from explorer.parameters import literal_text

    shown = "required" if parameter.required else "" if parameter.default is None else literal_text(parameter.default)
    return parameter.name, parameter.type, shown, parameter.meaning


def _required_part(question: Question) -> str:
    return "".join(f" -p {parameter.name}=..." for parameter in question.parameters if parameter.required)


@click.command()
@click.argument("name")
@_answer_options
@click.pass_obj
def query(
    session: Session,
    name: str,
    given: tuple[str, ...],
    form: str | None,
    as_json: bool,
    output: Path | None,
    timeout: float,
) -> None:
    """Answer one question of the library.

    Example: ioscope query top-hashtags -p limit=10 --format csv -o tags.csv
    """
    question = question_named(name)
    values = bind(question.parameters, split_assignments(given))
    suggestion = f"next: ioscope query {name} --format csv -o {name}.csv; what it counts: ioscope queries {name}"
    _answer(session, question.statement, values, _form(form, output, as_json=as_json), output, timeout, suggestion)


@click.command()
@click.argument("text", required=False)
@click.option(
    "--file", "file", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Read the statement from here."
)
@_answer_options
@click.pass_obj
def cypher(
    session: Session,
    text: str | None,
    file: Path | None,
    given: tuple[str, ...],
    form: str | None,
    as_json: bool,
    output: Path | None,
    timeout: float,
) -> None:
    """Run one read-only Cypher statement.

    TEXT is the statement, or - to read it from stdin. A value of -p is taken as JSON where it is JSON, else as text.

    Example: ioscope cypher 'MATCH (h:Hashtag {tag: $tag})<-[:TAGGED]-(t) RETURN count(t) AS tweets' -p tag=news
    """
    statement = _statement(text, file)
    values = {key: free_value(key, value) for key, value in split_assignments(given).items()}
    suggestion = "next: ioscope queries lists questions that are already written; ioscope schema the labels and types"
    _answer(session, statement, values, _form(form, output, as_json=as_json), output, timeout, suggestion)


def _statement(text: str | None, file: Path | None) -> str:
    if (text is None) == (file is None):
        raise UsageFailure("give the statement, or - for stdin, or --file", hint="ioscope cypher 'RETURN 1 AS one'")
    try:
        if file is not None:
            statement = file.read_text(encoding="utf-8")
        else:
            statement = sys.stdin.read() if text == "-" else str(text)
        statement.encode("utf-8")
    except OSError as error:
        raise UsageFailure(f"cannot read {file}: {error.strerror or error}") from error
    except UnicodeError:
        raise UsageFailure("the statement is not valid UTF-8") from None
    if not statement.strip():
        raise UsageFailure("the statement is empty", hint="ioscope cypher 'RETURN 1 AS one'")
    return statement


def _form(form: str | None, output: Path | None, *, as_json: bool) -> str:
    if as_json and form not in {None, "json"}:
        raise UsageFailure(f"--json and --format {form} contradict each other")
    if as_json:
        return "json"
    ending = output.suffix.removeprefix(".").lower() if output else ""
    chosen = form or (ending if ending in FORMATS else "table")
    if chosen == "table" and output is not None:
        raise UsageFailure("a table is for the terminal", hint="add --format csv, json or parquet")
    return chosen


def _answer(
    session: Session,
    statement: str,
    values: Mapping[str, Any],
    form: str,
    output: Path | None,
    timeout: float,
    suggestion: str,
) -> None:
    from database.connection import connect
    from explorer.answers import run, why_empty
    from explorer.output import show_table, write_answer
    from lake.workspace import open_workspace

    with connect(open_workspace(session.workspace)) as graph:
        rows = run(graph, statement, values, timeout=timeout)
        empty = None if rows.values else why_empty(graph, values, statement)
    if form != "table":
        write_answer(rows, form, output)
    elif rows.values:
        show_table(rows)
    if output is not None:
        note(
            f"{len(rows.values):,} rows in {output}: working data with everybody's names, not to be published as it is"
        )
    if empty:
        note(empty)
    elif form == "table":
        note(suggestion)
