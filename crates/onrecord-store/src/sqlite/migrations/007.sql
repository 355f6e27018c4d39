-- Format 7. The day, the article and the position of an entry are columns, and are no longer read from its id; tables have
-- names that say what they hold.

-- The views are made anew below, with the same columns, so that the full text stays as it is.
DROP VIEW statement_text;
DROP VIEW event_text;
DROP VIEW article_text;

ALTER TABLE "cast" RENAME TO article_actor;
ALTER TABLE article_actor RENAME COLUMN place TO position;
ALTER TABLE scene RENAME TO article_place;
DROP INDEX cast_actor;
DROP INDEX cast_country;
DROP INDEX cast_state;
DROP INDEX scene_article;
DROP INDEX scene_country;
CREATE INDEX article_actor_actor ON article_actor (actor, day, article);
CREATE INDEX article_actor_country ON article_actor (country, article) WHERE country IS NOT NULL;
CREATE INDEX article_actor_state ON article_actor (state, actor, article) WHERE state > 0;
CREATE INDEX article_place_article ON article_place (article);
CREATE INDEX article_place_country ON article_place (country, article);

-- The rowid of an article in the full text. Like the ids of entries, it sorts by time and is never taken apart.
ALTER TABLE article ADD COLUMN time_key INTEGER;
UPDATE article SET time_key = (day << 40) | (id << 16);
CREATE UNIQUE INDEX article_time_key ON article (time_key);

-- `day` is the day on which a statement was made or an event happened, or else of publication; `position` is that in the
-- record.
ALTER TABLE statement ADD COLUMN day INTEGER NOT NULL DEFAULT 0;
ALTER TABLE statement ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
UPDATE statement SET day = id >> 40, position = id & 65535;
DROP INDEX statement_article;
CREATE INDEX statement_article ON statement (article, position);
ALTER TABLE event ADD COLUMN day INTEGER NOT NULL DEFAULT 0;
ALTER TABLE event ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
UPDATE event SET day = id >> 40, position = id & 65535;
DROP INDEX event_article;
CREATE INDEX event_article ON event (article, position);
ALTER TABLE part ADD COLUMN day INTEGER NOT NULL DEFAULT 0;
UPDATE part SET day = entry >> 40;

CREATE VIEW statement_text AS SELECT
    id,
    article,
    content,
    -- If no actor is known as the speaker, the words that name the source stand for one.
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
     (SELECT DISTINCT country FROM part
      JOIN article_actor ON article_actor.article = statement.article AND article_actor.actor = part.actor
      WHERE entry = statement.id AND role = 1 AND country IS NOT NULL ORDER BY country)) AS country,
    (SELECT group_concat(char(57345) || replace(name, ' ', char(57345)) || char(57345), ' ')
     FROM (SELECT name FROM article_place WHERE article_place.article = statement.article ORDER BY name)) AS place
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

CREATE VIEW article_text AS SELECT
    time_key AS id,
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
     (SELECT DISTINCT name FROM article_actor JOIN actor ON actor.id = actor WHERE article_actor.article = article.id
      ORDER BY name)) AS actor,
    (SELECT group_concat(country, ' ') FROM
     (SELECT DISTINCT country FROM article_place WHERE article_place.article = article.id AND country IS NOT NULL
      ORDER BY country)) AS country,
    (SELECT group_concat(char(57345) || replace(name, ' ', char(57345)) || char(57345), ' ')
     FROM (SELECT name FROM article_place WHERE article_place.article = article.id ORDER BY name)) AS place
FROM article;
