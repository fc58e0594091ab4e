/* A study's page: a card for each model, and the charts. */
#include "rooms/money/prices/laboratory_pages.h"

#include "platform/base/text.h"
#include "rooms/members/permission.h"

/* ---- the cards ---- */

static void needed_put(Out *out, const Study *study, const ModelSum *sum)
{
    Ctx *cx = out->cx;
    int64_t over = sum->sum.pence - study->needed_pence;
    if (!study->needed_pence) return;
    html(out, "<p class=\"ly-small govuk-!-margin-top-1\">");
    if (over < 0) html(out, "<span class=\"ly-down\">%s less</span> than the %s needed", money_words(cx, -over), money_words(cx, study->needed_pence));
    else if (over > 0) html(out, "<span class=\"ly-up\">%s more</span> than the %s needed", money_words(cx, over), money_words(cx, study->needed_pence));
    else html(out, "Exactly the %s needed", money_words(cx, study->needed_pence));
    html(out, "</p>");
}

static void school_row(Out *out, const Comparison *c, size_t model, size_t school, const char *which)
{
    Ctx *cx = out->cx;
    const Priced *priced = compared_price(c, school, model);
    ly_sum_row(out, text(cx, "%s school, %s", which, counted(cx, c->schools[school].roll, "pupil", NULL)), priced->how == PRICED ? money_words(cx, priced->pence) : "no price", false);
}

static void rows_put(Out *out, const Comparison *c, size_t model)
{
    Ctx *cx = out->cx;
    const ModelSum *sum = &c->sums[model];
    const char *other = compared_with(cx, c), *of = text(cx, "of %ld", (long)sum->compared);
    ly_sum_begin(out);
    if (c->known) {
        school_row(out, c, model, c->known - 1, "Smallest");
        school_row(out, c, model, c->known / 2, "Middle");
        school_row(out, c, model, 0, "Largest");
    }
    if (sum->even.how != BREAK_EVEN_UNSAID) ly_sum_row(out, "Brings just enough", break_even_words(cx, &sum->even), false);
    if (model != c->against) {
        ly_sum_row(out, text(cx, same(other, "today") ? "Pay more than %s" : "Pay more than by %s", other), text(cx, "%ld %s", (long)sum->more, of), false);
        ly_sum_row(out, text(cx, same(other, "today") ? "Pay less than %s" : "Pay less than by %s", other), text(cx, "%ld %s", (long)sum->less, of), false);
        ly_sum_row(out, "Pay over 20% more", text(cx, "%ld %s", (long)sum->much_more, of), false);
    }
    if (sum->sum.without_line) ly_sum_row(out, "Offered nothing", counted(cx, sum->sum.without_line, "school", NULL), false);
    if (sum->sum.without_roll) ly_sum_row(out, "Without a price, for want of a number of pupils", counted(cx, sum->sum.without_roll, "school", NULL), false);
    ly_sum_end(out);
}

static void card_put(Out *out, const Study *study, const Comparison *c, size_t model)
{
    Ctx *cx = out->cx;
    const StudyModel *is = &c->models[model];
    html(out, "<section class=\"ly-panel\"><p class=\"ly-small ly-quiet govuk-!-margin-0\">");
    ly_line_key(out, (int)is->position);
    html(out, "Model %s</p><h2 class=\"ly-h govuk-!-margin-bottom-1\">%s</h2><p class=\"ly-small ly-quiet govuk-!-margin-top-0\">%s.", study_letter(is->position), is->rule.name, price_rule_words(cx, &is->rule));
    if (may(cx, BILL)) html(out, " <a class=\"govuk-link\" href=\"/office/laboratory/%ld/models/%ld\">Change<span class=\"govuk-visually-hidden\"> model %s</span></a>", (long)study->id, (long)is->position,
                            study_letter(is->position));
    html(out, "</p><p class=\"ly-price\">%s</p>", c->sums[model].sum.pence ? money_words(cx, c->sums[model].sum.pence) : "£0");
    needed_put(out, study, &c->sums[model]);
    rows_put(out, c, model);
    if (may(cx, BILL)) html(out, "<p class=\"ly-small govuk-!-margin-bottom-0\"><a class=\"govuk-link\" href=\"/office/laboratory/%ld/models/%ld/package\">Make a package<span class=\"govuk-visually-hidden\"> of model %s</span></a></p>",
                            (long)study->id, (long)is->position, study_letter(is->position));
    html(out, "</section>\n");
}

void laboratory_models(Out *out, const Study *study, const Comparison *c)
{
    html(out, "<div class=\"ly-models\">");
    for (size_t m = 0; m < c->model_count; m++) card_put(out, study, c, m);
    html(out, "</div>\n");
}

/* ---- what a school pays, by size ---- */

/* Whether the price is a function of the pupils alone, for the schools of this study: then it is a line, else only marks. */
static bool is_a_line(const Study *study, const PriceRule *rule)
{
    for (size_t i = 0; i < rule->count; i++)
        if ((*rule->lines[i].phase && !*study->phase) || (*rule->lines[i].sector && !*study->sector)) return false;
    return true;
}

static void bend(int64_t *at, size_t *n, int64_t roll, int64_t most)
{
    if (roll <= 0 || roll >= most) return;
    size_t i = (*n)++;
    for (; i > 0 && at[i - 1] > roll; i--) at[i] = at[i - 1];
    at[i] = roll;
}

/* Where it may bend: at both ends, where a band begins, where the least is left and where the most is reached. */
static size_t bends(const PriceRule *rule, int64_t most, int64_t *at)
{
    size_t n = 1;
    at[0] = 0;
    for (size_t i = 0; i < rule->count; i++) {
        const PriceLine *line = &rule->lines[i];
        bend(at, &n, line->from_roll - 1, most), bend(at, &n, line->from_roll, most);
        if (!line->per_pupil_pence) continue;
        bend(at, &n, (line->floor_pence - line->flat_pence) / line->per_pupil_pence, most);
        bend(at, &n, (line->ceiling_pence - line->flat_pence) / line->per_pupil_pence, most);
    }
    at[n++] = most;
    return n;
}

enum { BENDS_MOST = 4 * PRICE_LINES_MOST + 2 };

static void drawn(Ctx *cx, const Study *study, const Comparison *c, size_t model, LyLine *line)
{
    const PriceRule *rule = &c->models[model].rule;
    LyDot *dots = array(cx, LyDot, c->known + 1), *points = array(cx, LyDot, BENDS_MOST);
    int64_t at[BENDS_MOST];
    *line = (LyLine){ .name = text(cx, "Model %s", study_letter(c->models[model].position)), .colour = (int)c->models[model].position, .dots = dots, .line = points };
    for (size_t i = 0; i < c->known; i++)
        if (compared_price(c, i, model)->how == PRICED) dots[line->dot_count++] = (LyDot){ c->schools[i].roll, compared_price(c, i, model)->pence };
    if (!c->known || !is_a_line(study, rule)) return;
    size_t n = bends(rule, c->schools[0].roll, at);
    for (size_t i = 0; i < n; i++) {
        const PricedSchool school = { study->phase, study->sector, at[i] };
        Priced priced = price_rule_year(rule, &school);
        if (priced.how == PRICED) points[line->line_count++] = (LyDot){ at[i], priced.pence };
    }
}

/* "Model B asks most of 22 of 31 schools, model A of 9." */
static const char *asks_most(Ctx *cx, const Comparison *c)
{
    int64_t most[STUDY_MODELS_MOST] = {0};
    Draft draft = { .cx = cx };
    for (size_t i = 0; i < c->known; i++) {
        size_t dearest = 0;
        bool alike = true;
        for (size_t m = 1; m < c->model_count; m++) {
            alike = alike && compared_price(c, i, m)->pence == compared_price(c, i, 0)->pence;
            if (compared_price(c, i, m)->pence > compared_price(c, i, dearest)->pence) dearest = m;
        }
        if (!alike) most[dearest]++;
    }
    for (size_t m = 0; m < c->model_count; m++)
        if (most[m]) draft_add(&draft, "%s %s of %ld", draft.length ? ", model" : "Model", draft.length ? study_letter(c->models[m].position) : text(cx, "%s asks most", study_letter(c->models[m].position)), (long)most[m]);
    return draft.length ? text(cx, "Each mark is a school. %s.", draft_text(&draft)) : "Each mark is a school.";
}

void laboratory_chart(Out *out, const Study *study, const Comparison *c)
{
    Ctx *cx = out->cx;
    LyLine *lines = array(cx, LyLine, STUDY_MODELS_MOST);
    if (!c->known) return;
    for (size_t m = 0; m < c->model_count; m++) drawn(cx, study, c, m, &lines[m]);
    ly_panel_begin(out, (LyPanel){ .title = "What a school pays, by size" });
    ly_lines(out, (LyLines){ .id = "pays", .title = text(cx, "What a school pays in %s", counted(cx, (int64_t)c->model_count, "price model", NULL)), .says = asks_most(cx, c),
        .desc = "Price against pupils on roll, a mark for each school. The same numbers are in the table below.", .along = "Pupils on roll", .lines = lines, .count = c->model_count });
    ly_panel_end(out);
}

/* ---- who pays more, and who less ---- */

static const char *winners_words(Ctx *cx, const Comparison *c)
{
    Draft draft = { .cx = cx };
    for (size_t m = 0; m < c->model_count; m++)
        if (m != c->against) draft_add(&draft, "%sBy model %s %s more and %s less.", draft.length ? " " : "", study_letter(c->models[m].position), counted(cx, c->sums[m].more, "school pays", "schools pay"),
                                       number_words(cx, c->sums[m].less));
    return draft_text(&draft);
}

void laboratory_changes(Out *out, const Study *study, const Comparison *c)
{
    Ctx *cx = out->cx;
    LyLine *lines = array(cx, LyLine, STUDY_MODELS_MOST);
    LyTab tabs[STUDY_MODELS_MOST + 1];
    size_t n = 0, tab_count = 0;
    if (c->model_count + (c->now_schools > 0) < 2 || !c->model_count || !c->known) return;
    if (c->now_schools) tabs[tab_count++] = (LyTab){ .text = "Against today", .href = text(cx, "/office/laboratory/%ld?against=%d#changes", (long)study->id, AGAINST_NOW), .current = compared_against(c) == AGAINST_NOW };
    for (size_t m = 0; m < c->model_count; m++) {
        tabs[tab_count++] = (LyTab){ .text = text(cx, "Against model %s", study_letter(c->models[m].position)), .href = text(cx, "/office/laboratory/%ld?against=%ld#changes", (long)study->id, (long)c->models[m].position),
                           .current = m == c->against };
        if (m == c->against) continue;
        LyDot *dots = array(cx, LyDot, c->known);
        LyLine *line = &lines[n++];
        *line = (LyLine){ .name = text(cx, "Model %s", study_letter(c->models[m].position)), .colour = (int)c->models[m].position, .dots = dots };
        for (size_t i = 0; i < c->known; i++)
            if (compared_change(c, i, m, &dots[line->dot_count].y)) dots[line->dot_count++].x = c->schools[i].roll;
    }
    const char *other = compared_against(c) == AGAINST_NOW ? "today" : text(cx, "by %s", compared_with(cx, c));
    html(out, "<div id=\"changes\">");
    ly_tabs(out, "What the models are held against", tabs, tab_count);
    ly_panel_begin(out, (LyPanel){ .title = text(cx, "Who pays more and who less than %s", other) });
    ly_lines(out, (LyLines){ .id = "changed", .title = text(cx, "What a school pays more or less than %s", other), .says = winners_words(cx, c),
        .desc = "Change of price against pupils on roll, a mark for each school: above the line it pays more, below it less. The same numbers are in the table below.", .along = "Pupils on roll",
        .above = "Pays more", .below = "Pays less", .lines = lines, .count = n });
    ly_panel_end(out);
    html(out, "</div>\n");
}
