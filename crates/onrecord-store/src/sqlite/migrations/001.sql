-- Format 1. What each table is for: docs/store.md.

CREATE TABLE article (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    doc_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    url TEXT,
    title TEXT,
    publisher TEXT,
    published TEXT,
    day INTEGER NOT NULL,
    n_statements INTEGER NOT NULL,
    n_events INTEGER NOT NULL,
    lead TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX article_doc_id ON article (doc_id);
CREATE INDEX article_day ON article (day, id);

-- Every version of an article; `record` is JSON (onrecord/1), deflated.
CREATE TABLE version (
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article (id),
    number INTEGER NOT NULL,
    doc_id TEXT NOT NULL,
    url TEXT,
    text_hash BLOB NOT NULL,
    hash BLOB NOT NULL,
    reader TEXT NOT NULL,
    added TEXT NOT NULL,
    record BLOB NOT NULL,
    UNIQUE (article, number)
) STRICT;
CREATE INDEX version_doc_id ON version (doc_id);
CREATE INDEX version_url ON version (url) WHERE url IS NOT NULL;
CREATE INDEX version_text_hash ON version (text_hash);

-- From here on: what is found by, made from the current record of each article.
-- The id of a statement or an event is day << 40 | article << 16 | place in its record, so that it sorts by time.

CREATE TABLE statement (
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article (id),
    kind INTEGER NOT NULL,
    source TEXT NOT NULL,
    cue TEXT NOT NULL,
    content TEXT NOT NULL,
    start INTEGER NOT NULL,
    confidence REAL NOT NULL,
    state INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX statement_article ON statement (article);

CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article (id),
    type TEXT NOT NULL,
    mode TEXT,
    status INTEGER NOT NULL,
    time TEXT,
    place TEXT,
    country TEXT,
    latitude REAL,
    longitude REAL,
    statement INTEGER,
    anchor TEXT NOT NULL,
    sentence TEXT NOT NULL,
    start INTEGER NOT NULL,
    confidence REAL NOT NULL,
    state INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX event_article ON event (article);
CREATE INDEX event_type ON event (type, id);

CREATE TABLE actor (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    kind INTEGER NOT NULL,
    UNIQUE (name, kind)
) STRICT;

-- The actors of each article.
CREATE TABLE cast (
    article INTEGER NOT NULL REFERENCES article (id),
    place INTEGER NOT NULL,
    actor INTEGER NOT NULL REFERENCES actor (id),
    country TEXT,
    n_mentions INTEGER NOT NULL,
    PRIMARY KEY (article, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX cast_actor ON cast (actor, article);

-- What an actor is in a statement (1 speaker, 2 addressee, 3 named in what is said) or an event (4 actor, 5 recipient).
CREATE TABLE part (
    actor INTEGER NOT NULL REFERENCES actor (id),
    role INTEGER NOT NULL,
    entry INTEGER NOT NULL,
    PRIMARY KEY (actor, role, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX part_entry ON part (entry, role);

-- The places of each article.
CREATE TABLE scene (
    name TEXT NOT NULL COLLATE NOCASE,
    article INTEGER NOT NULL REFERENCES article (id),
    country TEXT,
    geonames INTEGER,
    latitude REAL,
    longitude REAL,
    n_mentions INTEGER NOT NULL,
    PRIMARY KEY (name, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX scene_article ON scene (article);
CREATE INDEX scene_country ON scene (country, article);

CREATE VIRTUAL TABLE statement_words USING fts5 (
    content, content = 'statement', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE event_words USING fts5 (
    sentence, content = 'event', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE actor_words USING fts5 (
    name, content = 'actor', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
-- The id is day << 40 | article << 16.
CREATE VIRTUAL TABLE article_words USING fts5 (
    title, text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
