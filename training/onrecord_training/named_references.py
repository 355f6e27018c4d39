"""The referents of descriptions and pronouns in annotated articles. The referent is known if the description or pronoun
is the source of a gold statement, or the only actor or recipient of a gold event."""
from .countries import same_words

SHARE = 0.6     # minimum share of the words of a source that a description must cover to stand for it


def known(row):
    """Returns [(start, end, names of the referents, empty if they have none; descriptions of them)]."""
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
    """Returns whether a candidate with its name at the spans is one of the named referents."""
    def alike(a, b):
        a, b = sorted((a.lower().split(), b.lower().split()), key=len)
        return bool(a) and (b[-len(a):] == a or b[:len(a)] == a)
    return any(same_words(text[s:e], name) or alike(text[s:e], name) for s, e in spans for name in names)


def overlap(a, b):
    """Returns the number of code points that two spans share."""
    return max(min(a[1], b[1]) - max(a[0], b[0]), 0)


def mentions(row, found, aligner):
    """Returns the mentions that the reader finds (example mention_features), with their clusters as far as known: for
    names, the entity to which the reader links them; for descriptions and pronouns, the referent in the annotations.
    Cluster -1 is for referents that are not named, None for unknown referents."""
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
