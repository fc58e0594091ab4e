/*
 * Which route a path means. The rows are made into a tree of segments once; a request walks down it. A literal segment goes before a
 * number, a number before any text.
 */
#include <stdlib.h>
#include <string.h>

#include "platform/base/check.h"
#include "platform/base/text.h"
#include "platform/http/dispatch.h"

enum { SEGMENTS_MOST = 12 };

typedef struct Node Node;
struct Node {
    const char  *segment;        /* of a literal child; not NUL-terminated */
    size_t       length;
    Node        *literals;       /* sorted by length, then bytes */
    size_t       literal_count;
    Node        *number, *word;
    const Route *get, *post;
};

static Node       root;
static const App *the_app;

static int segment_compare(const char *a, size_t a_length, const char *b, size_t b_length)
{
    if (a_length != b_length) return a_length < b_length ? -1 : 1;
    return memcmp(a, b, a_length);
}

static size_t literal_place(const Node *node, const char *segment, size_t length, bool *found)
{
    size_t from = 0, to = node->literal_count;
    while (from < to) {
        size_t middle = (from + to) / 2;
        int order = segment_compare(node->literals[middle].segment, node->literals[middle].length, segment, length);
        if (order == 0) return *found = true, middle;
        if (order < 0) from = middle + 1;
        else to = middle;
    }
    *found = false;
    return from;
}

static Node *child_make(Node **child)
{
    if (!*child) *child = calloc(1, sizeof **child);
    CHECK(*child);
    return *child;
}

static Node *literal_make(Node *node, const char *segment, size_t length)
{
    bool found;
    size_t place = literal_place(node, segment, length, &found);
    if (found) return &node->literals[place];
    node->literals = realloc(node->literals, (node->literal_count + 1) * sizeof *node->literals);
    CHECK(node->literals);
    memmove(&node->literals[place + 1], &node->literals[place], (node->literal_count - place) * sizeof *node->literals);
    node->literal_count++;
    node->literals[place] = (Node){ .segment = segment, .length = length };
    return &node->literals[place];
}

static bool segment_next(const char **path, const char **segment, size_t *length)
{
    if (**path != '/' || !(*path)[1]) return false;
    *segment = *path + 1;
    *length = strcspn(*segment, "/");
    *path = *segment + *length;
    return true;
}

static void route_add(const Route *route)
{
    Node *node = &root;
    const char *path = route->path, *segment;
    size_t length;
    while (segment_next(&path, &segment, &length)) {
        bool number = length == 3 && memcmp(segment, ":id", 3) == 0;
        CHECK(number || *segment != ':');     /* nobody would ever type ":session" */
        if (number) node = child_make(&node->number);
        else if (length == 1 && *segment == '*') node = child_make(&node->word);
        else node = literal_make(node, segment, length);
    }
    bool reads = route->kind != ROUTE_POST, posts = route->kind == ROUTE_POST || route->kind == ROUTE_FORM;
    CHECK(!reads || !node->get);     /* two rows for one address */
    CHECK(!posts || !node->post);
    if (reads) node->get = route;
    if (posts) node->post = route;
}

static void node_free(Node *node)
{
    for (size_t i = 0; i < node->literal_count; i++) node_free(&node->literals[i]);
    if (node->number) node_free(node->number), free(node->number);
    if (node->word) node_free(node->word), free(node->word);
    free(node->literals);
    *node = (Node){0};
}

void http_use(const App *app)
{
    node_free(&root);
    the_app = app;
    for (size_t l = 0; l < app->list_count; l++)
        for (size_t i = 0; i < app->lists[l]->count; i++) route_add(&app->lists[l]->routes[i]);
}

const App *http_app(void) { return the_app; }

typedef struct { const char *segment; size_t length; } Segment;

static bool number_of(Segment segment, int64_t *number)
{
    char digits[20];
    if (!segment.length || segment.length >= sizeof digits) return false;
    memcpy(digits, segment.segment, segment.length);
    digits[segment.length] = '\0';
    return digits[0] != '-' && digits[0] != '+' && number_parse(digits, 1, INT64_MAX, number);
}

/* Paths are a few segments deep, so turning back from a wrong branch costs little. */
static const Node *node_find(const Node *node, const Segment *segments, size_t n, int64_t *numbers, size_t numbers_found, Segment *word)
{
    if (!n) return node->get || node->post ? node : NULL;

    bool found;
    size_t place = literal_place(node, segments->segment, segments->length, &found);
    const Node *end = found ? node_find(&node->literals[place], segments + 1, n - 1, numbers, numbers_found, word) : NULL;
    if (end) return end;
    if (node->number && numbers_found < 2 && number_of(*segments, &numbers[numbers_found])) {
        end = node_find(node->number, segments + 1, n - 1, numbers, numbers_found + 1, word);
        if (end) return end;
        numbers[numbers_found] = 0;
    }
    if (!node->word) return NULL;
    end = node_find(node->word, segments + 1, n - 1, numbers, numbers_found, word);
    if (end) *word = *segments;
    return end;
}

const Route *route_match(const char *method, const char *path, Ctx *cx, Request *rq, int *status)
{
    Segment segments[SEGMENTS_MOST], word = { "", 0 };
    int64_t numbers[2] = {0};
    size_t n = 0;
    const char *rest = path;

    *status = 404;
    while (n < SEGMENTS_MOST && segment_next(&rest, &segments[n].segment, &segments[n].length)) n++;
    if (*rest && !(same(rest, "/") && n == 0)) return NULL;      /* too deep, or a slash at the end */

    const Node *node = node_find(&root, segments, n, numbers, 0, &word);
    if (!node) return NULL;
    bool posts = same(method, "POST");
    const Route *route = posts ? node->post : same(method, "GET") ? node->get : NULL;
    if (!route) return *status = 405, NULL;

    rq->id = numbers[0];
    rq->id2 = numbers[1];
    rq->word = text_copy(cx, word.segment, word.length);
    rq->route = route;
    *status = 200;
    return route;
}
