/* The partnership's own settings, and the style sheet of its colours. */
#include <string.h>
#include "platform/base/colour.h"
#include "platform/base/text.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "rooms/members/permission.h"
#include "rooms/members/settings.h"

extern const RouteList settings_pages;

static void colour_field(Out *out, const Request *rq, const char *name, const char *label, const char *hint, const char *colour, const char *against)
{
    field_text(out, rq, (TextInput){ .name = name, .label = label, .label_classes = "govuk-label--s", .type = "color", .classes = "govuk-input--width-4", .value = colour,
                                     .hint = text(out->cx, "%s. Contrast %.1f now; 4.5 is needed", hint, colour_contrast(colour, against)) });
}

static void colour_fields(Out *out, const Request *rq)
{
    const Brand brand = brand_of(out->cx->partnership);
    html(out, "<h2 class=\"govuk-heading-m\">Colours</h2>\n<p class=\"govuk-body\">Of pages, letters and certificates. A colour that people could not read is refused. What means something, like full or booked, keeps its colours.</p>\n");
    colour_field(out, rq, "brand_band", "Band", "The dark band and the titles of pages", brand.band, "#ffffff");
    colour_field(out, rq, "brand_link", "Links", "On white and on the light ground of the page’s foot", brand.link, "#f4f1ea");
    colour_field(out, rq, "brand_button", "Buttons", "Under white words", brand.button, "#ffffff");
    colour_field(out, rq, "brand_accent", "Accent", "The current tab and the search button, under dark words", brand.accent, "#16262b");
}

/* Whoever has saved them comes here next, and finds them in force. */
static Error *settings_show(Ctx *cx, const Request *rq, Response *rs)
{
    TRY(settings_take_up(cx));
    Settings s;
    TRY(settings_load(cx, &s));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Settings", .frame = FRAME_OFFICE, .current = "settings" });
    html(out, "<div class=\"ly-page__head\"><h1>Settings</h1></div>\n<div class=\"ly-narrow-page\">");
    form_begin(cx, rq, rs, "/office/settings", false);
    field_text(out, rq, (TextInput){ .name = "name", .label = "Name of the partnership", .label_classes = "govuk-label--s", .value = s.name });
    field_text(out, rq, (TextInput){ .name = "short_name", .label = "Short name", .label_classes = "govuk-label--s", .value = s.short_name, .hint = "Where there is little room, like the band of a phone" });
    field_text(out, rq, (TextInput){ .name = "council", .label = "Council", .label_classes = "govuk-label--s", .value = s.council });
    field_text(out, rq, (TextInput){ .name = "home_authority", .label = "Home authority", .label_classes = "govuk-label--s", .value = s.home_authority, .classes = "govuk-input--width-4", .inputmode = "numeric",
                                     .hint = "Three digits, like 205: its schools are the home schools" });
    field_text(out, rq, (TextInput){ .name = "email", .label = "Email address", .label_classes = "govuk-label--s", .value = s.email, .type = "email", .spellcheck = NO, .hint = "Letters come from here, and answers to them go here" });
    field_text(out, rq, (TextInput){ .name = "telephone", .label = "Telephone", .label_classes = "govuk-label--s", .value = s.telephone, .type = "tel", .classes = "govuk-input--width-20" });
    field_textarea(out, rq, (Textarea){ .name = "address", .label = "Postal address", .label_classes = "govuk-label--s", .value = s.address, .rows = 4 });
    field_text(out, rq, (TextInput){ .name = "url", .label = "Address of this site", .label_classes = "govuk-label--s", .value = s.url, .spellcheck = NO, .hint = "Links in letters begin with it" });
    colour_fields(out, rq);
    html(out, "<h2 class=\"govuk-heading-m\">Signing in</h2>\n");
    field_date(out, rq, (DateField){ .name = "second_factor_from", .legend = "Day from which a code from the phone is asked for", .stored = s.second_factor_from,
                                     .hint = "Of whoever sees other people’s data, beside the password or the emailed link. Until then they may set up their app, and nobody has to. Empty: from the first day" });
    html(out, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"/office/providers\">Accounts elsewhere</a>: the school’s Microsoft or Google account, or another</p>\n");
    html(out, "<h2 class=\"govuk-heading-m\">Reminders</h2>\n");
    field_text(out, rq, (TextInput){ .name = "remind_days", .label = "Days before an event on which people are reminded of their place", .label_classes = "govuk-label--s", .value = s.remind_days, .classes = "govuk-input--width-10",
                                     .hint = "Numbers with commas between, like 7, 1. Empty: nobody is reminded" });
    html(out, "<h2 class=\"govuk-heading-m\">Departments</h2>\n");
    field_checkbox(out, rq, "departments_alone", "Departments publish their courses and events by themselves", "Unticked, what they want to publish comes to the office first, which publishes it or sends it back with words.",
                   same(s.departments_publish, "alone"));
    html(out, "<h2 class=\"govuk-heading-m\">What is kept</h2>\n");
    field_text(out, rq, (TextInput){ .name = "address_days", .label = "Days that addresses of connections are kept", .label_classes = "govuk-label--s", .value = s.address_days, .classes = "govuk-input--width-4",
                                     .inputmode = "numeric", .hint = "Beside who did what, against misuse. Then they are deleted, and who did what stays" });
    html(out, "<h2 class=\"govuk-heading-m\">Terms</h2>\n");
    field_textarea(out, rq, (Textarea){ .name = "terms", .label = "Booking terms", .label_classes = "govuk-label--s", .value = s.terms, .rows = 12, .hint = "In Markdown: # for a heading, - for a list" });
    govuk_button(out, (Button){ .text = "Save", .prevent_double_click = YES });
    html(out, "</form>\n<h2 class=\"govuk-heading-m\">Mark</h2>\n<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"/office/settings/mark\">%s</a></p></div>\n",
         cx->partnership->mark.id ? "Change the picture beside the partnership’s name, or take it away" : "Set a picture beside the partnership’s name");
    page_end(rs);
    return OK;
}

static Error *settings_submit(Ctx *cx, Request *rq, Response *rs)
{
    Settings s = { .name = text_trim(cx, form_text(rq, "name")), .short_name = text_trim(cx, form_text(rq, "short_name")), .council = text_trim(cx, form_text(rq, "council")),
                   .url = text_trim(cx, form_text(rq, "url")), .home_authority = text_trim(cx, form_text(rq, "home_authority")), .email = text_trim(cx, form_text(rq, "email")),
                   .telephone = text_trim(cx, form_text(rq, "telephone")), .address = form_text(rq, "address"), .terms = form_text(rq, "terms"),
                   .address_days = text_trim(cx, form_text(rq, "address_days")), .remind_days = text_trim(cx, form_text(rq, "remind_days")),
                   .departments_publish = form_has(rq, "departments_alone") ? "alone" : "review",
                   .brand = { form_text(rq, "brand_band"), form_text(rq, "brand_link"), form_text(rq, "brand_button"), form_text(rq, "brand_accent") } };
    TRY(form_date(cx, rq, "second_factor_from", "The day from which a code is asked for", &s.second_factor_from));
    TRY(settings_save(cx, &s));
    rs->flash = "The settings are saved. Every page has them within a minute";
    return redirect(rs, "/office/settings");
}

static Error *brand_css(Ctx *cx, const Request *rq, Response *rs)
{
    const char *sheet = brand_sheet(cx);
    return respond(rs, "text/css; charset=utf-8", sheet, strlen(sheet));
}

static const Route routes[] = {
    FORM("/office/settings", SET_UP, settings_show, NULL, settings_submit),
    GET (BRAND_SHEET,        PUBLIC, brand_css),
};
const RouteList settings_pages = { routes, COUNT(routes) };
