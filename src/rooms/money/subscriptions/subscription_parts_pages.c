/* Parts that the school's and the office's pages of subscriptions share. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/money/bills/document.h"
#include "rooms/money/subscriptions/subscription_pages.h"

const char *pounds(Ctx *cx, int64_t pence) { return pence ? money_words(cx, pence) : "£0"; }
const char *subscription_days(Ctx *cx, const Subscription *s) { return package_year_words(cx, s->starts_on, s->ends_on); }

void subscription_status(Out *out, const char *state, const char *words)
{
    LyMeaning meaning = same(state, "active") ? LY_GOOD : same(state, "ordered") ? LY_INFO : same(state, "quoted") ? LY_WARN : LY_QUIET;
    ly_status_tiny(out, same(words, "Over") || same(words, "Taken over") ? LY_QUIET : meaning, words);
}

void subscription_price(Out *out, const Subscription *s, const Priced *priced)
{
    Ctx *cx = out->cx;
    if (priced->how != PRICED) {
        html(out, "<p class=\"govuk-body\">There is no price: %s.</p>", priced->why);
        return;
    }
    html(out, "<p class=\"ly-price\">%s</p><p class=\"ly-small ly-quiet govuk-!-margin-top-1\">%s.</p>", pounds(cx, priced->pence), capital(cx, priced->why));
    if (priced->pence != priced->full_pence) html(out, "<p class=\"ly-small\">The full price is %s a year.</p>", pounds(cx, priced->full_pence));
    if (same(s->state, "quoted") && priced->pence != s->pence) html(out, "<p class=\"ly-small\">When it was offered it was %s, for an order by that day.</p>", pounds(cx, s->pence));
}

static const char *by_words(Ctx *cx, int64_t at, const char *by) { return at ? text(cx, "%s%s%s", date_words(cx, date_of(cx, at)), *by ? ", " : "", by) : ""; }

void subscription_facts(Out *out, const Subscription *s)
{
    Ctx *cx = out->cx;
    const bool offer = same(s->state, "quoted") || !*s->state;
    ly_facts_begin(out, false);
    ly_fact(out, "From and to", subscription_days(cx, s));
    if (offer) ly_fact(out, "Last day to order", *s->order_by ? date_words(cx, s->order_by) : "");
    ly_fact(out, "Purchase order", s->purchase_order);
    ly_fact(out, "Offered", by_words(cx, s->quoted_at, s->id ? s->quoted_by : ""));
    ly_fact(out, "Ordered", by_words(cx, s->ordered_at, s->id ? s->ordered_by : ""));
    if (s->began_at) ly_fact(out, "Confirmed", date_words(cx, date_of(cx, s->began_at)));
    ly_facts_end(out);
}

Error *subscription_quotes(Out *out, int64_t subscription_id, const char *base)
{
    Ctx *cx = out->cx;
    Document *quotes;
    size_t n;
    TRY(documents_quoted(cx, subscription_id, &quotes, &n));
    for (size_t i = 0; i < n; i++)
        html(out, "<p class=\"ly-small\"><a class=\"govuk-link\" href=\"%s\">Quote %s</a>, %s, holds until %s</p>\n", text(cx, "%s/%ld", base, (long)quotes[i].id), quotes[i].name, money_table(cx, quotes[i].total_pence), date_words(cx, quotes[i].due_on));
    return OK;
}

static void change_put(Out *out, const ChangeMade *c)
{
    Ctx *cx = out->cx;
    const char *what = same(c->kind, "kept") ? "Its price was kept" : same(c->kind, "passed") ? "Taken over by the school that continues it" : "Another price";
    const char *more = c->pence ? text(cx, "%s, from %s: %s %s", c->words, date_words(cx, c->from_on), pounds(cx, c->pence < 0 ? -c->pence : c->pence), c->pence < 0 ? "less" : "more") : c->words;
    ly_happened(out, what, c->by, date_words(cx, date_of(cx, c->made_at)), more);
}

void subscription_history(Out *out, const Subscription *s, const ChangeMade *changes, size_t count)
{
    Ctx *cx = out->cx;
    ly_history_begin(out);
    if (s->ended_at) ly_happened(out, capital(cx, s->state), "", date_words(cx, date_of(cx, s->ended_at)), blank(s->ended_why) ? NULL : s->ended_why);
    for (size_t i = 0; i < count; i++) change_put(out, &changes[i]);
    if (s->began_at) ly_happened(out, s->took_over ? "Taken over" : "Confirmed", "", date_words(cx, date_of(cx, s->began_at)), text(cx, "%s: %s", pounds(cx, s->pence), s->price_why));
    if (s->ordered_at && !s->took_over) ly_happened(out, "Ordered", s->ordered_by, date_words(cx, date_of(cx, s->ordered_at)), *s->purchase_order ? text(cx, "Purchase order %s", s->purchase_order) : NULL);
    if (s->reminded_at) ly_happened(out, "Reminded", "", date_words(cx, date_of(cx, s->reminded_at)), NULL);
    if (!s->took_over) ly_happened(out, "Offered", s->quoted_by, date_words(cx, date_of(cx, s->quoted_at)), NULL);
    ly_history_end(out);
}
