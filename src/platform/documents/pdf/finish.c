/* What cairo cannot say, said by qpdf: the language, that the title is shown, and what each head of a table is the head of. */
#include <qpdf/qpdf-c.h>
#include <stdlib.h>

#include "platform/base/text.h"
#include "platform/documents/pdf/draw.h"

enum { TREE_DEPTH_MOST = 12 };

static bool is_named(qpdf_data pdf, qpdf_oh element, const char *name)
{
    qpdf_oh type = qpdf_oh_get_key(pdf, element, "/S");
    return qpdf_oh_is_name(pdf, type) && same(qpdf_oh_get_name(pdf, type), name);
}

static int kid_count(qpdf_data pdf, qpdf_oh kids) { return qpdf_oh_is_array(pdf, kids) ? qpdf_oh_get_array_n_items(pdf, kids) : qpdf_oh_is_dictionary(pdf, kids) ? 1 : 0; }
static qpdf_oh kid_at(qpdf_data pdf, qpdf_oh kids, int i) { return qpdf_oh_is_array(pdf, kids) ? qpdf_oh_get_array_item(pdf, kids, i) : kids; }

static void scope_set(qpdf_data pdf, qpdf_oh head, const char *scope)
{
    qpdf_oh attributes = qpdf_oh_new_dictionary(pdf);
    qpdf_oh_replace_key(pdf, attributes, "/O", qpdf_oh_new_name(pdf, "/Table"));
    qpdf_oh_replace_key(pdf, attributes, "/Scope", qpdf_oh_new_name(pdf, scope));
    qpdf_oh_replace_key(pdf, head, "/A", attributes);
}

/* A row of heads alone heads its columns; a head beside data heads its row. */
static void row_scope(qpdf_data pdf, qpdf_oh kids)
{
    int n = kid_count(pdf, kids), heads = 0;
    for (int i = 0; i < n; i++) heads += is_named(pdf, kid_at(pdf, kids, i), "/TH");
    for (int i = 0; i < n; i++)
        if (is_named(pdf, kid_at(pdf, kids, i), "/TH")) scope_set(pdf, kid_at(pdf, kids, i), heads == n ? "/Column" : "/Row");
}

static void walk(qpdf_data pdf, qpdf_oh element, int depth)
{
    if (depth > TREE_DEPTH_MOST || !qpdf_oh_is_dictionary(pdf, element)) return;
    qpdf_oh kids = qpdf_oh_get_key(pdf, element, "/K");
    if (qpdf_oh_has_key(pdf, element, "/S") && is_named(pdf, element, "/TR")) {
        row_scope(pdf, kids);
        return;
    }
    for (int i = 0, n = kid_count(pdf, kids); i < n; i++) walk(pdf, kid_at(pdf, kids, i), depth + 1);
}

static void catalogue_complete(qpdf_data pdf)
{
    qpdf_oh root = qpdf_get_root(pdf), preferences = qpdf_oh_new_dictionary(pdf);
    qpdf_oh_replace_key(pdf, root, "/Lang", qpdf_oh_new_string(pdf, "en-GB"));
    qpdf_oh_replace_key(pdf, preferences, "/DisplayDocTitle", qpdf_oh_new_bool(pdf, QPDF_TRUE));
    qpdf_oh_replace_key(pdf, root, "/ViewerPreferences", preferences);
    walk(pdf, qpdf_oh_get_key(pdf, root, "/StructTreeRoot"), 0);
}

Error *pdf_finish(Ctx *cx, const char *drawn, size_t drawn_length, const char **bytes, size_t *length)
{
    qpdf_data pdf = qpdf_init();
    qpdf_silence_errors(pdf);
    Error *error = OK;
    if (qpdf_read_memory(pdf, "drawn", drawn, drawn_length, NULL) & QPDF_ERRORS) error = broken(cx, "qpdf cannot read what cairo drew");
    if (!error) {
        catalogue_complete(pdf);
        qpdf_init_write_memory(pdf);
        qpdf_set_deterministic_ID(pdf, QPDF_TRUE);
        if (qpdf_write(pdf) & QPDF_ERRORS) error = broken(cx, "qpdf cannot write");
    }
    if (!error) {
        *length = qpdf_get_buffer_length(pdf);
        *bytes = text_copy(cx, (const char *)qpdf_get_buffer(pdf), *length);
    }
    qpdf_cleanup(&pdf);
    return error;
}
