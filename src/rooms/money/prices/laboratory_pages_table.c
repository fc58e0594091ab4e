/* A study's page: school by school, 50 at a time. */
#include "rooms/money/prices/laboratory_pages.h"

#include "platform/base/text.h"
#include "rooms/members/permission.h"

enum { SCHOOLS_PAGE = 50 };

static const char *change_words(Ctx *cx, int64_t pence)
{
    return pence > 0 ? text(cx, "+%s", money_words(cx, pence)) : pence ? money_words(cx, pence) : "same";
}

static void school_put(Out *out, const Comparison *c, size_t at)
{
    Ctx *cx = out->cx;
    const RollSchool *school = &c->schools[at];
    html(out, "<tr><th scope=\"row\">");
    if (may(cx, AUDIT)) html(out, "<a class=\"govuk-link\" href=\"/office/schools/%ld\">%s</a>", (long)school->id, school->name);
    else html(out, "%s", school->name);
    html(out, "</th><td data-label=\"Phase\">%s</td><td class=\"ly-num\" data-label=\"Pupils\">%s</td>", capital(cx, school->phase), school->roll < 0 ? "not known" : number_words(cx, school->roll));
    if (c->now_schools) html(out, "<td class=\"ly-num\" data-label=\"Today\">%s</td>", c->now[at] < 0 ? "–" : c->now[at] ? money_words(cx, c->now[at]) : "£0");
    for (size_t m = 0; m < c->model_count; m++) {
        const Priced *priced = compared_price(c, at, m);
        int64_t change;
        html(out, "<td class=\"ly-num\" data-label=\"Model %s\">%s", study_letter(c->models[m].position), priced->how == PRICED ? money_words(cx, priced->pence) : "–");
        if (m != c->against && compared_change(c, at, m, &change)) html(out, " <span class=\"ly-change\">(%s)</span>", change_words(cx, change));
        html(out, "</td>");
    }
    html(out, "</tr>\n");
}

static void foot_put(Out *out, const Comparison *c)
{
    Ctx *cx = out->cx;
    html(out, "<tr><th scope=\"row\">All %s</th><td></td><td class=\"ly-num\" data-label=\"Pupils\"><b>%s</b></td>", counted(cx, (int64_t)c->school_count, "school", NULL), number_words(cx, c->pupils));
    if (c->now_schools) html(out, "<td class=\"ly-num\" data-label=\"Today\"><b>%s</b></td>", c->now_pence ? money_words(cx, c->now_pence) : "£0");
    for (size_t m = 0; m < c->model_count; m++) {
        int64_t pence = c->sums[m].sum.pence;
        html(out, "<td class=\"ly-num\" data-label=\"Model %s\"><b>%s</b></td>", study_letter(c->models[m].position), pence ? money_words(cx, pence) : "£0");
    }
    html(out, "</tr>\n");
}

void laboratory_table(Out *out, const Study *study, const Comparison *c, int64_t after)
{
    Ctx *cx = out->cx;
    LyColumn columns[4 + STUDY_MODELS_MOST] = { { .text = "School" }, { .text = "Phase" }, { .text = "Pupils", .number = true } };
    size_t first = 0, n = 3;
    for (size_t i = 0; after && i < c->school_count; i++)
        if (c->schools[i].id == after) first = i + 1;
    size_t end = first + SCHOOLS_PAGE < c->school_count ? first + SCHOOLS_PAGE : c->school_count;
    if (c->now_schools) columns[n++] = (LyColumn){ .text = "Today", .number = true };
    for (size_t m = 0; m < c->model_count; m++) columns[n++] = (LyColumn){ .text = text(cx, "Model %s", study_letter(c->models[m].position)), .number = true };
    const char *here = text(cx, "/office/laboratory/%ld?against=%ld", (long)study->id, (long)compared_against(c));

    html(out, "<div id=\"schools\">");
    ly_panel_begin(out, (LyPanel){ .title = "School by school", .tone = LY_FLUSH });
    if (c->model_count > 1 || c->now_schools) html(out, "<p class=\"ly-small ly-quiet ly-models__note\">The most pupils first. In brackets the change against %s.%s</p>", compared_with(cx, c),
                                                   c->now_schools ? " Today: what its package costs a year." : "");
    ly_table_begin(out, (LyTable){ .caption = "What each school pays by each model", .boxed = true, .phone = true, .columns = columns, .count = n });
    for (size_t i = first; i < end; i++) school_put(out, c, i);
    ly_table_foot_begin(out);
    foot_put(out, c);
    ly_table_foot_end(out);
    ly_panel_end(out);
    ly_parts(out, (LyParts){ .first = first ? text(cx, "%s#schools", here) : NULL, .after_text = "More schools",
                             .after = end < c->school_count ? text(cx, "%s&after=%ld#schools", here, (long)c->schools[end - 1].id) : NULL });
    html(out, "</div>\n");
}
