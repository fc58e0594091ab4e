-- A post that is removed is looked for in every sign-in, which may act in it: there are more of these than of anything else.
CREATE INDEX sign_in_post ON sign_in (post_id);
