/*
 * GOV.UK Frontend's components, a function each, named and filled like the macro of the same name: a struct of options, absent
 * means off. govuk_test.c holds them against GOV.UK's own fixtures.
 *
 * Texts are plain text and are escaped. Where the macro takes HTML, there is a pair of _begin and _end here, between which the
 * caller writes with html(). An option of ours that the macro spells as a nested object is flat: label.classes is label_classes.
 * Inputs that show what was typed and what was wrong with it by themselves: html/field.h.
 */
#pragma once
#include "platform/html/html.h"

typedef enum { DEFAULT, YES, NO } Choice;   /* for attributes whose absence means something else than false */

/* More attributes of an element, data-* and aria-* for example; see html_attribute(). */
typedef struct { const char *name, *value; } Attribute;
#define ATTRIBUTES(...) (const Attribute[]){ __VA_ARGS__, { NULL, NULL } }

/* ---- parts of a form ---- */

typedef struct { const char *text, *classes, *for_id, *id; bool page_heading; } Label;
void govuk_label(Out *out, Label label);

typedef struct { const char *text, *classes, *id; } Hint;
void govuk_hint(Out *out, Hint hint);

typedef struct { const char *text, *classes, *id; const char *prefix; /* "Error" unless given; "" for none */ } ErrorMessage;
void govuk_error_message(Out *out, ErrorMessage message);

typedef struct { const char *legend, *legend_classes, *classes, *role, *described_by; bool page_heading; } Fieldset;
void govuk_fieldset_begin(Out *out, Fieldset fieldset);
void govuk_fieldset_end(Out *out);

/* ---- buttons ---- */

typedef struct {
    const char *text, *href;                 /* with href a link that looks like a button */
    const char *name, *value, *type, *id, *classes;
    bool        disabled, start;
    Choice      prevent_double_click;
    const Attribute *attributes;
} Button;
void govuk_button(Out *out, Button button);

/* ---- inputs ---- */

typedef struct {
    const char *name, *id;                   /* id: the name unless given */
    const char *label, *label_classes;
    bool        page_heading;                /* the label is the page's h1 */
    const char *hint, *error, *value;
    const char *classes, *group_classes, *described_by;
    const char *type, *inputmode, *autocomplete, *autocapitalize, *pattern, *prefix, *suffix;
    const char *prefix_classes, *suffix_classes;
    Choice      spellcheck;
    bool        disabled;
    const Attribute *attributes;
} TextInput;
void govuk_text_input(Out *out, TextInput input);

typedef struct {
    const char *name, *id, *label, *label_classes;
    bool        page_heading;
    const char *hint, *error, *value;        /* a page never shows a password again: value is for tests of the component */
    const char *classes, *group_classes, *described_by;
    const char *autocomplete;                /* "current-password" unless given */
    bool        disabled;
    const Attribute *attributes;
} PasswordInput;
void govuk_password_input(Out *out, PasswordInput input);

typedef struct {
    const char *name, *id, *label, *label_classes;
    bool        page_heading;
    const char *hint, *error, *value;
    const char *classes, *group_classes, *described_by, *autocomplete;
    int         rows;                        /* 5 unless given */
    Choice      spellcheck;
    bool        disabled;
    const Attribute *attributes;
} Textarea;
void govuk_textarea(Out *out, Textarea textarea);

typedef struct {
    Textarea    textarea;
    int         characters, words;           /* the limit, in one of them */
    int         threshold;                   /* percent of it after which the count shows */
    const char *message_classes;
} CharacterCount;
void govuk_character_count(Out *out, CharacterCount count);

typedef struct { const char *value, *text; bool selected, disabled; const Attribute *attributes; } SelectItem;   /* value: the text unless given */
typedef struct {
    const char *name, *id, *label, *label_classes;
    bool        page_heading;
    const char *hint, *error, *value;        /* the item with this value is selected */
    const char *classes, *group_classes, *described_by;
    bool        disabled;
    const SelectItem *items;
    size_t      count;
    const Attribute *attributes;
} Select;
void govuk_select(Out *out, Select select);

/* One radio button or checkbox. `reveal` writes what shows only while it is chosen (GOV.UK's "conditional"). */
typedef struct {
    const char *value, *text, *hint, *id, *name, *label_classes;   /* name: checkboxes only, the group's unless given */
    const char *divider;                     /* instead of an item: "or" */
    const char *behaviour;                   /* checkboxes only: "exclusive" for "None of these" */
    Choice      checked;
    bool        disabled;
    void      (*reveal)(Out *out, const void *data);
    const void *data;
    const Attribute *attributes;
} Option;
#define OPTIONS(...) .items = (const Option[]){ __VA_ARGS__ }, .count = COUNT(((const Option[]){ __VA_ARGS__ }))

typedef struct {
    const char *name, *id_prefix;            /* the first item's id is the prefix, or the name, so that an error links to it */
    const char *legend, *legend_classes;     /* without a legend there is no fieldset */
    bool        page_heading;
    const char *hint, *error, *value;        /* the item with this value is chosen */
    const char *classes, *group_classes, *described_by, *fieldset_classes;
    const Option *items;
    size_t      count;
    const Attribute *attributes;
} Radios;
void govuk_radios(Out *out, Radios radios);

typedef struct {
    const char *name, *id_prefix, *legend, *legend_classes;
    bool        page_heading;
    const char *hint, *error;
    const char *const *values;               /* the items with these are ticked; ends with NULL */
    const char *classes, *group_classes, *described_by, *fieldset_classes;
    const Option *items;
    size_t      count;
    const Attribute *attributes;
} Checkboxes;
void govuk_checkboxes(Out *out, Checkboxes checkboxes);

typedef struct { const char *name, *label, *value, *id, *classes, *pattern, *autocomplete, *inputmode; Choice wrong; } DatePart;
typedef struct {
    const char *id, *name_prefix;            /* inputs are named PREFIX-day, PREFIX-month, PREFIX-year */
    const char *legend, *legend_classes;
    bool        page_heading;
    const char *hint, *error, *day, *month, *year;
    const char *classes, *group_classes, *described_by, *fieldset_classes;
    const DatePart *parts;                   /* others than day, month, year */
    size_t      count;
    const Attribute *attributes;
} DateInput;
void govuk_date_input(Out *out, DateInput date);

typedef struct {
    const char *name, *id, *label, *label_classes;
    bool        page_heading;
    const char *hint, *error, *classes, *group_classes, *described_by, *accept;
    bool        disabled, multiple, enhanced;   /* enhanced: with a place to drop files on, made by script */
    const Attribute *attributes;
} FileUpload;
void govuk_file_upload(Out *out, FileUpload upload);

/* ---- what a page says ---- */

typedef struct { const char *text, *href; const Attribute *attributes; } Anchor;
typedef struct { const char *title, *description, *classes; Choice disable_focus; const Anchor *errors; size_t count; const Attribute *attributes; } ErrorSummary;
void govuk_error_summary(Out *out, ErrorSummary summary);

typedef struct {
    const char *text, *title, *title_id, *type, *role, *classes;   /* type "success" or none */
    int         title_level;
    Choice      disable_focus;
    const Attribute *attributes;
} NotificationBanner;
void govuk_notification_banner(Out *out, NotificationBanner banner);
void govuk_notification_banner_begin(Out *out, NotificationBanner banner);   /* then html(), then _end */
void govuk_notification_banner_end(Out *out);

typedef struct { const char *title, *text, *classes; int level; const Attribute *attributes; } Panel;
void govuk_panel(Out *out, Panel panel);

typedef struct { const char *text, *classes, *id; const Attribute *attributes; } InsetText;
void govuk_inset_text(Out *out, InsetText inset);

typedef struct { const char *text, *icon_text, *classes; const Attribute *attributes; } WarningText;
void govuk_warning_text(Out *out, WarningText warning);

typedef struct { const char *summary, *id, *classes; bool open; const Attribute *attributes; } Details;
void govuk_details_begin(Out *out, Details details);
void govuk_details_end(Out *out);

typedef struct { const char *text, *classes; const Attribute *attributes; } Tag;
void govuk_tag(Out *out, Tag tag);

/* ---- lists ---- */

/* One row's link: "Change", and for those who hear it alone "Change name". */
typedef struct { const char *text, *href, *hidden, *classes; const Attribute *attributes; } SummaryAction;
typedef struct {
    const char *key, *value, *classes, *key_classes, *value_classes, *actions_classes;
    const SummaryAction *actions;
    size_t      action_count;
} SummaryRow;
typedef struct { const char *classes; const SummaryRow *rows; size_t count; const Attribute *attributes; } SummaryList;
void govuk_summary_list(Out *out, SummaryList list);

typedef struct { const char *title, *hint, *href, *status, *tag, *tag_classes, *classes, *title_classes, *status_classes; } Task;   /* status in words, or a tag */
typedef struct { const char *classes, *id_prefix; const Task *tasks; size_t count; const Attribute *attributes; } TaskList;
void govuk_task_list(Out *out, TaskList list);

/* ---- ways ---- */

typedef struct { const char *text, *href, *classes; const Attribute *attributes; } BackLink;   /* also for skip links */
void govuk_back_link(Out *out, BackLink link);
void govuk_skip_link(Out *out, BackLink link);

typedef struct { const char *label, *classes; bool collapse_on_mobile; const Anchor *items; size_t count; const Attribute *attributes; } Breadcrumbs;
void govuk_breadcrumbs(Out *out, Breadcrumbs breadcrumbs);

typedef struct { const char *number, *href, *hidden; bool current, ellipsis; const Attribute *attributes; } PageNumber;
typedef struct { const char *href, *text, *label; const Attribute *attributes; } PageLink;   /* label: what is there, "21 to 40" */
typedef struct {
    PageLink    previous, next;              /* absent without href */
    const PageNumber *items;                 /* our lists page by key and have none */
    size_t      count;
    const char *landmark, *classes;
    const Attribute *attributes;
} Pagination;
void govuk_pagination(Out *out, Pagination pagination);
