"""Writes land.svg, the outlines of land and borders for the maps on the pages.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python3 land.py package/countries-50m.json > land.svg

The file is TopoJSON by Mike Bostock (ISC licence) of Natural Earth 4.1.0, 1:50,000,000, which is in the public domain
(https://www.naturalearthdata.com/about/terms-of-use/). Lines are simplified (Douglas-Peucker) below the resolution of the
closest map, each line once, so that neighbours still meet. Islands of less than a few pixels and Antarctica are left out.
Coordinates are tenths of a degree, x to the east and y to the south.
"""

import json
import sys
from collections import Counter

# Degrees. The closest map shows 24 degrees on 960 pixels.
TOLERANCE = 0.1
SMALLEST_ISLAND = 0.25
SOUTHERN_END = -60.0


def decoded(topology):
    """Returns the lines of the topology in degrees."""
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    lines = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * scale_x + left, y * scale_y + bottom))
        lines.append(unwound(line))
    return lines


def unwound(line):
    """Returns the line with longitudes continued beyond 180 degrees, so that it never jumps across the map."""
    whole = line[:1]
    for x, y in line[1:]:
        whole.append((x + 360 * round((whole[-1][0] - x) / 360), y))
    return whole


def simplified(line):
    """Returns the line simplified within TOLERANCE (Douglas-Peucker)."""
    keep = {0, len(line) - 1}
    stack = [(0, len(line) - 1)]
    while stack:
        first, last = stack.pop()
        (x1, y1), (x2, y2) = line[first], line[last]
        length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
        farthest, distance = None, TOLERANCE
        for at in range(first + 1, last):
            x, y = line[at]
            if length:
                away = abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length
            else:
                away = ((x - x1) ** 2 + (y - y1) ** 2) ** 0.5
            if away > distance:
                farthest, distance = at, away
        if farthest is not None:
            keep.add(farthest)
            stack += [(first, farthest), (farthest, last)]
    return [line[at] for at in sorted(keep)]


def polygons(geometry):
    """Returns the polygons of a geometry, each as rings of indices of lines."""
    if geometry["type"] == "GeometryCollection":
        return [polygon for one in geometry["geometries"] for polygon in polygons(one)]
    if geometry["type"] == "Polygon":
        return [geometry["arcs"]]
    return geometry["arcs"] if geometry["type"] == "MultiPolygon" else []


def path(points, closes):
    """Returns the points as an SVG path with relative steps, or an empty string if they round to a single point."""
    steps = []
    whole = [(round(x * 10), round(-y * 10)) for x, y in points]
    at = whole[0]
    for x, y in whole[1:]:
        if (x, y) != at:
            steps.append(f"{x - at[0]} {y - at[1]}")
            at = (x, y)
    if len(steps) < (3 if closes else 1):
        return ""
    return (f"M{whole[0][0]} {whole[0][1]}l" + " ".join(steps) + ("z" if closes else "")).replace(" -", "-")


def area(ring):
    """Returns the area of the ring in square degrees."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1]))) / 2


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        topology = json.load(file)
    lines = [simplified(line) for line in decoded(topology)]
    land = []
    for polygon in polygons(topology["objects"]["land"]):
        for ring in polygon:
            points = []
            for number in ring:
                line = lines[number] if number >= 0 else lines[~number][::-1]
                points += line[1:] if points else line
            points = unwound(points)
            if max(y for _, y in points) > SOUTHERN_END and area(points) >= SMALLEST_ISLAND:
                # A polygon across the edge of the map is drawn at both edges.
                turns = {-360 * round(x / 360 + side) for x, _ in points for side in (-0.001, 0.001)} | {0}
                land += [path([(x + turn, y) for x, y in points], True) for turn in sorted(turns)]
    countries = topology["objects"]["countries"]["geometries"]
    uses = Counter()
    for country in countries:
        rings = (ring for polygon in polygons(country) for ring in polygon)
        uses.update({number if number >= 0 else ~number for ring in rings for number in ring})
    borders = [path(lines[number], False) for number in sorted(uses) if uses[number] > 1]
    print('<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1800 -840 3600 1440">')
    print("<!-- Made by land.py from Natural Earth (public domain). -->")
    print(f'<path id="land" d="{"".join(land)}"/>')
    print(f'<path id="borders" d="{"".join(borders)}"/>')
    print("</svg>")


main()
