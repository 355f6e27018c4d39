"""The reliability table of `confidence`: confidence.py SCORERS GOLD.jsonl RECORDS.jsonl

A statement counts as right if its content, source and cue are those of one gold attribution, as the scorer's "triple
lenient" counts."""
import sys

sys.path.insert(0, sys.argv[1])
import common  # noqa: E402
import statements  # noqa: E402

rows = []
for gold_row, record in common.pair(common.read_jsonl(sys.argv[2]), common.read_jsonl(sys.argv[3])):
    document = statements.Document(gold_row["text"])
    gold = [document.statement(a, "gold") for a in gold_row["attributions"]]
    found = [document.statement(s, "record") for s in record["statements"]]
    right = {j for i, j in statements.match(gold, found)
             if statements.right(gold[i].source, found[j].source) and statements.right(gold[i].cue, found[j].cue)}
    rows += [(s["confidence"], j in right) for j, s in enumerate(record["statements"])]
print("| confidence | statements | mean | right |\n|---|---|---|---|")
for tenth in range(10):
    part = [(c, ok) for c, ok in rows if min(int(c * 10), 9) == tenth]
    if part:
        mean, share = sum(c for c, _ in part) / len(part), sum(ok for _, ok in part) / len(part)
        print(f"| {tenth / 10:.1f}-{(tenth + 1) / 10:.1f} | {len(part)} | {mean:.2f} | {share:.2f} |")
