/*
 * The frame of every page: band, navigation, rail, breadcrumbs, error summary, footer. What the navigation holds is the
 * app's to say; who sees an entry follows its permission.
 */
#pragma once
#include "platform/html/html.h"
#include "platform/http/http.h"

typedef enum {
    FRAME_PUBLIC,       /* band and public navigation; with somebody signed in, the school's navigation */
    FRAME_OFFICE,       /* rail at the left, dense */
    FRAME_TASK,         /* band only: booking, sign-in, the register on a phone */
    FRAME_LOCAL,        /* of a NavEntry only: a tab of page_tabs(), whose group is the key of the entry that it lies behind, and that is lit for it */
    FRAME_FOOT,         /* of a NavEntry only: the links at the foot of public and task pages */
    FRAME_FIND,         /* of a NavEntry only: the box in the office's band, which asks href?q=; the first that the person sees, and its text says what it finds */
} Frame;

typedef struct { const char *text, *href; } Crumb;

typedef struct {
    const char  *title;        /* of the browser's tab; the partnership's name follows; the h1 is the page's own */
    Frame        frame;
    const char  *current;      /* key of the navigation entry that is lit */
    const char  *back;         /* href of a back link; or crumbs, never both */
    const Crumb *crumbs;
    size_t       crumb_count;
    const char  *description;  /* meta description, for public pages */
    const char  *alternate;    /* href of a calendar feed or JSON of the same content, with its type */
    const char  *alternate_type;
    bool         wide;         /* no reading width: tables, agendas and two columns */
    bool         bleed;        /* <main> reaches both edges: the page opens its own containers, as ly_hero_begin() does */
} Page;
#define CRUMBS(...) .crumbs = (const Crumb[]){ __VA_ARGS__ }, .crumb_count = COUNT(((const Crumb[]){ __VA_ARGS__ }))

/*
 * Begins the page anew, up to and into <main>: back link or breadcrumbs, what the last act reports (the flash), and the error
 * summary of rq->errors, whose links lead to the inputs with those names. The caller writes the h1. Somebody signed in gets the
 * form that signs them out, so such a page is never kept.
 */
Out *page_begin(Ctx *cx, const Request *rq, Response *rs, Page page);
void page_end(Response *rs);
/* Under the heading of a page that lies behind an entry with others: the tabs of all of them that the person sees; nothing where there is none. */
void page_tabs(Out *out, const char *current);

/* The partnership's own colours as one small style sheet of custom properties; every page links it at BRAND_SHEET, unless they are the house's. */
#define BRAND_SHEET "/brand.css"
const char *brand_sheet(Ctx *cx);

typedef struct {
    const char *key, *text, *href;
    Frame       frame;
    int         needs;         /* permission, or PUBLIC / SIGNED_IN */
    const char *group;         /* heading above it in the rail; NULL: the same group as before; of a tab see FRAME_LOCAL */
    int         unless;        /* a permission: whoever has it finds the page behind another entry; 0: none */
} NavEntry;
/* Once, at start; link only to pages that exist. Whoever sees an entry of the office finds "Office" in the public navigation, too. */
void layout_navigation(const NavEntry *entries, size_t n);

/* What waits behind entries of the rail: a number, and for those who hear it what it counts ("to publish"). 0 shows none. */
typedef struct { const char *key; int64_t count; const char *words; } NavWait;
typedef struct { NavWait list[8]; size_t count; } NavWaits;
/* Once, at start: asked for every page of the office, so it must be cheap. A page whose numbers cannot be read is not shown. */
void layout_waits(Error *(*waits)(Ctx *cx, NavWaits *waits));
