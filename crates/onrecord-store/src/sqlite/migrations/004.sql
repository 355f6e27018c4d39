-- Stories: articles about the same matter, grouped as they are kept.

-- Words, actors, places and types of events, and in how many articles each is; '' counts the articles.
CREATE TABLE term (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    n_articles INTEGER NOT NULL
) STRICT;

-- `vector` is the sum of those of its articles, of `length`; `central` the article that stands for it. A story that
-- was joined into another one is empty and says into which. `by_hand`: never joined automatically.
CREATE TABLE story (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    n_articles INTEGER NOT NULL,
    first_day INTEGER NOT NULL,
    last_day INTEGER NOT NULL,
    central INTEGER REFERENCES article (id),
    joined_into INTEGER REFERENCES story (id),
    by_hand INTEGER NOT NULL DEFAULT 0,
    length REAL NOT NULL,
    vector BLOB NOT NULL
) STRICT;
CREATE INDEX story_last_day ON story (last_day, id) WHERE n_articles > 0;

-- The one story of each article; `by_hand`: stays there whatever it says.
CREATE TABLE story_article (
    article INTEGER PRIMARY KEY REFERENCES article (id),
    story INTEGER NOT NULL REFERENCES story (id),
    by_hand INTEGER NOT NULL DEFAULT 0,
    vector BLOB NOT NULL
) STRICT;
CREATE INDEX story_article_story ON story_article (story, article);

-- The terms by which a story is found.
CREATE TABLE story_term (
    term INTEGER NOT NULL REFERENCES term (id),
    story INTEGER NOT NULL REFERENCES story (id),
    PRIMARY KEY (term, story)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_term_story ON story_term (story);

-- What was done by hand, and where each article was before.
CREATE TABLE story_hand (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    story INTEGER NOT NULL REFERENCES story (id),
    other INTEGER NOT NULL REFERENCES story (id),
    was_by_hand INTEGER NOT NULL,
    time TEXT NOT NULL
) STRICT;
CREATE TABLE story_move (
    hand INTEGER NOT NULL REFERENCES story_hand (id),
    article INTEGER NOT NULL REFERENCES article (id),
    was_by_hand INTEGER NOT NULL,
    PRIMARY KEY (hand, article)
) STRICT, WITHOUT ROWID;
