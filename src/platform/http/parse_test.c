/* What the parsers of strangers' bytes take, and what they refuse. */
#include "platform/base/text.h"
#include "platform/http/guard.h"
#include "platform/http/parse.h"
#include "tests/test.h"

static Request rq;

static Error *target(const char *said)
{
    rq = (Request){0};
    return target_parse(test_cx(), said, &rq);
}

TEST("a path is decoded once, and its query is read") {
    EXPECT_OK(target("/courses/%C3%A9t%C3%A9?q=two+words&theme=3&theme=4&blank"));
    EXPECT_SAME(rq.path, "/courses/\xc3\xa9t\xc3\xa9");
    EXPECT_SAME(query_value(&rq, "q"), "two words");
    EXPECT_EQUAL(query_number(&rq, "theme", 0), 3);
    EXPECT_SAME(query_value(&rq, "blank"), "");
    EXPECT_SAME(query_value(&rq, "absent"), "");
    EXPECT_EQUAL(query_number(&rq, "q", 7), 7);
    EXPECT_OK(target("/a%2541"));
    EXPECT_SAME(rq.path, "/a%41");
}

TEST("a path that two readers could read differently is refused") {
    static const char *const odd[] = { "", "*", "courses", "http://other.example/", "/a//b", "/a/../b", "/./a", "/.git/config", "/a%2fb", "/a%2Fb", "/a\\b", "/a%",
                                       "/a%4", "/a%zz", "/a%00b", "/a%0d%0ab", "/%c0%af", "/%ff", "/a#b", "/?q=%ff", "/?q=%0", "/?q=a%00b" };
    for (size_t i = 0; i < COUNT(odd); i++) EXPECT(target(odd[i]) != OK);
    char *long_one = arena_new(test_cx()->arena, TARGET_MOST + 3);
    memset(long_one, 'a', TARGET_MOST + 2);
    long_one[0] = '/';
    EXPECT(target(long_one) != OK);
}

static Error *form(const char *type, const char *body, size_t length)
{
    rq = (Request){0};
    return body_parse(test_cx(), type, body, length, &rq);
}
#define PLAIN(body) form("application/x-www-form-urlencoded", (body), strlen(body))

TEST("a form's values keep their line breaks and lose other control characters") {
    EXPECT_OK(PLAIN("name=Siobh%C3%A1n&needs=step%0D%0Afree%09access%07&person=3&person=5"));
    size_t n;
    const char *const *people = form_list(test_cx(), &rq, "person", &n);
    EXPECT_SAME(form_text(&rq, "name"), "Siobh\xc3\xa1n");
    EXPECT_SAME(form_text(&rq, "needs"), "step\nfree access ");
    EXPECT_EQUAL(n, 2);
    EXPECT_SAME(people[1], "5");
    EXPECT(form_ticked(&rq, "person", "5") && !form_ticked(&rq, "person", "4"));
}

TEST("a form that is no text, too long or of another type is refused") {
    EXPECT(PLAIN("a=%ff") != OK);
    EXPECT(PLAIN("a=%ed%a0%80") != OK);
    EXPECT(PLAIN("a=%00") != OK);
    EXPECT(PLAIN("a=%4") != OK);
    EXPECT(form("application/json", "{}", 2) != OK);
    EXPECT(form("text/plain", "a=b", 3) != OK);
    EXPECT(form("", "a=b", 3) != OK);
    Draft many = { .cx = test_cx() };
    for (int i = 0; i < FIELDS_MOST + 1; i++) draft_add(&many, "a=1&");
    EXPECT(PLAIN(draft_text(&many)) != OK);
}

#define PARTS(body) form("multipart/form-data; boundary=xyz", (body), sizeof(body) - 1)
#define FIELD "--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\n"

TEST("a form with files comes with fields and uploads in order") {
    EXPECT_OK(PARTS(FIELD "--xyz\r\nContent-Disposition: form-data; name=\"list\"; filename=\"C:\\dir\\staff %22x%22.csv\"\r\nContent-Type: text/csv\r\n\r\n"
                    "a,b\r\n\0\r\n--xyz\r\nContent-Disposition: form-data; name=\"none\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--xyz--\r\n"));
    EXPECT_SAME(form_text(&rq, "a"), "one");
    const Upload *upload = form_upload(&rq, "list");
    EXPECT(upload != NULL);
    EXPECT_SAME(upload->name, "staff \"x\".csv");
    EXPECT_SAME(upload->type, "text/csv");
    EXPECT_EQUAL(upload->length, 6);
    EXPECT(form_upload(&rq, "none") == NULL);
}

TEST("a broken multipart body is refused, whichever way it is broken") {
    static const char head[] = "--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n";
    EXPECT(PARTS("") != OK);
    EXPECT(PARTS("preamble\r\n" FIELD "--xyz--\r\n") != OK);
    EXPECT(PARTS(FIELD) != OK);
    EXPECT(PARTS(FIELD "--xyz") != OK);
    EXPECT(PARTS(FIELD "--xyz--\r\nepilogue") != OK);
    EXPECT(PARTS(FIELD "--xyzz\r\n") != OK);
    EXPECT(PARTS("--xyz\nContent-Disposition: form-data; name=\"a\"\n\none\n--xyz--\n") != OK);
    EXPECT(PARTS("--xyz\r\n\r\none\r\n--xyz--\r\n") != OK);
    EXPECT(PARTS("--xyz\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\none\r\n--xyz--\r\n") != OK);
    EXPECT(PARTS("--xyz\r\nContent-Disposition: form-data; name=a\r\n\r\none\r\n--xyz--\r\n") != OK);
    EXPECT(PARTS("--xyz\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\none\r\n--xyz--\r\n") != OK);
    EXPECT(PARTS("--xyz\r\nContent-Disposition: form-data; name=\"\"\r\n\r\none\r\n--xyz--\r\n") != OK);
    EXPECT(PARTS("--xyz\r\nContent-Disposition: form-data; name=\"a\r\nb\"\r\n\r\none\r\n--xyz--\r\n") != OK);
    EXPECT(PARTS("--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64\r\n\r\none\r\n--xyz--\r\n") != OK);
    EXPECT(PARTS("--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\xff\r\n--xyz--\r\n") != OK);
    EXPECT(form("multipart/form-data", head, sizeof head - 1) != OK);
    EXPECT(form("multipart/form-data; boundary=", head, sizeof head - 1) != OK);
    EXPECT(form("multipart/form-data; boundary=\"xyz", head, sizeof head - 1) != OK);
    EXPECT(form("multipart/form-data; boundary=xyz; x=y", head, sizeof head - 1) != OK);
    EXPECT(form("multipart/form-data; boundary=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", head, sizeof head - 1) != OK);
    Draft big = { .cx = test_cx() };
    draft_add(&big, "--xyz\r\nContent-Disposition: form-data; name=\"");
    for (int i = 0; i < PART_HEAD_MOST; i++) draft_bytes(&big, "a", 1);
    draft_add(&big, "\"\r\n\r\none\r\n--xyz--\r\n");
    EXPECT(form("multipart/form-data; boundary=xyz", draft_text(&big), big.length) != OK);
    Draft many = { .cx = test_cx() };
    for (int i = 0; i < 20000; i++) draft_add(&many, FIELD);
    draft_add(&many, "--xyz--\r\n");
    EXPECT(form("multipart/form-data; boundary=xyz", draft_text(&many), many.length) != OK);
}

TEST("cookies of other programs are passed over, and twenty thousand of them do no harm") {
    rq = (Request){0};
    cookies_parse(test_cx(), "a=1; =x; b; c=two=three ;d=\x01; __Host-lyceum=token", &rq);
    EXPECT_SAME(cookie_value(&rq, "a"), "1");
    EXPECT_SAME(cookie_value(&rq, "c"), "two=three");
    EXPECT_SAME(cookie_value(&rq, "d"), "");
    EXPECT_SAME(cookie_value(&rq, "__Host-lyceum"), "token");
    Draft many = { .cx = test_cx() };
    for (int i = 0; i < 20000; i++) draft_add(&many, "c%d=v; ", i);
    cookies_parse(test_cx(), draft_text(&many), &rq);
    EXPECT_EQUAL(rq.cookie_count, COOKIES_MOST);
}

TEST("a path to go on to is one of this site") {
    static const char *const others[] = { "https://other.example/", "//other.example/", "/\\other.example", "javascript:alert(1)", "courses", "", "/a\nb" };
    for (size_t i = 0; i < COUNT(others); i++) EXPECT(!path_is_ours(others[i]));
    EXPECT(path_is_ours("/courses?q=a%20b"));
}
