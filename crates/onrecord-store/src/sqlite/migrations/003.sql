-- Format 3. What people say of entries: corrections.

-- `was` is the entry as it was and `change` what is to be put in its place, both JSON: docs/store.md.
CREATE TABLE correction (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES article (id),
    version INTEGER NOT NULL,
    list INTEGER NOT NULL,
    was TEXT NOT NULL,
    verdict INTEGER NOT NULL,
    change TEXT NOT NULL,
    author TEXT NOT NULL,
    note TEXT NOT NULL,
    time TEXT NOT NULL
) STRICT;
CREATE INDEX correction_article ON correction (article, id);
