"""Writes the articles in tests/articles in every format and reads them as other programs do.

    python3 eval/loaders.py --onrecord target/release/onrecord [--articles tests/articles]

Needs pandas, polars and pyarrow. Prints a line for each format, and what is wrong; the exit code is 1 where something is."""

import argparse, io, json, pathlib, re, subprocess, sys, tempfile

import pandas, polars

TABLES = ["statements", "events", "actors", "times", "places", "quantities"]
ACTOR = ["Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
         "Type2Code", "Type3Code"]
GEO = ["Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID"]
# Columns in order, as docs/exports.md has them, with a pattern that each cell must match. The files have no header.
GDELT = {"GLOBALEVENTID": r"\d+", "SQLDATE": r"(\d{8}|\d{6}|\d{4})?", "MonthYear": r"(\d{6})?", "Year": r"(\d{4})?",
         "FractionDate": r"(\d{4}\.\d+)?"}
for number in "12":
    for name in ACTOR:
        GDELT[f"Actor{number}{name}"] = r"([A-Z]{3})?" if name.endswith(("CountryCode", "Type1Code", "Type2Code", "Type3Code")) else ".*"
    GDELT[f"Actor{number}Code"] = r"([A-Z]{3})*"
GDELT |= {"IsRootEvent": "[01]", "EventCode": r"\d{2,4}", "EventBaseCode": r"\d{2,3}", "EventRootCode": r"\d{2}",
          "QuadClass": "[1-4]", "GoldsteinScale": r"(-?\d+(\.\d+)?)?", "NumMentions": r"[1-9]\d*", "NumSources": r"\d+",
          "NumArticles": r"\d+", "AvgTone": r"(-?\d+(\.\d+)?)?"}
for place in ["Actor1Geo", "Actor2Geo", "ActionGeo"]:
    for name in GEO:
        pattern = {"Type": "[0-5]?", "CountryCode": "([A-Z]{2})?", "Lat": r"(-?\d+(\.\d+)?)?", "Long": r"(-?\d+(\.\d+)?)?"}
        GDELT[f"{place}_{name}"] = pattern.get(name, ".*")
GDELT |= {"DATEADDED": r"(\d{14})?", "SOURCEURL": ".*"}
MENTIONS = {"GLOBALEVENTID": r"\d+", "EventTimeDate": r"(\d{14})?", "MentionTimeDate": r"(\d{14})?", "MentionType": "[1-6]",
            "MentionSourceName": ".*", "MentionIdentifier": ".+", "SentenceID": r"[1-9]\d*", "Actor1CharOffset": r"-1|\d+",
            "Actor2CharOffset": r"-1|\d+", "ActionCharOffset": r"\d+", "InRawText": "[01]", "Confidence": r"100|\d{1,2}",
            "MentionDocLen": r"\d+", "MentionDocTone": r"(-?\d+(\.\d+)?)?", "MentionDocTranslationInfo": ".*", "Extras": ".*"}
POLECAT = """Event ID,Event Date,Event Type,Event Mode,Event Intensity,Quad Code,Contexts,Actor Name,Actor Country,Actor COW,
Primary Actor Sector,Actor Sectors,Actor Title,Actor Name Raw,Wikipedia Actor ID,Recipient Name,Recipient Country,Recipient COW,
Primary Recipient Sector,Recipient Sectors,Recipient Title,Recipient Name Raw,Wikipedia Recipient ID,Placename,City,District,
Province,Country,Latitude,Longitude,GeoNames ID,Raw Placename,Feature Type,Source,Publication Date,Story People,
Story Organizations,Story Locations,Language,Version""".replace("\n", "").split(",")
PLOVER = """id has_event date time enddate endtime actor recipient event event_loc event_text quad_code event_scale mode context
link text text_info cite_info coder coded_date coded_time comment dead injured arrested""".split()

problems = []


def need(holds, message):
    if not holds:
        problems.append(message)


def both(name, data, separator, names=None):
    """The table as pandas reads it, all cells text; polars must read the same cells."""
    if not data.strip():
        need(False, f"{name}: empty")
        return pandas.DataFrame()
    has_header = names is None
    quote = {} if separator == "," else {"quoting": 3}
    one = pandas.read_csv(io.BytesIO(data), sep=separator, header=0 if has_header else None, names=names, dtype=str,
                          keep_default_na=False, **quote)
    two = polars.read_csv(io.BytesIO(data), separator=separator, has_header=has_header, infer_schema=False,
                          quote_char='"' if separator == "," else None)
    need(not has_header or list(one.columns) == two.columns, f"{name}: columns differ between pandas and polars")
    need(one.values.tolist() == [list(row) for row in two.fill_null("").rows()], f"{name}: cells differ between pandas and polars")
    # As a user reads it who sets nothing but the separator: no row may be lost.
    try:
        plain = pandas.read_csv(io.BytesIO(data), sep=separator, header=0 if has_header else None, names=names)
    except pandas.errors.ParserError as error:
        plain = str(error)
    need(len(plain) == len(one), f"{name}: {len(plain)} rows with quotes taken as such, {len(one)} without")
    return one


def parquet(name, path, csv):
    """The Parquet file has what the CSV has, with types; pandas and polars read the same."""
    one, two = pandas.read_parquet(path), polars.read_parquet(path)
    need(list(one.columns) == list(csv.columns) == two.columns, f"{name}: columns {two.columns}")
    for column in csv.columns:
        cells, other = csv[column].tolist(), two[column].to_list()
        text = two[column].dtype == polars.String
        for cell, value, again in zip(cells, other, one[column].tolist()):
            missing = value is None
            need(missing == pandas.isna(again) and (missing or value == again), f"{name}: {column} differs: {value!r}, {again!r}")
            told = "" if missing else value if text else str(value).lower() if isinstance(value, bool) else float(value)
            need(told == (cell if text or missing or isinstance(value, bool) else float(cell)), f"{name}: {column} is {value!r}, {cell!r}")
    wanted = {"quad": polars.Int64, "geonames": polars.Int64, "mentions": polars.Int64, "lat": polars.Float64,
              "confidence": polars.Float64, "low": polars.Float64, "approximate": polars.Boolean}
    for column in set(wanted) & set(two.columns):
        need(two[column].dtype == wanted[column], f"{name}: {column} is {two[column].dtype}")
    need(len(one) == len(two) == len(csv), f"{name}: {len(two)} rows of {len(csv)}")


def columns(name, table, patterns):
    need(list(table.columns) == list(patterns), f"{name}: {len(table.columns)} columns")
    for column, pattern in patterns.items():
        for cell in table.get(column, []):
            need(re.fullmatch(pattern, cell), f"{name}: {column} is {cell!r}")


def in_range(name, table, latitude, longitude):
    for column, most in [(latitude, 90), (longitude, 180)]:
        for cell in table.get(column, []):
            need(cell in ("", "None") or abs(float(cell)) <= most, f"{name}: {column} is {cell!r}")


def spans(name, table, texts):
    """Cells of words are what their spans cut out of the text."""
    for words, where in [("source", "source_spans"), ("cue", "cue_spans"), ("content", "content_spans"), ("words", "span"),
                         ("anchor", "anchor_spans")]:
        for row in table.to_dict("records") if where in table and words in table else []:
            cut = [texts[row["document"]][slice(*map(int, span.split("-")))] for span in row[where].split(";") if span]
            if words == "anchor":
                need(row[words] in " ".join(cut) or all(piece in row[words] for piece in cut), f"{name}: {row['id']} {row[words]!r}, {cut}")
            else:
                need(all(piece in row[words] for piece in cut) and bool(cut) == bool(row[words]), f"{name}: {row['id']} {cut}")
    ids = list(zip(table.get("document", []), table.get("id", [])))
    need(len(ids) == len(set(ids)), f"{name}: ids are not unique")


def plover(data, texts):
    lines = [json.loads(line) for line in data.decode().splitlines()]
    for line in lines:
        need(set(line) <= set(PLOVER), f"plover: fields {set(line) - set(PLOVER)}")
        need({"id", "date", "actor", "event"} <= set(line), f"plover: {line.get('id')} lacks a field")
        need(line.get("quad_code") in (1, 2, 3, 4, None), f"plover: quad_code {line.get('quad_code')}")
        need(isinstance(line["event"], list) and isinstance(line["actor"], list), "plover: event and actor are lists")
        info = line.get("text_info", {})
        text = texts[line["id"].rpartition("_")[0]]
        need("text" not in line or text[info["start"]:info["end"]] == line["text"], f"plover: text of {line['id']}")
    need(len({line["id"] for line in lines}) == len(lines), "plover: ids are not unique")
    need(len(pandas.read_json(io.BytesIO(data), lines=True)) == len(lines), "plover: pandas reads another number of lines")
    need(len(polars.read_ndjson(data, infer_schema_length=None)) == len(lines), "plover: polars reads another number of lines")
    return len(lines)


def configuration(text):
    """The names of each section of annotation.conf, and which types go into which roles."""
    sections, section = {}, None
    for line in text.splitlines():
        if re.fullmatch(r"\[\w+\]", line):
            section = sections.setdefault(line[1:-1], {})
        elif line and not line.startswith("#"):
            name, _, rest = line.partition("\t")
            need(name not in section, f"brat: {name} is configured twice")
            section[name] = dict(part.split(":") for part in rest.split(", ") if part)
    return sections


def brat(folder):
    known = configuration((folder / "annotation.conf").read_text())
    count = 0
    for path in sorted(folder.glob("*.ann")):
        text = path.with_suffix(".txt").read_bytes().decode()
        lines = [line.split("\t") for line in path.read_bytes().decode().split("\n")[:-1]]
        count += len(lines)
        types = {fields[0]: fields[1].split(" ")[0] for fields in lines}
        need(len(types) == len(lines), f"brat: {path.name}: ids are not unique")
        for fields in lines:
            head, *rest = fields[1].split(" ")
            problem = f"brat: {path.name}: {fields}"
            if fields[0][0] == "T":
                pieces = [tuple(map(int, piece.split(" "))) for piece in " ".join(rest).split(";")]
                need(" ".join(text[start:end] for start, end in pieces) == fields[2], problem)
                need(pieces == sorted(pieces) and all(start < end for start, end in pieces), problem)
                need(head in known["entities"] or head in known["events"], problem)
            elif fields[0][0] in "ER":
                name, _, trigger = head.partition(":")
                need(not trigger or types.get(trigger) == name, problem)
                roles = known["events" if trigger else "relations"].get(name)
                need(roles is not None, problem)
                for argument in rest:
                    role, _, target = argument.partition(":")
                    role = role if role in (roles or {}) else role.rstrip("0123456789")
                    allowed = {key.rstrip("?*+"): value.split("|") for key, value in (roles or {}).items()}
                    need(types.get(target) in allowed.get(role, []), f"{problem}: {argument}")
            elif fields[0][0] == "A":
                target, value = rest
                need(value in known["attributes"][head]["Value"].split("|"), problem)
                wanted = known["attributes"][head]["Arg"]
                need(types[target].split(":")[0] in (known["events"] if wanted == "<EVENT>" else [wanted]), problem)
            else:
                need(False, problem)
    return count


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--onrecord", required=True)
    parser.add_argument("--articles", default="tests/articles", type=pathlib.Path)
    args = parser.parse_args()
    rows, texts = [], {}
    for folder in sorted(path.parent for path in args.articles.glob("*/article.txt")):
        published = json.loads((folder / "expected.json").read_text())["published"]
        texts[folder.name] = (folder / "article.txt").read_bytes().decode()
        rows.append({"id": folder.name, "text": texts[folder.name], "published": published, "publisher": 'The "Post", Ltd',
                     "title": "=Tab\there, \"quoted\"", "url": f"https://www.example.org/{folder.name}"})
    with tempfile.TemporaryDirectory() as out:
        records = pathlib.Path(out, "articles.jsonl")
        records.write_text("".join(json.dumps(row) + "\n" for row in rows))

        def write(*options):
            return subprocess.run([args.onrecord, "read", records, "--quiet", "--format", *options], check=True,
                                  stdout=subprocess.PIPE).stdout

        whole = [json.loads(line) for line in write("jsonl").decode().splitlines()]
        # The text of the record counts: reading may change white space.
        texts = {record["document"]["id"]: record["document"]["text"] for record in whole}
        counts = {table: sum(len(record[table]) for record in whole) for table in TABLES}
        for name in TABLES:
            table = both(f"csv {name}", write("csv", "--table", name), ",")
            need(len(table) == counts[name], f"csv {name}: {len(table)} rows of {counts[name]}")
            need(set(table["publisher"]) == {'The "Post", Ltd'} and set(table["title"]) == {'=Tab\there, "quoted"'}, f"csv {name}: title")
            spans(f"csv {name}", table, texts)
            in_range(f"csv {name}", table, "lat", "lon")
            print(f"csv {name}: {len(table)} rows")
            write("parquet", "--table", name, "--out", f"{out}/{name}.parquet")
            parquet(f"parquet {name}", f"{out}/{name}.parquet", table)
            print(f"parquet {name}: {len(table)} rows")
        events = both("gdelt", write("gdelt"), "\t", list(GDELT))
        columns("gdelt", events, GDELT)
        need(len(GDELT) == 61 and len(MENTIONS) == 16 and len(POLECAT) == 40, "counts of columns")
        need(events["GLOBALEVENTID"].is_unique, "gdelt: ids are not unique")
        for row in events.to_dict("records"):
            need(row["EventCode"].startswith(row["EventBaseCode"]) and row["EventBaseCode"].startswith(row["EventRootCode"]), f"gdelt: {row['EventCode']}")
        for place in ["Actor1Geo", "Actor2Geo", "ActionGeo"]:
            in_range("gdelt", events, f"{place}_Lat", f"{place}_Long")
        print(f"gdelt: {len(events)} rows, {len(events.columns)} columns")
        mentions = both("gdelt-mentions", write("gdelt-mentions"), "\t", list(MENTIONS))
        columns("gdelt-mentions", mentions, MENTIONS)
        need(set(mentions["GLOBALEVENTID"]) == set(events["GLOBALEVENTID"]), "gdelt-mentions: events differ from those of gdelt")
        print(f"gdelt-mentions: {len(mentions)} rows, {len(mentions.columns)} columns")
        polecat = both("polecat", write("polecat"), "\t")
        need(list(polecat.columns) == POLECAT, f"polecat: columns {list(polecat.columns)}")
        need((polecat != "").all().all(), "polecat: an empty cell, expected None")
        need(polecat["Event ID"].is_unique, "polecat: ids are not unique")
        in_range("polecat", polecat, "Latitude", "Longitude")
        print(f"polecat: {len(polecat)} rows, {len(polecat.columns)} columns")
        print(f"plover: {plover(write('plover'), texts)} lines")
        write("brat", "--out", f"{out}/brat")
        print(f"brat: {brat(pathlib.Path(out, 'brat'))} annotations")
    print("\n".join(problems[:30]) if problems else "nothing wrong")
    sys.exit(bool(problems))


main()
