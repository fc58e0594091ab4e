#include <string.h>
#include "rooms/programme/course.h"
#include "platform/base/text.h"

const CourseLabel course_audiences[] = {
    { "teachers",                        "teachers",             "Teachers" },
    { "teaching assistants",             "teaching-assistants",  "Teaching assistants" },
    { "headteachers and senior leaders", "leaders",              "Headteachers and senior leaders" },
    { "SENCOs",                          "sencos",               "SENCOs" },
    { "governors and clerks",            "governors",            "Governors and clerks" },
    { "early career teachers",           "early-career",         "Early career teachers" },
    { "early years staff",               "early-years-staff",    "Early years staff" },
    { "office and site staff",           "office-and-site",      "Office and site staff" },
    { "subject leaders",                 "subject-leaders",      "Subject leaders" },
    { "safeguarding leads",              "safeguarding-leads",   "Safeguarding leads" },
    { "pupils with their teachers",      "pupils",               "Pupils with their teachers" },
    { "everyone",                        "everyone",             "Everyone" },
};
const size_t course_audience_count = COUNT(course_audiences);

const CourseLabel course_phases[] = {
    { "nursery",               "nursery",               "Nursery" },
    { "primary",               "primary",               "Primary" },
    { "secondary",             "secondary",             "Secondary" },
    { "all-through",           "all-through",           "All-through" },
    { "16 plus",               "16-plus",               "16 plus" },
    { "special",               "special",               "Special" },
    { "alternative provision", "alternative-provision", "Alternative provision" },
};
const size_t course_phase_count = COUNT(course_phases);

const char course_kinds[] = "course|network meeting|conference|programme|enrichment activity|visit|governor training|self-paced";

const CourseLabel *course_label(const CourseLabel *labels, size_t count, const char *slug)
{
    for (size_t i = 0; i < count; i++) if (same(labels[i].slug, slug)) return &labels[i];
    return NULL;
}

bool course_kind_valid(const char *kind)
{
    size_t length = strlen(kind);
    for (const char *at = course_kinds; length && (at = strstr(at, kind)); at += length) {
        bool starts = at == course_kinds || at[-1] == '|';
        if (starts && (at[length] == '|' || !at[length])) return true;
    }
    return false;
}

const char *search_question(Ctx *cx, const char *typed)
{
    enum { WORDS_MOST = 8, BYTES_MOST = 200 };
    size_t length = strlen(typed);
    if (length > BYTES_MOST) {
        for (length = BYTES_MOST; length && ((unsigned char)typed[length] & 0xC0) == 0x80; ) length--;   /* not within a letter */
        typed = text_copy(cx, typed, length);
    }
    char *words = (char *)text_words(cx, typed);
    size_t spaces = 0;
    for (char *at = words; *at; at++) if (*at == ' ' && ++spaces == WORDS_MOST) *at = '\0';
    return words;
}

const char *search_pattern(Ctx *cx, const char *words)
{
    Draft kept = { .cx = cx };
    for (const char *at = text_trim(cx, words); *at; at++)
        if (*at != '%' && *at != '_' && *at != '\\') draft_add(&kept, "%c", *at >= 'A' && *at <= 'Z' ? *at + 32 : *at);
    return kept.length ? text(cx, "%%%s%%", draft_text(&kept)) : "";
}
