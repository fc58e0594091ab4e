/* What people said of an event: for those who led it, its owner and the office; and by a link that ends, for a guest who led it. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/booking/evaluation_pages.h"
#include "rooms/members/permission.h"

static const char *round_title(const RoundResults *round) { return same(round->kind, "end") ? "At the end" : "Some weeks later"; }

/* ---- a question ---- */

static void few_put(Out *out, const Result *r)
{
    html(out, "<p class=\"ly-small ly-quiet govuk-!-margin-bottom-0\">%s. It is shown from %d on, so that nobody can be recognised.</p>",
         same(r->kind, "text") ? text(out->cx, "Fewer than %d people wrote something", FEWEST) : text(out->cx, "Fewer than %d people answered this", FEWEST), FEWEST);
}

static void chart_put(Out *out, const RoundResults *round, const Result *r)
{
    Ctx *cx = out->cx;
    const char *const *choices;
    size_t count;
    evaluation_choices(cx, r->kind, r->choices, &choices, &count);
    LyBar *bars = array(cx, LyBar, count + 1);
    for (size_t i = 0; i < count; i++) {
        size_t choice = same(r->kind, "scale") ? count - i : i + 1;   /* a scale begins with its best */
        bars[i] = (LyBar){ choices[choice - 1], r->counts[choice], evaluation_means_yes(r->kind, r->yes, (int64_t)choice) };
    }
    ly_bars(out, (LyBars){ .id = text(cx, "%s-%ld", round->kind, (long)r->question_id), .title = r->words, .says = result_says(cx, r), .head = "Answer", .bars = bars, .count = count, .of = r->answered });
}

static void comments_put(Out *out, const Result *r)
{
    html(out, "<p class=\"ly-small ly-quiet govuk-!-margin-top-0\">%s, in no order</p>\n<ul class=\"ly-said\">", counted(out->cx, (int64_t)r->comment_count, "person wrote", "people wrote"));
    for (size_t i = 0; i < r->comment_count; i++) html(out, "<li>%s</li>\n", r->comments[i]);
    html(out, "</ul>");
}

static void results_put(Out *out, const RoundResults *round, bool words)
{
    for (size_t i = 0; i < round->count; i++) {
        const Result *r = &round->results[i];
        if (same(r->kind, "text") != words) continue;
        ly_panel_begin(out, (LyPanel){ .title = r->words, .level = 3 });
        if (r->few) few_put(out, r);
        else if (words) comments_put(out, r);
        else chart_put(out, round, r);
        ly_panel_end(out);
    }
}

/* ---- a round ---- */

static void not_yet(Out *out, const RoundResults *round)
{
    Ctx *cx = out->cx;
    bool over = round->closed_at || round->closes_at <= cx->now;
    const char *until = day_words(cx, date_of(cx, (round->closed_at ? round->closed_at : round->closes_at) - 1));
    ly_empty(out, (LyEmpty){ .plain = true, .title = over ? "Too few people answered" : "Nothing is shown yet",
        .words = over ? text(cx, "%ld of %ld had answered by %s. Fewer than %d are not shown, and what they said is deleted.", (long)round->answered, (long)round->asked, until, FEWEST)
                      : text(cx, "%ld of %ld have answered. What they say is shown when %d have, or after %s, and then by %d people or more at a time, so that nobody can be recognised.", (long)round->answered,
                             (long)round->asked, 2 * FEWEST, until, FEWEST) });
}

static void round_put(Out *out, const RoundResults *round)
{
    Ctx *cx = out->cx;
    html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-1\">%s</h2>\n", round_title(round));
    if (!round->counted) {
        not_yet(out, round);
        return;
    }
    html(out, "<p class=\"ly-quiet ly-small govuk-!-margin-top-0\">%s shown here.", counted(cx, round->counted, "person’s answers are", "people’s answers are"));
    if (round->asked) html(out, " %ld of %ld who were asked have answered.", (long)round->answered, (long)round->asked);
    if (!round->closed_at && round->answered > round->counted) html(out, " The others’ come by %d or more at a time, the last after %s.", FEWEST, day_words(cx, date_of(cx, round->closes_at - 1)));
    html(out, "</p>\n<div class=\"ly-charts\">\n");
    results_put(out, round, false);
    results_put(out, round, true);
    html(out, "</div>\n");
}

static void rounds_put(Out *out, const EventResults *found)
{
    for (size_t i = 0; i < found->count; i++) round_put(out, &found->rounds[i]);
    if (found->count) return;
    ly_empty(out, (LyEmpty){ .title = "Nobody has been asked yet", .plain = true,
        .words = found->event.ends_at > out->cx->now ? "When the last session is over, everybody who had a place is sent a form. What they say is here." : "No form was sent after this event." });
}

static void subtitle(Out *out, const Event *event)
{
    html(out, "<p class=\"ly-quiet govuk-!-margin-top-0\">%s%s%s</p>\n", event->session_count ? day_words(out->cx, event->starts_on) : "No date yet", *event->led_by ? ", led by " : "", event->led_by);
}

/* ---- the page ---- */

static Error *results_page(Ctx *cx, const Request *rq, Response *rs)
{
    EventResults found = {0};
    TRY(event_results(cx, rq->id, &found));
    bool office = may(cx, READ_PROGRAMME), shares = !register_is_to_read(cx);
    const char *here = text(cx, "/events/%ld/results", (long)rq->id);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "What people said: %s", found.event.title), .frame = office ? FRAME_OFFICE : FRAME_TASK, .current = "evaluation", .wide = true,
                                              .back = office ? text(cx, "/office/events/%ld", (long)rq->id) : "/facilitating" });
    ly_head_begin(out, text(cx, "What people said of %s", found.event.title));
    if (found.count) {
        ly_head_buttons(out);
        ly_sheet_buttons(out, text(cx, "%s.csv", here));
        if (shares) ly_small_button(out, "Share with a guest", text(cx, "%s/share", here), false);
    }
    ly_head_end(out, found.count > 0);
    subtitle(out, &found.event);
    rounds_put(out, &found);
    page_end(rs);
    return OK;
}

static Error *results_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "When", "Question", "About", "Answer", "People", "Of" };
    EventResults found = {0};
    Sheet sheet;
    TRY(event_results(cx, rq->id, &found));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t w = 0; w < found.count; w++)
        for (size_t i = 0; i < found.rounds[w].count; i++) {
            const Result *r = &found.rounds[w].results[i];
            const char *const *choices;
            size_t count;
            evaluation_choices(cx, r->kind, r->choices, &choices, &count);
            for (size_t c = 0; c < (r->few ? 0 : count + r->comment_count); c++) {
                sheet_text(&sheet, round_title(&found.rounds[w])), sheet_text(&sheet, r->words), sheet_text(&sheet, evaluation_about_words(r->about));
                sheet_text(&sheet, c < count ? choices[c] : r->comments[c - count]);
                if (c < count) sheet_int(&sheet, r->counts[c + 1]);
                else sheet_text(&sheet, NULL);
                sheet_int(&sheet, r->answered);
                sheet_line(&sheet);
            }
        }
    return sheet_respond(&sheet, rs, text(cx, "results-%s", found.event.starts_on));
}

/* ---- for a guest ---- */

static void links_put(Ctx *cx, const Request *rq, Response *rs, const GuestLink *list, size_t count)
{
    Out *out = &rs->out;
    if (!count) return;
    ly_panel_begin(out, (LyPanel){ .title = "Links that were made", .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "Links to these results", .boxed = true, .phone = true, LY_COLUMNS({ .text = "For" }, { .text = "Works until" }, { .text = "Act" }) });
    for (size_t i = 0; i < count; i++) {
        bool works = !list[i].revoked_at && list[i].ends_at > cx->now;
        html(out, "<tr><th scope=\"row\"><span>%s<span class=\"ly-sub\">%s</span></span></th><td data-label=\"Works until\">", list[i].name, list[i].email);
        if (works) html(out, "%s", day_words(cx, date_of(cx, list[i].ends_at - 1)));
        else ly_status_tiny(out, LY_QUIET, list[i].revoked_at ? "Taken back" : "Ended");
        html(out, "</td><td data-label=\"Act\"><div class=\"ly-acts\">");
        if (works) {
            html(out, "<a class=\"govuk-link\" href=\"%s\">Open<span class=\"govuk-visually-hidden\"> the link for %s</span></a>", guest_link_path(cx, list[i].id), list[i].name);
            form_begin(cx, rq, rs, text(cx, "/events/%ld/results/links/%ld/end", (long)rq->id, (long)list[i].id), false);
            html(out, "<button type=\"submit\" class=\"ly-linklike\">Take back<span class=\"govuk-visually-hidden\"> the link for %s</span></button></form>", list[i].name);
        }
        html(out, "</div></td></tr>\n");
    }
    ly_table_end(out);
    ly_panel_end(out);
}

static Error *share_show(Ctx *cx, const Request *rq, Response *rs)
{
    EventResults found = {0};
    GuestLink *links;
    size_t count;
    TRY(event_results(cx, rq->id, &found));
    TRY(guest_links(cx, rq->id, &links, &count));
    if (register_is_to_read(cx)) return forbidden(cx, "reads results and shares them with nobody");
    bool office = may(cx, READ_PROGRAMME);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Share with a guest", .frame = office ? FRAME_OFFICE : FRAME_TASK, .current = "evaluation", .back = text(cx, "/events/%ld/results", (long)rq->id) });
    html(out, "<h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s, %s</span>Share with a guest</h1>\n", found.event.title, day_words(cx, found.event.starts_on));
    html(out, "<p class=\"govuk-body\">Somebody who led this event and has no account reads what people said by a link of their own. It ends by itself, and you can take it back before.</p>\n");
    form_begin(cx, rq, rs, text(cx, "/events/%ld/results/share", (long)rq->id), false);
    field_text(out, rq, (TextInput){ .name = "name", .label = "For whom?", .label_classes = "govuk-label--s" });
    field_text(out, rq, (TextInput){ .name = "email", .label = "Email address (optional)", .label_classes = "govuk-label--s", .type = "email", .hint = "We send them the link. Without an address, pass it on yourself" });
    field_text(out, rq, (TextInput){ .name = "days", .label = "Works for", .label_classes = "govuk-label--s", .classes = "govuk-input--width-2", .suffix = "days", .inputmode = "numeric", .value = "14" });
    govuk_button(out, (Button){ .text = "Make the link", .prevent_double_click = YES });
    html(out, "</form>\n");
    links_put(cx, rq, rs, links, count);
    page_end(rs);
    return OK;
}

static Error *share_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(guest_link_make(cx, rq->id, form_text(rq, "name"), form_text(rq, "email"), form_number(rq, "days", 0)));
    rs->flash = blank(form_text(rq, "email")) ? "The link is made. Open it below and pass on its address." : "The link is on its way by email.";
    return redirect(rs, text(cx, "/events/%ld/results/share", (long)rq->id));
}

static Error *link_end_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(guest_link_revoke(cx, rq->id, rq->id2));
    rs->flash = "The link works no longer.";
    return redirect(rs, text(cx, "/events/%ld/results/share", (long)rq->id));
}

static Error *guest_page(Ctx *cx, const Request *rq, Response *rs)
{
    EventResults found = {0};
    GuestLink link = {0};
    bool open;
    TRY(guest_results(cx, rq->word, &link, &open, &found));
    rs->private_page = true;
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "What people said: %s", found.event.title), .frame = FRAME_TASK, .wide = true });
    if (!open) {
        rs->status = 404;
        ly_empty(out, (LyEmpty){ .title = "This link has ended", .words = "Ask whoever sent it to you for another one.", .act = "See the programme", .act_href = "/courses", .plain = true });
        page_end(rs);
        return OK;
    }
    html(out, "<h1 class=\"govuk-heading-l govuk-!-margin-bottom-1\">What people said of %s</h1>\n", found.event.title);
    subtitle(out, &found.event);
    ly_note(out, LY_INFO, text(cx, "For %s. This link works until %s. Whoever has it reads this page, so pass it on to nobody.", link.name, day_words(cx, date_of(cx, link.ends_at - 1))));
    rounds_put(out, &found);
    page_end(rs);
    return OK;
}

/* ---- for who led it ---- */

void said_of_mine(Out *out, const ResultsEvent *list, size_t count)
{
    Ctx *cx = out->cx;
    int64_t answers = 0, sum = 0;
    if (!count) return;
    for (size_t i = 0; i < count; i++) answers += list[i].led_answers, sum += list[i].led_sum;
    ly_panel_begin(out, (LyPanel){ .title = "What people said" });
    if (answers >= FEWEST)
        html(out, "<p class=\"ly-price\">%s out of %d</p><p class=\"ly-small govuk-!-margin-top-0\">for how it was led, over %s</p>\n", tenths_words(cx, scale_tenths(sum, answers)), SCALE,
             count > 1 ? text(cx, "your last %zu events", count) : "one event");
    ly_sessions_begin(out);
    for (size_t i = 0; i < count; i++) {
        ly_session_begin(out, list[i].starts_on);
        html(out, "<b><a class=\"govuk-link\" href=\"/events/%ld/results\">%s</a></b><br><span class=\"ly-quiet\">%s: %s</span>", (long)list[i].event_id, list[i].title, date_words(cx, list[i].starts_on),
             list[i].scale_answers < FEWEST ? text(cx, "%s answered", counted(cx, list[i].people, "person", "people"))
                                            : text(cx, "%s said the course was %s out of %d", counted(cx, list[i].people, "person", "people"), tenths_words(cx, scale_tenths(list[i].scale_sum, list[i].scale_answers)), SCALE));
        ly_session_end(out);
    }
    ly_sessions_end(out);
    ly_panel_end(out);
}

ROUTES(evaluation_results_pages,
    GET  ("/events/:id/results",               SIGNED_IN, results_page),
    SHEET("/events/:id/results",               SIGNED_IN, results_sheet),
    FORM ("/events/:id/results/share",         SIGNED_IN, share_show, NULL, share_submit),
    POST ("/events/:id/results/links/:id/end", SIGNED_IN, NULL, link_end_submit),
    GET  ("/results/*",                        PUBLIC,    guest_page),
);
