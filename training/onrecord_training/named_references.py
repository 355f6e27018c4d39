"""Whom the descriptions and pronouns of annotated articles mean: known where one is the source of a gold statement or the words of the only
actor or recipient of a gold event."""
from .countries import same_words

SHARE = 0.6     # of the words of a source, how much a description must cover to stand for it


def known(row):
    """[(start, end, names of those who are meant, empty where they have none; descriptions of them)]"""
    named = {person["name"] for person in row["people"] if any(word[:1].isupper() for word in person["name"].split()) or person["kind"] == "country"}
    found = []
    for statement in row["statements"] or []:
        if len(statement["source"]) == 1 and (statement["speaker"] or statement["unnamed"]):
            start, end = statement["source"][0]
            words = [name for name in statement["speaker"] if name not in named] + [statement["unnamed"]] * bool(statement["unnamed"])
            found.append((start, end, [name for name in statement["speaker"] if name in named], words))
    for event in row["events"]:
        for words in event.get("arguments") or []:
            for side in ("actors", "recipients"):
                if len(words[side]) == 1 and len(event[side]) == 1:
                    start, end = words[side][0]
                    names = [person["name"] for person in event[side]]
                    found.append((start, end, [name for name in names if name in named], [name for name in names if name not in named]))
    return found


def is_one(text, spans, names):
    """Whether a candidate whose name stands at the spans is one of those named."""
    def alike(a, b):
        a, b = sorted((a.lower().split(), b.lower().split()), key=len)
        return bool(a) and (b[-len(a):] == a or b[:len(a)] == a)
    return any(same_words(text[s:e], name) or alike(text[s:e], name) for s, e in spans for name in names)


def overlap(a, b):
    """How many code points two spans share."""
    return max(min(a[1], b[1]) - max(a[0], b[0]), 0)


def mentions(row, found, aligner):
    """The mentions that the reader finds (example mention_features), with the clusters that are known: of names what the reader joins, of descriptions and pronouns whom
    the annotations name. -1 is the cluster of those who are nobody that is named, None that of whom nothing is known."""
    gold, out, seen = known(row), [], set()
    places = {}
    for m in found:
        if m["named"] is not None:
            places.setdefault(m["named"], []).append(m["words"])
    for m in found:
        head, cluster = aligner.range(*m["head"])[0], m["named"]
        if cluster is None:
            for start, end, names, _ in gold:
                if overlap(m["words"], (start, end)) < SHARE * (end - start) or any(name in row["text"][start:end] for name in names):
                    continue
                cluster = next((entity for entity, spans in places.items() if is_one(row["text"], spans, names)), None if names else -1)
                break
        if head not in seen:
            seen.add(head)
            out.append({"head": head, "form": m["form"], "key": m["key"], "pronoun": m["pronoun"], "cluster": cluster})
    return sorted(out, key=lambda m: m["head"])
