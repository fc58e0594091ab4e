/*
 * Our components against GOV.UK's own fixtures: the same options must give the same HTML, white space beside tags aside. What we do
 * not take over is listed below with the reason; a fixture that is neither right nor listed fails, and so does a listed one that holds.
 */
#include <jansson.h>
#include <stdio.h>

#include "platform/base/text.h"
#include "platform/html/govuk/govuk.h"
#include "platform/html/govuk/govuk_fixtures.h"
#include "tests/test.h"

/* ---- comparing ---- */

static bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t'; }

/* Without white space beside tags, and runs of it made one space. */
static const char *folded(const char *s)
{
    char *folded = array(test_cx(), char, strlen(s) + 1), *at = folded;
    for (; *s; s++) {
        if (!is_space(*s)) { if (*s == '>' || *s == '<') while (at > folded && at[-1] == ' ') at--; *at++ = *s; continue; }
        if (at > folded && at[-1] != ' ' && at[-1] != '>') *at++ = ' ';
    }
    return folded;
}

static bool uses(const json_t *options, const char *const *names)
{
    const char *key;
    json_t *value;
    size_t i;
    if (json_is_array(options)) json_array_foreach(options, i, value) if (uses(value, names)) return true;
    if (!json_is_object(options)) return false;
    json_object_foreach((json_t *)options, key, value) {
        for (const char *const *name = names; *name; name++) if (same(key, *name)) return true;
        if (uses(value, names)) return true;
    }
    return false;
}

/* ---- options ---- */

static const char *option(const json_t *options, const char *path)
{
    char first[64];
    const char *dot = strchr(path, '.');
    if (dot) {
        snprintf(first, sizeof first, "%.*s", (int)(dot - path), path);
        return option(json_object_get(options, first), dot + 1);
    }
    const json_t *value = json_object_get(options, path);
    if (json_is_integer(value)) return text(test_cx(), "%lld", json_integer_value(value));
    const char *s = json_string_value(value);
    return s && *s ? s : NULL;
}

static bool flag(const json_t *options, const char *name) { return json_is_true(json_object_get(options, name)); }

static Choice choice(const json_t *options, const char *name)
{
    const json_t *value = json_object_get(options, name);
    return json_is_true(value) ? YES : json_is_false(value) ? NO : DEFAULT;
}

static bool heading(const json_t *options, const char *of) { return flag(json_object_get(options, of), "isPageHeading"); }

static int number(const json_t *options, const char *name)
{
    const json_t *value = json_object_get(options, name);
    int64_t n = json_integer_value(value);
    if (json_is_string(value)) number_parse(json_string_value(value), 0, 100000, &n);
    return (int)n;
}

static const Attribute *attributes(const json_t *options)
{
    const json_t *all = json_object_get(options, "attributes");
    Attribute *found = array(test_cx(), Attribute, json_object_size(all) + 1);
    size_t n = 0;
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)all, key, value)
        if (begins(key, "data-") || begins(key, "aria-") || one_of(key, "id role target rel tabindex")) found[n++] = (Attribute){ key, option(all, key) };
    return found;
}

/* Items that are not false or empty: the macros skip those. */
static size_t items_of(const json_t *list, const json_t ***items)
{
    size_t n = 0, i;
    json_t *value;
    *items = array(test_cx(), const json_t *, json_array_size(list) + 1);
    json_array_foreach((json_t *)list, i, value) if (json_is_object(value) && json_object_size(value)) (*items)[n++] = value;
    return n;
}

/* ---- components ---- */

typedef void Render(Out *out, const json_t *o);
typedef struct { const char *name; Render *render; } Component;

static void button(Out *out, const json_t *o)
{
    govuk_button(out, (Button){ .text = option(o, "text"), .href = option(o, "href"), .name = option(o, "name"), .value = option(o, "value"), .type = option(o, "type"),
                                .id = option(o, "id"), .classes = option(o, "classes"), .disabled = flag(o, "disabled"), .start = flag(o, "isStartButton"),
                                .prevent_double_click = choice(o, "preventDoubleClick"), .attributes = attributes(o) });
}

static void input(Out *out, const json_t *o)
{
    govuk_text_input(out, (TextInput){
        .name = option(o, "name"), .id = option(o, "id"), .label = option(o, "label.text"), .label_classes = option(o, "label.classes"),
        .page_heading = heading(o, "label"), .hint = option(o, "hint.text"), .error = option(o, "errorMessage.text"), .value = option(o, "value"),
        .classes = option(o, "classes"), .group_classes = option(o, "formGroup.classes"), .described_by = option(o, "describedBy"), .type = option(o, "type"),
        .inputmode = option(o, "inputmode"), .autocomplete = option(o, "autocomplete"), .autocapitalize = option(o, "autocapitalize"),
        .pattern = option(o, "pattern"), .prefix = option(o, "prefix.text"), .suffix = option(o, "suffix.text"), .prefix_classes = option(o, "prefix.classes"),
        .suffix_classes = option(o, "suffix.classes"), .spellcheck = choice(o, "spellcheck"), .disabled = flag(o, "disabled"), .attributes = attributes(o) });
}

static void password(Out *out, const json_t *o)
{
    govuk_password_input(out, (PasswordInput){
        .name = option(o, "name"), .id = option(o, "id"), .label = option(o, "label.text"), .label_classes = option(o, "label.classes"),
        .page_heading = heading(o, "label"), .hint = option(o, "hint.text"), .error = option(o, "errorMessage.text"), .value = option(o, "value"),
        .classes = option(o, "classes"), .group_classes = option(o, "formGroup.classes"), .described_by = option(o, "describedBy"),
        .autocomplete = option(o, "autocomplete"), .disabled = flag(o, "disabled"), .attributes = attributes(o) });
}

static Textarea textarea_of(const json_t *o)
{
    return (Textarea){ .name = option(o, "name"), .id = option(o, "id"), .label = option(o, "label.text"), .label_classes = option(o, "label.classes"),
                       .page_heading = heading(o, "label"), .hint = option(o, "hint.text"), .error = option(o, "errorMessage.text"), .value = option(o, "value"),
                       .classes = option(o, "classes"), .group_classes = option(o, "formGroup.classes"), .described_by = option(o, "describedBy"),
                       .autocomplete = option(o, "autocomplete"), .rows = number(o, "rows"), .spellcheck = choice(o, "spellcheck"), .disabled = flag(o, "disabled"),
                       .attributes = attributes(o) };
}

static void textarea(Out *out, const json_t *o) { govuk_textarea(out, textarea_of(o)); }

static void character_count(Out *out, const json_t *o)
{
    govuk_character_count(out, (CharacterCount){ .textarea = textarea_of(o), .characters = number(o, "maxlength"), .words = number(o, "maxwords"),
                                                 .threshold = number(o, "threshold"), .message_classes = option(o, "countMessage.classes") });
}

static void select_(Out *out, const json_t *o)
{
    const json_t **list;
    size_t n = items_of(json_object_get(o, "items"), &list);
    SelectItem *items = array(test_cx(), SelectItem, n);
    for (size_t i = 0; i < n; i++) {
        const json_t *value = json_object_get(list[i], "value");
        items[i] = (SelectItem){ json_is_string(value) ? json_string_value(value) : option(list[i], "value"), option(list[i], "text"), flag(list[i], "selected"),
                                 flag(list[i], "disabled"), attributes(list[i]) };
    }
    govuk_select(out, (Select){ .name = option(o, "name"), .id = option(o, "id"), .label = option(o, "label.text"), .label_classes = option(o, "label.classes"),
                                .page_heading = heading(o, "label"), .hint = option(o, "hint.text"), .error = option(o, "errorMessage.text"), .value = option(o, "value"),
                                .classes = option(o, "classes"), .group_classes = option(o, "formGroup.classes"), .described_by = option(o, "describedBy"),
                                .disabled = flag(o, "disabled"), .items = items, .count = n, .attributes = attributes(o) });
}

static size_t options_of(const json_t *o, Option **items)
{
    const json_t **list;
    size_t n = items_of(json_object_get(o, "items"), &list);
    *items = array(test_cx(), Option, n);
    for (size_t i = 0; i < n; i++)
        (*items)[i] = (Option){ .value = option(list[i], "value"), .text = option(list[i], "text"), .hint = option(list[i], "hint.text"), .id = option(list[i], "id"),
                                .name = option(list[i], "name"), .label_classes = option(list[i], "label.classes"), .divider = option(list[i], "divider"),
                                .behaviour = option(list[i], "behaviour"), .checked = choice(list[i], "checked"), .disabled = flag(list[i], "disabled"),
                                .attributes = attributes(list[i]) };
    return n;
}

static void radios(Out *out, const json_t *o)
{
    Option *items;
    size_t n = options_of(o, &items);
    govuk_radios(out, (Radios){ .name = option(o, "name"), .id_prefix = option(o, "idPrefix"), .legend = option(o, "fieldset.legend.text"),
                                .legend_classes = option(o, "fieldset.legend.classes"), .page_heading = heading(json_object_get(o, "fieldset"), "legend"),
                                .hint = option(o, "hint.text"), .error = option(o, "errorMessage.text"), .value = option(o, "value"), .classes = option(o, "classes"),
                                .group_classes = option(o, "formGroup.classes"), .described_by = option(o, "fieldset.describedBy"),
                                .fieldset_classes = option(o, "fieldset.classes"), .items = items, .count = n, .attributes = attributes(o) });
}

static void checkboxes(Out *out, const json_t *o)
{
    Option *items;
    size_t n = options_of(o, &items), i;
    const json_t *values = json_object_get(o, "values");
    const char **ticked = array(test_cx(), const char *, json_array_size(values) + 1);
    json_t *value;
    json_array_foreach((json_t *)values, i, value) ticked[i] = json_string_value(value);
    const char *described_by = option(o, "fieldset.describedBy");
    govuk_checkboxes(out, (Checkboxes){ .name = option(o, "name"), .id_prefix = option(o, "idPrefix"), .legend = option(o, "fieldset.legend.text"),
                                        .legend_classes = option(o, "fieldset.legend.classes"), .page_heading = heading(json_object_get(o, "fieldset"), "legend"),
                                        .hint = option(o, "hint.text"), .error = option(o, "errorMessage.text"), .values = ticked, .classes = option(o, "classes"),
                                        .group_classes = option(o, "formGroup.classes"), .described_by = described_by ? described_by : option(o, "describedBy"),
                                        .fieldset_classes = option(o, "fieldset.classes"), .items = items, .count = n, .attributes = attributes(o) });
}

static const char *either(const char *a, const char *b) { return a ? a : b; }

static DatePart part_of(const json_t *o, const json_t *part, const char *name)
{
    const char *typed = option(json_object_get(o, "values"), name), *own = either(option(part, "name"), name);
    const char *prefixed = option(o, "namePrefix") ? option(json_object_get(o, "values"), text(test_cx(), "%s-%s", option(o, "namePrefix"), own)) : NULL;
    return (DatePart){ .name = own, .label = option(part, "label"), .value = either(option(part, "value"), either(typed, prefixed)), .id = option(part, "id"),
                       .classes = option(part, "classes"), .pattern = option(part, "pattern"), .autocomplete = option(part, "autocomplete"),
                       .inputmode = option(part, "inputmode"), .wrong = choice(part, "error") };
}

static void date_input(Out *out, const json_t *o)
{
    const json_t **list;
    size_t n = items_of(json_object_get(o, "items"), &list);
    DatePart *parts = array(test_cx(), DatePart, n + 3);
    for (size_t i = 0; i < n; i++) parts[i] = part_of(o, list[i], option(list[i], "name"));
    if (!n) {
        static const char *const names[] = { "day", "month", "year" };
        for (size_t i = 0; i < COUNT(names); i++)
            if (!json_is_false(json_object_get(o, names[i]))) parts[n++] = part_of(o, json_object_get(o, names[i]), names[i]);
    }
    govuk_date_input(out, (DateInput){ .id = option(o, "id"), .name_prefix = option(o, "namePrefix"), .legend = option(o, "fieldset.legend.text"),
                                       .legend_classes = option(o, "fieldset.legend.classes"), .page_heading = heading(json_object_get(o, "fieldset"), "legend"),
                                       .hint = option(o, "hint.text"), .error = option(o, "errorMessage.text"), .classes = option(o, "classes"),
                                       .group_classes = option(o, "formGroup.classes"), .described_by = option(o, "fieldset.describedBy"),
                                       .fieldset_classes = option(o, "fieldset.classes"), .parts = parts, .count = n, .attributes = attributes(o) });
}

static void file_upload(Out *out, const json_t *o)
{
    govuk_file_upload(out, (FileUpload){ .name = option(o, "name"), .id = option(o, "id"), .label = option(o, "label.text"), .label_classes = option(o, "label.classes"),
                                         .page_heading = heading(o, "label"), .hint = option(o, "hint.text"), .error = option(o, "errorMessage.text"),
                                         .classes = option(o, "classes"), .group_classes = option(o, "formGroup.classes"), .described_by = option(o, "describedBy"),
                                         .disabled = flag(o, "disabled"), .multiple = flag(o, "multiple"), .enhanced = flag(o, "javascript"), .attributes = attributes(o) });
}

static void label(Out *out, const json_t *o)
{
    govuk_label(out, (Label){ .text = option(o, "text"), .classes = option(o, "classes"), .for_id = option(o, "for"), .page_heading = flag(o, "isPageHeading") });
}

static void hint(Out *out, const json_t *o) { govuk_hint(out, (Hint){ .text = option(o, "text"), .classes = option(o, "classes"), .id = option(o, "id") }); }

static void error_message(Out *out, const json_t *o)
{
    const json_t *prefix = json_object_get(o, "visuallyHiddenText");
    govuk_error_message(out, (ErrorMessage){ .text = option(o, "text"), .classes = option(o, "classes"), .id = option(o, "id"),
                                             .prefix = json_is_false(prefix) ? "" : json_string_value(prefix) });
}

static void fieldset(Out *out, const json_t *o)
{
    govuk_fieldset_begin(out, (Fieldset){ .legend = option(o, "legend.text"), .legend_classes = option(o, "legend.classes"), .classes = option(o, "classes"),
                                          .role = option(o, "role"), .described_by = option(o, "describedBy"), .page_heading = heading(o, "legend") });
    govuk_fieldset_end(out);
}

static const Anchor *anchors_of(const json_t *list, size_t *n)
{
    const json_t **found;
    *n = items_of(list, &found);
    Anchor *anchors = array(test_cx(), Anchor, *n);
    for (size_t i = 0; i < *n; i++) anchors[i] = (Anchor){ option(found[i], "text"), option(found[i], "href"), attributes(found[i]) };
    return anchors;
}

static void error_summary(Out *out, const json_t *o)
{
    size_t n;
    const Anchor *errors = anchors_of(json_object_get(o, "errorList"), &n);
    govuk_error_summary(out, (ErrorSummary){ .title = option(o, "titleText"), .description = option(o, "descriptionText"), .classes = option(o, "classes"),
                                             .disable_focus = choice(o, "disableAutoFocus"), .errors = errors, .count = n, .attributes = attributes(o) });
}

static void notification_banner(Out *out, const json_t *o)
{
    govuk_notification_banner(out, (NotificationBanner){
        .text = option(o, "text"), .title = option(o, "titleText"), .title_id = option(o, "titleId"), .type = option(o, "type"), .role = option(o, "role"),
        .classes = option(o, "classes"), .title_level = number(o, "titleHeadingLevel"), .disable_focus = choice(o, "disableAutoFocus"), .attributes = attributes(o) });
}

static void panel(Out *out, const json_t *o)
{
    govuk_panel(out, (Panel){ .title = option(o, "titleText"), .text = option(o, "text"), .classes = option(o, "classes"), .level = number(o, "headingLevel"),
                              .attributes = attributes(o) });
}

static void inset_text(Out *out, const json_t *o)
{
    govuk_inset_text(out, (InsetText){ .text = option(o, "text"), .classes = option(o, "classes"), .id = option(o, "id"), .attributes = attributes(o) });
}

static void warning_text(Out *out, const json_t *o)
{
    govuk_warning_text(out, (WarningText){ .text = option(o, "text"), .icon_text = option(o, "iconFallbackText"), .classes = option(o, "classes"), .attributes = attributes(o) });
}

static void details(Out *out, const json_t *o)
{
    govuk_details_begin(out, (Details){ .summary = option(o, "summaryText"), .id = option(o, "id"), .classes = option(o, "classes"), .open = flag(o, "open"),
                                        .attributes = attributes(o) });
    html(out, "%s", option(o, "text"));
    govuk_details_end(out);
}

static void tag(Out *out, const json_t *o) { govuk_tag(out, (Tag){ .text = option(o, "text"), .classes = option(o, "classes"), .attributes = attributes(o) }); }

static void summary_list(Out *out, const json_t *o)
{
    const json_t **list, **acts;
    size_t n = items_of(json_object_get(o, "rows"), &list);
    SummaryRow *rows = array(test_cx(), SummaryRow, n);
    for (size_t i = 0; i < n; i++) {
        size_t count = items_of(json_object_get(json_object_get(list[i], "actions"), "items"), &acts);
        SummaryAction *actions = array(test_cx(), SummaryAction, count);
        for (size_t a = 0; a < count; a++)
            actions[a] = (SummaryAction){ option(acts[a], "text"), option(acts[a], "href"), option(acts[a], "visuallyHiddenText"), option(acts[a], "classes"), attributes(acts[a]) };
        rows[i] = (SummaryRow){ .key = option(list[i], "key.text"), .value = option(list[i], "value.text"), .classes = option(list[i], "classes"),
                                .key_classes = option(list[i], "key.classes"), .value_classes = option(list[i], "value.classes"),
                                .actions_classes = option(list[i], "actions.classes"), .actions = actions, .action_count = count };
    }
    govuk_summary_list(out, (SummaryList){ .classes = option(o, "classes"), .rows = rows, .count = n, .attributes = attributes(o) });
}

static void task_list(Out *out, const json_t *o)
{
    const json_t **list;
    size_t n = items_of(json_object_get(o, "items"), &list);
    Task *tasks = array(test_cx(), Task, n);
    for (size_t i = 0; i < n; i++)
        tasks[i] = (Task){ .title = option(list[i], "title.text"), .hint = option(list[i], "hint.text"), .href = option(list[i], "href"),
                           .status = option(list[i], "status.text"), .tag = option(list[i], "status.tag.text"), .tag_classes = option(list[i], "status.tag.classes"),
                           .classes = option(list[i], "classes"), .title_classes = option(list[i], "title.classes"), .status_classes = option(list[i], "status.classes") };
    govuk_task_list(out, (TaskList){ .classes = option(o, "classes"), .id_prefix = option(o, "idPrefix"), .tasks = tasks, .count = n, .attributes = attributes(o) });
}

static BackLink back_link_of(const json_t *o) { return (BackLink){ option(o, "text"), option(o, "href"), option(o, "classes"), attributes(o) }; }
static void back_link(Out *out, const json_t *o) { govuk_back_link(out, back_link_of(o)); }
static void skip_link(Out *out, const json_t *o) { govuk_skip_link(out, back_link_of(o)); }

static void breadcrumbs(Out *out, const json_t *o)
{
    size_t n;
    const Anchor *items = anchors_of(json_object_get(o, "items"), &n);
    govuk_breadcrumbs(out, (Breadcrumbs){ .label = option(o, "labelText"), .classes = option(o, "classes"), .collapse_on_mobile = flag(o, "collapseOnMobile"),
                                          .items = items, .count = n, .attributes = attributes(o) });
}

static PageLink page_link(const json_t *o) { return (PageLink){ option(o, "href"), option(o, "text"), option(o, "labelText"), attributes(o) }; }

static void pagination(Out *out, const json_t *o)
{
    const json_t **list;
    size_t n = items_of(json_object_get(o, "items"), &list);
    PageNumber *items = array(test_cx(), PageNumber, n);
    for (size_t i = 0; i < n; i++)
        items[i] = (PageNumber){ option(list[i], "number"), option(list[i], "href"), option(list[i], "visuallyHiddenText"), flag(list[i], "current"),
                                 flag(list[i], "ellipsis"), attributes(list[i]) };
    govuk_pagination(out, (Pagination){ .previous = page_link(json_object_get(o, "previous")), .next = page_link(json_object_get(o, "next")), .items = n ? items : NULL,
                                        .count = n, .landmark = option(o, "landmarkLabel"), .classes = option(o, "classes"), .attributes = attributes(o) });
}

static const Component components[] = {
    { "back-link", back_link }, { "breadcrumbs", breadcrumbs }, { "button", button }, { "character-count", character_count }, { "checkboxes", checkboxes },
    { "date-input", date_input }, { "details", details }, { "error-message", error_message }, { "error-summary", error_summary }, { "fieldset", fieldset },
    { "file-upload", file_upload }, { "hint", hint }, { "input", input }, { "inset-text", inset_text }, { "label", label },
    { "notification-banner", notification_banner }, { "pagination", pagination }, { "panel", panel }, { "password-input", password }, { "radios", radios },
    { "select", select_ }, { "skip-link", skip_link }, { "summary-list", summary_list }, { "tag", tag }, { "task-list", task_list }, { "textarea", textarea },
    { "warning-text", warning_text },
};

/* ---- the run ---- */

/* Where npm put the packages: beside the sources, or above them as Node looks for them. */
static json_t *fixtures_of(const char *component)
{
    const char *source = getenv("LYCEUM_SOURCE");
    for (const char *up = ""; strlen(up) < 4 * 3; up = text(test_cx(), "%s/..", up)) {
        json_t *found = json_load_file(text(test_cx(), "%s%s/node_modules/govuk-frontend/dist/govuk/components/%s/fixtures.json", source, up, component), 0, NULL);
        if (found) return found;
    }
    test_skip("govuk-frontend is not installed: npm ci --ignore-scripts");
}

static const char *reason_for(const char *component, const char *name, const json_t *options, bool *by_name)
{
    static const char *const html_options[] = { "html", "titleHtml", "descriptionHtml", "summaryHtml", NULL };
    for (size_t i = 0; i < govuk_exceptions_count; i++)
        if (same(govuk_exceptions[i].component, component) && same(govuk_exceptions[i].fixture, name)) { *by_name = true; return govuk_exceptions[i].why; }
    return uses(options, html_options) ? "takes HTML: here a pair of _begin and _end does, or nothing" : NULL;
}

static size_t held, listed;

static void compare(const Component *component, const json_t *fixture)
{
    const json_t *options = json_object_get(fixture, "options");
    const char *name = json_string_value(json_object_get(fixture, "name"));
    bool by_name = false;
    const char *why = reason_for(component->name, name, options, &by_name);
    Ctx page = *test_cx();                /* of its own: all of them together are more than one page may take */
    page.arena = arena_begin(ARENA_REQUEST_LIMIT);
    Out *out = new(&page, Out);
    html_begin(out, &page);
    component->render(out, options);
    const char *wanted = folded(json_string_value(json_object_get(fixture, "html"))), *got = folded(html_text(out));
    bool holds = same(wanted, got);

    arena_end(page.arena);
    held += holds;
    listed += !holds && why;
    if (!holds && !why) printf("# %s, %s:\n#   wanted %s\n#   got    %s\n", component->name, name, wanted, got);
    EXPECT(holds || why);
    EXPECT(!(holds && by_name));   /* what holds is not to be listed */
}

TEST("the components give the HTML of GOV.UK's own fixtures, but where a list says why not")
{
    for (size_t i = 0; i < COUNT(components); i++) {
        json_t *file = fixtures_of(components[i].name), *fixture;
        test_after((void (*)(void *))json_decref, file);
        size_t at;
        json_array_foreach(json_object_get(file, "fixtures"), at, fixture) compare(&components[i], fixture);
    }
    printf("# %zu fixtures hold, %zu are listed as exceptions\n", held, listed);
    EXPECT(4 * held > 3 * (held + listed));
}
