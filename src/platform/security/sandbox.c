#include "platform/security/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <iconv.h>
#include <linux/capability.h>
#include <linux/landlock.h>
#include <netdb.h>
#include <pwd.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "platform/base/log.h"
#include "platform/base/text.h"
#include "platform/documents/file_kind.h"

/* ---- the user ---- */

/* Root without its powers: an owner of files like any other, who may still listen on port 80. */
static Error *powers_drop(Ctx *cx)
{
    struct __user_cap_header_struct version = { .version = _LINUX_CAPABILITY_VERSION_3 };
    struct __user_cap_data_struct left[2] = { { .effective = 1u << CAP_NET_BIND_SERVICE, .permitted = 1u << CAP_NET_BIND_SERVICE } };
    return syscall(SYS_capset, &version, left) == 0 ? OK : unavailable(cx, "capset: %s", strerror(errno));
}

Error *privileges_drop(Ctx *cx, const char *data)
{
    struct stat folder = {0};
    if (geteuid() != 0) return OK;
    if (data && stat(data, &folder) != 0) return unavailable(cx, "%s: %s", data, strerror(errno));
    if (folder.st_uid == 0) {
        if (data) log_warning(cx, "sandbox", "%s belongs to root, so the server runs as root: give it to an ordinary user, whom the server then becomes", data);
        else log_warning(cx, "sandbox", "this runs as root: start it as an ordinary user");
        return powers_drop(cx);
    }
    const struct passwd *owner = getpwuid(folder.st_uid);
    gid_t group = owner ? owner->pw_gid : folder.st_gid;
    if (setgroups(0, NULL) != 0 || setresgid(group, group, group) != 0 || setresuid(folder.st_uid, folder.st_uid, folder.st_uid) != 0)
        return unavailable(cx, "becoming user %u: %s", (unsigned)folder.st_uid, strerror(errno));
    return OK;
}

/* ---- what is loaded late elsewhere ---- */

static void touch_late_loaders(void)
{
    static const char *const charsets[] = { "WINDOWS-1252", "ISO-8859-1", "UTF-16" };
    for (size_t i = 0; i < COUNT(charsets); i++) {
        iconv_t converter = iconv_open("UTF-8", charsets[i]);
        if (converter != (iconv_t)-1) iconv_close(converter);
    }
    struct addrinfo *found = NULL;
    if (getaddrinfo("localhost", "25", NULL, &found) == 0) freeaddrinfo(found);
    (void)getpwuid(geteuid());
    file_kind_begin();
}

/* ---- folders ---- */

enum {
    READING = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
    WRITING = READING | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK,
    HANDLED = WRITING | LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR
            | LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM,
};

/* glibc of Debian 12 has no wrappers for these. */
static bool folder_allow(int rules, const char *path, unsigned access)
{
    struct landlock_path_beneath_attr rule = { .allowed_access = access, .parent_fd = open(path, O_PATH | O_CLOEXEC) };
    if (rule.parent_fd < 0) return errno == ENOENT;      /* what is not there needs no leave */
    long done = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    close(rule.parent_fd);
    return done == 0;
}

/* To read it: a file, or a folder with what is in it. */
static bool path_allow(int rules, const char *path)
{
    struct stat is;
    if (stat(path, &is) != 0) return true;
    return folder_allow(rules, path, S_ISDIR(is.st_mode) ? READING : LANDLOCK_ACCESS_FS_READ_FILE);
}

static Error *folders_limit(Ctx *cx, const Sandbox *sandbox)
{
    static const char *const read_only[] = { "/usr", "/etc", "/lib", "/lib64", "/var/cache/fontconfig", "/proc", "/sys/devices/system/cpu", "/run/systemd/resolve" };
    struct landlock_ruleset_attr handled = { .handled_access_fs = HANDLED };
    int rules = (int)syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0);
    if (rules < 0) {
        log_warning(cx, "sandbox", "this kernel has no Landlock: %s", strerror(errno));
        return OK;
    }
    bool allowed = folder_allow(rules, "/dev/null", LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE)
                && folder_allow(rules, "/dev/urandom", LANDLOCK_ACCESS_FS_READ_FILE)
                && (!sandbox->data || folder_allow(rules, sandbox->data, WRITING)) && (!sandbox->temporary || folder_allow(rules, sandbox->temporary, WRITING));
    for (size_t i = 0; i < COUNT(sandbox->also_read) && sandbox->also_read[i]; i++) allowed = allowed && path_allow(rules, sandbox->also_read[i]);
    for (size_t i = 0; i < COUNT(read_only); i++) allowed = allowed && folder_allow(rules, read_only[i], READING);
    allowed = allowed && syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    int why = errno;
    close(rules);
    return allowed ? OK : unavailable(cx, "Landlock: %s", strerror(why));
}

/* ---- system calls ---- */

/* What is not here does not exist for us, as on an older kernel, so that libraries fall back. */
static const char *const calls[] = {
    "accept", "accept4", "access", "arch_prctl", "bind", "brk", "clock_getres", "clock_gettime", "clock_nanosleep", "clone", "clone3", "close", "close_range", "connect",
    "copy_file_range", "dup", "dup2", "dup3", "epoll_create1", "epoll_ctl", "epoll_pwait", "epoll_wait", "eventfd2", "exit", "exit_group", "faccessat", "faccessat2",
    "fadvise64", "fallocate", "fchmod", "fchown", "fcntl", "fdatasync", "flock", "fstat", "fstatfs", "fsync", "ftruncate", "futex", "getcpu", "getcwd", "getdents64",
    "getegid", "geteuid", "getgid", "getpeername", "getpid", "getppid", "getrandom", "getrlimit", "getrusage", "getsockname", "getsockopt", "gettid", "gettimeofday",
    "getuid", "ioctl", "kill", "link", "listen", "lseek", "lstat", "madvise", "membarrier", "mkdir", "mlock", "mmap", "mprotect", "mremap", "munlock", "munmap",
    "nanosleep", "newfstatat", "open", "openat", "pipe2", "poll", "ppoll", "prctl", "pread64", "preadv", "prlimit64", "pselect6", "pwrite64", "pwritev", "read",
    "readlink", "readlinkat", "readv", "recvfrom", "recvmmsg", "recvmsg", "rename", "renameat", "renameat2", "restart_syscall", "rmdir", "rseq", "rt_sigaction",
    "rt_sigprocmask", "rt_sigreturn", "rt_sigtimedwait", "sched_getaffinity", "sched_getparam", "sched_getscheduler", "sched_yield", "select", "sendfile", "sendmmsg",
    "sendmsg", "sendto", "set_robust_list", "set_tid_address", "setitimer", "setsockopt", "shutdown", "sigaltstack", "signalfd4", "socket", "socketpair", "stat",
    "statfs", "statx", "sync_file_range", "sysinfo", "tgkill", "time", "timerfd_create", "timerfd_settime", "umask", "uname", "unlink", "unlinkat", "utimensat",
    "write", "writev",
};

/* Only an intruder asks for these, so they end the process. */
static const char *const deadly[] = {
    "execve", "execveat", "fork", "vfork", "ptrace", "process_vm_readv", "process_vm_writev", "mount", "umount2", "chroot", "pivot_root", "unshare", "setns", "bpf",
    "init_module", "finit_module", "delete_module", "kexec_load", "keyctl", "add_key", "perf_event_open", "userfaultfd", "setuid", "setgid", "setresuid", "setresgid",
    "setgroups", "capset", "personality", "reboot", "swapon",
};

static int calls_add(scmp_filter_ctx filter, unsigned action, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        int number = seccomp_syscall_resolve_name(names[i]);
        if (number < 0) continue;             /* another processor's call */
        int failed = seccomp_rule_add(filter, action, number, 0);
        if (failed) return failed;
    }
    return 0;
}

static Error *calls_limit(Ctx *cx)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(ENOSYS));
    if (!filter) return unavailable(cx, "seccomp cannot begin");
    int failed = calls_add(filter, SCMP_ACT_ALLOW, calls, COUNT(calls));
    if (!failed) failed = calls_add(filter, SCMP_ACT_KILL_PROCESS, deadly, COUNT(deadly));
    /* Every thread, the library's and the store's too. */
    if (!failed) failed = seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1);
    if (!failed) failed = seccomp_load(filter);
    seccomp_release(filter);
    return failed ? unavailable(cx, "seccomp: %s", strerror(-failed)) : OK;
}

Error *sandbox_enter(Ctx *cx, const Sandbox *sandbox)
{
    struct rlimit none = { 0, 0 };

    touch_late_loaders();
    setrlimit(RLIMIT_CORE, &none);            /* a core would hold people's data */
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return unavailable(cx, "prctl: %s", strerror(errno));
    TRY(folders_limit(cx, sandbox));
    return calls_limit(cx);
}
