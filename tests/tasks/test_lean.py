"""pandas stays out of Partywire's own processes, also where it is installed."""

from tests.benchmarks import as_script


def test_arrow_arrays_are_made_without_pandas() -> None:
    script = """
import sys
from tasks.lean import keep_pandas_out

keep_pandas_out()
import pyarrow as pa

table = pa.table([pa.array(["Hanoi", None], pa.string())], schema=pa.schema([("place", pa.string())]))
try:
    import pandas
except ImportError as error:
    print(table.num_rows, "pandas" in sys.modules, error)
"""
    assert as_script(script).strip() == "2 False Partywire goes without pandas"
