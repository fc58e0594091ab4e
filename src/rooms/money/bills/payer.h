/*
 * Who pays a bill: an organisation, or a person who comes for none, as a bill addresses them; and what they want of their bills.
 *
 * How one is billed goes by what it is until somebody says otherwise: schools that the home authority maintains and its departments by recharge, an
 * internal journal without VAT, everybody else by invoice, to be paid within 30 days.
 */
#pragma once
#include "rooms/money/prices/customer_class.h"

enum { PAY_DAYS_USUAL = 30, PAY_DAYS_MOST = 120, BILL_ADDRESS_MOST = 300, COST_CODE_MOST = 40, BILL_ORDER_MOST = 60 };

typedef struct {
    int64_t     organisation_id, person_id, order_required, pay_days;
    const char *name, *kind, *class, *address, *email;       /* address: lines; email "": nobody is written to */
    const char *way, *way_set;                               /* "invoice" or "recharge"; way_set "": as its kind is */
    const char *cost_code, *bill_address, *bill_email;       /* as they are kept: "" where nothing was said */
} Payer;

/* One of the two, the other 0. For rules and jobs, which ask for nobody; MISSING where there is none. */
CHECKED Error *payer_read(Ctx *cx, int64_t organisation_id, int64_t person_id, Payer *payer);
/* Any for READ_MONEY, one's own with BUY_TOGETHER, oneself; MISSING otherwise. */
CHECKED Error *payer_find(Ctx *cx, int64_t organisation_id, int64_t person_id, Payer *payer);

/* As typed. way: "", "invoice" or "recharge". */
typedef struct { const char *way, *cost_code, *address, *email, *pay_days; bool order_required; } TermsDraft;
/* BILL: all of it. Refused about "way", "cost_code", "address", "email", "pay_days". */
CHECKED Error *payer_terms_set(Ctx *cx, int64_t organisation_id, const TermsDraft *draft);
/* BUY_TOGETHER: whether it needs a purchase order, and where its bills go; the rest stays as the office set it. */
CHECKED Error *payer_terms_ours(Ctx *cx, const TermsDraft *draft);

/* In a query over organisation o with its school s (LEFT JOIN) and terms w (LEFT JOIN): what it is, and how it is billed. o's columns may be NULL, of a person. */
#define PAYER_HOME  "COALESCE((SELECT value FROM setting WHERE name = 'home_authority'), '')"
#define PAYER_CLASS "CASE WHEN o.id IS NULL THEN 'person' ELSE " CUSTOMER_CLASS("o", "s", PAYER_HOME) " END"
#define PAYER_WAY \
    "CASE WHEN COALESCE(w.way, '') <> '' THEN w.way WHEN " PAYER_CLASS " IN ('maintained', 'other phase', 'department') THEN 'recharge' ELSE 'invoice' END"
#define PAYER_JOINS(of) \
    " LEFT JOIN organisation o ON o.id = " of "organisation_id LEFT JOIN school s ON s.organisation_id = o.id LEFT JOIN customer_terms w ON w.organisation_id = o.id LEFT JOIN person p ON p.id = " of "person_id"
