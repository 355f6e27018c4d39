"""Trains the coreference head further, on stored vectors of a trained encoder (`teach.py`), which does not change. It
learns from the descriptions and pronouns of world articles whose referents are annotated, and from GUM and LitBank, so
that it forgets nothing."""
import argparse
import random
import time
from pathlib import Path

import torch

from . import labels, losses, teach
from .model import coref_features
from .windows import collate, encode, load, windows

SETS = {"references": 0.6, "gum": 0.32, "litbank": 0.08}      # the share of steps of each set
MAX_TOKENS = 1500       # longer documents are cut to stretches of this length
WARM_UP, AVERAGED = 0.05, 0.6       # progress at which the rate begins to fall, and from which the weights are averaged
NAME = labels.FORMS.index("name")


def batches(docs, rng):
    """Yields endless (set, document, (first token, last + 1))."""
    pools = {name: [] for name in docs}
    while True:
        name = rng.choices(list(SETS), list(SETS.values()))[0]
        if not pools[name]:
            pools[name] = rng.sample(docs[name], len(docs[name]))
        doc = pools[name].pop()
        first = rng.randrange(max(len(doc["tokens"]) - MAX_TOKENS, 0) + 1)
        yield name, doc, (first, min(first + MAX_TOKENS, len(doc["tokens"])))


def states(model, doc):
    """Returns the vectors of the encoder for all tokens of a document: [tokens, hidden]."""
    parts = [(a, b, model(collate([encode(doc, a, b)]))[0][:b - a]) for a, b in windows(doc)]
    return torch.cat([h for _, _, h in sorted(parts, key=lambda part: part[0])])


def measured(model, dev):
    """Returns how often the best antecedent, or none, is right for descriptions and pronouns of world articles (and for those whose
    referent is named), and for the mentions of GUM; and the mean negative log likelihoods."""
    right, named, references, total, gum = [], [], 0.0, 0.0, []
    with torch.no_grad():
        for name, doc, h in dev:
            found = [m for m in doc["mentions"] if m["cluster"] is not None]
            if len(found) < 2:
                continue
            features = coref_features(found, losses.stretches(doc)[0])
            cluster = torch.tensor([m["cluster"] for m in found])
            nobody = cluster == -1
            features["valid"] &= ~(nobody[:, None] & nobody[None, :])
            same = (cluster[:, None] == cluster[None, :]) & features["valid"]
            scores = model.coreference(h[[m["head"] for m in found]], features)
            is_first = nobody if name == "references" else ~same.any(1)
            gold = torch.cat([same, is_first[:, None]], 1)
            hit = gold.gather(1, scores.argmax(1, keepdim=True)).squeeze(1)
            loss = torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(~gold, -1e9), 1)
            if name == "gum":
                gum += hit.tolist()
                total += float(loss.sum())
                continue
            asked = torch.tensor([m["form"] != NAME for m in found]) & gold.any(1)
            right += hit[asked].tolist()
            named += hit[asked & ~nobody].tolist()
            references += float(loss[asked].sum())

    def percent(hits):
        return f"{100 * sum(hits) / max(len(hits), 1):.1f}% of {len(hits)}"
    return f"references {percent(right)}, named {percent(named)}, loss {references / max(len(right), 1):.3f}; " \
        f"GUM {percent(gum)}, loss {total / max(len(gum), 1):.3f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prepared", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True, help="model.pt of a run, or the shipped file")
    parser.add_argument("--encoder", required=True, help="folder with the config.json of the encoder")
    parser.add_argument("--states", type=Path, required=True, help=f"what teach.py stored of {', '.join(SETS)} with these weights")
    parser.add_argument("--out", type=Path, required=True, help="model.pt with the new head")
    parser.add_argument("--epochs", type=float, default=3, help="passes over the world articles")
    parser.add_argument("--lr", type=float, default=5e-4)
    parser.add_argument("--seed", type=int, default=1)
    a = parser.parse_args()
    torch.manual_seed(a.seed)
    model = teach.restored(a.weights, a.encoder).cpu()
    stored = teach.Teacher(a.states)
    with torch.no_grad():
        dev = [(name, doc, states(model, doc)) for name in ("references", "gum") for doc in load(a.prepared / f"{name}-dev.jsonl")]
    print(f"before: {measured(model, dev)}", flush=True)
    model.requires_grad_(False)
    head = {name: part.requires_grad_() for name, part in model.named_parameters() if name.startswith("coref")}
    optimizer = torch.optim.AdamW(head.values(), lr=a.lr, weight_decay=0.01)
    docs = {name: [doc for doc in load(a.prepared / f"{name}-train.jsonl") if stored.vectors(doc, 0, 0) is not None] for name in SETS}
    steps = int(a.epochs * len(docs["references"]) / SETS["references"])
    average, averaged, begun, shown = {}, 0, time.time(), time.time()
    for step, (name, doc, span) in zip(range(steps), batches(docs, random.Random(a.seed))):
        model.train()
        for group in optimizer.param_groups:
            group["lr"] = a.lr * min((step + 1) / (WARM_UP * steps), (1 - step / steps) / (1 - WARM_UP))
        h, window = model.drop(stored.vectors(doc, *span).cpu())[None], [{"range": span}]
        found = losses.references(model, h, doc, window).get("reference") if name == "references" else \
            losses.document_coref(model, h, doc, window).get("coref")
        if found is not None:
            found.backward()
            torch.nn.utils.clip_grad_norm_(head.values(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
        if step >= AVERAGED * steps:
            averaged += 1
            for key, part in head.items():
                average[key] = part.detach().clone() if averaged == 1 else average[key].lerp(part.detach(), 1 / averaged)
        if time.time() - shown > 60:
            shown = time.time()
            print(f"step {step + 1} of {steps}, {(shown - begun) / 60:.1f} min: {measured(model.eval(), dev)}", flush=True)
    model.load_state_dict(average, strict=False)
    print(f"after {steps} steps: {measured(model.eval(), dev)}", flush=True)
    state = model.state_dict()
    torch.save({"model": state, "last": state, "steps": steps, "minutes": (time.time() - begun) / 60}, a.out)


if __name__ == "__main__":
    main()
