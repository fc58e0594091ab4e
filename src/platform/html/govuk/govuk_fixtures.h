/* GOV.UK's fixtures that our components do not take over, each with the reason. Those with raw HTML are told by their options. */
#pragma once
#include <stddef.h>

typedef struct { const char *component, *fixture, *why; } Exception;

#define ATTR "attributes of a part, or of a name that html() does not let through"
#define KINDS "characters and words are two options here, so none has to be told apart"
#define WORDS "the messages are English and the script knows them"
#define CARD "a panel of our own does what the card does"
#define HOLES "a list in C has no holes"
#define OTHER "two values for one input: here there is one"

static const Exception govuk_exceptions[] = {
    { "character-count", "with count type 'characters'", KINDS },
    { "character-count", "with count type 'characters' and error message", KINDS },
    { "character-count", "with count type 'characters' and threshold", KINDS },
    { "character-count", "with count type 'characters' and value", KINDS },
    { "character-count", "with count type 'length'", KINDS },
    { "character-count", "with count type 'words'", KINDS },
    { "character-count", "with count type 'words' and error message", KINDS },
    { "character-count", "with count type 'words' and threshold", KINDS },
    { "character-count", "with count type 'words' and value", KINDS },
    { "character-count", "with custom textarea description", WORDS },
    { "character-count", "with neither maxlength nor maxwords set", WORDS },
    { "character-count", "with textarea maxlength attribute", WORDS },
    { "character-count", "with translations", WORDS },
    { "checkboxes", "fieldset params", ATTR },
    { "checkboxes", "with falsy values", HOLES },
    { "date-input", "with field value and items", OTHER },
    { "date-input", "with input attributes", ATTR },
    { "date-input", "with values, name prefix and custom names", OTHER },
    { "details", "attributes", ATTR },
    { "error-message", "attributes", ATTR },
    { "error-summary", "attributes", ATTR },
    { "fieldset", "attributes", ATTR },
    { "file-upload", "attributes", ATTR },
    { "file-upload", "enhanced, custom wrapper classes and attributes", ATTR },
    { "file-upload", "translated", WORDS },
    { "hint", "attributes", ATTR },
    { "input", "with customised input wrapper", ATTR },
    { "input", "with prefix with attributes", ATTR },
    { "label", "attributes", ATTR },
    { "notification-banner", "attributes", ATTR },
    { "panel", "attributes", ATTR },
    { "password-input", "with translations", WORDS },
    { "radios", "fieldset params", ATTR },
    { "radios", "label with attributes", ATTR },
    { "radios", "with falsy items", HOLES },
    { "select", "item selected overrides value", OTHER },
    { "select", "with falsy values", HOLES },
    { "summary-list", "as a summary card with a custom header level", CARD },
    { "summary-list", "as a summary card with a text header", CARD },
    { "summary-list", "as a summary card with actions", CARD },
    { "summary-list", "as a summary card with actions plus summary list actions", CARD },
    { "summary-list", "summary card with custom attributes", ATTR },
    { "summary-list", "summary card with custom classes", CARD },
    { "summary-list", "summary card with only 1 action", CARD },
    { "task-list", "custom attributes", ATTR },
    { "task-list", "with empty values", HOLES },
};
static const size_t govuk_exceptions_count = sizeof govuk_exceptions / sizeof *govuk_exceptions;
