"""`ioscope schema`."""

import click

from terminal import print_json, print_table


@click.command(short_help="Print the data model.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.option("--markdown", is_flag=True, help="Print the data-model page.")
def schema(as_json: bool, markdown: bool) -> None:
    """Print the data model: labels, relationship types, properties and what they mean.

    \b
    Example: ioscope schema
    """
    from schema import page
    from schema.model import nodes, relationships

    if as_json:
        print_json(page.as_json())
    elif markdown:
        click.echo(page.markdown(), nl=False)
    else:
        for node in nodes().values():
            print_table(
                [node.label, "type", "meaning"],
                [(p.name, p.type.cypher, p.help) for p in node.properties],
            )
            click.echo()
        print_table(["relationship", "meaning"], [(r.pattern, r.help) for r in relationships().values()])
