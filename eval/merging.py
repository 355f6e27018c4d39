"""How well the mentions of one event are merged: B-cubed (Bagga and Baldwin 1998) over the anchors of events.

    merging.py SCORERS GOLD.jsonl RECORDS.jsonl

A gold anchor counts where an event of the record with a fitting type (the gold type, or one of `alt`) has an anchor that overlaps it;
each takes the first such anchor that no other has taken. For each, precision is the share of the anchors with it in the record's event
that are of its gold event, recall the share of the anchors of its gold event that are with it. Both are given over all anchors
and over those of gold events of which two or more anchors were found: the first can hardly be wrong where most events are told once."""
import sys
from pathlib import Path


def pairs(row, record, span):
    """[(gold event, event of the record)] of the gold anchors that were found."""
    predicted = [(event["type"], span(anchor, row["text"], "anchor"), number)
                 for number, event in enumerate(record.get("events", [])) for anchor in event.get("anchors") or [event["anchor"]]]
    taken, found = set(), []
    for number, event in enumerate(row["events"]):
        types = {event["type"], *(event.get("alt") or [])}
        for start, end in event["anchors"]:
            for k, (kind, (s, e), of) in enumerate(predicted):
                if k not in taken and kind in types and s < end and start < e:
                    taken.add(k)
                    found.append((number, of))
                    break
    return found


def b_cubed(documents):
    """(precision, recall, n) over lists of pairs."""
    precision = recall = n = 0
    for found, counted in documents:
        for gold, of in counted:
            same = sum(g == gold and p == of for g, p in found)
            precision += same / sum(p == of for _, p in found)
            recall += same / sum(g == gold for g, _ in found)
            n += 1
    return precision / max(n, 1), recall / max(n, 1), n


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    sys.path.insert(0, sys.argv[1])
    import common
    gold, records = (common.read_jsonl(Path(p)) for p in sys.argv[2:])
    documents = [pairs(row, record, common.span) for row, record in common.pair(gold, records)]
    several = lambda found: [(g, p) for g, p in found if sum(other == g for other, _ in found) > 1]
    for name, counted in (("all anchors found", [(d, d) for d in documents]), ("of events told several times", [(d, several(d)) for d in documents])):
        p, r, n = b_cubed(counted)
        print(f"{name:30} {n:5}  B-cubed precision {100 * p:.1f}  recall {100 * r:.1f}  F1 {200 * p * r / max(p + r, 1e-9):.1f}")


if __name__ == "__main__":
    main()
