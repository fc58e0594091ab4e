-- Full text over the courses' folded words. The table keeps only the index; the words stay in course.

CREATE VIRTUAL TABLE course_search USING fts5(search_words, content = 'course', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2');

CREATE TRIGGER course_search_added AFTER INSERT ON course BEGIN
    INSERT INTO course_search (rowid, search_words) VALUES (new.id, new.search_words);
END;

CREATE TRIGGER course_search_changed AFTER UPDATE OF search_words ON course BEGIN
    INSERT INTO course_search (course_search, rowid, search_words) VALUES ('delete', old.id, old.search_words);
    INSERT INTO course_search (rowid, search_words) VALUES (new.id, new.search_words);
END;

CREATE TRIGGER course_search_removed AFTER DELETE ON course BEGIN
    INSERT INTO course_search (course_search, rowid, search_words) VALUES ('delete', old.id, old.search_words);
END;
