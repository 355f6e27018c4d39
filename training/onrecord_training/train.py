"""Trains encoder and heads together. Saves checkpoints every few minutes; continues if started again with the same
--out."""
import argparse
import math
import os
import random
import time
from pathlib import Path

import torch
from transformers import AutoModel

from . import losses, rounding, shipped, teach
from .device import DEVICE, autocast
from .model import Model
from .windows import collate, encode, load, windows

WEIGHTS = {"roles": 1.0, "own": 0.5, "names": 0.7, "upos": 0.2, "arcs": 0.4, "relations": 0.2, "mention": 0.4, "coref": 0.4,
           "event": 4.0, "event_status": 0.3, "event_mode": 0.2, "event_role": 0.1, "sector": 0.3, "belongs": 0.2, "taught_roles": 2.5, "taught_names": 1.2,
           "taught_event": 8.0, "taught_event_status": 0.6, "taught_event_mode": 0.4, "taught_event_role": 0.2}
# The weight of the gold labels of a head if a teacher is used as well.
GOLD = 0.5
# The share of steps for each task, and the number of windows per step.
PLAN = {"polnear": (0.27, 16), "world": (0.28, 16), "worldwide": (0.14, 16), "ewt": (0.15, 16), "gum": (0.13, 10), "litbank": (0.03, 10)}
# Tasks for which a step is a sequence of windows of one document.
BY_DOCUMENT = ("gum", "litbank")
PART = "-part"      # suffix of a data set of which articles are held out, so that tables of weights can be fitted on them
MASK = 103          # [MASK] of the vocabulary
MASKED = 0.12       # share of words masked in every other window, so that context counts as well as the word
AVERAGED = 0.7      # progress of training from which the weights are averaged


def stream(docs, size, rng, styles=False):
    """Yields endless batches [(doc, window)] of similar length; every pass starts documents at a different unit."""
    groups = {}
    for d in docs:
        groups.setdefault(d["id"], []).append(d)
    while True:
        passed = []
        for versions in groups.values():
            # Seven in ten passes use the quotation marks as printed.
            doc = versions[0] if not styles or rng.random() < 0.7 else rng.choice(versions)
            for a, b in windows(doc, rng.randrange(8)):
                passed.append((doc, encode(doc, a, b)))
        rng.shuffle(passed)
        batches = []
        for k in range(0, len(passed), size * 20):
            part = sorted(passed[k:k + size * 20], key=lambda x: len(x[1]["ids"]))
            batches += [part[i:i + size] for i in range(0, len(part), size)]
        rng.shuffle(batches)
        yield from batches


def document_stream(docs, size, rng):
    """Yields endless batches of neighbouring windows of one document."""
    while True:
        for doc in rng.sample(docs, len(docs)):
            all_windows = windows(doc, rng.randrange(4))
            for k in range(0, len(all_windows), size):
                yield [(doc, encode(doc, a, b)) for a, b in all_windows[k:k + size]]


def hide_words(window, share, rng):
    """Returns a copy of the window in which this share of whole words is replaced by [MASK]; half of the windows are
    unchanged."""
    if rng.random() < 0.5 or share == 0:
        return window
    ids, ends = list(window["ids"]), window["first"][1:] + [len(window["ids"]) - 1]
    for begin, end in zip(window["first"], ends):
        if rng.random() < share:
            ids[begin:end] = [MASK] * (end - begin)
    return {**window, "ids": ids}


def step_losses(model, task, batch, masked, rng, teachers):
    """Returns the losses for one batch by name, from gold labels and from teachers."""
    docs, parts = [d for d, _ in batch], [hide_words(w, masked, rng) for _, w in batch]
    with autocast():
        h = model(collate(parts))
    h = h.float()
    task = task.removesuffix(PART)
    found = gold_losses(model, task, h, docs, parts)
    taught = {}
    for teacher, subjects in teachers:
        for name, value in losses.taught(model, h, docs, parts, teacher, subjects.get(task, [])).items():
            taught.setdefault(name, []).append(value)
    for name in found:
        if f"taught_{name}" in taught:
            found[name] = GOLD * found[name]
    # The losses from several teachers of one head are averaged.
    return found | {name: sum(values) / len(values) for name, values in taught.items()}


def grown(state, wanted):
    """Returns the state of an earlier run for a model whose heads have more labels: existing weights are kept, and
    those of new labels keep their initial values."""
    for name, value in wanted.items():
        old = state.get(name)
        if old is not None and old.shape != value.shape and old.dim() == value.dim():
            value = value.clone()
            value[tuple(slice(n) for n in old.shape)] = old
            state[name] = value
    return state


def gold_losses(model, task, h, docs, parts):
    if task == "polnear":
        return losses.roles(model, h, docs, parts) | losses.names(model, h, docs, parts)
    if task == "world":
        return losses.roles(model, h, docs, parts) | losses.names(model, h, docs, parts) | losses.events(model, h, docs, parts) | \
            losses.sides(model, h, docs, parts)
    if task == "worldwide":
        return losses.names(model, h, docs, parts)
    if task == "ewt":
        return {**losses.names(model, h, docs, parts), **losses.syntax(model, h, docs, parts)}
    found = losses.document_coref(model, h, docs[0], parts)
    return {**found, **losses.syntax(model, h, docs, parts)} if task == "gum" else found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prepared", type=Path, required=True)
    parser.add_argument("--encoder", required=True, help="folder with config.json and model.safetensors of the start")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="model.pt of an earlier run, or the shipped file, to go on from with a schedule of its own")
    parser.add_argument("--tasks", nargs="+", default=[f"{name}:{share}" for name, (share, _) in PLAN.items()],
                        help="the data sets to train on, each with its share of the steps")
    parser.add_argument("--masked", type=float, default=MASKED, help="share of words hidden in every other window")
    parser.add_argument("--steps", type=int, default=1900)
    parser.add_argument("--minutes", type=float, default=1e9, help="stop with a finished schedule after this time")
    parser.add_argument("--batch", type=int, default=1,
                        help="times as many windows a step, except where a step is a stretch of one document (gum, litbank)")
    parser.add_argument("--lr", type=float, default=1.5e-4)
    parser.add_argument("--head-lr", type=float, default=1e-3)
    parser.add_argument("--teacher", nargs="+", action="append", default=[], metavar=("FOLDER", "HEAD:SET"),
                        help="a folder that teach.py wrote, and what is learned from it: roles, names or events, of which data set. A model "
                             "knows a head only in texts like those on which it was trained for it; may be given several times")
    parser.add_argument("--int8", action="store_true", help="compute with rounded weights and activations, as the reader does")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    a = parser.parse_args()
    torch.manual_seed(a.seed)
    torch.set_num_threads(a.threads)
    a.out.mkdir(parents=True, exist_ok=True)
    # Random numbers for attention dropout would take a tenth of the time.
    model = Model(AutoModel.from_pretrained(a.encoder, add_pooling_layer=False, attention_probs_dropout_prob=0.0))
    if a.start and a.start.suffix == ".safetensors":
        model.load_state_dict(shipped.load(a.start, a.encoder).state_dict())
    elif a.start:
        model.load_state_dict(grown(torch.load(a.start, weights_only=True, map_location="cpu")["last"], model.state_dict()))
    if a.int8:
        rounding.as_shipped(model)
    model.to(DEVICE)
    teachers = [(teach.Teacher(Path(folder)), teach.subjects(parts)) for folder, *parts in a.teacher]
    encoder = {id(p) for p in model.encoder.parameters()}
    groups = [{"params": [p for p in model.parameters() if id(p) in encoder], "lr": a.lr},
              {"params": [p for p in model.parameters() if id(p) not in encoder], "lr": a.head_lr}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    average, averaged = {k: v.detach().clone() for k, v in model.state_dict().items()}, 0
    plan = {name: (float(share), PLAN[name.removesuffix(PART)][1]) for name, share in (task.split(":") for task in a.tasks)}
    data = {name: load(a.prepared / f"{name}-train.jsonl") for name in plan}
    step, elapsed = 0, 0.0
    saved = a.out / "checkpoint.pt"
    if saved.exists():
        state = torch.load(saved, weights_only=True, map_location=DEVICE)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        average, averaged = state["average"], state["averaged"]
        step, elapsed = state["step"], state["elapsed"]
        print(f"goes on at step {step}", flush=True)
    rng = random.Random(a.seed * 100003 + step)
    streams = {}
    for name, docs in data.items():
        size, order = plan[name][1], random.Random(rng.random())
        streams[name] = document_stream(docs, size, order) if name in BY_DOCUMENT else \
            stream(docs, size * a.batch, order, styles=name == "polnear")
    begun, shown, sums, counts = time.time() - elapsed, time.time(), {}, {}
    kept = time.time()
    model.train()
    while step < a.steps:
        progress = max(step / a.steps, (time.time() - begun) / (60 * a.minutes))
        if progress >= 1:
            break
        rate = min((step + 1) / (0.06 * a.steps), (1 - progress) / 0.94)
        for group, base in zip(optimizer.param_groups, (a.lr, a.head_lr)):
            group["lr"] = base * rate
        task = rng.choices(list(plan), [share for share, _ in plan.values()])[0]
        found = step_losses(model, task, next(streams[task]), a.masked, rng, teachers)
        loss = sum(WEIGHTS[k] * v for k, v in found.items())
        if torch.is_tensor(loss) and loss.requires_grad and math.isfinite(float(loss.detach())):
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        step += 1
        if progress >= AVERAGED:
            averaged += 1
            with torch.no_grad():
                for k, v in model.state_dict().items():
                    if v.dtype.is_floating_point:
                        average[k].lerp_(v, 1 / averaged)
        for k, v in found.items():
            sums[k], counts[k] = sums.get(k, 0) + float(torch.as_tensor(v).detach()), counts.get(k, 0) + 1
        if time.time() - shown > 60:
            print(f"step {step} {progress:.0%} {(time.time() - begun) / 60:.1f} min  " +
                  "  ".join(f"{k} {sums[k] / counts[k]:.3f}" for k in sums), flush=True)
            shown, sums, counts = time.time(), {}, {}
        if time.time() - kept > 300:
            torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "average": average, "averaged": averaged,
                        "step": step, "elapsed": time.time() - begun}, saved.with_suffix(".new"))
            saved.with_suffix(".new").rename(saved)
            kept = time.time()
    # Saved from the CPU, so that the file can be read without a GPU.
    average, last = ({k: v.cpu() for k, v in weights.items()} for weights in (average, model.state_dict()))
    torch.save({"model": average, "last": last, "steps": step, "minutes": (time.time() - begun) / 60},
               a.out / "model.pt")
    print(f"done: {step} steps, {(time.time() - begun) / 60:.1f} minutes", flush=True)


if __name__ == "__main__":
    main()
