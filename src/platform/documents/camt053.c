#include "platform/documents/camt053.h"

#include <libxml/xmlreader.h>
#include <string.h>

#include "platform/base/text.h"

enum { PATH_MOST = 400, WORD_MOST = 40, LINE_MOST = 320, PENCE_DIGITS = 12 };

enum { C_DATE, C_AMOUNT, C_REFERENCE, C_NAME, C_BANK_REFERENCE, C_DETAILS, C_REVERSAL, C_ACCOUNT, C_END };
static const char *const headings[C_END] = { "Date", "Amount", "Reference", "Name", "Bank reference", "Details", "Reversal", "Account" };
static const char *const columns[C_END]  = { "date", "amount", "reference", "name", "bank reference", "details", "reversal", "account" };

/* What an entry says, and what each payment in it does. Of what is longer than fits the end is left out. */
typedef struct { char amount[WORD_MOST], sign[WORD_MOST], end_to_end[LINE_MOST], structured[LINE_MOST], remittance[LINE_MOST], debtor[LINE_MOST], creditor[LINE_MOST], bank_ref[LINE_MOST], info[LINE_MOST]; } Part;
typedef struct { char date[WORD_MOST], value_date[WORD_MOST], status[WORD_MOST], reversal[WORD_MOST], currency[WORD_MOST]; Part whole; size_t parts; } Entry;
typedef struct { char code[WORD_MOST], amount[WORD_MOST], sign[WORD_MOST]; } Balance;

typedef struct {
    Ctx        *cx;
    CsvRow      row;
    const char *cells[C_END];
    char        path[PATH_MOST], account[LINE_MOST];
    Entry       entry;
    Part        parts[CAMT_PARTS_MOST];
    Balance     balance;
    int64_t     opening, closing, booked;
    bool        opened, closed, statement;
    Arena      *row_arena;
    Error    *(*each)(Ctx *, const CsvRow *, void *);
    void       *data;
} Reading;

bool camt053_looks(const char *bytes, size_t length)
{
    size_t at = length > 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (at < length && strchr(" \t\r\n", bytes[at]) && bytes[at]) at++;
    return at + 1 < length && bytes[at] == '<' && (bytes[at + 1] == '?' || bytes[at + 1] == '!' || (bytes[at + 1] >= 'A' && bytes[at + 1] <= 'z'));
}

static Error *damaged(Ctx *cx) { return invalid(cx, NULL, "This statement cannot be read. Ask the bank for it as camt.053, or as CSV"); }

/* ---- what stands where ---- */

static bool at(const Reading *reading, const char *path)
{
    const char *from = strstr(reading->path, "/Stmt/");
    return from && same(from + strlen("/Stmt"), path);
}

static bool within(const Reading *reading, const char *path)
{
    const char *from = strstr(reading->path, "/Stmt/");
    return from && begins(from + strlen("/Stmt"), path);
}

/* Adds to what is there already, after a space; never the half of a letter. */
static void keep(char *into, size_t room, const char *words, bool apart)
{
    size_t have = strlen(into), length = strlen(words);
    if (have && apart && have + 1 < room) into[have++] = ' ', into[have] = 0;
    if (length > room - 1 - have) length = room - 1 - have;
    while (length && ((unsigned char)words[length] & 0xC0) == 0x80) length--;
    memcpy(into + have, words, length);
    into[have + length] = 0;
}

static void put(char *into, size_t room, const char *words) { keep(into, room, words, false); }
static void put_more(char *into, const char *words) { keep(into, LINE_MOST, words, true); }

static Part *part_now(Reading *reading)
{
    size_t n = reading->entry.parts;
    return n && n <= CAMT_PARTS_MOST ? &reading->parts[n - 1] : &reading->entry.whole;
}

static void text_of_part(Reading *reading, const char *words)
{
    static const char tx[] = "/Ntry/NtryDtls/TxDtls";
    if (!within(reading, tx)) return;
    const char *rest = strstr(reading->path, tx) + strlen(tx);
    Part *part = part_now(reading);
    if (same(rest, "/Amt") || same(rest, "/AmtDtls/TxAmt/Amt")) {
        if (!*part->amount) put(part->amount, sizeof part->amount, words);
    } else if (same(rest, "/CdtDbtInd")) put(part->sign, sizeof part->sign, words);
    else if (same(rest, "/Refs/EndToEndId")) put(part->end_to_end, sizeof part->end_to_end, words);
    else if (same(rest, "/Refs/AcctSvcrRef")) put(part->bank_ref, sizeof part->bank_ref, words);
    else if (same(rest, "/RmtInf/Ustrd")) put_more(part->remittance, words);
    else if (same(rest, "/RmtInf/Strd/CdtrRefInf/Ref") || same(rest, "/RmtInf/Strd/RfrdDocInf/Nb")) put_more(part->structured, words);
    else if (same(rest, "/RltdPties/Dbtr/Nm") || same(rest, "/RltdPties/Dbtr/Pty/Nm")) put(part->debtor, sizeof part->debtor, words);
    else if (same(rest, "/RltdPties/Cdtr/Nm") || same(rest, "/RltdPties/Cdtr/Pty/Nm")) put(part->creditor, sizeof part->creditor, words);
    else if (same(rest, "/AddtlTxInf")) put_more(part->info, words);
}

static void text_of_entry(Reading *reading, const char *words)
{
    Entry *entry = &reading->entry;
    if (at(reading, "/Ntry/Amt")) put(entry->whole.amount, sizeof entry->whole.amount, words);
    else if (at(reading, "/Ntry/CdtDbtInd")) put(entry->whole.sign, sizeof entry->whole.sign, words);
    else if (at(reading, "/Ntry/RvslInd")) put(entry->reversal, sizeof entry->reversal, words);
    else if (at(reading, "/Ntry/Sts") || at(reading, "/Ntry/Sts/Cd")) put(entry->status, sizeof entry->status, words);
    else if (at(reading, "/Ntry/BookgDt/Dt") || at(reading, "/Ntry/BookgDt/DtTm")) put(entry->date, sizeof entry->date, words);
    else if (at(reading, "/Ntry/ValDt/Dt") || at(reading, "/Ntry/ValDt/DtTm")) put(entry->value_date, sizeof entry->value_date, words);
    else if (at(reading, "/Ntry/AcctSvcrRef")) put(entry->whole.bank_ref, sizeof entry->whole.bank_ref, words);
    else if (at(reading, "/Ntry/AddtlNtryInf")) put_more(entry->whole.info, words);
    else if (at(reading, "/Acct/Id/IBAN") || at(reading, "/Acct/Id/Othr/Id")) put(reading->account, sizeof reading->account, words);
    else if (at(reading, "/Bal/Tp/CdOrPrtry/Cd")) put(reading->balance.code, sizeof reading->balance.code, words);
    else if (at(reading, "/Bal/Amt")) put(reading->balance.amount, sizeof reading->balance.amount, words);
    else if (at(reading, "/Bal/CdtDbtInd")) put(reading->balance.sign, sizeof reading->balance.sign, words);
}

/* ---- sums ---- */

/* "60", "60.5", "60.50000": whole pence, or it is none. */
static bool pence_of(const char *words, const char *sign, int64_t *pence)
{
    size_t whole = strspn(words, "0123456789"), parts = words[whole] == '.' ? strspn(words + whole + 1, "0123456789") : 0, end = whole + (words[whole] == '.') + parts;
    if (!whole || whole > PENCE_DIGITS || words[end] || (!same(sign, "CRDT") && !same(sign, "DBIT"))) return false;
    *pence = 0;
    for (size_t i = 0; i < whole; i++) *pence = *pence * 10 + (words[i] - '0');
    for (size_t i = 0; i < 2; i++) *pence = *pence * 10 + (i < parts ? words[whole + 1 + i] - '0' : 0);
    for (size_t i = 2; i < parts; i++)
        if (words[whole + 1 + i] != '0') return false;
    if (same(sign, "DBIT")) *pence = -*pence;
    return true;
}

static Error *day_of(Ctx *cx, const Entry *entry, int64_t number, const char **day)
{
    const char *said = *entry->date ? entry->date : entry->value_date;
    if (strlen(said) < 10) return invalid(cx, NULL, "Entry %ld of this statement says no day", (long)number);
    *day = text_copy(cx, said, 10);
    return OK;
}

/* ---- rows ---- */

static const char *reference_of(const Part *part, const Part *whole)
{
    if (*part->structured) return part->structured;
    if (*part->remittance) return part->remittance;
    if (*part->end_to_end && !same(part->end_to_end, "NOTPROVIDED")) return part->end_to_end;
    return whole->info;
}

static Error *row_give(Reading *reading, const Part *part, int64_t pence)
{
    const Entry *entry = &reading->entry;
    Ctx row_cx = *reading->cx;
    row_cx.arena = reading->row_arena;
    if (++reading->row.line > CAMT_ENTRIES_MOST) return invalid(reading->cx, NULL, "This statement has more than %d entries. Ask the bank for a shorter one", CAMT_ENTRIES_MOST);
    TRY(day_of(&row_cx, entry, reading->row.line, &reading->cells[C_DATE]));
    reading->cells[C_AMOUNT] = text(&row_cx, "%s%ld.%02ld", pence < 0 ? "-" : "", (long)(pence < 0 ? -pence : pence) / 100, (long)(pence < 0 ? -pence : pence) % 100);
    reading->cells[C_REFERENCE] = text_trim(&row_cx, reference_of(part, &entry->whole));
    reading->cells[C_NAME] = text_trim(&row_cx, pence < 0 ? part->creditor : part->debtor);
    reading->cells[C_BANK_REFERENCE] = text_trim(&row_cx, *part->bank_ref ? part->bank_ref : entry->whole.bank_ref);
    reading->cells[C_DETAILS] = text_trim(&row_cx, *part->info ? part->info : entry->whole.info);
    reading->cells[C_REVERSAL] = same(entry->reversal, "true") || same(entry->reversal, "1") ? "yes" : "";
    reading->cells[C_ACCOUNT] = text_trim(&row_cx, reading->account);
    TRY(reading->each(reading->cx, &reading->row, reading->data));
    arena_reset(reading->row_arena);
    return OK;
}

/* Whether the payments of an entry say each of its sum, so that they are rows of their own. */
static bool parts_whole(const Reading *reading, int64_t pence)
{
    size_t n = reading->entry.parts;
    int64_t sum = 0, one;
    if (n < 2 || n > CAMT_PARTS_MOST) return false;
    for (size_t i = 0; i < n; i++) {
        const Part *part = &reading->parts[i];
        if (!pence_of(part->amount, *part->sign ? part->sign : reading->entry.whole.sign, &one) || !one) return false;
        sum += one;
    }
    return sum == pence;
}

static Error *entry_end(Reading *reading)
{
    const Entry *entry = &reading->entry;
    int64_t pence, one;
    if (*entry->status && !same(entry->status, "BOOK")) return OK;      /* not booked yet: it comes in a statement to come */
    if (!pence_of(entry->whole.amount, entry->whole.sign, &pence)) return invalid(reading->cx, NULL, "Entry %ld of this statement has a sum that cannot be read", (long)reading->row.line + 1);
    if (*entry->currency && !same(entry->currency, "GBP")) return invalid(reading->cx, NULL, "Entry %ld of this statement is in %s, and not in pounds", (long)reading->row.line + 1, entry->currency);
    reading->booked += pence;
    if (!pence) return OK;
    if (!parts_whole(reading, pence)) return row_give(reading, entry->parts && entry->parts <= CAMT_PARTS_MOST ? &reading->parts[0] : &entry->whole, pence);
    for (size_t i = 0; i < entry->parts; i++) {
        const Part *part = &reading->parts[i];
        if (pence_of(part->amount, *part->sign ? part->sign : entry->whole.sign, &one)) TRY(row_give(reading, part, one));
    }
    return OK;
}

static Error *balance_end(Reading *reading)
{
    const Balance *balance = &reading->balance;
    int64_t pence;
    if (!pence_of(balance->amount, balance->sign, &pence)) return OK;
    if (same(balance->code, "OPBD") || same(balance->code, "PRCD")) reading->opening = pence, reading->opened = true;
    if (same(balance->code, "CLBD")) reading->closing = pence, reading->closed = true;
    return OK;
}

static Error *statement_end(Reading *reading)
{
    if (reading->opened && reading->closed && reading->opening + reading->booked != reading->closing)
        return invalid(reading->cx, NULL, "The entries of this statement do not lead from its opening to its closing balance, so something is missing. Ask the bank for it anew");
    reading->opened = reading->closed = false, reading->booked = 0, reading->statement = true, *reading->account = 0;
    return OK;
}

/* ---- node by node ---- */

static void begin_node(Reading *reading, xmlTextReader *xml)
{
    if (at(reading, "/Ntry")) reading->entry = (Entry){0};
    if (at(reading, "/Bal")) reading->balance = (Balance){0};
    if (at(reading, "/Ntry/NtryDtls/TxDtls") && reading->entry.parts <= CAMT_PARTS_MOST && ++reading->entry.parts <= CAMT_PARTS_MOST) reading->parts[reading->entry.parts - 1] = (Part){0};
    if (at(reading, "/Ntry/Amt")) {
        xmlChar *currency = xmlTextReaderGetAttribute(xml, (const xmlChar *)"Ccy");
        if (currency) put(reading->entry.currency, sizeof reading->entry.currency, (const char *)currency);
        xmlFree(currency);
    }
}

static Error *end_node(Reading *reading)
{
    Error *error = OK;
    if (at(reading, "/Ntry")) error = entry_end(reading);
    if (at(reading, "/Bal")) error = balance_end(reading);
    if (ends(reading->path, "/Stmt")) error = statement_end(reading);
    *strrchr(reading->path, '/') = 0;
    return error;
}

static Error *node(Reading *reading, xmlTextReader *xml)
{
    const char *name = (const char *)xmlTextReaderConstLocalName(xml), *words = (const char *)xmlTextReaderConstValue(xml);
    bool empty = false;
    switch (xmlTextReaderNodeType(xml)) {
    case XML_READER_TYPE_ELEMENT:
        if (strlen(reading->path) + strlen(name) + 2 > PATH_MOST) return damaged(reading->cx);
        empty = xmlTextReaderIsEmptyElement(xml) == 1;
        put(reading->path, PATH_MOST, "/"), put(reading->path, PATH_MOST, name);
        begin_node(reading, xml);
        return empty ? end_node(reading) : OK;
    case XML_READER_TYPE_END_ELEMENT:
        return end_node(reading);
    case XML_READER_TYPE_TEXT: case XML_READER_TYPE_CDATA:
        if (words && utf8_valid(words, strlen(words))) text_of_entry(reading, words), text_of_part(reading, words);
        return OK;
    case XML_READER_TYPE_DOCUMENT_TYPE: case XML_READER_TYPE_ENTITY_REFERENCE: case XML_READER_TYPE_ENTITY:
        return damaged(reading->cx);      /* a statement declares nothing: whatever does is made to do harm */
    default:
        return OK;
    }
}

static void say_nothing(void *data, const char *message, xmlParserSeverities severity, xmlTextReaderLocatorPtr where) { }
static void reader_end(void *xml) { xmlFreeTextReader(xml); }
static void row_arena_end(void *arena) { arena_end(arena); }

Error *camt053_read(Ctx *cx, const char *bytes, size_t length, Error *(*each)(Ctx *, const CsvRow *, void *), void *data)
{
    Reading *reading = new(cx, Reading);
    int more = 0;
    if (length > INT32_MAX) return damaged(cx);
    xmlTextReader *xml = xmlReaderForMemory(bytes, (int)length, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT);
    if (!xml) return damaged(cx);
    arena_defer(cx->arena, reader_end, xml);
    xmlTextReaderSetErrorHandler(xml, say_nothing, NULL);
    *reading = (Reading){ .cx = cx, .row_arena = arena_begin(64 << 10), .each = each, .data = data };
    arena_defer(cx->arena, row_arena_end, reading->row_arena);
    reading->row = (CsvRow){ .line = 0, .columns = columns, .column_count = C_END, .cells = reading->cells, .headings = headings };
    while ((more = xmlTextReaderRead(xml)) == 1) TRY(node(reading, xml));
    if (more < 0) return damaged(cx);
    return reading->statement ? OK : invalid(cx, NULL, "This is no bank statement of the kind camt.053. Ask the bank for that, or for CSV");
}
