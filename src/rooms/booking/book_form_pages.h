/*
 * The form on which places are booked, made of parts: each shows its fields and reads what was typed into the request. A part is a file of its own;
 * booking_pages.c lists them in the order in which they stand.
 */
#pragma once
#include "platform/html/field.h"
#include "rooms/booking/booking.h"
#include "rooms/booking/picker_pages.h"
#include "rooms/booking/place_price.h"
#include "rooms/booking/school_rule.h"

typedef struct {
    const Event  *event;
    const Picker *picker;          /* colleagues, where others are booked */
    bool          others;          /* the person books for colleagues; else for themself alone */
    bool          full;            /* they join the waiting list */
    const Standing *standing;      /* of the organisation they book for: its rules, and whether it is a member */
    const char   *step;            /* whom places are asked of first: "school", "office", "" nobody */
    int64_t       price;           /* of one place, without the package */
    const char   *price_why;       /* "" where it is the plain price for members or others */
    const char   *discounts;       /* what booking more at once takes off; "" */
    const Covered *covers;         /* what each place costs after the package, one after the other */
    const int64_t *totals;         /* what one, two, three ... cost together */
    size_t        most;            /* as many as can be booked here */
    int64_t       free_until;      /* cancelling is */
} BookForm;

typedef struct {
    Error *(*show)(Out *out, const Request *rq, const BookForm *form);
    Error *(*read)(Ctx *cx, const Request *rq, BookingRequest *request);      /* every mistake, about its field */
} BookPart;

extern const BookPart book_part_together, book_part_unnamed, book_part_ballot, book_part_eligible;
extern const BookPart book_part_price;
extern const BookPart book_part_cover, book_part_answers, book_part_own_answers, book_part_needs;

CHECKED Error *book_prices(Ctx *cx, BookForm *form);           /* from its event, standing and others: price, why, discounts, covers, totals, most */
const char *book_totals(Ctx *cx, const BookForm *form);      /* what one, two, three ... places cost together, apart by spaces; one number where each costs the same */
bool books_others(const Ctx *cx);      /* for their organisation, as their post lets them */
