-- Format 8. What the text of each version was fetched from, or what it says of itself, within which its id and its address
-- count; and checksums of versions and corrections, by which damage is found.

-- `site` is the host that the text was fetched from, without "www." and the like; `claimed_site` that of `url`. `publisher` is
-- in lower case. Older versions have no `site`, since it was not known.
ALTER TABLE version ADD COLUMN site TEXT;
ALTER TABLE version ADD COLUMN claimed_site TEXT;
ALTER TABLE version ADD COLUMN publisher TEXT;

-- The first 128 bits of the SHA-256 of the other columns; of a version, without those that tell who made the record and when.
ALTER TABLE version ADD COLUMN checksum BLOB NOT NULL DEFAULT x'';
ALTER TABLE correction ADD COLUMN checksum BLOB NOT NULL DEFAULT x'';

-- Stories are happenings, and threads join stories about the same matter. What was a story becomes a thread of
-- the same number; its articles are divided into stories, whose numbers are new.

CREATE TABLE thread (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    n_articles INTEGER NOT NULL,
    first_day INTEGER NOT NULL,
    last_day INTEGER NOT NULL,
    central INTEGER REFERENCES article (id),
    joined_into INTEGER REFERENCES thread (id),
    by_hand INTEGER NOT NULL DEFAULT 0,
    length REAL NOT NULL,
    vector BLOB NOT NULL
) STRICT;
INSERT INTO thread (id, n_articles, first_day, last_day, central, by_hand, length, vector)
    SELECT id, n_articles, first_day, last_day, central, by_hand, length, vector FROM story;
UPDATE thread SET joined_into = (SELECT joined_into FROM story WHERE story.id = thread.id);
CREATE INDEX thread_last_day ON thread (last_day, id) WHERE n_articles > 0;

-- The terms by which a thread is found.
CREATE TABLE thread_term (
    term INTEGER NOT NULL REFERENCES term (id),
    thread INTEGER NOT NULL REFERENCES thread (id),
    PRIMARY KEY (term, thread)
) STRICT, WITHOUT ROWID;
INSERT INTO thread_term SELECT term, story FROM story_term;
CREATE INDEX thread_term_thread ON thread_term (thread);
DROP TABLE story_term;

-- An article whose thread is known and whose story is not has a row in `article_thread` while the file is upgraded.
CREATE TABLE article_thread (
    article INTEGER PRIMARY KEY REFERENCES article (id),
    thread INTEGER NOT NULL REFERENCES thread (id),
    by_hand INTEGER NOT NULL,
    vector BLOB NOT NULL
) STRICT;
INSERT INTO article_thread SELECT article, story, by_hand, vector FROM story_article;

-- Joins and splits of what are threads now can no longer be undone.
DELETE FROM story_move;
DELETE FROM story_hand;
DELETE FROM story_article;
UPDATE story SET joined_into = NULL;
DELETE FROM story;
ALTER TABLE story ADD COLUMN thread INTEGER REFERENCES thread (id);
CREATE INDEX story_thread ON story (thread, last_day, id) WHERE n_articles > 0;

-- The confidence in the speakers of a statement, how articles spell the names of places, and entries as people
-- corrected them.

-- Null for statements without speakers, and where the record has no such confidence.
ALTER TABLE statement ADD COLUMN speaker_confidence REAL;

-- `name` is a name in `article_place`; `key` is what the spellings of one name have in common. What is no longer named stays.
CREATE TABLE place_name (
    key TEXT NOT NULL,
    name TEXT NOT NULL COLLATE NOCASE,
    PRIMARY KEY (key, name)
) STRICT, WITHOUT ROWID;

-- Rows are as people corrected the entries. Ten is added to the role of an actor where the entry was rejected; an actor that was
-- rejected has no role. The columns are the same, so that the full text stays as it is: articles with corrections get their rows
-- anew, and until then have no verdicts, as when the full text was made.
UPDATE statement SET state = 0 WHERE state > 0;
UPDATE event SET state = 0 WHERE state > 0;
UPDATE article_actor SET state = 0 WHERE state > 0;
DROP INDEX article_actor_actor;
CREATE INDEX article_actor_actor ON article_actor (actor, day, article, state);
DROP VIEW statement_text;
DROP VIEW event_text;
DROP VIEW article_text;
CREATE VIEW statement_text AS SELECT
    id,
    article,
    content,
    -- If no actor is known as the speaker, the words that name the source stand for one.
    coalesce(
        (SELECT group_concat(name, ' ' || char(57344) || ' ') FROM (SELECT name FROM part JOIN actor ON actor.id = actor
         WHERE entry = statement.id AND role IN (1, 11) ORDER BY actor)),
        source
    ) AS speaker,
    (SELECT group_concat(name, ' ' || char(57344) || ' ') FROM (SELECT name FROM part JOIN actor ON actor.id = actor
     WHERE entry = statement.id AND role IN (2, 12) ORDER BY actor)) AS addressee,
    (SELECT group_concat(name, ' ' || char(57344) || ' ') FROM (SELECT name FROM part JOIN actor ON actor.id = actor
     WHERE entry = statement.id AND role IN (3, 13) ORDER BY actor)) AS about,
    (SELECT group_concat(country, ' ') FROM
     (SELECT DISTINCT country FROM part
      JOIN article_actor ON article_actor.article = statement.article AND article_actor.actor = part.actor
      WHERE entry = statement.id AND role IN (1, 11) AND country IS NOT NULL AND article_actor.state <> 3
      ORDER BY country)) AS country,
    (SELECT group_concat(char(57345) || replace(name, ' ', char(57345)) || char(57345), ' ')
     FROM (SELECT name FROM article_place WHERE article_place.article = statement.article ORDER BY name)) AS place
FROM statement;

CREATE VIEW event_text AS SELECT
    id,
    article,
    sentence,
    (SELECT group_concat(name, ' ' || char(57344) || ' ') FROM (SELECT name FROM part JOIN actor ON actor.id = actor
     WHERE entry = event.id AND role IN (4, 14) ORDER BY actor)) AS actor,
    (SELECT group_concat(name, ' ' || char(57344) || ' ') FROM (SELECT name FROM part JOIN actor ON actor.id = actor
     WHERE entry = event.id AND role IN (5, 15) ORDER BY actor)) AS recipient
FROM event;

CREATE VIEW article_text AS SELECT
    time_key AS id,
    id AS article,
    (SELECT group_concat(name, ' ' || char(57344) || ' ') FROM
     (SELECT name FROM statement JOIN part ON entry = statement.id AND role = 1 JOIN actor ON actor.id = actor
      WHERE statement.article = article.id
      UNION SELECT source FROM statement WHERE statement.article = article.id AND state <> 3
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
     (SELECT DISTINCT name FROM article_actor JOIN actor ON actor.id = actor WHERE article_actor.article = article.id
      AND state <> 3 ORDER BY name)) AS actor,
    (SELECT group_concat(country, ' ') FROM
     (SELECT DISTINCT country FROM article_place WHERE article_place.article = article.id AND country IS NOT NULL
      ORDER BY country)) AS country,
    (SELECT group_concat(char(57345) || replace(name, ' ', char(57345)) || char(57345), ' ')
     FROM (SELECT name FROM article_place WHERE article_place.article = article.id ORDER BY name)) AS place
FROM article;

-- The input that the current version of an article was read from; records of earlier formats do not have it.
ALTER TABLE article ADD COLUMN origin_path TEXT;
ALTER TABLE article ADD COLUMN origin_part TEXT;
