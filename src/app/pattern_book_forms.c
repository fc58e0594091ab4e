#include "app/pattern_book.h"
#include "platform/html/field.h"
#include "platform/html/govuk/govuk.h"

static void buttons(Out *out)
{
    pattern_begin(out, "Buttons: first, second, one that takes something away, disabled; small, in the office");
    html(out, "<div class=\"ly-buttons govuk-!-margin-bottom-4\">");
    govuk_button(out, (Button){ .text = "Book places", .type = "button" });
    govuk_button(out, (Button){ .text = "Print", .type = "button", .classes = "govuk-button--secondary" });
    govuk_button(out, (Button){ .text = "Cancel the event", .type = "button", .classes = "govuk-button--warning" });
    govuk_button(out, (Button){ .text = "Booking closed", .type = "button", .disabled = true });
    html(out, "</div><div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Approve", .type = "button", .classes = "ly-small-button" });
    govuk_button(out, (Button){ .text = "Not this time", .type = "button", .classes = "govuk-button--secondary ly-small-button" });
    html(out, "</div>");
    pattern_end(out);
}

static void texts(Out *out)
{
    pattern_begin(out, "Text: plain, with a hint, wrong, with a sign");
    govuk_text_input(out, (TextInput){ .name = "t1", .label = "Title of the course", .value = "Phonics that sticks" });
    govuk_text_input(out, (TextInput){ .name = "t2", .label = "Work email", .hint = "The address your school uses for you", .type = "email", .autocomplete = "email" });
    govuk_text_input(out, (TextInput){ .name = "t3", .label = "Work email", .value = "h.boateng", .error = "Enter an email address with an @, like name@school.example" });
    govuk_text_input(out, (TextInput){ .name = "t4", .label = "Price for members", .value = "60.00", .prefix = "£", .classes = "govuk-input--width-5", .inputmode = "decimal" });
    govuk_password_input(out, (PasswordInput){ .name = "t5", .label = "Password" });
    pattern_end(out);

    pattern_begin(out, "Longer text: plain, with a count, a file");
    govuk_textarea(out, (Textarea){ .name = "a1", .label = "What people will be able to do", .value = "tell a decoding gap from a fluency gap", .rows = 3 });
    govuk_character_count(out, (CharacterCount){ .textarea = { .name = "a2", .label = "Summary", .hint = "One sentence for the programme", .rows = 2 }, .characters = 200 });
    govuk_file_upload(out, (FileUpload){ .name = "a3", .label = "Schools register", .hint = "The CSV file as it was downloaded", .accept = ".csv" });
    pattern_end(out);
}

static void reveal(Out *out, const void *data)
{
    govuk_text_input(out, (TextInput){ .name = "venue", .label = data, .classes = "govuk-!-width-one-third" });
}

static void choices(Ctx *cx, const Request *rq, Out *out)
{
    static const SelectItem themes[] = { { "", "Choose a theme", false, false, NULL }, { "1", "Leadership", false, false, NULL }, { "2", "Curriculum", true, false, NULL } };

    pattern_begin(out, "Choices: a list, one of several, several, wrong");
    govuk_select(out, (Select){ .name = "c1", .label = "Theme", .items = themes, .count = COUNT(themes) });
    govuk_radios(out, (Radios){ .name = "c2", .legend = "Where is it?", .value = "venue",
                                OPTIONS({ .value = "venue", .text = "At a venue", .reveal = reveal, .data = "Which one?" },
                                        { .value = "online", .text = "Online", .hint = "The link is shown only to those who are booked" }) });
    govuk_checkboxes(out, (Checkboxes){ .name = "c3", .legend = "Who is it for?", .hint = "Choose all that apply", .error = "Choose at least one",
                                        OPTIONS({ .value = "t", .text = "Teachers" }, { .value = "g", .text = "Governors and clerks", .checked = YES },
                                                { .divider = "or" }, { .value = "n", .text = "Everybody", .behaviour = "exclusive" }) });
    field_date(out, rq, (DateField){ .name = "c4", .legend = "First day", .hint = "For example, 28 1 2027", .stored = cx->today });
    pattern_end(out);

    pattern_begin(out, "Fields that belong together, in one row");
    html(out, "<div class=\"ly-together\">");
    field_date(out, rq, (DateField){ .name = "c5", .legend = "Booking opens", .hint = "Leave empty for as soon as it is published", .stored = cx->today });
    govuk_text_input(out, (TextInput){ .name = "c6", .label = "At", .value = "9am", .classes = "govuk-input--width-5" });
    html(out, "</div>");
    pattern_end(out);
}

static void reports(Out *out)
{
    static const Anchor errors[] = { { "Enter an email address with an @, like name@school.example", "#t3", NULL }, { "Choose at least one", "#c3", NULL } };

    pattern_begin(out, "Errors, and what a page reports");
    govuk_error_summary(out, (ErrorSummary){ .errors = errors, .count = COUNT(errors), .disable_focus = YES });
    govuk_notification_banner(out, (NotificationBanner){ .text = "Booking for this event opens on 1 March." });
    govuk_warning_text(out, (WarningText){ .text = "Cancelling the event tells all 24 people and gives their places back." });
    govuk_inset_text(out, (InsetText){ .text = "Places go first to schools that have nobody on the course yet." });
    govuk_details_begin(out, (Details){ .summary = "How the order is made" });
    html(out, "<p class=\"govuk-body\">Schools not yet on the course come first, then whoever joined earliest.</p>");
    govuk_details_end(out);
    govuk_panel(out, (Panel){ .title = "3 places are booked", .text = "Phonics that sticks", .level = 3 });
    pattern_end(out);
}

static void lists(Out *out)
{
    static const SummaryAction change[] = { { "Change", "#", "name", NULL, NULL } };
    static const SummaryRow rows[] = {
        { .key = "Name", .value = "Siobhán O’Dowd", .actions = change, .action_count = COUNT(change) }, { .key = "Post", .value = "Teaching assistant" },
    };
    static const Task tasks[] = {
        { .title = "Sessions", .href = "#", .status = "Done" }, { .title = "Price", .href = "#", .hint = "For members and for others", .tag = "To do", .tag_classes = "govuk-tag--blue" },
    };
    static const Anchor crumbs[] = { { "Programme", "#", NULL }, { "Phonics that sticks", NULL, NULL } };

    pattern_begin(out, "Lists and ways");
    govuk_summary_list(out, (SummaryList){ .rows = rows, .count = COUNT(rows) });
    govuk_task_list(out, (TaskList){ .tasks = tasks, .count = COUNT(tasks) });
    govuk_breadcrumbs(out, (Breadcrumbs){ .items = crumbs, .count = COUNT(crumbs), .label = "Breadcrumb, an example" });
    govuk_pagination(out, (Pagination){ .previous = { .href = "#", .label = "1 to 25" }, .next = { .href = "#", .label = "51 to 75" }, .landmark = "Pages, an example" });
    html(out, "<div class=\"ly-row\">");
    govuk_tag(out, (Tag){ .text = "Published" });
    govuk_tag(out, (Tag){ .text = "Draft", .classes = "govuk-tag--grey" });
    html(out, "</div>");
    pattern_end(out);
}

void pattern_book_forms(Ctx *cx, const Request *rq, Out *out)
{
    buttons(out);
    texts(out);
    choices(cx, rq, out);
    reports(out);
    lists(out);
}
