"""The labels that the heads predict, and the names under which they are stored. The Rust side reads the same lists from
the weights."""

ROLES = ["source", "cue", "content"]
# Flat tags: every token has at most one role in its article.
ROLE_TAGS = ["O"] + [f"{b}-{r}" for r in ROLES for b in "BI"]
# Tags of a token relative to one cue.
OWN_TAGS = ["O", "B-source", "I-source", "B-content", "I-content"]

NAME_TYPES = ["PER", "LOC", "ORG", "NORP", "MISC"]
NAME_TAGS = ["O"] + [f"{b}-{t}" for t in NAME_TYPES for b in "BI"]

MENTION_TYPES = ["none", "person", "organization", "place", "time", "event", "thing", "abstract"]
GUM_TYPES = {"person": "person", "organization": "organization", "place": "place", "time": "time", "event": "event",
             "object": "thing", "substance": "thing", "animal": "thing", "plant": "thing", "abstract": "abstract"}
LITBANK_TYPES = {"PER": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place", "VEH": "thing"}

# Types of PLOVER 2.0; the tag of a token is one of these or the last tag, "none".
EVENT_TYPES = """AGREE CONSULT SUPPORT COOPERATE AID CONCEDE RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE
COERCE ASSAULT""".split()
EVENT_TAGS = [*EVENT_TYPES, "none"]
EVENT_STATUS = ["actual", "planned", "possible", "negated"]
# Modes of PLOVER 2.0, of any type; the last is "none".
EVENT_MODES = """meet settle cooperate aid yield visit third-party multilateral phone release resign withdraw ceasefire return disarm access
assist change disapprove allege investigate restrict ban arrest relations expel territory violence demo riot strike hunger boycott obstruct
convict discontinue troops weapons police militia censor seize deport curfew martial-law withhold cyber misinformation abduct aerial
explosives suicide-attack firearms targeted beat torture crowd-control sexual heavy-weapons drone destroy execute chemical cleansing
none""".split()
EVENT_ROLES = ["actor", "recipient", "place", "time"]
# Sectors of participants in PLOVER 2.0; the last is for participants without a sector.
SECTORS = """GOV MIL JUD LEG SPY COP PTY OPP REB UAF CRM CVL BUS LAB MED EDU REL REF MIG IGO NGO ELI HLH AGR JEW ENV MOS
none""".split()

UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
RELATIONS = """acl acl:relcl advcl advcl:relcl advmod amod appos aux aux:pass case cc cc:preconj ccomp compound compound:prt
conj cop csubj csubj:pass csubj:outer dep det det:predet discourse dislocated expl fixed flat goeswith iobj list mark
nmod nmod:poss nmod:desc nmod:unmarked nsubj nsubj:pass nsubj:outer nummod obj obl obl:agent obl:unmarked orphan
parataxis punct reparandum root vocative xcomp""".split()
RELATION_ALIASES = {"nmod:npmod": "nmod:unmarked", "nmod:tmod": "nmod:unmarked", "obl:npmod": "obl:unmarked",
                    "obl:tmod": "obl:unmarked", "flat:foreign": "flat"}

FORMS = ["name", "nominal", "pronoun"]
# Classes of pronouns for coreference; class 0 is 'no pronoun'.
PRONOUNS = [
    [], "he him his himself".split(), "she her hers herself".split(), "it its itself".split(),
    "they them their theirs themselves".split(), "i me my mine myself".split(), "we us our ours ourselves".split(),
    "you your yours yourself yourselves".split(), "who whom whose which that".split(), "this these those one".split(),
]
PRONOUN_CLASS = {w: c for c, words in enumerate(PRONOUNS) for w in words}
