-- Files of people come in another way now (intake). What waited in the old one is dropped: it is sent again.
UPDATE import SET state = 'dropped' WHERE kind = 'people' AND (state = 'staging' OR state = 'staged' OR state = 'applying');
