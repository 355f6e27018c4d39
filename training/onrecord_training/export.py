"""Converts trained weights into the file that onrecord ships (encoder and hidden layers of heads in int8, other heads
in f16), and writes reference outputs for its tests."""
import argparse
import json
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file
from transformers import AutoConfig, AutoModel

from . import labels, shipped
from .model import HIDDEN, Model
from .windows import MAX_PIECES, collate, encode, windows


def quantise(weight):
    """Quantizes a matrix [n, k] to int8 with one scale per row."""
    scale = np.maximum(np.abs(weight).max(1), 1e-12) / 127
    q = np.clip(np.rint(weight / scale[:, None]), -127, 127).astype(np.int8)
    return q, scale.astype(np.float32)


def linear(out, name, weight, bias):
    """Adds a quantized linear layer in panels of 64 output columns and groups of 4 inputs (see the README of
    onrecord-infer)."""
    n, k = weight.shape
    q, scale = quantise(weight)
    out[f"{name}.q"] = np.ascontiguousarray(q.reshape(n // 64, 64, k // 4, 4).transpose(0, 2, 1, 3))
    out[f"{name}.scale"], out[f"{name}.sum"] = scale, q.astype(np.int32).sum(1).astype(np.int32)
    out[f"{name}.bias"] = bias.astype(np.float32)


def tensors(state, layers):
    s = {k: v.float().numpy() for k, v in state.items()}
    out = {}
    e = "encoder.embeddings."
    out["encoder.embed.q"], out["encoder.embed.scale"] = quantise(s[e + "word_embeddings.weight"])
    out["encoder.position"] = s[e + "position_embeddings.weight"] + s[e + "token_type_embeddings.weight"][0]
    for i in range(3):
        out[f"encoder.extra.{i}"] = s[f"extra.{i}.weight"]
    for part in ("weight", "bias"):
        out[f"encoder.embed.norm.{part}"] = s[e + f"LayerNorm.{part}"]
    for i in range(layers):
        p = f"encoder.encoder.layer.{i}."
        qkv = [p + f"attention.self.{x}" for x in ("query", "key", "value")]
        linear(out, f"encoder.{i}.qkv", np.concatenate([s[x + ".weight"] for x in qkv]),
               np.concatenate([s[x + ".bias"] for x in qkv]))
        for ours, theirs in (("out", "attention.output.dense"), ("up", "intermediate.dense"), ("down", "output.dense")):
            linear(out, f"encoder.{i}.{ours}", s[p + theirs + ".weight"], s[p + theirs + ".bias"])
        for part in ("weight", "bias"):
            out[f"encoder.{i}.norm1.{part}"] = s[p + f"attention.output.LayerNorm.{part}"]
            out[f"encoder.{i}.norm2.{part}"] = s[p + f"output.LayerNorm.{part}"]
    for name, parts in HIDDEN.items():
        linear(out, name, *(np.concatenate([s[f"{part}.0.{kind}"] for part in parts]) for kind in ("weight", "bias")))
    for name, value in s.items():
        if not name.startswith(("encoder.", "extra.")) and ".0." not in name:
            if value.ndim == 3 and name.endswith(".weight"):
                # A bilinear [labels, left + 1, right + 1] as a linear layer on the left side: labels x (right + 1)
                # outputs.
                n, left, right = value.shape
                out[name] = value[:, :-1].transpose(0, 2, 1).reshape(n * right, left - 1).astype(np.float16)
                out[name[:-6] + "bias"] = value[:, -1].reshape(n * right).astype(np.float32)
            else:
                out[name] = value.astype(np.float16 if value.ndim > 1 else np.float32)
    return out


def mean(state, before, share, new=()):
    """Returns the mean of the weights before and after fine-tuning, which keeps more of what was not part of the
    fine-tuning (Wortsman et al. 2022, Robust fine-tuning of zero-shot models). Weights whose names begin with one of
    `new` are taken from the run alone."""
    return {k: share * v + (1 - share) * before[k] if v.dtype.is_floating_point and not k.startswith(new) else v
            for k, v in state.items()}


def dequantise(state, layers):
    """Returns the state with the weights of the encoder and of the hidden layers rounded as in the shipped file."""
    rounded = dict(state)
    names = ["encoder.embeddings.word_embeddings.weight"]
    for i in range(layers):
        p = f"encoder.encoder.layer.{i}."
        names += [p + x + ".weight" for x in ("attention.self.query", "attention.self.key", "attention.self.value",
                                             "attention.output.dense", "intermediate.dense", "output.dense")]
    names += [f"{part}.0.weight" for parts in HIDDEN.values() for part in parts]
    for name in names:
        q, scale = quantise(state[name].float().numpy())
        rounded[name] = torch.from_numpy(q.astype(np.float32) * scale[:, None])
    return rounded


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="model.pt or checkpoint.pt of the run")
    parser.add_argument("--encoder", required=True)
    parser.add_argument("--prepared", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--which", choices=("average", "last"), default="last", help="averaged weights or those of the last step")
    parser.add_argument("--before", type=Path, help="the shipped file from which the run went on: write the mean of both")
    parser.add_argument("--share", type=float, default=0.7, help="weight of the run in that mean")
    parser.add_argument("--version", default="0")
    parser.add_argument("--reference", type=Path, help="write reference outputs for --texts (divided documents) here")
    parser.add_argument("--texts", type=Path)
    a = parser.parse_args()
    saved = torch.load(a.model, weights_only=True, map_location="cpu")
    average, last = (saved["average"], saved["model"]) if "average" in saved else (saved["model"], saved["last"])
    state = average if a.which == "average" else last
    if a.before:
        state = mean(state, shipped.load(a.before, a.encoder).state_dict(), a.share, shipped.missing_heads(a.before))
    config = AutoConfig.from_pretrained(a.encoder)
    layers = config.num_hidden_layers
    metadata = {"encoder.layers": str(layers), "encoder.heads": str(config.num_attention_heads), "version": a.version,
                "max_pieces": str(MAX_PIECES), "role_tags": json.dumps(labels.ROLE_TAGS),
                "own_tags": json.dumps(labels.OWN_TAGS), "name_tags": json.dumps(labels.NAME_TAGS),
                "mention_types": json.dumps(labels.MENTION_TYPES), "upos": json.dumps(labels.UPOS),
                "relations": json.dumps(labels.RELATIONS), "event_tags": json.dumps(labels.EVENT_TAGS),
                "event_status": json.dumps(labels.EVENT_STATUS), "event_modes": json.dumps(labels.EVENT_MODES),
                "event_roles": json.dumps(labels.EVENT_ROLES), "sectors": json.dumps(labels.SECTORS)}
    # The file is written in memory order: a transposed view would be stored transposed.
    save_file({k: np.ascontiguousarray(v) for k, v in tensors(state, layers).items()}, a.out, metadata)
    print(f"{a.out}: {a.out.stat().st_size / 1e6:.1f} MB")
    if a.reference:
        model = Model(AutoModel.from_config(config, add_pooling_layer=False))
        model.load_state_dict(state)
        model.eval()
        rows = []
        for line in open(a.texts, encoding="utf-8"):
            doc = json.loads(line)
            for x, y in windows(doc):
                window = encode(doc, x, y)
                with torch.no_grad():
                    h = model(collate([window]))[0]
                    rows.append({"id": doc["id"], "range": [x, y], "pieces": window["ids"], "extra": window["extra"],
                                 "roles": model.roles(h).argmax(-1).tolist(), "names": model.names(h).argmax(-1).tolist(),
                                 "upos": model.upos(h).argmax(-1).tolist(),
                                 "hidden": [[round(float(v), 4) for v in row[:16]] for row in h]})
        a.reference.write_text("\n".join(json.dumps(r) for r in rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
