"""What is fetched, when, and by which names it is read: `sources`, `serve`, `reference`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from flows.commands.arguments import HomeOption, ReferenceOption, SourcesOption
from tasks.errors import UsageError
from tasks.records import Rejected

sources_app = App(
    name="sources",
    help="""List the sources that can be fetched, with title, language and schedule; or try one.

    Example: `partywire sources`
    """,
)
reference_app = App(name="reference", help="Names of your own, beside those that Partywire knows.")
import_app = App(name="import", help="Add what you downloaded to your own names.")
reference_app.command(import_app)


@sources_app.default
def list_sources(*, sources: SourcesOption = None) -> int:
    """List the sources that can be fetched, with title, language and schedule; `sources check` tries one.

    Example: `partywire sources`
    """
    from flows import console
    from tasks.fetch import load_sources

    console.source_list(load_sources(sources))
    return 0


@sources_app.command(name="check")
def check_source(name: str, *, sources: SourcesOption = None) -> int:
    """Fetch one index and three dispatches of a source and show what would be recorded; nothing is stored.

    Example: `partywire sources check ecns`
    """
    from flows import console
    from tasks.steps import try_source

    with console.step(f"Trying {name}"):
        fetched, results = try_source(name, sources)
    console.source_check(fetched, results)
    return 0 if any(not isinstance(result, Rejected) for result in results) else 1


@import_app.command(name="partyfacts")
def import_partyfacts(
    *files: Path,
    home: HomeOption = None,
    reference: ReferenceOption = None,
) -> int:
    """Add the parties of Party Facts (core parties; ids of other sources if you have them) to your own names.

    What Partywire knows already is matched by its Party Facts id and stays as it is.

    Example: `partywire reference import partyfacts partyfacts-core-parties.csv`
    """
    from flows.options import checked_inputs, reference_path
    from tasks.party_facts import import_parties

    if not checked_inputs([str(path) for path in files]):
        raise UsageError("name the file of core parties that you downloaded from Party Facts")
    print(import_parties(files, reference_path(reference, home)).summary())
    return 0


def serve(
    *,
    home: HomeOption = None,
    sources: SourcesOption = None,
    port: Annotated[int, Parameter(help="Port of the server that is started on 127.0.0.1.")] = 4200,
) -> int:
    """Run the schedules of the sources until Ctrl-C: starts a Prefect server of its own on 127.0.0.1.

    With PREFECT_API_URL set it uses that server. Every source with a `cron` is fetched by it.

    Example: `partywire serve --port 4300`
    """
    from flows.options import home_path
    from flows.serve import serve_schedules

    return serve_schedules(home_path(home), sources, port)
