"""Converts the shipped file into a torch model in f32 with the weights that the reader uses, and writes its outputs for
tests.

The reader quantizes activations as well as weights; this model does not. The difference between the two is the cost
of int8 activations. The cost of int8 weights, compared with the trained weights, cannot be determined from the
shipped file."""
import argparse
import json
from pathlib import Path

import numpy as np
import torch
from safetensors import safe_open
from safetensors.numpy import load_file
from transformers import AutoConfig, AutoModel

from .model import HIDDEN, Model, near_rows
from .losses import index_of
from .prepare import Pieces, divide, document
from .windows import collate, encode, windows


def unpacked(file, name):
    """Returns the weights [n, k] of a quantized linear layer (see the README of onrecord-infer) in f32."""
    q = file[f"{name}.q"]
    n, k = q.shape[0] * q.shape[2], q.shape[1] * q.shape[3]
    return q.transpose(0, 2, 1, 3).reshape(n, k).astype(np.float32) * file[f"{name}.scale"][:, None]


def state(file, layers, model):
    """The inverse of export.tensors. Token type embeddings are included in the positions there; here they become zeros."""
    expected = {k: tuple(v.shape) for k, v in model.state_dict().items()}
    e = "encoder.embeddings."
    out = {e + "word_embeddings.weight": file["encoder.embed.q"].astype(np.float32) * file["encoder.embed.scale"][:, None],
           e + "position_embeddings.weight": file["encoder.position"],
           e + "token_type_embeddings.weight": np.zeros(expected[e + "token_type_embeddings.weight"], np.float32)}
    for part in ("weight", "bias"):
        out[e + f"LayerNorm.{part}"] = file[f"encoder.embed.norm.{part}"]
    for i in range(layers):
        p, s = f"encoder.encoder.layer.{i}.", f"encoder.{i}."
        names = ("query", "key", "value")
        for name, weight, bias in zip(names, np.split(unpacked(file, s + "qkv"), 3), np.split(file[s + "qkv.bias"], 3)):
            out[p + f"attention.self.{name}.weight"], out[p + f"attention.self.{name}.bias"] = weight, bias
        for ours, theirs in (("out", "attention.output.dense"), ("up", "intermediate.dense"), ("down", "output.dense")):
            out[p + theirs + ".weight"], out[p + theirs + ".bias"] = unpacked(file, s + ours), file[s + ours + ".bias"]
        for part in ("weight", "bias"):
            out[p + f"attention.output.LayerNorm.{part}"] = file[s + f"norm1.{part}"]
            out[p + f"output.LayerNorm.{part}"] = file[s + f"norm2.{part}"]
    for name, shape in expected.items():
        if name.startswith("extra."):
            out[name] = file["encoder." + name.removesuffix(".weight")]
        elif name in file and not name.startswith("encoder.") and ".0." not in name:
            value = file[name].astype(np.float32)
            if len(shape) == 3:
                n, left, right = shape
                weight = value.reshape(n, right, left - 1).transpose(0, 2, 1)
                bias = file[name[:-6] + "bias"].reshape(n, 1, right)
                value = np.concatenate([weight, bias], 1)
            out[name] = value
    for name, parts in HIDDEN.items():
        if f"{name}.q" not in file:
            continue
        for part, weight, bias in zip(parts, np.split(unpacked(file, name), len(parts)), np.split(file[f"{name}.bias"], len(parts))):
            out[f"{part}.0.weight"], out[f"{part}.0.bias"] = weight, bias
    return {k: torch.from_numpy(np.ascontiguousarray(out[k].astype(np.float32))).reshape(s)
            for k, s in expected.items() if k in out}


# Heads added after version 2026-11-28.2: older files lack them, and a run that continues from one initializes them.
LATER_HEADS = ("event", "participant")


def missing_heads(path):
    """Returns the name prefixes of those LATER_HEADS that the file is too old to have."""
    with safe_open(path, "np") as f:
        names = list(f.keys())
    return tuple(head for head in LATER_HEADS if not any(name.startswith(head) for name in names))


def load(path, encoder):
    """Returns the model of a shipped file; `encoder` is the folder with the configuration of the starting encoder.
    Heads that the file is too old to have keep their initial values."""
    config = AutoConfig.from_pretrained(encoder)
    with safe_open(path, "np") as f:
        layers = int(f.metadata()["encoder.layers"])
    model = Model(AutoModel.from_config(config, add_pooling_layer=False))
    found = state(load_file(path), layers, model)
    missing = [k for k in model.load_state_dict(found, strict=False).missing_keys if not k.endswith("_ids") and not k.startswith(LATER_HEADS)]
    if missing:
        raise SystemExit(f"{path}: nothing for {missing}")
    return model.eval()


def arguments(model, h, doc, x, y):
    """Returns [trigger, role, word, probability in percent] of the most probable actor and recipient of each token that
    is more likely than not part of a trigger, if that actor or recipient is more likely than not."""
    tags = model.events(h)[0].softmax(-1)
    at = (tags[:, -1] < 0.5).nonzero().flatten().tolist()
    if not at:
        return []
    sentence, paragraph = (index_of(doc[name], len(doc["tokens"]))[x:y] for name in ("sentences", "paragraphs"))
    scores = model.participants(h, at, near_rows([(t, t + 1) for t in at], sentence, paragraph)).sigmoid()
    best, word = scores.max(1)
    return [[x + t, role, x + int(word[k, role]), round(100 * float(best[k, role]))]
            for k, t in enumerate(at) for role in (0, 1) if best[k, role] > 0.5]


def outputs(model, doc):
    """Returns tags, types of events and sectors of every token, the first 16 values of its vector, and the arguments of
    the triggers."""
    rows = {"id": doc["id"], "roles": [], "names": [], "upos": [], "events": [], "sectors": [], "arguments": [], "hidden": []}
    for x, y in windows(doc):
        with torch.no_grad():
            h = model(collate([encode(doc, x, y)]))[0]
            for head in ("roles", "names", "upos"):
                rows[head] += getattr(model, head)(h).argmax(-1).tolist()
            rows["events"] += model.events(h)[0].argmax(-1).tolist()
            rows["sectors"] += model.sides(h)[0].argmax(-1).tolist()
            rows["arguments"] += arguments(model, h, doc, x, y)
            rows["hidden"] += [[round(float(v), 3) for v in row[:16]] for row in h]
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True, help="the shipped file")
    parser.add_argument("--encoder", type=Path, required=True, help="folder of the starting encoder")
    parser.add_argument("--divide", required=True, help="the example of onrecord-text, built")
    parser.add_argument("--out", type=Path, required=True, help="JSON Lines, one row a text")
    parser.add_argument("--with-text", action="store_true", help="write the texts too")
    parser.add_argument("texts", type=Path, nargs="+", help="text files, or JSON Lines with id and text")
    a = parser.parse_args()
    torch.manual_seed(0)
    model, pieces = load(a.weights, a.encoder), Pieces(a.encoder / "tokenizer.json")
    rows = []
    for path in a.texts:
        text = path.read_text(encoding="utf-8")
        rows += [json.loads(line) for line in text.splitlines()] if path.suffix == ".jsonl" else \
            [{"id": path.parent.name, "text": text}]
    with a.out.open("w", encoding="utf-8") as out:
        for row, division in zip(rows, divide(rows, a.divide)):
            result = outputs(model, document(row, division, pieces))
            if a.with_text:
                result["text"] = row["text"]
            out.write(json.dumps(result, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
