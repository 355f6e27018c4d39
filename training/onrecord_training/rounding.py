"""Measures the cost of int8: the scores of a trained model on development data in f32, with the weights of the encoder
rounded as in the shipped file, and with activations rounded too, with one scale per token, as in the reader.

Spans follow from the best tag of each token, without the reader's decoding, so the three results differ only in
rounding."""
import argparse
from pathlib import Path

import torch
import torch.nn as nn
import torch.nn.functional as F
from transformers import AutoConfig, AutoModel

from . import labels, shipped
from .export import dequantise, mean
from .model import HIDDEN, Model
from .windows import collate, encode, load, windows


def spans(tags, names):
    """Returns {(kind, first, last + 1)} for BIO tags given by index."""
    out, begun = set(), None
    for i, tag in enumerate([*tags, 0]):
        name = names[tag]
        if begun and name != "I-" + begun[0]:
            out.add((begun[0], begun[1], i))
            begun = None
        if name.startswith("B-") or name.startswith("I-") and not begun:
            begun = (name[2:], i)
    return out


def nearest(x):
    """Returns x rounded to int8 with one scale per row, in its own number format; the gradient ignores the rounding."""
    scale = x.detach().abs().amax(-1, keepdim=True).clamp(min=1e-12) / 127
    return x + (torch.round(x.detach() / scale) * scale - x.detach())


class RoundedLinear(nn.Linear):
    """A linear layer whose weights and inputs are rounded to int8, with one scale per output and one per token."""

    def forward(self, x):
        return F.linear(nearest(x.float()), nearest(self.weight), self.bias)


def rounded(module):
    """Replaces each linear layer by a RoundedLinear with the same parameters."""
    for name, child in module.named_children():
        if isinstance(child, nn.Linear):
            new = RoundedLinear(child.in_features, child.out_features)
            new.weight, new.bias = child.weight, child.bias
            setattr(module, name, new)
        else:
            rounded(child)


def as_shipped(model):
    """Rounds the parts that the reader computes in int8: the layers of the encoder and the hidden layers of the heads."""
    rounded(model.encoder)
    for parts in HIDDEN.values():
        for part in parts:
            rounded(getattr(model, part))


def scores(model, prepared):
    """Returns {name of a measure: F1 or accuracy in percent}."""
    out = {}
    for part, head, names in (("polnear-dev", "roles", labels.ROLE_TAGS), ("ewt-dev", "names", labels.NAME_TAGS)):
        right = found = gold = 0
        for doc in load(prepared / f"{part}.jsonl"):
            for a, b in windows(doc):
                with torch.no_grad():
                    tags = getattr(model, head)(model(collate([encode(doc, a, b)]))[0]).argmax(-1).tolist()
                kinds = ("PER", "LOC", "ORG") if head == "names" else ("source", "cue", "content")
                p = {s for s in spans(tags, names) if s[0] in kinds}
                g = {s for s in spans([max(t, 0) for t in doc[head][a:b]], names) if s[0] in kinds}
                right, found, gold = right + len(p & g), found + len(p), gold + len(g)
        out[f"{head}, spans F1"] = 200 * right / max(found + gold, 1)
    right = n = 0
    for doc in load(prepared / "ewt-dev.jsonl"):
        for a, b in windows(doc):
            if doc.get("syntax"):
                with torch.no_grad():
                    tags = model.upos(model(collate([encode(doc, a, b)]))[0]).argmax(-1).tolist()
                pairs = [(t, g) for t, g in zip(tags, doc["syntax"]["upos"][a:b]) if g >= 0]
                right, n = right + sum(t == g for t, g in pairs), n + len(pairs)
    out["parts of speech, accuracy"] = 100 * right / max(n, 1)
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="model.pt of a run")
    parser.add_argument("--which", choices=("average", "last"), default="average")
    parser.add_argument("--before", type=Path, help="as of export.py, with --share")
    parser.add_argument("--share", type=float, default=0.7)
    parser.add_argument("--encoder", required=True)
    parser.add_argument("--prepared", type=Path, required=True)
    a = parser.parse_args()
    saved = torch.load(a.model, weights_only=True, map_location="cpu")
    state = saved["model"] if a.which == "average" else saved["last"]
    if a.before:
        state = mean(state, shipped.load(a.before, a.encoder).state_dict(), a.share, shipped.missing_heads(a.before))
    config = AutoConfig.from_pretrained(a.encoder)
    model = Model(AutoModel.from_config(config, add_pooling_layer=False)).eval()
    model.load_state_dict(state)
    rows = {"f32": scores(model, a.prepared)}
    model.load_state_dict(dequantise(state, config.num_hidden_layers))
    rows["int8 weights"] = scores(model, a.prepared)
    as_shipped(model)
    rows["int8 weights and activations"] = scores(model, a.prepared)
    for measure in rows["f32"]:
        print(f"{measure:28}" + "".join(f"  {name} {row[measure]:.2f}" for name, row in rows.items()))


if __name__ == "__main__":
    main()
