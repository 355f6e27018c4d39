"""Groups documents into windows of word pieces that the encoder reads at once. The Rust reader groups them in the same
way."""
import json
import math

import torch

MAX_PIECES = 254         # without [CLS] and [SEP]
SHARED_PIECES = 192      # the maximum length up to which units share a window
CLS, SEP = 101, 102


def load(path):
    """Returns the segmented documents in a file of prepare.py."""
    return [json.loads(line) for line in open(path, encoding="utf-8")]


def units(doc):
    """Returns ranges of tokens that stay together: paragraphs; sentences of long ones; parts of long sentences."""
    count = [len(p) for p in doc["pieces"]]
    for a, b in doc["paragraphs"]:
        if sum(count[a:b]) <= MAX_PIECES:
            yield a, b
            continue
        for s, e in doc["sentences"]:
            if s < a or e > b:
                continue
            start, size = s, 0
            for i in range(s, e):
                if size + count[i] > MAX_PIECES:
                    yield start, i
                    start, size = i, 0
                size += count[i]
            yield start, e


def windows(doc, first=0):
    """Packs units greedily into windows of at most SHARED_PIECES, or one longer unit; the first `first` units have
    windows of their own."""
    count = [len(p) for p in doc["pieces"]]
    out, size = [], 0
    for k, (a, b) in enumerate(units(doc)):
        n = sum(count[a:b])
        if out and size + n <= SHARED_PIECES and k != first:
            out[-1][1] = b
            size += n
        else:
            out.append([a, b])
            size = n
    return out


def encode(doc, a, b):
    """Returns one window: piece ids, the extra ids (shape, quote, start) of each piece, and the first piece of each
    token."""
    ids, shape, quote, start, first = [CLS], [0], [0], [0], []
    for i in range(a, b):
        first.append(len(ids))
        n = len(doc["pieces"][i])
        ids += doc["pieces"][i]
        shape += [doc["shape"][i]] * n
        quote += [doc["quote"][i]] * n
        start += [doc["start"][i]] * n
    return {"ids": ids + [SEP], "extra": [shape + [0], quote + [0], start + [0]], "first": first, "range": (a, b)}


def collate(batch):
    """Combines windows into padded tensors."""
    length, n = max(len(w["ids"]) for w in batch), max(len(w["first"]) for w in batch)
    ids = torch.zeros(len(batch), length, dtype=torch.long)
    extra = torch.zeros(3, len(batch), length, dtype=torch.long)
    mask, first = torch.zeros_like(ids), torch.zeros(len(batch), n, dtype=torch.long)
    for k, w in enumerate(batch):
        m = len(w["ids"])
        ids[k, :m], mask[k, :m] = torch.tensor(w["ids"]), 1
        extra[:, k, :m] = torch.tensor(w["extra"])
        first[k, :len(w["first"])] = torch.tensor(w["first"])
    return {"ids": ids, "extra": extra, "mask": mask, "first": first}


def padded(lists, n, fill):
    return torch.tensor([list(x) + [fill] * (n - len(x)) for x in lists])


def distance_bucket(d):
    """Maps a signed distance in tokens to 0..31: exact near 0, then by powers of the square root of 2."""
    side, d = (16, d) if d > 0 else (0, -d)
    return side + (d if d < 6 else min(5 + int(2 * math.log2(d / 5)), 15))


def count_bucket(d):
    """Maps a count to 0..7: 0, 1, 2, 3-4, 5-8, 9-16, 17-32, more."""
    return min(d if d < 3 else 2 + math.ceil(math.log2(d / 2)), 7)
