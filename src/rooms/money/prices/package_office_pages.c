/* Packages in the office: made of a model of the price laboratory, changed while they are drafts, published, closed. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/money/prices/package_pages.h"
#include "rooms/money/prices/price_study.h"

extern const RouteList package_office_pages;

static void state_put(Out *out, const Package *package, bool tiny)
{
    LyMeaning meaning = same(package->state, "published") ? LY_GOOD : same(package->state, "draft") ? LY_WARN : LY_QUIET;
    if (tiny) ly_status_tiny(out, meaning, capital(out->cx, package->state));
    else ly_status(out, meaning, capital(out->cx, package->state));
}

/* ---- all of them ---- */

static Error *packages_show(Ctx *cx, const Request *rq, Response *rs)
{
    Package *list;
    size_t count;
    TRY(packages_all(cx, &list, &count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Packages", .frame = FRAME_OFFICE, .current = "packages", .wide = true });
    ly_head_begin(out, "Packages");
    ly_head_end(out, false);
    if (!count) {
        ly_empty(out, (LyEmpty){ .title = "No package yet", .words = "A package begins in the price laboratory: try prices on the roll, then make a package of the model that is chosen.", .act = "Open the price laboratory",
                                 .act_href = "/office/laboratory" });
        page_end(rs);
        return OK;
    }
    ly_panel_begin(out, (LyPanel){ .title = "All packages", .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "Packages, the latest year first", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Package" }, { .text = "Year" }, { .text = "Last day to order" }, { .text = "State" }) });
    for (size_t i = 0; i < count; i++) {
        html(out, "<tr><th scope=\"row\"><a class=\"govuk-link\" href=\"/office/packages/%ld\">%s</a></th><td data-label=\"Year\">%s</td><td data-label=\"Last day to order\">%s</td><td data-label=\"State\">",
             (long)list[i].id, list[i].name, package_year_words(cx, list[i].starts_on, list[i].ends_on), *list[i].order_by ? date_words(cx, list[i].order_by) : "–");
        state_put(out, &list[i], true);
        html(out, "</td></tr>\n");
    }
    ly_table_end(out);
    ly_panel_end(out);
    page_end(rs);
    return OK;
}

/* ---- one ---- */

static void acts_put(Out *out, const Package *package)
{
    Ctx *cx = out->cx;
    const char *here = text(cx, "/office/packages/%ld", (long)package->id);
    const bool draft = same(package->state, "draft");
    if (!may(cx, BILL) || same(package->state, "closed")) return;
    ly_head_buttons(out);
    ly_small_button(out, "Which one it follows", text(cx, "%s/follows", here), false);
    if (draft) ly_small_button(out, "Remove", text(cx, "%s/remove", here), false), ly_small_button(out, "Change", text(cx, "%s/change", here), false), ly_small_button(out, "Publish", text(cx, "%s/publish", here), true);
    else ly_small_button(out, "Close to new orders", text(cx, "%s/close", here), false);
    html(out, "</div>");
}

static Error *package_show(Ctx *cx, const Request *rq, Response *rs)
{
    Package package = {0};
    PackageItem *items;
    PriceRule rule = {0};
    Package follows = {0};
    size_t count;
    TRY(package_find(cx, rq->id, &package));
    if (package.follows_id) TRY(package_find(cx, package.follows_id, &follows));
    TRY(package_items(cx, package.id, &items, &count));
    TRY(price_rule_find(cx, package.rule_id, &rule));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = package.name, .frame = FRAME_OFFICE, .current = "packages", .wide = true, CRUMBS({ "Packages", "/office/packages" }) });
    ly_head_begin(out, package.name);
    state_put(out, &package, false);
    acts_put(out, &package);
    ly_head_end(out, false);
    html(out, "<div class=\"ly-split ly-split--even\"><div>");
    ly_panel_begin(out, (LyPanel){ .title = "The package" });
    ly_facts_begin(out, false);
    ly_fact(out, "Year", package_year_words(cx, package.starts_on, package.ends_on));
    ly_fact(out, "Price", text(cx, "%s. %s", price_rule_words(cx, &rule), part_year_words(&rule)));
    if (rule.early_percent) ly_fact(out, "Early order", text(cx, "%ld%% less until %s", (long)rule.early_percent, date_words(cx, rule.early_by)));
    ly_fact(out, "Last day to order", *package.order_by ? date_words(cx, package.order_by) : "");
    if (package.published_at) ly_fact(out, "Published", date_words(cx, date_of(cx, package.published_at)));
    ly_facts_end(out);
    if (!blank(package.words)) html_markdown(out, package.words, 2);
    html(out, "<p class=\"ly-small\"><a class=\"govuk-link\" href=\"/office/subscriptions?package=%ld\">Who subscribes to it</a>", (long)package.id);
    if (package.follows_id) html(out, ". It follows %s: <a class=\"govuk-link\" href=\"/office/renewals/%ld\">the renewal round</a>", follows.name, (long)package.id);
    html(out, ".</p>");
    ly_panel_end(out);
    html(out, "</div><div>");
    ly_panel_begin(out, (LyPanel){ .title = "What it includes" });
    package_includes(out, items, count);
    ly_panel_end(out);
    html(out, "</div></div>\n");
    page_end(rs);
    return OK;
}

/* ---- begun, changed ---- */

/* A form is for what can still be changed. */
static Error *draft_find(Ctx *cx, int64_t id, Package *package)
{
    TRY(package_find(cx, id, package));
    return same(package->state, "draft") ? OK : conflict(cx, "%s is %s, so it stays as it is", package->name, package->state);
}

static Error *begin_show(Ctx *cx, const Request *rq, Response *rs)
{
    StudyModel model = {0};
    TRY(study_model(cx, rq->id, rq->id2, &model));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Make a package", .frame = FRAME_OFFICE, .current = "laboratory", .back = text(cx, "/office/laboratory/%ld", (long)rq->id) });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">Model %s: %s</span>Make a package</h1><p class=\"govuk-body\">It costs what the model says today: %s. %s"
              " Whatever becomes of the model later, the package keeps this price. It is a draft until you publish it.</p>\n", study_letter(model.position), model.rule.name, price_rule_words(cx, &model.rule), part_year_words(&model.rule));
    form_begin(cx, rq, rs, text(cx, "/office/laboratory/%ld/models/%ld/package", (long)rq->id, (long)model.position), false);
    package_fields(out, rq, NULL, NULL, 0, "");
    govuk_button(out, (Button){ .text = "Save as a draft", .prevent_double_click = YES });
    html(out, "</form></div>\n");
    page_end(rs);
    return OK;
}

static Error *begin_submit(Ctx *cx, Request *rq, Response *rs)
{
    StudyModel model = {0};
    PackageDraft draft;
    int64_t id;
    TRY(study_model(cx, rq->id, rq->id2, &model));
    TRY(package_typed(cx, rq, &draft));
    TRY(package_begin(cx, model.rule.id, &draft, &id));
    rs->flash = "The package is a draft. Look at it once more, then publish it.";
    return redirect(rs, text(cx, "/office/packages/%ld", (long)id));
}

static Error *change_show(Ctx *cx, const Request *rq, Response *rs)
{
    Package package = {0};
    PackageItem *items;
    size_t count;
    TRY(draft_find(cx, rq->id, &package));
    TRY(package_items(cx, package.id, &items, &count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Change %s", package.name), .frame = FRAME_OFFICE, .current = "packages", .back = text(cx, "/office/packages/%ld", (long)package.id) });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>Change the package</h1>\n", package.name);
    form_begin(cx, rq, rs, text(cx, "/office/packages/%ld/change", (long)package.id), false);
    package_fields(out, rq, &package, items, count, "");
    govuk_button(out, (Button){ .text = "Save", .prevent_double_click = YES });
    html(out, "</form></div>\n");
    page_end(rs);
    return OK;
}

static Error *change_submit(Ctx *cx, Request *rq, Response *rs)
{
    PackageDraft draft;
    TRY(package_typed(cx, rq, &draft));
    TRY(package_change(cx, rq->id, &draft));
    rs->flash = "The package is saved.";
    return redirect(rs, text(cx, "/office/packages/%ld", (long)rq->id));
}

/* ---- published, closed, removed: each says first what comes of it ---- */

typedef struct { const char *state, *act, *path, *says; bool warns; } Turn;
static const Turn to_publish = { "draft", "Publish", "publish", "Schools see it then, each with its own price. From then on nothing of it changes: another price is another package.", false };
static const Turn to_close   = { "published", "Close", "close", "No school sees it any more, and it cannot be published again. Offers of it that nobody has ordered lapse; who has it keeps it. What it said is kept here.", true };
static const Turn to_remove  = { "draft", "Remove", "remove", "It is a draft, and no school has seen it. Nobody can bring it back. The model that it was made of stays.", true };

static Error *turn_show(Ctx *cx, const Request *rq, Response *rs, const Turn *turn)
{
    Package package = {0};
    TRY(package_find(cx, rq->id, &package));
    if (!same(package.state, turn->state)) return conflict(cx, "%s is %s, so it stays as it is", package.name, same(package.state, "draft") ? "a draft" : package.state);
    const char *here = text(cx, "/office/packages/%ld", (long)package.id);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "%s %s", turn->act, package.name), .frame = FRAME_OFFICE, .current = "packages", .back = here });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">%s %s?</h1><p class=\"govuk-body\">%s</p>\n", turn->act, package.name, turn->says);
    form_begin(cx, rq, rs, text(cx, "%s/%s", here, turn->path), false);
    govuk_button(out, (Button){ .text = text(cx, "%s the package", turn->act), .classes = turn->warns ? "govuk-button--warning" : NULL, .prevent_double_click = YES });
    html(out, "</form></div>\n");
    page_end(rs);
    return OK;
}

static Error *publish_show(Ctx *cx, const Request *rq, Response *rs) { return turn_show(cx, rq, rs, &to_publish); }
static Error *close_show(Ctx *cx, const Request *rq, Response *rs)   { return turn_show(cx, rq, rs, &to_close); }
static Error *remove_show(Ctx *cx, const Request *rq, Response *rs)  { return turn_show(cx, rq, rs, &to_remove); }

static Error *publish_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(package_publish(cx, rq->id));
    rs->flash = "The package is published. Schools see it with their price.";
    return redirect(rs, text(cx, "/office/packages/%ld", (long)rq->id));
}

static Error *close_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(package_close(cx, rq->id));
    rs->flash = "The package is closed.";
    return redirect(rs, text(cx, "/office/packages/%ld", (long)rq->id));
}

static Error *remove_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(package_drop(cx, rq->id));
    rs->flash = "The draft is removed.";
    return redirect(rs, "/office/packages");
}

ROUTES(package_office_pages,
    GET ("/office/packages",                          READ_MONEY, packages_show),
    GET ("/office/packages/:id",                      READ_MONEY, package_show),
    FORM("/office/laboratory/:id/models/:id/package", BILL, begin_show,  NULL, begin_submit),
    FORM("/office/packages/:id/change",               BILL, change_show, NULL, change_submit),
    FORM("/office/packages/:id/remove",               BILL, remove_show, NULL, remove_submit),
    FORM("/office/packages/:id/publish",              BILL, publish_show, NULL, publish_submit),
    FORM("/office/packages/:id/close",                BILL, close_show,  NULL, close_submit),
);
