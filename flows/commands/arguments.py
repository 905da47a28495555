"""Options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

HomeOption = Annotated[
    Path | None, Parameter(help="Folder of the archive and the tables; default: PARTYWIRE_HOME or ./partywire-data.")
]
Inputs = Annotated[str, Parameter(allow_leading_hyphen=True)]  # "-" is standard input
SourcesOption = Annotated[
    Path | None, Parameter(help="Folder of source files; default: PARTYWIRE_SOURCES or sources/ of the clone.")
]
DaskOption = Annotated[
    str | None,
    Parameter(help="Let a Dask cluster extract the facts: address of its scheduler, such as tcp://host:8786."),
]
SharedOption = Annotated[
    str | None,
    Parameter(help="Folder or URL (s3://...) where the cluster leaves its parts; default: the home, if all see it."),
]
PerspectiveOption = Annotated[
    str | None,
    Parameter(
        help="Whose contacts are outgoing or incoming, and left out of rankings: COUNTRY/PARTY_ID; "
        "default: the home's, else CHN/CHN-CPC."
    ),
]
MapOption = Annotated[
    str,
    Parameter(
        name="--map",
        show_default=False,
        help="Names of your columns: text=body,title=head,date=day,url=link (FIELD=KEY,...).",
    ),
]
ReferenceOption = Annotated[
    Path | None,
    Parameter(help="Folder of your own names; default: PARTYWIRE_REFERENCE, else reference/ of the home."),
]
FormatOption = Annotated[Literal["table", "json"], Parameter(name="--format", help="For eyes, or for programs.")]
WorkersOption = Annotated[int | None, Parameter(help="Worker processes; default: one per core.")]
