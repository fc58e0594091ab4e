#include "platform/security/password.h"

#include <pthread.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "platform/base/check.h"
#include "platform/base/text.h"
#include "platform/security/common_passwords.h"

/* OWASP's least: 19 MiB, two passes, one lane. One hash takes 12 ms; see docs/performance.md for why not more. */
enum { MEMORY = 19 << 20, PASSES = 2, WAITING_MOST = 1000 };

/* Hashing is bounded: each takes 19 MiB and a core, and pages must keep theirs. */
static struct {
    pthread_mutex_t lock;
    pthread_cond_t  freed;
    long            running, waiting;
} pool = { .lock = PTHREAD_MUTEX_INITIALIZER, .freed = PTHREAD_COND_INITIALIZER };

static long pool_size(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores > 2 ? cores - 1 : 1;
}

static Error *pool_enter(Ctx *cx)
{
    pthread_mutex_lock(&pool.lock);
    bool full = pool.waiting >= WAITING_MOST;
    if (!full) {
        pool.waiting++;
        while (pool.running >= pool_size()) pthread_cond_wait(&pool.freed, &pool.lock);
        pool.waiting--;
        pool.running++;
    }
    pthread_mutex_unlock(&pool.lock);
    return full ? too_many(cx, "Very many people are signing in at this moment. Try again in a minute") : OK;
}

static void pool_leave(void)
{
    pthread_mutex_lock(&pool.lock);
    pool.running--;
    pthread_cond_signal(&pool.freed);
    pthread_mutex_unlock(&pool.lock);
}

Error *password_hash(Ctx *cx, const char *password, const char **hash)
{
    char *made = arena_new(cx->arena, crypto_pwhash_STRBYTES);
    TRY(pool_enter(cx));
    int failed = crypto_pwhash_str(made, password, strlen(password), PASSES, MEMORY);
    pool_leave();
    if (failed) return unavailable(cx, "there is no memory to hash a password");
    *hash = made;
    return OK;
}

/* Of a random password that nobody knows: verifying against it costs what verifying against a person's costs. */
static const char *nobodys_hash(void)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static char hash[crypto_pwhash_STRBYTES];
    pthread_mutex_lock(&lock);
    if (!*hash) {
        unsigned char random[32];
        randombytes_buf(random, sizeof random);
        CHECK(crypto_pwhash_str(hash, (const char *)random, sizeof random, PASSES, MEMORY) == 0);
    }
    pthread_mutex_unlock(&lock);
    return hash;
}

Error *password_verify(Ctx *cx, const char *hash, const char *password, bool *right)
{
    bool somebody = hash && *hash;
    TRY(pool_enter(cx));
    bool matches = crypto_pwhash_str_verify(somebody ? hash : nobodys_hash(), password, strlen(password)) == 0;
    pool_leave();
    *right = somebody && matches;
    return OK;
}

/* ---- which passwords are refused ---- */

static bool is_common(const char *folded)
{
    size_t from = 0, to = common_password_count;
    while (from < to) {
        size_t middle = (from + to) / 2;
        int order = strcmp(folded, common_passwords[middle]);
        if (order == 0) return true;
        if (order < 0) to = middle;
        else from = middle + 1;
    }
    return false;
}

/* "Password2026!!" is "password" to whoever guesses: what stands at the ends, and letters written as signs, are taken away first. */
static const char *plain(Ctx *cx, const char *folded)
{
    static const char signs[] = "@4310$57!", meant[] = "aaeiossti";
    size_t n = strlen(folded);
    while (n && !(folded[n - 1] >= 'a' && folded[n - 1] <= 'z')) n--;
    char *word = (char *)text_copy(cx, folded, n);
    for (char *c = word; *c; c++) {
        const char *sign = strchr(signs, *c);
        if (sign) *c = meant[sign - signs];
    }
    return word;
}

static bool repeats(const char *s)
{
    size_t n = strlen(s);
    for (size_t period = 1; period <= 4 && period * 2 <= n; period++)
        if (memcmp(s, s + period, n - period) == 0) return true;
    return false;
}

static bool runs(const char *s)
{
    size_t up = 0, down = 0, n = strlen(s);
    for (size_t i = 1; i < n; i++) up += s[i] == s[i - 1] + 1, down += s[i] == s[i - 1] - 1;
    return n > 1 && (up >= n - 2 || down >= n - 2);
}

/* Whether the password is little more than one of these words, the person's own name, address or school. */
static bool is_about(const char *folded, Ctx *cx, const char *about)
{
    enum { WORD_LEAST = 4, REST_MOST = 6 };
    const char *word = text_fold(cx, about ? about : "");
    size_t password = strlen(folded);
    while (*word) {
        size_t n = strcspn(word, " @.,'-_");
        const char *one = text_copy(cx, word, n);
        if (n >= WORD_LEAST && strstr(folded, one) && password <= n + REST_MOST) return true;
        word += n;
        word += strspn(word, " @.,'-_");
    }
    return false;
}

Error *password_check(Ctx *cx, const char *field, const char *password, const char *about)
{
    size_t length = letters(password);
    const char *folded = text_fold(cx, password);
    if (length < PASSWORD_LEAST) return invalid(cx, field, "Use a password of %d characters or more. Three words that have nothing to do with each other are a good one", PASSWORD_LEAST);
    if (length > PASSWORD_MOST) return invalid(cx, field, "Use a password of %d characters or fewer", PASSWORD_MOST);
    const char *after_year = folded + strspn(folded, "0123456789.-_ ");      /* "2026password" */
    if (is_common(folded) || is_common(plain(cx, folded)) || is_common(plain(cx, after_year)) || repeats(folded) || runs(folded))
        return invalid(cx, field, "This password is one of the first that a stranger would try. Choose one that is harder to guess");
    if (is_about(folded, cx, about)) return invalid(cx, field, "Choose a password that is not made of your name, your address or your school");
    return OK;
}
