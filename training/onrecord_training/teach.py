"""Computes a larger model's vectors of all tokens of texts, and stores them in a folder from which a smaller model
learns.

Gold spans give one reading by an annotator; the teacher's probabilities also show which other readings were possible
(Hinton, Vinyals and Dean 2015, Distilling the Knowledge in a Neural Network). A teacher may be useless for texts
unlike those on which a head was trained, however good it is on others: a teacher trained on roles in PolNeAR and on
names in newswire did not take "said" in newswire for a cue. On such texts, the pupil is trained to keep its own
earlier output (Li and Hoiem 2016, Learning without Forgetting)."""
import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch
from transformers import AutoConfig, AutoModel

from . import shipped
from .device import DEVICE, autocast
from .model import Model
from .windows import collate, encode, load, windows


def restored(weights, encoder, which="average"):
    """Loads the model in a run's model.pt or checkpoint.pt, or in the shipped file, onto the device."""
    if weights.suffix == ".safetensors":
        return shipped.load(weights, encoder).to(DEVICE)
    saved = torch.load(weights, weights_only=True, map_location="cpu")
    average, last = (saved["average"], saved["model"]) if "average" in saved else (saved["model"], saved["last"])
    model = Model(AutoModel.from_config(AutoConfig.from_pretrained(encoder), add_pooling_layer=False))
    model.load_state_dict(average if which == "average" else last)
    return model.eval().to(DEVICE)


class Teacher:
    """A model without its encoder, and the vectors that its encoder gave for the tokens of documents."""

    def __init__(self, folder):
        info = json.loads((folder / "teacher.json").read_text())
        self.model = restored(Path(info["weights"]), info["encoder"], info["which"])
        self.model.encoder = None
        self.states = np.memmap(folder / "states.f16", np.float16, "r").reshape(-1, info["width"])
        self.first = info["documents"]

    def vectors(self, doc, a, b):
        """Returns the vectors [tokens, width] of the tokens a..b; None if the teacher has not read them."""
        first, count = self.first.get(doc["id"], (0, -1))
        if count != len(doc["tokens"]):      # unknown, or other quotation marks with a different tokenization
            return None
        return torch.from_numpy(self.states[first + a:first + b].astype(np.float32)).to(DEVICE)


def subjects(parts):
    """Converts ["roles:polnear", ...] into {"polnear": ["roles"], ...}."""
    found = {}
    for part in parts:
        head, task = part.split(":")
        found.setdefault(task, []).append(head)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True, help="model.pt or checkpoint.pt of a run, or the shipped file")
    parser.add_argument("--which", choices=("average", "last"), default="average")
    parser.add_argument("--encoder", required=True, help="folder with the config.json of the teacher's encoder")
    parser.add_argument("--prepared", type=Path, required=True)
    parser.add_argument("--sets", nargs="+", default=["polnear", "worldwide", "ewt", "gum"])
    parser.add_argument("--out", type=Path, required=True)
    a = parser.parse_args()
    model = restored(a.weights, a.encoder, a.which)
    a.out.mkdir(parents=True, exist_ok=True)
    jobs, first, total = [], {}, 0
    for name in a.sets:
        for doc in load(a.prepared / f"{name}-train.jsonl"):
            if doc["id"] in first:          # the same text with other quotation marks
                continue
            first[doc["id"]] = (total, len(doc["tokens"]))
            jobs += [(total, encode(doc, x, y)) for x, y in windows(doc)]
            total += len(doc["tokens"])
    width = model.roles.in_features
    states = np.memmap(a.out / "states.f16", np.float16, "w+", shape=(total, width))
    jobs.sort(key=lambda job: len(job[1]["ids"]))
    begun = shown = time.time()
    for k in range(0, len(jobs), 16):
        part = jobs[k:k + 16]
        with torch.no_grad(), autocast():
            h = model(collate([window for _, window in part]))
        for row, (at, window) in zip(h.float().cpu().numpy(), part):
            x, y = window["range"]
            states[at + x:at + y] = row[:y - x]
        if time.time() - shown > 60:
            shown = time.time()
            print(f"{k / len(jobs):.0%} of the windows, {(shown - begun) / 60:.1f} min", flush=True)
    states.flush()
    (a.out / "teacher.json").write_text(json.dumps({"weights": str(a.weights.resolve()), "which": a.which, "encoder": a.encoder,
                                                    "width": width, "documents": first}))
    print(f"{a.out}: {total} tokens of {len(first)} documents")


if __name__ == "__main__":
    main()
