/*
 * The parts of our own look: what GOV.UK Frontend does not have. /pattern-book shows each in its states.
 *
 * Words come before colour and before bars: every tint here repeats what a word says. Texts are plain and are escaped; a pair of
 * _begin and _end lets the caller write between them with html(). For a div of the grid (ly-split and its like) use html() itself.
 */
#pragma once
#include "platform/html/govuk/govuk.h"
#include "platform/html/icon.h"

/* ---- places, status, theme ---- */

typedef struct { int64_t places, taken, waiting; } LyPlaces;
void ly_places(Out *out, LyPlaces places);     /* "3 places left" or "Full, 5 waiting", then the bar */
void ly_fill(Out *out, LyPlaces places);       /* for a cell of a table: bar, "21 of 24", "+5" waiting */
void ly_meter(Out *out, int64_t part, int64_t whole, bool wide);   /* the bar alone; the words are the caller's */

typedef enum { LY_QUIET, LY_GOOD, LY_WARN, LY_BAD, LY_INFO } LyMeaning;
void ly_status(Out *out, LyMeaning meaning, const char *words);
void ly_status_tiny(Out *out, LyMeaning meaning, const char *words);   /* in tables */
void ly_theme(Out *out, const char *name, int64_t colour);             /* 1 to 6; the name always beside the square */

/* ---- the page ---- */

/* The dark opening of the public front page, for a Page with .bleed: it opens <main>'s containers, which ly_hero_end() closes after the content. */
/* Then ly_search() and ly_chips(). Once something is asked for it is low, and on a phone the box alone, so that what was found is on the screen. */
void ly_hero_begin(Out *out, const char *title, const char *words, bool asked);
void ly_hero_content(Out *out);                                        /* ends the dark part */
void ly_hero_end(Out *out);
typedef struct { const char *action, *name, *label, *placeholder, *value, *button; bool line; } LySearch;   /* line: on white, with a border */
void ly_search(Out *out, LySearch search);
void ly_chips(Out *out, const Anchor *chips, size_t count);

/* The head of an office page: h1, then what html() writes (a status, quiet words), then buttons to the right. */
void ly_head_begin(Out *out, const char *title);
void ly_head_buttons(Out *out);                /* what follows stands at the right: ly_small_button() */
void ly_head_end(Out *out, bool buttons);      /* buttons: ly_head_buttons() was called */
void ly_small_button(Out *out, const char *text, const char *href, bool first);   /* first: the one main act, filled */

typedef struct { const char *text, *href; int64_t count; bool current; } LyTab;    /* count 0 shows none */
void ly_tabs(Out *out, const char *label, const LyTab *tabs, size_t count);
void ly_steps(Out *out, const char *const *steps, size_t count, size_t current);  /* current from 0 */

/* A square for a camera; `words` say what is in it. The address stands beside it, too, for whoever has no camera. */
CHECKED Error *ly_qr(Out *out, const char *message, const char *words);

/* ---- panels and lists of facts ---- */

typedef enum { LY_PLAIN, LY_TINT, LY_MIST, LY_FLUSH } LyTone;          /* LY_FLUSH: a table fills it */
typedef struct { const char *title; LyTone tone; const char *end_text, *end_href; int level; bool small; } LyPanel;   /* level 2 unless given; without an end_href no end_text */
void ly_panel_begin(Out *out, LyPanel panel);
void ly_panel_end(Out *out);

void ly_facts_begin(Out *out, bool in_a_row);
void ly_fact(Out *out, const char *name, const char *what);            /* nothing at all when `what` is blank */
void ly_fact_begin(Out *out, const char *name);                        /* then html(), then _end */
void ly_fact_end(Out *out);
void ly_facts_end(Out *out);

void ly_figures_begin(Out *out);
void ly_figure(Out *out, const char *name, const char *figure, const char *note);   /* note may be NULL */
void ly_figures_end(Out *out);

void ly_sum_begin(Out *out);                                           /* a small bill */
void ly_sum_row(Out *out, const char *name, const char *amount, bool total);
void ly_sum_end(Out *out);

void ly_sessions_begin(Out *out);
void ly_session(Out *out, const char *date, const char *title, const char *note);   /* date YYYY-MM-DD, drawn as a leaf of a calendar */
void ly_session_begin(Out *out, const char *date);
void ly_session_end(Out *out);
void ly_sessions_end(Out *out);

void ly_note(Out *out, LyMeaning meaning, const char *words);
void ly_note_begin(Out *out, LyMeaning meaning);                       /* then html() of a paragraph's content */
void ly_note_end(Out *out);

/* Why it is empty, what will fill it, one act. */
typedef struct { const char *title, *words, *act, *act_href; bool plain; } LyEmpty;   /* plain: without the drawing, and a quieter button */
void ly_empty(Out *out, LyEmpty empty);

/* Files and links to open, under a heading whenever the group changes; nothing at all when there is none. */
typedef struct { const char *group, *text, *href, *note; } LyPaper;    /* note: "PDF, 340 KB" */
void ly_papers(Out *out, const char *title, const char *words, const LyPaper *papers, size_t count);

void ly_history_begin(Out *out);
void ly_happened(Out *out, const char *what, const char *by, const char *when, const char *more);   /* more may be NULL */
void ly_history_end(Out *out);

/* ---- charts ---- */

/* Bars from zero, each with its words and its number, one sentence that says what to see, and the table behind. `of`: how many answered, for the
 * shares; they need not sum to it where people chose several. `id` is the page's own. */
typedef struct { const char *text; int64_t count; bool yes; } LyBar;   /* yes: in the first colour */
typedef struct { const char *id, *title, *says, *head; const LyBar *bars; size_t count; int64_t of; } LyBars;   /* head: of the table's first column */
void ly_bars(Out *out, LyBars bars);

/* Amounts in pence by a number, from zero: a series is a line, marks, or both, in a colour (1 to 4) with a dash and a mark of its own, its name at its end. `says`: what to
 * see; `desc`: what is drawn, for those who hear it. The table behind it is the caller's. `above` and `below` say what lies there, NULL nothing; at most 6 series. */
typedef struct { int64_t x, y; } LyDot;
typedef struct { const char *name; int colour; const LyDot *line; size_t line_count; const LyDot *dots; size_t dot_count; } LyLine;
typedef struct { const char *id, *title, *says, *desc, *along, *above, *below; const LyLine *lines; size_t count; } LyLines;   /* along: "Pupils on roll" */
void ly_lines(Out *out, LyLines lines);
/* Amounts in pence, two beside each other for each of a few things, from zero: months, funds. `first` in the first colour, `second` in grey; the names stand over it, and the
 * table behind it is the caller's. */
typedef struct { const char *text; int64_t first, second; } LyColumnPair;
typedef struct { const char *id, *title, *says, *desc, *first, *second; const LyColumnPair *pairs; size_t count; } LyColumnChart;
void ly_columns(Out *out, LyColumnChart chart);

void ly_line_key(Out *out, int colour);        /* the same dash and mark beside its name elsewhere */

/* A number that climbs steps: the highest at the top, a tube beside them filled so far, the step that holds marked in words. At most 8, the lowest first. */
typedef struct { int64_t from; const char *name, *note, *brings; } LyStep;      /* "60 or more", "8 more class sets", "£11.40"; note may be NULL */
typedef struct { const char *label; int64_t number; const LyStep *steps; size_t count; } LyThermometer;
void ly_thermometer(Out *out, LyThermometer thermometer);

/* ---- tables ---- */

typedef enum { LY_UNSORTED, LY_ASCENDING, LY_DESCENDING } LySorted;
typedef struct { const char *text, *href; bool number, hidden; LySorted sorted; } LyColumn;   /* href: the link that sorts by it, on a phone above the list; hidden: over ly_choose_cell() */
typedef struct {
    const char *caption;          /* always; hidden unless `show_caption`, since a heading mostly says it already */
    bool        show_caption;
    bool        boxed, phone;     /* boxed: padded, in a panel; phone: label and value there, each <td> with data-label */
    const LyColumn *columns;
    size_t      count;
} LyTable;
#define LY_COLUMNS(...) .columns = (const LyColumn[]){ __VA_ARGS__ }, .count = COUNT(((const LyColumn[]){ __VA_ARGS__ }))
void ly_table_begin(Out *out, LyTable table);  /* up to <tbody>; rows are html("<tr><th scope=\"row\">...") */
void ly_table_end(Out *out);
void ly_table_foot_begin(Out *out);            /* the total row follows; then ly_table_foot_end() instead of ly_table_end() */
void ly_table_foot_end(Out *out);
void ly_choose_cell(Out *out, const char *name, int64_t value, const char *label, bool chosen);   /* <td> with a box for bulk acts */

/* Over such a table, inside its form: what to do with the chosen rows. The form carries data-ly-bulk for the count. */
typedef struct { const char *name, *value, *text; } LyAct;
void ly_bulk(Out *out, const char *label, const LyAct *acts, size_t count);

/* Under a list, the ways to its other parts; a NULL is none, and with none nothing is written. */
typedef struct { const char *first, *before, *before_text, *after, *after_text; } LyParts;   /* hrefs; after_text: "More people"; before_text may be left out */
void ly_parts(Out *out, LyParts parts);

/* ---- filters ---- */

void ly_filterbar_begin(Out *out, const char *action);
void ly_filter_text(Out *out, const char *name, const char *label, const char *type, const char *value);   /* type "search", "text" or "date" */
void ly_filter_select(Out *out, const char *name, const char *label, const SelectItem *items, size_t count, const char *value);
void ly_filterbar_end(Out *out, const char *button);                   /* writes the button and closes the form */
void ly_filterbar_end_sheets(Out *out, const char *csv_href);          /* the same over a list to take away: "Filter", and the links at the end */

/* The ways to take a list away, each from the address of its CSV ("/office/venues.csv?q=hall"); its workbook lies beside it. */
void ly_sheet_links(Out *out, const char *csv_href);                   /* "Download CSV or Excel", at the end of a row of filters */
void ly_sheet_buttons(Out *out, const char *csv_href);                 /* two small buttons, in a page's head */

/* Filters with counts beside a list; folded on a phone. A page's two columns: <div class="ly-split">. */
typedef struct { const char *value, *text; int64_t count; bool checked; } LyFacet;
void ly_facets_begin(Out *out, const char *action, const char *label, size_t chosen);
void ly_facet(Out *out, const char *legend, const char *name, const LyFacet *facets, size_t count);
void ly_facets_end(Out *out, const char *button);

/* ---- the agenda ---- */

/* Events in order of date: writes the month's and the day's heading whenever they change. Zero-initialise; end with ly_agenda_end(). */
typedef struct { const char *date; } LyAgenda;
typedef struct {
    const char *date, *title, *href;           /* date YYYY-MM-DD */
    const char *when, *where, *theme;
    bool        online;                        /* a screen beside `where`, not a pin */
    int64_t     theme_colour;
    const char *note, *price;
    LyPlaces    places;
    const char *status;                        /* instead of places, where they say nothing: "Booking opens 1 March" */
    LyMeaning   meaning;
} LyEvent;
void ly_agenda_event(Out *out, LyAgenda *agenda, LyEvent event);
void ly_agenda_end(Out *out, LyAgenda *agenda);

/* ---- people ---- */

void ly_person(Out *out, const char *name, const char *note);          /* initials, name, one small line */

/* Over a picker or a register, inside what holds it: a box that script shows, and that leaves only the people who fit. */
void ly_find(Out *out, const char *label);

void ly_picker_begin(Out *out);
typedef struct { const char *id, *name, *value, *person, *what, *note; bool checked, wrong, fresh, off; } LyPick;   /* fresh: somebody not listed; off: cannot be chosen, and the note says why */
void ly_pick(Out *out, LyPick pick);
void ly_picker_end(Out *out);

void ly_needs_begin(Out *out);                                         /* what needs this person now, the button beside the words */
void ly_need(Out *out, const char *what, const char *why, const char *act, const char *href);
void ly_need_begin(Out *out, const char *what, const char *why);       /* then html() of buttons or forms, then _end */
void ly_need_end(Out *out);
void ly_needs_end(Out *out);

void ly_queue_begin(Out *out);                                         /* numbered by the style */
void ly_queue_row(Out *out, const char *who, const char *note, bool you);
void ly_queue_end(Out *out);

/* One person of a register: buttons a thumb can hit. `name` is the radio's; mark is "present", "absent", "part" or "". With `minutes_name` there is a third
 * button for who came to a part of it, and an input of that name for how long; its id is its name, and `error` stands above it. */
typedef struct { const char *id, *name, *person, *organisation, *need, *mark, *minutes_name, *minutes, *error; } LyMark;
void ly_register_begin(Out *out);
void ly_mark(Out *out, LyMark mark);
void ly_register_end(Out *out);
