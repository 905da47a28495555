"""Superset on a home: data sets on the DuckDB file and on Parquet, a chart's data through its API.

    python try_superset.py HOME FOLDER      by the Python of an environment with superset.lock

FOLDER takes Superset's own database and is emptied first. The API is called within the process: no port is opened.
What the chart gets is compared with what DuckDB says.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb

CONFIG = """
SECRET_KEY = "of a trial that opens no port"
SQLALCHEMY_DATABASE_URI = "sqlite:///{folder}/superset.db"
WTF_CSRF_ENABLED = TALISMAN_ENABLED = False
PREVENT_UNSAFE_DB_CONNECTIONS = False
"""
USER = {"username": "trial", "password": "trial"}
TABLE, KEY, MEASURE = "events_by_year", "event_type", "event_count"


def set_up(folder: Path) -> None:
    """Superset's own database, with one user."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    config = folder / "superset_config.py"
    config.write_text(CONFIG.format(folder=folder), encoding="utf-8")
    os.environ |= {"SUPERSET_CONFIG_PATH": str(config), "SUPERSET_HOME": str(folder), "FLASK_APP": "superset"}
    command = str(Path(sys.executable).with_name("superset"))
    named = [
        f"--{name}={value}"
        for name, value in {**USER, "firstname": "A", "lastname": "B", "email": "a@b.example"}.items()
    ]
    with (folder / "log").open("w") as log:
        for arguments in (["db", "upgrade"], ["init"], ["fab", "create-admin", *named]):
            subprocess.run([command, *arguments], check=True, stdout=log, stderr=log)


class Api:
    """Superset's REST API, as the user."""

    def __init__(self) -> None:
        from superset.app import create_app

        self.client = create_app().test_client()
        self.headers: dict[str, str] = {}
        token = self.post("security/login", {**USER, "provider": "db"})["access_token"]
        self.headers = {"Authorization": f"Bearer {token}"}

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        slash = "/" if path in ("database", "dataset") else ""
        response = self.client.post(f"/api/v1/{path}{slash}", json=body, headers=self.headers)
        if response.status_code not in (200, 201):
            sys.exit(f"Superset: {path}: {response.status_code} {response.get_data(as_text=True)[:500]}")
        answer: dict[str, Any] = response.get_json()
        return answer


def chart_data(api: Api, uri: str, dataset: dict[str, Any]) -> dict[str, int]:
    """What a bar chart of the data set would show."""
    database = api.post("database", {"database_name": dataset["table_name"], "sqlalchemy_uri": uri})["id"]
    source = api.post("dataset", {"database": database, **dataset})["id"]
    metric = {"expressionType": "SQL", "sqlExpression": f"sum({MEASURE})", "label": "n"}
    query = {"columns": [KEY], "metrics": [metric], "row_limit": 1000}
    answer = api.post("chart/data", {"datasource": {"id": source, "type": "table"}, "queries": [query]})
    return {row[KEY]: int(row["n"]) for row in answer["result"][0]["data"]}


def main() -> None:
    home, folder = Path(sys.argv[1]).resolve(strict=True), Path(sys.argv[2]).resolve()
    latest = home / "latest"
    with duckdb.connect(str(latest / "partywire.duckdb"), read_only=True) as connection:
        query = f"select {KEY}, sum({MEASURE})::bigint from {TABLE} group by all"
        expected = dict(connection.execute(query).fetchall())
    set_up(folder)
    api = Api()
    on_file = chart_data(
        api,
        f"duckdb:///{latest}/partywire.duckdb?access_mode=read_only",
        {"schema": "main", "table_name": TABLE},
    )
    on_parquet = chart_data(
        api,
        "duckdb:///:memory:",
        {"table_name": f"{TABLE}_parquet", "sql": f"select * from read_parquet('{latest}/parquet/{TABLE}/*.parquet')"},
    )
    if not on_file == on_parquet == expected:
        sys.exit(f"Superset: on the file {on_file}, on Parquet {on_parquet}, DuckDB says {expected}")
    print(f"Superset: {len(expected)} bars on the file and on Parquet, each as DuckDB counts it")


if __name__ == "__main__":
    main()
