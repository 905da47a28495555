"""Reads every table, view and Parquet table of a snapshot: python old_duckdb.py SNAPSHOT, by a Python with some DuckDB.

Needs nothing of the project, so that it runs where another DuckDB is installed than the one that wrote the snapshot.
"""

import sys
from pathlib import Path

import duckdb

snapshot = Path(sys.argv[1]).resolve(strict=True)
connection = duckdb.connect(str(snapshot / "partywire.duckdb"), read_only=True)
tables = connection.execute("select table_schema, table_name from information_schema.tables").fetchall()
counts = {name: len(connection.execute(f'from "{schema}"."{name}"').fetchall()) for schema, name in tables}
folders = sorted((snapshot / "parquet").iterdir())
for folder in folders:
    found = connection.execute(f"select count(*) from read_parquet('{folder}/**/*.parquet')").fetchone()
    if found != (counts[folder.name],):
        sys.exit(f"DuckDB {duckdb.__version__}: {folder.name} has {counts[folder.name]} rows, its Parquet {found}")
print(f"DuckDB {duckdb.__version__}: {len(tables)} tables and views, {len(folders)} Parquet tables read")
