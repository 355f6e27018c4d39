"""The model: one encoder with several heads."""
import torch
import torch.nn as nn
import torch.nn.functional as F

from . import labels
from .windows import count_bucket, distance_bucket

BUCKETS = {d: distance_bucket(d) for d in range(-300, 301)}
EXTRA_SIZES = (10, 5, 4)      # sizes of the embeddings for shape, quote state and start; row 0 is for [CLS] and [SEP]
OWN, ARC, REL, COREF = 192, 192, 96, 192
EVENT, ARGUMENT, PARTICIPANT = 192, 128, 128
# The hidden layers of the heads, by their names in the shipped file, where they are int8 with multiples of 64 outputs.
HIDDEN = {"rel_sides": ("rel_dependent", "rel_head"),
          **{name: (name,) for name in ("own_cue", "own_token", "arc_dependent", "arc_head", "coref_anaphor", "coref_antecedent",
                                           "event_hidden", "event_trigger", "event_argument",
                                           "participant_hidden")}}


class Bilinear(nn.Module):
    """Computes score[i, j, l] = [x_i; 1] W_l [y_j; 1]."""

    def __init__(self, left, right, n):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(n, left + 1, right + 1) * 0.01)

    def forward(self, x, y):
        x, y = F.pad(x, (0, 1), value=1.0), F.pad(y, (0, 1), value=1.0)
        return torch.einsum("...ip,lpq,...jq->...ijl", x, self.weight, y)


def dense(inputs, outputs):
    return nn.Sequential(nn.Linear(inputs, outputs), nn.GELU(), nn.Dropout(0.1))


def piece_ids(model_type):
    """Returns a map from ids in BERT's uncased vocabulary to those of the encoder's vocabulary. MPNet's has the same
    pieces at ids four higher, and different ids for padding, begin, end and masked words; None if the ids are the
    same."""
    if model_type != "mpnet":
        return None
    ids = torch.arange(30522) + 4
    for bert, mpnet in ((0, 1), (101, 0), (102, 2), (103, 30526)):
        ids[bert] = mpnet
    return ids


class Model(nn.Module):
    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder
        self.register_buffer("pieces", piece_ids(encoder.config.model_type), persistent=False)
        h = encoder.config.hidden_size
        self.extra = nn.ModuleList(nn.Embedding(n, h) for n in EXTRA_SIZES)
        for e in self.extra:
            nn.init.zeros_(e.weight)
        self.drop = nn.Dropout(0.1)
        self.roles = nn.Linear(h, len(labels.ROLE_TAGS))
        self.own_cue, self.own_token = dense(2 * h, OWN), dense(h, OWN)
        self.own = Bilinear(OWN, OWN, len(labels.OWN_TAGS))
        # Indexed by signed distance from the cue (32 buckets) and same sentence / same paragraph / further (3).
        self.own_distance = nn.Embedding(32 * 3, len(labels.OWN_TAGS))
        nn.init.zeros_(self.own_distance.weight)
        self.names = nn.Linear(h, len(labels.NAME_TAGS))
        self.upos = nn.Linear(h, len(labels.UPOS))
        self.arc_dependent, self.arc_head = dense(h, ARC), dense(h, ARC)
        self.arc = Bilinear(ARC, ARC, 1)
        self.root = nn.Parameter(torch.zeros(ARC))
        self.rel_dependent, self.rel_head = dense(h, REL), dense(h, REL)
        self.rel = Bilinear(REL, REL, len(labels.RELATIONS))
        self.rel_root = nn.Parameter(torch.zeros(REL))
        self.mention = nn.Linear(h, len(labels.MENTION_TYPES))
        self.event_hidden = dense(h, EVENT)
        self.event, self.event_status = nn.Linear(EVENT, len(labels.EVENT_TAGS)), nn.Linear(EVENT, len(labels.EVENT_STATUS))
        self.event_mode = nn.Linear(EVENT, len(labels.EVENT_MODES))
        self.event_trigger, self.event_argument = dense(h, ARGUMENT), dense(h, ARGUMENT)
        self.event_role = Bilinear(ARGUMENT, ARGUMENT, len(labels.EVENT_ROLES))
        # Indexed by signed distance from the trigger (32 buckets) and same sentence / same paragraph / further (3).
        self.event_distance = nn.Embedding(32 * 3, len(labels.EVENT_ROLES))
        nn.init.constant_(self.event_distance.weight, -2.0)
        self.participant_hidden = dense(h, PARTICIPANT)
        self.participant_sector, self.participant_country = nn.Linear(PARTICIPANT, len(labels.SECTORS)), nn.Linear(PARTICIPANT, 1)
        self.coref_anaphor, self.coref_antecedent = dense(h, COREF), dense(h, COREF)
        self.coref = Bilinear(COREF, COREF, 1)
        self.coref_new = nn.Linear(COREF, 1)
        # Lexical features: forms x match, classes of the pronouns, distances by form of the anaphor.
        self.coref_match, self.coref_pronoun = nn.Embedding(36, 1), nn.Embedding(100, 1)
        self.coref_sentences, self.coref_mentions = nn.Embedding(24, 1), nn.Embedding(24, 1)
        for e in (self.coref_match, self.coref_pronoun, self.coref_sentences, self.coref_mentions):
            nn.init.zeros_(e.weight)

    def forward(self, batch):
        """Returns the hidden states of the first piece of each token: [windows, tokens, hidden]."""
        batch = {name: part.to(self.root.device) for name, part in batch.items()}
        ids = batch["ids"] if self.pieces is None else self.pieces[batch["ids"]]
        x = self.encoder.embeddings.word_embeddings(ids)
        for table, ids in zip(self.extra, batch["extra"]):
            x = x + table(ids)
        h = self.encoder(inputs_embeds=x, attention_mask=batch["mask"]).last_hidden_state.float()
        h = h.gather(1, batch["first"][:, :, None].expand(-1, -1, h.shape[2]))
        return self.drop(h)

    def owned(self, h, tags, cues, near):
        """Returns the tags of all tokens of one window relative to each cue: [cues, tokens, OWN_TAGS].

        h: [tokens, hidden]; tags: role logits of the window; cues: [(first, last + 1)]; near: [cues, tokens] row of
        own_distance."""
        first, last = h[[a for a, _ in cues]], h[[b - 1 for _, b in cues]]
        score = self.own(self.own_cue(torch.cat([first, last], -1)), self.own_token(h))
        o, bs, is_, bc, ic, bn, in_ = tags.unbind(-1)
        other = torch.logsumexp(torch.stack([o, bc, ic]), 0)
        flat = torch.stack([other, bs, is_, bn, in_], -1)
        return score + self.own_distance(near) + flat[None]

    def events(self, h):
        """Returns for h [..., hidden] the scores [..., EVENT_TAGS], [..., EVENT_STATUS] and [..., EVENT_MODES] of each
        token as the trigger of an event."""
        hidden = self.event_hidden(h)
        return self.event(hidden), self.event_status(hidden), self.event_mode(hidden)

    def sides(self, h):
        """Returns for h [..., hidden] the scores [..., SECTORS] of each token as a word of a participant, and the
        logits [...] that the participant belongs to a country."""
        hidden = self.participant_hidden(h)
        return self.participant_sector(hidden), self.participant_country(hidden).squeeze(-1)

    def participants(self, h, triggers, near):
        """Returns the logits of every token of one window as part of an actor, a recipient, a place and a time:
        [triggers, tokens, EVENT_ROLES].

        h: [tokens, hidden]; triggers: positions of the first token of each; near: [triggers, tokens] row of
        event_distance."""
        return self.event_role(self.event_trigger(h[triggers]), self.event_argument(h)) + self.event_distance(near)

    def arcs(self, h, upto):
        """Returns for h [sentences, words, hidden] the scores [sentences, words, words + 1] of heads; the last column
        is the root."""
        heads = self.arc_head(h)
        heads = torch.cat([heads, self.root.expand(h.shape[0], 1, -1)], 1)
        scores = self.arc(self.arc_dependent(h), heads).squeeze(-1)
        n = h.shape[1]
        columns = torch.arange(n + 1, device=h.device)
        valid = (columns[None, :] < upto[:, None]) | (columns[None, :] == n)
        return scores.masked_fill(~valid[:, None, :], -1e4)

    def relations(self, dependents, heads):
        """Returns the scores [pairs, RELATIONS] for pairs of hidden states; a head of None rows is the root vector."""
        x, y = F.pad(self.rel_dependent(dependents), (0, 1), value=1.0), F.pad(heads, (0, 1), value=1.0)
        return torch.einsum("ip,lpq,iq->il", x, self.rel.weight, y)

    def coreference(self, h, pairs):
        """Returns scores [mentions, mentions + 1] for h [mentions, hidden] and pairs, a dict of [mentions, mentions]
        feature ids; the last column stands for 'no antecedent'."""
        anaphor = self.coref_anaphor(h)
        scores = self.coref(anaphor, self.coref_antecedent(h)).squeeze(-1)
        for name, table in (("match", self.coref_match), ("pronoun", self.coref_pronoun),
                            ("sentences", self.coref_sentences), ("mentions", self.coref_mentions)):
            scores = scores + table(pairs[name]).squeeze(-1)
        scores = scores.masked_fill(~pairs["valid"], -1e4)
        return torch.cat([scores, self.coref_new(anaphor)], 1)


def near_rows(cues, sentence_of, paragraph_of):
    """Returns the rows of own_distance for every cue and token of a window."""
    rows = []
    for a, b in cues:
        row = []
        for t in range(len(sentence_of)):
            distance = t - (b - 1) if t >= b else t - a if t < a else 0
            where = 0 if sentence_of[t] == sentence_of[a] else 1 if paragraph_of[t] == paragraph_of[a] else 2
            row.append(where * 32 + BUCKETS[min(max(distance, -300), 300)])
        rows.append(row)
    return torch.tensor(rows)


def match_class(a, b):
    """Returns 3 if the words are the same, 2 if all words of one are in the other, 1 if the last word is the same,
    otherwise 0."""
    if a == b:
        return 3
    if set(a) <= set(b) or set(b) <= set(a):
        return 2
    return 1 if a[-1] == b[-1] else 0


MAX_BACK = 120      # number of previous mentions considered as antecedents


def coref_features(mentions, sentence_of):
    """Returns the feature ids of every (anaphor, antecedent) pair; `valid` if the antecedent comes before and is within
    reach."""
    n = len(mentions)
    ids = {name: [[0] * n for _ in range(n)] for name in ("match", "pronoun", "sentences", "mentions")}
    valid = [[False] * n for _ in range(n)]
    for i, m in enumerate(mentions):
        for j in range(i):
            k = mentions[j]
            match = 0 if m["form"] == 2 or k["form"] == 2 else match_class(m["key"], k["key"])
            if i - j > MAX_BACK and match == 0:
                continue
            valid[i][j] = True
            ids["match"][i][j] = (m["form"] * 3 + k["form"]) * 4 + match
            ids["pronoun"][i][j] = m["pronoun"] * 10 + k["pronoun"]
            ids["sentences"][i][j] = m["form"] * 8 + count_bucket(sentence_of[m["head"]] - sentence_of[k["head"]])
            ids["mentions"][i][j] = m["form"] * 8 + count_bucket(i - j)
    return {**{k: torch.tensor(v) for k, v in ids.items()}, "valid": torch.tensor(valid)}
