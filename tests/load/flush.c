/*
 * What the disk gives: appends 8 KiB and calls fdatasync, again and again for a second, in the folder named. Prints one line of JSON:
 * how many a second, and the median in microseconds. The measure against which bookings are compared.
 */
#include <fcntl.h>
#include <stdint.h>
#include <unistd.h>

enum { BLOCK = 8192, MOST = 200000, SECOND_US = 1000000 };

static int64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * SECOND_US + now.tv_nsec / 1000;
}

static int ascending(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

int main(int argc, char **argv)
{
    static char path[4096], block[BLOCK];
    static int64_t took[MOST];
    if (argc != 2) return fprintf(stderr, "usage: flush FOLDER\n"), 2;
    snprintf(path, sizeof path, "%s/flush.tmp", argv[1]);
    int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    if (fd < 0) return perror(path), 1;
    unlink(path);

    size_t n = 0;
    int64_t began = now_us(), at = began;
    while (n < MOST && at - began < SECOND_US) {
        /* Over the same megabyte once it is laid out, as a write-ahead log is written over. */
        if (pwrite(fd, block, BLOCK, (off_t)(n % 128) * BLOCK) != BLOCK || fdatasync(fd)) return perror("fdatasync"), 1;
        int64_t now = now_us();
        took[n++] = now - at;
        at = now;
    }
    qsort(took, n, sizeof *took, ascending);
    printf("{\"per_second\":%.0f,\"p50_us\":%ld}\n", (double)n * SECOND_US / (double)(at - began), (long)took[n / 2]);
    return 0;
}
