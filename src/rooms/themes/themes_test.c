/* Themes: the office's own list. */
#include <string.h>
#include "platform/base/text.h"
#include "rooms/themes/theme.h"
#include "tests/fixture.h"

TEST("a theme is added at the end, with an address of its own")
{
    Theme *themes, music;
    size_t count;
    bool found;
    EXPECT_EQUAL(visit(&eli, "POST", "/office/themes/new", FORM_OF("name", "Music & Dance", "description", "", "colour", "3")).status, 303);
    EXPECT_OK(themes_in_use(as(&eli), &themes, &count));
    EXPECT_SAME(themes[count - 1].name, "Music & Dance");
    EXPECT_OK(theme_by_slug(as(&eli), "music-dance", &music, &found));
    EXPECT(found && music.colour == 3);
    EXPECT_HAS(visit(&eli, "GET", "/office/themes", NULL).body, "Music &amp; Dance");
}

TEST("a name that another theme has is refused beside the field")
{
    Visit twice = visit(&eli, "POST", "/office/themes/new", FORM_OF("name", fixture_text("SELECT name AS text FROM theme WHERE id = 41"), "colour", "1"));
    EXPECT_EQUAL(twice.status, 422);
    EXPECT_HAS(twice.body, "There is a theme of this name already");
}

TEST("a theme is renamed and its address stays; moved one step; retired and brought back")
{
    Theme theme, *themes;
    size_t count;
    EXPECT_OK(theme_find(as(&eli), THEME_READING, &theme));
    const char *slug = theme.slug;
    EXPECT_EQUAL(visit(&eli, "POST", "/office/themes/41", FORM_OF("name", "Reading and writing", "description", "", "colour", "2")).status, 303);
    EXPECT_OK(theme_find(as(&eli), THEME_READING, &theme));
    EXPECT_SAME(theme.slug, slug);

    EXPECT_OK(themes_in_use(as(&eli), &themes, &count));
    int64_t last = themes[count - 1].id;
    EXPECT_EQUAL(visit(&eli, "POST", text(test_cx(), "/office/themes/%ld/up", last), FORM_OF("go", "1")).status, 303);
    EXPECT_OK(themes_in_use(as(&eli), &themes, &count));
    EXPECT_EQUAL(themes[count - 2].id, last);

    EXPECT_EQUAL(visit(&eli, "POST", "/office/themes/41/retire", FORM_OF("go", "1")).status, 303);
    size_t less;
    EXPECT_OK(themes_in_use(as(&eli), &themes, &less));
    EXPECT_EQUAL((int64_t)less, (int64_t)count - 1);
    EXPECT_EQUAL(visit(&eli, "POST", "/office/themes/41/bring-back", FORM_OF("go", "1")).status, 303);
}

TEST("themes are the lead adviser's to keep")
{
    EXPECT_EQUAL(visit(&dora, "GET", "/office/themes", NULL).status, 403);
    EXPECT_EQUAL(visit(&eli, "POST", "/office/themes/999/retire", FORM_OF("go", "1")).status, 404);
}

TEST("the themes are taken away as a file, those in use first, in the order of the catalogue")
{
    fixture_run("UPDATE theme SET retired = 1 WHERE id = 41");
    const char *used = fixture_text("SELECT name AS text FROM theme WHERE retired = 0 ORDER BY position, id LIMIT 1"), *retired = fixture_text("SELECT name AS text FROM theme WHERE id = 41");
    Visit file = visit(&eli, "GET", "/office/themes.csv", NULL);
    EXPECT_HAS(file.body, "Name,Description,Colour,Retired,In addresses");
    EXPECT_HAS(file.body, "yes,reading");
    EXPECT(strstr(file.body, used) < strstr(file.body, retired));
    EXPECT_HAS(visit(&eli, "GET", "/office/themes", NULL).body, "/office/themes.csv");
}
