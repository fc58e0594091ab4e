-- Full text over the courses' folded words. The stemmer is the one that SQLite's FTS5 has (Porter's first), and no word is a stop word,
-- so that both stores give the same answers to the same questions.

CREATE TEXT SEARCH DICTIONARY porter_words (TEMPLATE = pg_catalog.snowball, Language = porter);
CREATE TEXT SEARCH CONFIGURATION course_words (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION course_words ALTER MAPPING FOR asciiword, word, numword WITH porter_words;

ALTER TABLE course ADD COLUMN search_vector tsvector GENERATED ALWAYS AS (to_tsvector('course_words', search_words)) STORED;
CREATE INDEX course_search ON course USING gin (search_vector);
