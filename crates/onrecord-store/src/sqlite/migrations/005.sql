-- Format 5. Entries are also found by the names, countries and places that belong to them, in the full text, which
-- gives its rows in the order of time; what lists of actors show is kept with each.
--
-- Two signs that nobody writes and that the full text takes for letters: U+E000 stands between two names, so that no
-- phrase goes over both; U+E001 stands before, in and after the name of a place, so that it is found as a whole only.
-- The views have no ORDER BY inside of functions: SQLite before 3.44 could not open the file at all.

CREATE VIEW statement_text AS SELECT
    id,
    article,
    content,
    -- Where no actor is known as the speaker, the words that name the source stand for one.
    coalesce(
        (SELECT group_concat(name, ' ' || char(57344) || ' ') FROM (SELECT name FROM part JOIN actor ON actor.id = actor
         WHERE entry = statement.id AND role = 1 ORDER BY actor)),
        source
    ) AS speaker,
    (SELECT group_concat(name, ' ' || char(57344) || ' ') FROM (SELECT name FROM part JOIN actor ON actor.id = actor
     WHERE entry = statement.id AND role = 2 ORDER BY actor)) AS addressee,
    (SELECT group_concat(name, ' ' || char(57344) || ' ') FROM (SELECT name FROM part JOIN actor ON actor.id = actor
     WHERE entry = statement.id AND role = 3 ORDER BY actor)) AS about,
    (SELECT group_concat(country, ' ') FROM
     (SELECT DISTINCT country FROM part JOIN "cast" ON "cast".article = statement.article AND "cast".actor = part.actor
      WHERE entry = statement.id AND role = 1 AND country IS NOT NULL ORDER BY country)) AS country,
    (SELECT group_concat(char(57345) || replace(name, ' ', char(57345)) || char(57345), ' ')
     FROM (SELECT name FROM scene WHERE scene.article = statement.article ORDER BY name)) AS place
FROM statement;

CREATE VIEW event_text AS SELECT
    id,
    article,
    sentence,
    (SELECT group_concat(name, ' ' || char(57344) || ' ') FROM (SELECT name FROM part JOIN actor ON actor.id = actor
     WHERE entry = event.id AND role = 4 ORDER BY actor)) AS actor,
    (SELECT group_concat(name, ' ' || char(57344) || ' ') FROM (SELECT name FROM part JOIN actor ON actor.id = actor
     WHERE entry = event.id AND role = 5 ORDER BY actor)) AS recipient
FROM event;

-- The id is that of the article in `article_words`.
CREATE VIEW article_text AS SELECT
    (day << 40) | (id << 16) AS id,
    id AS article,
    (SELECT group_concat(name, ' ' || char(57344) || ' ') FROM
     (SELECT name FROM statement JOIN part ON entry = statement.id AND role = 1 JOIN actor ON actor.id = actor
      WHERE statement.article = article.id
      UNION SELECT source FROM statement WHERE statement.article = article.id
      AND NOT EXISTS (SELECT 1 FROM part WHERE entry = statement.id AND role = 1) ORDER BY 1)) AS speaker,
    (SELECT group_concat(name, ' ' || char(57344) || ' ') FROM
     (SELECT DISTINCT name FROM statement JOIN part ON entry = statement.id AND role = 3 JOIN actor ON actor.id = actor
      WHERE statement.article = article.id ORDER BY name)) AS about,
    (SELECT group_concat(name, ' ' || char(57344) || ' ') FROM
     (SELECT name FROM statement JOIN part ON entry = statement.id AND role = 2 JOIN actor ON actor.id = actor
      WHERE statement.article = article.id
      UNION SELECT name FROM event JOIN part ON entry = event.id AND role = 5 JOIN actor ON actor.id = actor
      WHERE event.article = article.id ORDER BY 1)) AS recipient,
    (SELECT group_concat(name, ' ' || char(57344) || ' ') FROM
     (SELECT DISTINCT name FROM "cast" JOIN actor ON actor.id = actor WHERE "cast".article = article.id
      ORDER BY name)) AS actor,
    (SELECT group_concat(country, ' ') FROM
     (SELECT DISTINCT country FROM scene WHERE scene.article = article.id AND country IS NOT NULL
      ORDER BY country)) AS country,
    (SELECT group_concat(char(57345) || replace(name, ' ', char(57345)) || char(57345), ' ')
     FROM (SELECT name FROM scene WHERE scene.article = article.id ORDER BY name)) AS place
FROM article;

DROP TABLE statement_words;
CREATE VIRTUAL TABLE statement_words USING fts5 (
    content, speaker, addressee, about, country, place,
    content = 'statement_text', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
DROP TABLE event_words;
CREATE VIRTUAL TABLE event_words USING fts5 (
    sentence, actor, recipient,
    content = 'event_text', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE article_names USING fts5 (
    speaker, about, recipient, actor, country, place,
    content = 'article_text', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
-- How well words fit is a matter of what is said, not of who says it.
INSERT INTO statement_words (statement_words, rank) VALUES ('rank', 'bm25(1.0, 0.0, 0.0, 0.0, 0.0, 0.0)');
INSERT INTO event_words (event_words, rank) VALUES ('rank', 'bm25(1.0, 0.0, 0.0)');
INSERT INTO statement_words (statement_words) VALUES ('rebuild');
INSERT INTO event_words (event_words) VALUES ('rebuild');
INSERT INTO article_names (article_names) VALUES ('rebuild');

-- `day` is that of the article; `state` what a person says of the actor in it, as in `statement`.
ALTER TABLE "cast" ADD COLUMN day INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "cast" ADD COLUMN state INTEGER NOT NULL DEFAULT 0;
UPDATE "cast" SET day = (SELECT day FROM article WHERE id = "cast".article);
DROP INDEX cast_actor;
CREATE INDEX cast_actor ON "cast" (actor, day, article);

-- Of the articles in which the actor is: how many, the first and the last known day; what it says and does in them.
ALTER TABLE actor ADD COLUMN n_articles INTEGER NOT NULL DEFAULT 0;
ALTER TABLE actor ADD COLUMN n_statements INTEGER NOT NULL DEFAULT 0;
ALTER TABLE actor ADD COLUMN n_events INTEGER NOT NULL DEFAULT 0;
ALTER TABLE actor ADD COLUMN first_day INTEGER NOT NULL DEFAULT 0;
ALTER TABLE actor ADD COLUMN last_day INTEGER NOT NULL DEFAULT 0;
UPDATE actor SET
    n_articles = (SELECT count(DISTINCT article) FROM "cast" WHERE actor = actor.id),
    n_statements = (SELECT count(*) FROM part WHERE actor = actor.id AND role = 1),
    n_events = (SELECT count(DISTINCT entry) FROM part WHERE actor = actor.id AND role IN (4, 5)),
    first_day = (SELECT coalesce(min(day), 0) FROM "cast" WHERE actor = actor.id AND day > 0),
    last_day = (SELECT coalesce(max(day), 0) FROM "cast" WHERE actor = actor.id);
CREATE INDEX actor_n_articles ON actor (n_articles DESC, id);
CREATE INDEX actor_first_day ON actor (first_day, id);
CREATE INDEX actor_last_day ON actor (last_day DESC, id);

-- In how many articles an actor has a country.
CREATE TABLE actor_country (
    actor INTEGER NOT NULL REFERENCES actor (id),
    country TEXT NOT NULL,
    n_articles INTEGER NOT NULL,
    PRIMARY KEY (actor, country)
) STRICT, WITHOUT ROWID;
INSERT INTO actor_country
    SELECT actor, country, count(DISTINCT article) FROM "cast" WHERE country IS NOT NULL GROUP BY actor, country;
CREATE INDEX actor_country_country ON actor_country (country, n_articles DESC, actor);

-- What people spoke of.
CREATE INDEX statement_state ON statement (state, id) WHERE state > 0;
CREATE INDEX event_state ON event (state, id) WHERE state > 0;
CREATE INDEX cast_state ON "cast" (state, actor, article) WHERE state > 0;
