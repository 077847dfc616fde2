"""`ioscope releases`, `inspect` and `verify`: the commands that look at archive and lake and change neither."""

from pathlib import Path

import click

from terminal import Session, Stages, note, print_json, print_table


@click.command(short_help="List the known releases of the archive.")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
@click.pass_obj
def releases(session: Session, as_json: bool) -> None:
    """List the known releases of the archive, what Twitter announced of each, and which the lake holds.

    \b
    Example: ioscope releases
    """
    from lake.manifest import read_manifests
    from lake.workspace import open_workspace
    from schema.releases import releases as registry

    manifests = read_manifests(open_workspace(session.workspace))
    rows = []
    for release in registry().values():
        manifest = manifests.get(release.key)
        rows.append(
            {
                **vars(release),
                "loaded_accounts": manifest.books("users")["loaded"] if manifest else None,
                "loaded_tweets": manifest.books("tweets")["loaded"] if manifest else None,
            }
        )
    if as_json:
        print_json(rows)
        return
    names = ("key", "released_on", "attributed_to", "accounts", "tweets", "loaded_accounts", "loaded_tweets")
    titles = ("key", "released", "attributed to", "accounts", "tweets", "in lake: accounts", "tweets")
    print_table(titles, [[row[name] for name in names] for row in rows])


@click.command(short_help="Say what is in archive files, without loading them.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--campaign", metavar="KEY", help="Campaign that all these files belong to.")
@click.option("--rejects", "rejects_key", metavar="KEY", help="Show the rejects of a campaign in the lake instead.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_obj
def inspect(
    session: Session, paths: tuple[Path, ...], campaign: str | None, rejects_key: str | None, as_json: bool
) -> None:
    """Say what is in archive files: campaigns, kinds, rows, columns, problems. Loads nothing.

    \b
    Examples: ioscope inspect ~/Downloads/thailand_092020
              ioscope inspect --rejects thailand_092020
    """
    from loader import inspection

    if rejects_key is not None:
        from lake.workspace import open_workspace

        rejects = inspection.rejects_of(open_workspace(session.workspace), rejects_key)
        if as_json:
            print_json(rejects)
        else:
            print_table(
                ("file", "row", "field", "reason", "value"),
                [(r["file"], r["row"], r["field"] or "(row)", r["reason"], (r["value"] or "")[:200]) for r in rejects],
            )
            note(f"{len(rejects):,} rejects")
        return
    if not paths:
        raise click.UsageError("give a file or folder to inspect, or --rejects KEY")
    report = inspection.inspect_paths(paths, campaign)
    if as_json:
        print_json(report)
        return
    for found in report["campaigns"]:
        rows = [
            (kind, len(entry["files"]), entry.get("rows"), len(entry.get("columns", [])) or None)
            for kind, entry in found["kinds"].items()
        ]
        print_table(("kind", "files", "rows", "columns"), rows, title=found["campaign"])
        for problem in found["problems"]:
            note(f"  {problem}")
    for problem in report["problems"]:
        note(problem)
    note("next: ioscope load " + " ".join(str(path) for path in paths))


@click.command(short_help="Count archive, lake and graph anew and compare them.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--campaign", metavar="KEY", help="Campaign that all these files belong to.")
@click.option("--json", "as_json", is_flag=True, help="Print what differs and what was compared as JSON.")
@click.pass_obj
def verify(session: Session, paths: tuple[Path, ...], campaign: str | None, as_json: bool) -> None:
    """Count archive, lake and graph anew and compare them.

    With the source files: their SHA-256 and rows against the books of the lake. Always: that the books close
    (read = loaded + duplicate + rejected), that the tables of the lake hold the rows that the books say, and that
    the graph has the nodes and relationships that these tables make. It counts; it does not compare text by text.

    \b
    Exit codes: 0 no difference, 1 differences (they are on stdout).
    Examples: ioscope verify ~/Downloads/thailand_092020
              ioscope verify
    """
    from database.connection import connect
    from lake.workspace import open_workspace
    from loader import verification

    workspace = open_workspace(session.workspace)
    stages = Stages()
    with workspace.writing("verify"), connect(workspace, stages=stages) as graph:
        found = verification.verify(workspace, graph, paths, campaign, stages)
    if not paths:
        note("no source files were given: lake and graph are compared, the archive is not")
    for name in found.source_files_not_given if paths else ():
        note(f"not among the files given, so not counted anew: {name}")
    if as_json:
        print_json(found.report(stages.seconds))
    elif found.differences:
        print_table(
            ("campaign", "what", "archive", "books", "tables", "graph"),
            [list(vars(difference).values()) for difference in found.differences],
        )
    else:
        click.echo(
            f"no difference: {len(found.campaigns)} campaigns, {found.source_files} source files, "
            f"{found.table_files} table files, {found.nodes or 0:,} nodes, {found.relationships or 0:,} relationships"
        )
    if found.differences:
        note(
            "hint: where the graph differs, `ioscope load` brings it to the lake and `ioscope load --mode bulk` builds "
            "it anew; where the lake differs, `ioscope load --replace FILES` reads the files again"
        )
        raise SystemExit(1)
