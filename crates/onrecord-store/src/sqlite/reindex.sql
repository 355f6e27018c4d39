-- Removes everything by which entries are found; names keep their numbers.
INSERT INTO statement_words (statement_words) VALUES ('delete-all');
INSERT INTO event_words (event_words) VALUES ('delete-all');
INSERT INTO article_words (article_words) VALUES ('delete-all');
INSERT INTO article_names (article_names) VALUES ('delete-all');
INSERT INTO actor_words (actor_words) VALUES ('rebuild');
DELETE FROM part;
DELETE FROM statement_place;
DELETE FROM article_place;
DELETE FROM place_name;
DELETE FROM article_actor;
DELETE FROM statement;
DELETE FROM event;
DELETE FROM actor_country;
UPDATE actor SET n_articles = 0, n_statements = 0, n_events = 0, first_day = 0, last_day = 0;
