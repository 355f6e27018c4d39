-- Format 6. What places a statement names is kept, as the article's words: `München` names Munich.

-- `name` is that of the row in `scene`. What there is is read from the records.
CREATE TABLE statement_place (
    statement INTEGER NOT NULL REFERENCES statement (id),
    name TEXT NOT NULL COLLATE NOCASE,
    PRIMARY KEY (statement, name)
) STRICT, WITHOUT ROWID;
