/* What the server can no longer do once it serves. Each is tried in a process of its own, since there is no way back. */
#include "platform/security/sandbox.h"

#include <fcntl.h>
#include <grp.h>
#include <iconv.h>
#include <linux/landlock.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "platform/base/text.h"
#include "platform/documents/calendar.h"
#include "platform/documents/file_kind.h"
#include "platform/documents/pdf.h"
#include "platform/security/jwt.h"
#include "platform/documents/table_file.h"
#include "platform/documents/xlsx_write.h"
#include "tests/test.h"

/* How a process ended that entered the sandbox and then did `act`: its exit code, or minus the signal. */
static int ended(bool (*act)(const char *folder))
{
    const char *folder = test_folder();
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        if (sandbox_enter(test_cx(), &(Sandbox){ .data = folder, .temporary = folder })) _exit(2);
        _exit(act(folder) ? 0 : 1);
    }
    int how = 0;
    EXPECT(child > 0 && waitpid(child, &how, 0) == child);
    return WIFSIGNALED(how) ? -WTERMSIG(how) : WEXITSTATUS(how);
}

static bool opens(const char *path, int flags)
{
    int file = open(path, flags | O_CLOEXEC, 0600);
    if (file >= 0) close(file);
    return file >= 0;
}

static bool works(const char *folder)
{
    iconv_t converter = iconv_open("UTF-8", "WINDOWS-1252");
    return opens(text(test_cx(), "%s/lyceum.db-wal", folder), O_RDWR | O_CREAT) && opens(folder, O_RDWR | O_TMPFILE) && opens("/etc/hosts", O_RDONLY)
        && converter != (iconv_t)-1;
}

/* Fonts and time zones are read when they are first needed. */
static bool prints(const char *folder)
{
    const CalendarEntry entry = { .uid = "1@a.example", .starts_at = 1796893200, .ends_at = 1796904000, .title = "Phonics", .changed_at = 1796000000 };
    const char *pdf, *ics;
    size_t pdf_length, ics_length;
    return !pdf_certificate(test_cx(), &(PdfCertificate){ .partnership = "Fleet and Wandle", .title = "Certificate", .name = "محمد عبد الله", .course = "Phonics",
                                                          .issued = "1 May 2027", .code = "7KQ2", .verify_url = "https://a.example/verify/7KQ2" }, &pdf, &pdf_length)
        && pdf_length > 4 && begins(pdf, "%PDF")
        && !calendar_write(test_cx(), &(Calendar){ .method = "PUBLISH", .name = "Programme", .organiser_email = "a@a.example", .entries = &entry, .count = 1 }, &ics, &ics_length);
}

static Error *counted_in(Ctx *cx, const CsvRow *row, void *data) { return ++*(int *)data, OK; }

/* A workbook goes out by way of files in the temporary folder, and is read again. */
static bool lists(const char *folder)
{
    int read = 0;
    const char *bytes;
    size_t length;
    xlsx_folder(folder);
    XlsxWriter *xlsx = xlsx_begin(test_cx(), (const char *const[]){ "Name", "Born" }, 2);
    xlsx_text(xlsx, "Ann"), xlsx_moment(xlsx, 1796893200), xlsx_line(xlsx);
    return !xlsx_finish(xlsx, &bytes, &length) && !table_read(test_cx(), bytes, length, counted_in, &read) && read == 1;
}

/* A key is made, and a badge signed, by a server that serves. */
static bool signs(const char *folder)
{
    const char *private_jwk, *public_jwk, *token;
    return !jwt_key_make(test_cx(), "one", &private_jwk, &public_jwk) && !jwt_sign(test_cx(), private_jwk, "{\"typ\":\"JWT\"}", "{\"sub\":\"x\"}", &token) && begins(token, "ey");
}

/* A register in Windows-1252, as the office's page takes it. */
static bool imports(const char *folder)
{
    static const char written[] = "Name\nSt Mary\x92s\n";
    size_t length = sizeof written - 1;
    const char *words = text_from_windows(test_cx(), written, &length);
    const FileKind *kind;
    if (file_kind_check(test_cx(), "file", words, strlen(words), FILES_TEXT, 1000, &kind)) return false;
    return strstr(words, "St Mary\xe2\x80\x99s") && *text_sort_key(test_cx(), words) && *text_fold(test_cx(), words);
}

static bool writes_elsewhere(const char *folder)
{
    return opens("/var/tmp/lyceum-was-here", O_RDWR | O_CREAT) || opens("/etc/lyceum-was-here", O_RDWR | O_CREAT);
}

static bool starts_a_program(const char *folder)
{
    execl("/bin/true", "true", (char *)NULL);
    return true;
}

/* How a process ended that gave up root's powers for this folder's sake and then tried to do what only they allow. */
static bool still_powerful(const char *folder)
{
    return chown(folder, 1, 1) == 0 || opens("/proc/1/mem", O_RDONLY) || setgroups(0, NULL) == 0;
}

TEST("where the data are root's own, the server stays root and has none of its powers") {
    if (geteuid() != 0) test_skip("this is about being root");
    const char *folder = test_folder();
    int how = 0;
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) _exit(privileges_drop(test_cx(), folder) ? 2 : still_powerful(folder));
    EXPECT(child > 0 && waitpid(child, &how, 0) == child && WIFEXITED(how));
    EXPECT_EQUAL(WEXITSTATUS(how), 0);
}

TEST("where the data are an ordinary user's, the server becomes that user") {
    if (geteuid() != 0) test_skip("this is about being root");
    const char *folder = test_folder();
    int how = 0;
    EXPECT(chown(folder, 12345, 12345) == 0);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) _exit(privileges_drop(test_cx(), folder) ? 2 : !(geteuid() == 12345 && getegid() == 12345 && setuid(0) != 0));
    EXPECT(child > 0 && waitpid(child, &how, 0) == child && WIFEXITED(how));
    EXPECT_EQUAL(WEXITSTATUS(how), 0);
}

TEST("under the sandbox the server reads and writes its data and reads what the system offers") {
    EXPECT_EQUAL(ended(works), 0);
}

TEST("under the sandbox a file in Windows-1252 is read, folded and sorted") {
    EXPECT_EQUAL(ended(imports), 0);
    EXPECT_EQUAL(ended(signs), 0);
}

TEST("under the sandbox a certificate is drawn and a calendar written") {
    EXPECT_EQUAL(ended(prints), 0);
}

TEST("under the sandbox a list leaves as a workbook and is read again") {
    EXPECT_EQUAL(ended(lists), 0);
}

TEST("under the sandbox nothing outside the data can be written") {
    if (syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) < 0) test_skip("this kernel has no Landlock");
    EXPECT_EQUAL(ended(writes_elsewhere), 1);
}

TEST("a server that tries to start a program is ended by the kernel") {
    EXPECT_EQUAL(ended(starts_a_program), -SIGSYS);
}
