/* The price laboratory: models side by side, on the roll of the world: Alder 240, Beech 180 (both of 205, maintained primaries), Cedar 910 (an academy, secondary), Dove 310 (of 307). */
#include "platform/base/text.h"
#include "rooms/money/prices/price_compare.h"
#include "tests/fixture_subscription.h"

static int64_t study;

/* ---- what the office types ---- */

static const char *page(const char *rest) { return text(test_cx(), "/office/laboratory/%ld%s", (long)study, rest); }

static void study_begin(const char *authority, const char *needed)
{
    Visit sent = visit(&dora, "POST", "/office/laboratory/new", FORM_OF("name", "Prices for 2027/28", "authority", authority, "phase", "", "sector", "", "needed", needed));
    EXPECT_EQUAL(sent.status, 303);
    study = fixture_number("SELECT MAX(id) FROM price_study");
}

static Visit model_send(const char *path, const char *name, const char *flat, const char *per_pupil, const char *floor)
{
    return visit(&dora, "POST", page(path), FORM_OF("name", name, "rows", "1", "part_year", "months", "flat_1", flat, "per_pupil_1", per_pupil, "floor_1", floor));
}

static void three_models(void)
{
    study_begin("205", "7,000");
    EXPECT_EQUAL(model_send("/models/new", "One price", "1,250", "", "").status, 303);
    EXPECT_EQUAL(model_send("/models/new", "By the pupil", "", "5", "750").status, 303);
    EXPECT_EQUAL(model_send("/models/new", "A base", "450.00", "2.60", "").status, 303);
}

static Comparison compared(int64_t against)
{
    Study is = {0};
    StudyModel *models;
    size_t count;
    Comparison c = {0};
    Ctx *cx = as(&dora);
    EXPECT_OK(study_find(cx, study, &is));
    EXPECT_OK(study_models(cx, study, &models, &count));
    EXPECT_OK(price_compare(cx, &is, models, count, against, &c));
    return c;
}

/* ---- side by side ---- */

TEST("three models side by side say what they bring, and who pays more and who less")
{
    three_models();
    Comparison c = compared(1);
    EXPECT_EQUAL(c.school_count, 3);
    EXPECT_EQUAL(c.sums[0].sum.pence, 375000);
    EXPECT_EQUAL(c.sums[1].sum.pence, 665000);                  /* 900, 1,200 and 4,550 */
    EXPECT_EQUAL(c.sums[2].sum.pence, 480800);                  /* 918, 1,074 and 2,816 */
    EXPECT_EQUAL(c.sums[1].compared, 3);
    EXPECT_EQUAL(c.sums[1].more, 1);
    EXPECT_EQUAL(c.sums[1].less, 2);
    EXPECT_EQUAL(c.sums[1].much_more, 1);
    Visit is = visit(&dora, "GET", page(""), NULL);
    EXPECT_EQUAL(is.status, 200);
    EXPECT_HAS(is.body, "Schools of Fleet and Wandle: 3 schools and 1,330 pupils, as the register has them today. Nothing here is sent to schools.");
    EXPECT_HAS(is.body, "£5 a pupil, at least £750.");
    EXPECT_HAS(is.body, "<span class=\"ly-down\">£350 less</span> than the £7,000 needed");
    EXPECT_HAS(is.body, "By model B 1 school pays more and 2 less. By model C 1 school pays more and 2 less.");
    EXPECT_HAS(is.body, "£4,550 <span class=\"ly-change\">(+£3,300)</span>");
    EXPECT_HAS(is.body, "£900 <span class=\"ly-change\">(−£350)</span>");
    EXPECT_LACKS(is.body, "Dovecote");
    EXPECT_HAS(visit(&dora, "GET", page("?against=2"), NULL).body, "£1,250 <span class=\"ly-change\">(−£3,300)</span>");
}

TEST("the price that just brings what is needed is the least whole penny, and no price is said where none does")
{
    three_models();
    Comparison c = compared(1);
    EXPECT_EQUAL(c.sums[0].even.how, BREAK_EVEN_FLAT);
    EXPECT_EQUAL(c.sums[0].even.pence, 233334);                 /* three of 2,333.33 would lack a penny */
    EXPECT_EQUAL(c.sums[1].even.how, BREAK_EVEN_PER_PUPIL);
    EXPECT_EQUAL(c.sums[1].even.pence, 527);                    /* 1,330 at 5.26 are 6,995.80 */
    EXPECT_EQUAL(c.sums[2].even.pence, 425);                    /* 1,350 and 1,330 at 4.25 are 7,002.50 */
    EXPECT_EQUAL(visit(&dora, "POST", page("/models/1"), FORM_OF("name", "One price", "rows", "1", "part_year", "months", "flat_1", "1,250", "ceiling_1", "2,000")).status, 303);
    EXPECT_EQUAL(compared(1).sums[0].even.how, BREAK_EVEN_NEVER);
    EXPECT_EQUAL(visit(&dora, "POST", page("/models/1"), FORM_OF("name", "By phase", "rows", "2", "part_year", "months", "phase_1", "primary", "flat_1", "1,250", "flat_2", "2,400")).status, 303);
    BreakEven each = compared(1).sums[0].even;                  /* 2 x 1,250 and 2,400 are 4,900 */
    EXPECT_EQUAL(each.how, BREAK_EVEN_EACH_MORE);
    EXPECT_EQUAL(each.pence, 70000);
}

TEST("a school that no price is for, or whose pupils nobody has counted, is in no sum, and that is said")
{
    fixture_run("UPDATE school SET roll = NULL WHERE organisation_id = 12");
    study_begin("205", "");
    EXPECT_EQUAL(model_send("/models/new", "By the pupil", "", "5", "750").status, 303);
    EXPECT_EQUAL(visit(&dora, "POST", page("/models/new"), FORM_OF("name", "Primary alone", "rows", "1", "part_year", "whole", "phase_1", "primary", "flat_1", "100")).status, 303);
    Comparison c = compared(1);
    EXPECT_EQUAL(c.sums[0].sum.pence, 575000);
    EXPECT_EQUAL(c.sums[0].sum.without_roll, 1);
    EXPECT_EQUAL(c.sums[1].sum.pence, 20000);
    EXPECT_EQUAL(c.sums[1].sum.without_line, 1);
    EXPECT_EQUAL(c.sums[1].compared, 1);
    const char *is = visit(&dora, "GET", page(""), NULL).body;
    EXPECT_HAS(is, "1 other has no number of pupils there, and no price by the pupil.");
    EXPECT_HAS(is, "not known");
    EXPECT_HAS(is, "<dt>Offered nothing</dt><dd>1 school</dd>");
}

TEST("the list of prices is to be taken away, with the change of each")
{
    three_models();
    const char *csv = visit(&ivo, "GET", page("/schools.csv?against=1"), NULL).body;
    EXPECT_HAS(csv, "School,URN,Phase,Sector,Pupils,Model A: One price,Model B: By the pupil,Model B less model A,Model C: A base,Model C less model A");
    EXPECT_HAS(csv, "Cedar Park Academy,900003,secondary,academy,910,1250.00,4550.00,3300.00,2816.00,1566.00");
    EXPECT_HAS(csv, "Beech Lane Primary School,900002,primary,maintained,180,1250.00,900.00,-350.00,918.00,-332.00");
}

TEST("where schools subscribe, who pays more and who less is against what they pay today")
{
    three_models();
    packages_lay();
    subscribed(ALDER, THIS_YEAR), subscribed(CEDAR, THIS_YEAR);                /* £1,200 and £2,400 */
    Comparison c = compared(0);
    EXPECT_EQUAL(c.now_schools, 2);
    EXPECT_EQUAL(c.now_pence, 360000);
    EXPECT_EQUAL(compared_against(&c), AGAINST_NOW);
    EXPECT_EQUAL(c.sums[0].compared, 2);                                      /* Beech has no package */
    EXPECT_EQUAL(c.sums[0].more, 1);                                          /* Alder by £50 */
    EXPECT_EQUAL(c.sums[0].less, 1);
    EXPECT_EQUAL(compared_against(&(Comparison){ .against = compared(2).against, .models = c.models }), 2);
    const char *is = visit(&dora, "GET", page(""), NULL).body;
    EXPECT_HAS(is, "Who pays more and who less than today");
    EXPECT_HAS(is, "£1,250 <span class=\"ly-change\">(+£50)</span>");
    EXPECT_HAS(visit(&dora, "GET", page("?against=1"), NULL).body, "Who pays more and who less than by model A");
    EXPECT_HAS(visit(&ivo, "GET", page("/schools.csv"), NULL).body, "Pupils,Today,Model A: One price,Model A less today,");
    EXPECT_HAS(visit(&ivo, "GET", page("/schools.csv"), NULL).body, "maintained,180,,1250.00,,900.00,");
}

/* ---- what is typed ---- */

TEST("an amount that is typed wrongly is refused beside its field, and what was typed stays")
{
    study_begin("205", "");
    for (const char *const *typed = (const char *const[]){ "1,00", "-5", "1e9", "5£", NULL }; *typed; typed++) {
        Visit refused = model_send("/models/new", "By the pupil", "", *typed, "750");
        EXPECT_EQUAL(refused.status, 422);
        EXPECT_HAS(refused.body, "<a href=\"#per_pupil_1\">Enter the price for a pupil in pounds, like 750 or 1.08</a>");
        EXPECT_HAS(refused.body, text(test_cx(), "name=\"per_pupil_1\" type=\"text\" value=\"%s\"", *typed));
        EXPECT_HAS(refused.body, "value=\"750\"");
    }
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM price_rule"), 0);
    Visit nameless = model_send("/models/new", "", "", "", "750");
    EXPECT_HAS(nameless.body, "Enter a name for the model");
    EXPECT_HAS(nameless.body, "Enter a flat price, a price for a pupil, or both");
    EXPECT_HAS(visit(&dora, "POST", "/office/laboratory/new", FORM_OF("name", "X", "authority", "999", "needed", "1,00")).body, "Enter what the year has to bring in pounds");
}

TEST("a price is asked for once more by a button, and two for the same schools are refused")
{
    study_begin("205", "");
    Visit more = visit(&dora, "POST", page("/models/new"), FORM_OF("name", "By phase", "rows", "1", "part_year", "months", "phase_1", "primary", "flat_1", "1,250", "more", "1"));
    EXPECT_HAS(more.body, "Price 2");
    EXPECT_HAS(more.body, "value=\"1,250\"");
    EXPECT_LACKS(more.body, "There is a problem");
    Visit twins = visit(&dora, "POST", page("/models/new"), FORM_OF("name", "By phase", "rows", "2", "part_year", "months", "phase_1", "primary", "flat_1", "1,250", "phase_2", "primary", "flat_2", "900"));
    EXPECT_EQUAL(twins.status, 422);
    EXPECT_HAS(twins.body, "Another price is for the same schools from the same number of pupils");
}

/* ---- what is kept ---- */

TEST("a changed model is another rule, and one that a package rests on stays as it was")
{
    three_models();
    fixture_run("INSERT INTO package (id, name, rule_id, starts_on, ends_on, state, made_at) SELECT 802, 'Primary package', rule_id, '2027-04-01', '2028-03-31', 'published', 0"
                " FROM price_study_model WHERE position = 2");
    EXPECT_EQUAL(model_send("/models/2", "By the pupil", "", "6", "750").status, 303);
    EXPECT_EQUAL(model_send("/models/3", "A base", "500", "2.60", "").status, 303);
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM price_rule"), 4);     /* three models and the package's; the third's old one is gone */
    EXPECT_EQUAL(fixture_number("SELECT l.per_pupil_pence FROM price_rule_line l JOIN package k ON k.rule_id = l.rule_id"), 500);
    EXPECT_EQUAL(compared(1).sums[1].sum.pence, 798000);
}

TEST("a study holds four models, and a removed one makes room for another under its letter")
{
    three_models();
    EXPECT_EQUAL(model_send("/models/new", "Dear", "9,000", "", "").status, 303);
    Visit fifth = model_send("/models/new", "Dearer", "10,000", "", "");
    EXPECT_EQUAL(fifth.status, 409);
    EXPECT_HAS(fifth.body, "This study has 4 models already");
    EXPECT_EQUAL(visit(&dora, "POST", page("/models/2/remove"), FORM_OF("sure", "1")).status, 303);
    EXPECT_EQUAL(visit(&dora, "POST", page("/models/2/remove"), FORM_OF("sure", "1")).status, 404);
    EXPECT_EQUAL(model_send("/models/new", "In its place", "10,000", "", "").status, 303);
    EXPECT_EQUAL(fixture_number("SELECT position FROM price_study_model m JOIN price_rule r ON r.id = m.rule_id WHERE r.name = 'In its place'"), 2);
    EXPECT_EQUAL(visit(&dora, "POST", page("/remove"), FORM_OF("sure", "1")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT (SELECT COUNT(*) FROM price_study) + (SELECT COUNT(*) FROM price_study_model) + (SELECT COUNT(*) FROM price_rule_line) + (SELECT COUNT(*) FROM price_rule)"), 0);
}

TEST("who bills writes, the auditor reads, and no school sees anything of it")
{
    three_models();
    EXPECT_LACKS(visit(&ivo, "GET", page(""), NULL).body, "Add a model");
    EXPECT_EQUAL(visit(&ivo, "GET", page("/models/new"), NULL).status, 403);
    EXPECT_EQUAL(visit(&ivo, "POST", page("/remove"), FORM_OF("sure", "1")).status, 403);
    EXPECT_EQUAL(visit(&ann, "GET", page(""), NULL).status, 403);
    EXPECT_EQUAL(visit(&hana, "GET", "/office/laboratory", NULL).status, 403);
    EXPECT_HAS(visit(&ivo, "GET", "/office/laboratory", NULL).body, "Prices for 2027/28");
    EXPECT_HAS(visit(&ivo, "GET", "/office/trail?what=price_study", NULL).body, "Price model added");
}
