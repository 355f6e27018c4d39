"""The loss of each task on one batch of windows."""
import torch
import torch.nn.functional as F

from . import labels
from .model import coref_features, near_rows
from .windows import padded

CUE = (labels.ROLE_TAGS.index("B-cue"), labels.ROLE_TAGS.index("I-cue"))
NAME_UNKNOWN = [i for i, t in enumerate(labels.NAME_TAGS) if t == "O" or t[2:] in ("NORP", "MISC")]

# The number of words of a trigger from which its participants are learned, counted from the first.
TRIGGER_WORDS = 3
# Participants are distilled for words to which the teacher gives at least this probability of stating an event.
TAUGHT_TRIGGER = 0.3

# The heads that are distilled, each with the names of the losses for its outputs.
TAUGHT = {"roles": ("roles",), "names": ("names",), "events": ("event", "event_status", "event_mode")}


def stretches(doc):
    """Returns the index of the sentence and of the paragraph of each token."""
    if "sentence_of" not in doc or "paragraph_of" not in doc:
        doc["sentence_of"] = index_of(doc["sentences"], len(doc["tokens"]))
        doc["paragraph_of"] = index_of(doc["paragraphs"], len(doc["tokens"]))
    return doc["sentence_of"], doc["paragraph_of"]


def index_of(ranges, n):
    out = [0] * n
    for k, (a, b) in enumerate(ranges):
        out[a:b] = [k] * (b - a)
    return out


def false_cues(tags, gold, limit):
    """Returns runs of tokens that the model tags as cues but the annotators did not: [(first, last + 1)], at most
    `limit`."""
    found = []
    for i, (t, g) in enumerate(zip(tags, gold)):
        if t not in CUE or g in CUE:
            continue
        if found and found[-1][1] == i and t == CUE[1]:
            found[-1] = (found[-1][0], i + 1)
        else:
            found.append((i, i + 1))
    return found[:limit]


def roles(model, h, docs, windows):
    n = h.shape[1]
    tags = model.roles(h)
    gold = padded([d["roles"][w["range"][0]:w["range"][1]] for d, w in zip(docs, windows)], n, -100).to(h.device)
    known = (gold >= 0).sum().clamp(min=1)
    flat = F.cross_entropy(tags.flatten(0, 1), gold.flatten(), ignore_index=-100, reduction="sum") / known
    own, count = 0.0, 0
    for k, (doc, window) in enumerate(zip(docs, windows)):
        a, b = window["range"]
        inside = [g for g in doc["attributions"] if all(a <= s and e <= b for s, e in g["cue"])]
        if not inside:
            continue
        cues = [(g["cue"][0][0] - a, g["cue"][0][1] - a) for g in inside]
        # False cues own no tokens: the second stage can thus reject cues that the first one accepted.
        cues += false_cues(tags[k, :b - a].argmax(-1).tolist(), doc["roles"][a:b], 1 + len(inside) // 3)
        gold = torch.zeros(len(cues), b - a, dtype=torch.long)
        for row, g in enumerate(inside):
            for role, begin in (("source", 1), ("content", 3)):
                for s, e in g[role]:
                    s, e = max(s, a), min(e, b)
                    if s < e:
                        gold[row, s - a:e - a] = begin + 1
                        gold[row, s - a] = begin
        gold = gold.to(h.device)
        near = near_rows(cues, *(part[a:b] for part in stretches(doc))).to(h.device)
        scores = model.owned(h[k, :b - a], tags[k, :b - a], cues, near)
        # Tokens of the statement weigh more than the many that are unrelated to the cue.
        weight = torch.where(gold > 0, 1.0, 0.5)
        losses = F.cross_entropy(scores.flatten(0, 1), gold.flatten(), reduction="none")
        own = own + (losses * weight.flatten()).sum() / weight.sum() * len(cues)
        count += len(cues)
    return {"roles": flat, "own": own / max(count, 1)}


def events(model, h, docs, windows):
    """Loss on type, status and mode of triggers, and on the words of their actors, recipients, places and times. If a
    careful coder could give a trigger several types, any of them is right."""
    n, tags = h.shape[1], labels.EVENT_TAGS
    scores, status, mode = model.events(h)
    allowed = torch.zeros(len(docs), n, len(tags), dtype=torch.bool)
    known = torch.zeros(len(docs), n)
    gold_status, gold_mode = torch.full((len(docs), n), -100), torch.full((len(docs), n), -100)
    arguments, count = 0.0, 0
    for k, (doc, window) in enumerate(zip(docs, windows)):
        a, b = window["range"]
        known[k, :b - a] = 1
        allowed[k, :, -1] = True
        for trigger in doc["triggers"]:
            s, e = max(trigger["range"][0], a), min(trigger["range"][1], b)
            if s >= e:
                continue
            allowed[k, s - a:e - a] = False
            for t in trigger["types"]:
                allowed[k, s - a:e - a, t] = True
            gold_status[k, s - a:e - a] = trigger["status"]
            gold_mode[k, s - a:e - a] = trigger["mode"]
        found, triggers = arguments_of(model, h[k, :b - a], doc, a, b)
        arguments, count = arguments + found, count + triggers
    allowed, known, gold_status, gold_mode = (gold.to(h.device) for gold in (allowed, known, gold_status, gold_mode))
    scores = F.log_softmax(scores, -1)
    right = torch.logsumexp(scores.masked_fill(~allowed, -1e4), -1)
    # The many tokens that are not triggers have a weight of a quarter.
    weight = known * torch.where(allowed[..., -1], 0.25, 1.0)
    out = {"event": -(right * weight).sum() / weight.sum().clamp(min=1)}
    if (gold_status >= 0).any():
        out["event_status"] = F.cross_entropy(status.flatten(0, 1), gold_status.flatten(), ignore_index=-100)
        out["event_mode"] = F.cross_entropy(mode.flatten(0, 1), gold_mode.flatten(), ignore_index=-100)
        out["event_role"] = arguments / max(count, 1)
    return out


def arguments_of(model, h, doc, a, b):
    """Returns the summed loss of the pointers from the words of the triggers of one window, and the number of words."""
    inside = [(word, t) for t in doc["triggers"] if "arguments" in t for word in range(*t["range"])[:TRIGGER_WORDS] if a <= word < b]
    if not inside:
        return 0.0, 0
    at = [word - a for word, _ in inside]
    near = near_rows([(t, t + 1) for t in at], *(part[a:b] for part in stretches(doc))).to(h.device)
    scores = model.participants(h, at, near)
    gold, weight = torch.zeros_like(scores), torch.ones_like(scores)
    for row, (_, trigger) in enumerate(inside):
        for column, ranges in enumerate(trigger["elsewhere"]):     # names of participants outside the sentence
            for s, e in ranges:
                weight[row, max(s - a, 0):max(e - a, 0), column] = 0
        for column, ranges in enumerate(trigger["arguments"]):
            for s, e in ranges:
                gold[row, max(s - a, 0):max(e - a, 0), column] = 1
                weight[row, max(s - a, 0):max(e - a, 0), column] = 1
    losses = F.binary_cross_entropy_with_logits(scores, gold, reduction="none")
    return (losses * weight).sum(), len(inside)


def sides(model, h, docs, windows):
    """Loss on the sectors of participants, and on whether they belong to a country, predicted from each word of their
    names and descriptions."""
    sector, country = model.sides(h)
    at, wanted, belongs, weights = [], [], [], []
    for k, (doc, window) in enumerate(zip(docs, windows)):
        a, b = window["range"]
        for person in doc["people"]:
            words = [t - a for s, e in person["ranges"] for t in range(max(s, a), min(e, b))]
            if not words:
                continue
            at += [(k, t) for t in words]
            wanted += [person["sector"]] * len(words)
            belongs += [float(person["belongs"])] * len(words)
            weights += [1 / len(words) ** 0.5] * len(words)
    if not at:
        return {}
    row, column = torch.tensor(at, device=h.device).unbind(1)
    weight = torch.tensor(weights, device=h.device)
    of_sector = F.cross_entropy(sector[row, column], torch.tensor(wanted, device=h.device), reduction="none")
    of_country = F.binary_cross_entropy_with_logits(country[row, column], torch.tensor(belongs, device=h.device), reduction="none")
    return {"sector": (of_sector * weight).sum() / weight.sum(), "belongs": (of_country * weight).sum() / weight.sum()}


def said(model, head, h):
    """Returns the output of the head for each token: name of a loss -> log probabilities."""
    scores = model.events(h) if head == "events" else (getattr(model, head)(h),)
    return {name: F.log_softmax(part, -1) for name, part in zip(TAUGHT[head], scores)}


def arguments_apart(model, h, teacher, states, doc, a, b):
    """Returns the summed divergence of the pointers of one window from those of a teacher, over the words that the
    teacher takes for triggers, and the number of these words."""
    with torch.no_grad():
        likely = 1 - said(teacher.model, "events", states)["event"][:, -1].exp()
    at = (likely >= TAUGHT_TRIGGER).nonzero().flatten().tolist()
    if not at:
        return 0.0, 0
    near = near_rows([(t, t + 1) for t in at], *(part[a:b] for part in stretches(doc))).to(h.device)
    with torch.no_grad():
        wanted = torch.sigmoid(teacher.model.participants(states, at, near))
        least = F.binary_cross_entropy(wanted, wanted, reduction="sum")
    return F.binary_cross_entropy_with_logits(model.participants(h, at, near), wanted, reduction="sum") - least, len(at)


def taught(model, h, docs, windows, teacher, heads):
    """Returns the distillation losses: the mean Kullback-Leibler divergence of each output of the heads from that of a
    teacher. Returns nothing if the teacher has not read the texts."""
    totals, counts = {}, {}
    for k, (doc, window) in enumerate(zip(docs, windows)):
        a, b = window["range"]
        states = teacher.vectors(doc, a, b)
        if states is None:
            continue
        for head in heads:
            with torch.no_grad():
                wanted = said(teacher.model, head, states)
            for name, found in said(model, head, h[k, :b - a]).items():
                apart = F.kl_div(found, wanted[name], reduction="none", log_target=True).sum(-1)
                # Status and mode are weighted by the probability that the token is a trigger.
                weight = 1 - wanted["event"][:, -1].exp() if name in ("event_status", "event_mode") else torch.ones_like(apart)
                totals[name] = totals.get(name, 0.0) + (apart * weight).sum()
                counts[name] = counts.get(name, 0.0) + weight.sum()
            if head == "events":
                apart, triggers = arguments_apart(model, h[k, :b - a], teacher, states, doc, a, b)
                totals["event_role"] = totals.get("event_role", 0.0) + apart
                counts["event_role"] = counts.get("event_role", torch.zeros((), device=h.device)) + triggers
    return {f"taught_{name}": total / counts[name].clamp(min=1) for name, total in totals.items()}


def names(model, h, docs, windows):
    n = h.shape[1]
    logits = F.log_softmax(model.names(h), -1)
    gold = padded([d["names"][w["range"][0]:w["range"][1]] for d, w in zip(docs, windows)], n, -100).to(h.device)
    complete = torch.tensor([d["names_complete"] for d in docs], device=h.device)[:, None].expand(-1, n)
    known = gold >= 0
    right = logits.gather(-1, gold.clamp(min=0)[..., None]).squeeze(-1)
    # If NORP and MISC are not annotated, O stands for any of the three.
    loose = torch.logsumexp(logits[..., NAME_UNKNOWN], -1)
    value = torch.where((gold == 0) & ~complete, loose, right)
    return {"names": -(value * known).sum() / known.sum().clamp(min=1)}


def syntax(model, h, docs, windows):
    rows, tags, heads, relations, upto, width = [], [], [], [], [], 0
    for k, (doc, window) in enumerate(zip(docs, windows)):
        if not doc.get("syntax"):
            continue
        a, b = window["range"]
        s = doc["syntax"]
        for x, y in doc["sentences"]:
            if a <= x and y <= b and y - x < 120:
                rows.append((k, x - a, y - a))
                tags.append(s["upos"][x:y])
                heads.append([-2 if v == -2 or (v != -1 and not x <= v < y) else (v - x if v >= 0 else -1) for v in s["head"][x:y]])
                relations.append(s["relation"][x:y])
                upto.append(y - x)
                width = max(width, y - x)
    if not rows:
        return {}
    g = torch.stack([F.pad(h[k, x:y], (0, 0, 0, width - (y - x))) for k, x, y in rows])
    gold_tags, gold_heads, gold_rel = (
        padded(lists, width, fill).to(h.device) for lists, fill in ((tags, -1), (heads, -2), (relations, -1)))
    losses = {"upos": F.cross_entropy(model.upos(g).flatten(0, 1), gold_tags.flatten(), ignore_index=-1)}
    scores = model.arcs(g, torch.tensor(upto, device=h.device))
    target = torch.where(gold_heads == -1, width, gold_heads)
    losses["arcs"] = F.cross_entropy(scores.flatten(0, 1), target.flatten(), ignore_index=-2)
    at = ((gold_heads >= -1) & (gold_rel >= 0)).nonzero()
    if len(at):
        r, c = at[:, 0], at[:, 1]
        parents = gold_heads[r, c]
        head_states = model.rel_head(g)
        chosen = torch.where((parents >= 0)[:, None], head_states[r, parents.clamp(min=0)], model.rel_root[None])
        losses["relations"] = F.cross_entropy(model.relations(g[r, c], chosen), gold_rel[r, c])
    return losses


def document_coref(model, h, doc, windows):
    """Losses of one document: mention types on all tokens, and antecedents over all its windows (h: [windows, tokens,
    hidden])."""
    states = torch.cat([h[k, :w["range"][1] - w["range"][0]] for k, w in enumerate(windows)])
    a, b = windows[0]["range"][0], windows[-1]["range"][1]
    found = [m for m in doc["mentions"] if a <= m["head"] < b]
    types = torch.zeros(b - a, dtype=torch.long)
    for m in found:
        types[m["head"] - a] = m["type"]
    types = types.to(h.device)
    losses = {}
    if doc.get("syntax"):      # LitBank marks too few kinds of mention to train on the other tokens
        losses["mention"] = F.cross_entropy(model.mention(states), types)
    elif found:
        at = torch.tensor([m["head"] - a for m in found], device=h.device)
        losses["mention"] = 0.5 * F.cross_entropy(model.mention(states[at]), types[at])
    if len(found) < 2:
        return losses
    features = {name: part.to(h.device) for name, part in coref_features(found, stretches(doc)[0]).items()}
    scores = model.coreference(states[[m["head"] - a for m in found]], features)
    cluster = torch.tensor([m["cluster"] for m in found], device=h.device)
    same = (cluster[:, None] == cluster[None, :]) & features["valid"]
    right = torch.cat([same, ~same.any(1, keepdim=True)], 1)
    gold = torch.logsumexp(scores.masked_fill(~right, -1e9), 1)
    losses["coref"] = (torch.logsumexp(scores, 1) - gold).mean()
    return losses


def references(model, h, doc, windows):
    """Loss of one document over all its windows: the antecedents of descriptions and pronouns whose named referent is
    known, or which are known to refer to nobody named. Mentions about which nothing is known are not candidates."""
    states = torch.cat([h[k, :w["range"][1] - w["range"][0]] for k, w in enumerate(windows)])
    a, b = windows[0]["range"][0], windows[-1]["range"][1]
    found = [m for m in doc["mentions"] if a <= m["head"] < b and m["cluster"] is not None]
    if len(found) < 2:
        return {}
    features = {name: part.to(h.device) for name, part in coref_features(found, stretches(doc)[0]).items()}
    cluster = torch.tensor([m["cluster"] for m in found], device=h.device)
    asked = torch.tensor([m["form"] != labels.FORMS.index("name") for m in found], device=h.device)
    nobody = cluster == -1
    # Two mentions of unnamed referents may be the same, so neither is a wrong antecedent of the other.
    features["valid"] = features["valid"] & ~(nobody[:, None] & nobody[None, :])
    same = (cluster[:, None] == cluster[None, :]) & features["valid"]
    rows = (asked & (nobody | same.any(1))).nonzero().flatten()
    if not len(rows):
        return {}
    scores = model.coreference(states[[m["head"] - a for m in found]], features)[rows]
    right = torch.cat([same[rows], nobody[rows, None]], 1)
    return {"reference": (torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(~right, -1e9), 1)).mean()}
