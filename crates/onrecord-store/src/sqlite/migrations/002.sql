-- Format 2. Statements are also found by the words that name their source; events and actors by country and place.

DROP TABLE statement_words;
CREATE VIRTUAL TABLE statement_words USING fts5 (
    content, source, content = 'statement', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO statement_words (statement_words) VALUES ('rebuild');

CREATE INDEX event_country ON event (country, id) WHERE country IS NOT NULL;
CREATE INDEX event_place ON event (place COLLATE NOCASE, id) WHERE place IS NOT NULL;
CREATE INDEX cast_country ON "cast" (country, article) WHERE country IS NOT NULL;
