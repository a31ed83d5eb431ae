// Loaded before libc into a program under test (LD_PRELOAD): the N-th write-like call below a folder fails, and
// the wall clock can stand elsewhere. Only for tests; nothing of it is in the product.
//
//   FAULT_DIR    only files below this folder count
//   FAULT_AT     the number of the call that fails, from 1; 0 counts only
//   FAULT_ERRNO  with what (5 = EIO, 28 = ENOSPC); ENOSPC keeps failing, as a full disk does
//   FAULT_COUNT  a file the number of calls seen is written to at exit
//   FAULT_CLOCK  seconds added to the wall clock
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static atomic_long seen;

static long number(const char *name) {
    const char *text = getenv(name);
    return text ? atol(text) : 0;
}

static int ours(const char *path) {
    const char *dir = getenv("FAULT_DIR");
    return dir && path && strncmp(path, dir, strlen(dir)) == 0;
}

static int ours_fd(int fd) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n < 0) return 0;
    path[n] = 0;
    return ours(path);
}

// Whether this call is to fail.
static int fails(void) {
    long at = number("FAULT_AT"), now = atomic_fetch_add(&seen, 1) + 1;
    int error = (int)number("FAULT_ERRNO");
    if (at == 0 || now < at || (now > at && error != ENOSPC)) return 0;
    errno = error;
    return 1;
}

__attribute__((destructor)) static void tell(void) {
    const char *path = getenv("FAULT_COUNT");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (file) {
        fprintf(file, "%ld", atomic_load(&seen));
        fclose(file);
    }
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *data, size_t size) {
    if (ours_fd(fd) && fails()) return -1;
    return NEXT(write)(fd, data, size);
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) {
    if (ours_fd(fd) && fails()) return -1;
    return NEXT(pwrite)(fd, data, size, at);
}
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
    if (ours_fd(fd) && fails()) return -1;
    return NEXT(pwrite64)(fd, data, size, at);
}
int fsync(int fd) {
    if (ours_fd(fd) && fails()) return -1;
    return NEXT(fsync)(fd);
}
int fdatasync(int fd) {
    if (ours_fd(fd) && fails()) return -1;
    return NEXT(fdatasync)(fd);
}
int ftruncate(int fd, off_t size) {
    if (ours_fd(fd) && fails()) return -1;
    return NEXT(ftruncate)(fd, size);
}
int ftruncate64(int fd, off64_t size) {
    if (ours_fd(fd) && fails()) return -1;
    return NEXT(ftruncate64)(fd, size);
}
ssize_t copy_file_range(int in, off64_t *from, int out, off64_t *to, size_t size, unsigned flags) {
    if (ours_fd(out) && fails()) return -1;
    return NEXT(copy_file_range)(in, from, out, to, size, flags);
}
int rename(const char *from, const char *to) {
    if (ours(to) && fails()) return -1;
    return NEXT(rename)(from, to);
}
int mkdir(const char *path, mode_t mode) {
    if (ours(path) && fails()) return -1;
    return NEXT(mkdir)(path, mode);
}
int unlink(const char *path) {
    // A full disk lets go of files; a broken one does not.
    if (ours(path) && number("FAULT_ERRNO") != ENOSPC && fails()) return -1;
    return NEXT(unlink)(path);
}
int open64(const char *path, int flags, ...) {
    va_list list;
    va_start(list, flags);
    mode_t mode = (flags & O_CREAT) ? va_arg(list, mode_t) : 0;
    va_end(list);
    if ((flags & O_CREAT) && ours(path) && fails()) return -1;
    return NEXT(open64)(path, flags, mode);
}
int open(const char *path, int flags, ...) {
    va_list list;
    va_start(list, flags);
    mode_t mode = (flags & O_CREAT) ? va_arg(list, mode_t) : 0;
    va_end(list);
    if ((flags & O_CREAT) && ours(path) && fails()) return -1;
    return NEXT(open)(path, flags, mode);
}
int clock_gettime(clockid_t id, struct timespec *at) {
    int done = NEXT(clock_gettime)(id, at);
    if (done == 0 && id == CLOCK_REALTIME) at->tv_sec += number("FAULT_CLOCK");
    return done;
}
