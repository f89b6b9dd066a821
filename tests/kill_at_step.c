/* Preloaded into a process, ends it at the n-th step that changes files below a folder; a write is cut in its middle. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char watched[4096];
static long fatal;
static atomic_long made;

void arm(const char *folder, long step) {
    snprintf(watched, sizeof watched, "%s", folder);
    fatal = step;
    made = 0;
}

long steps_made(void) { return made; }

static int is_below(int fd, const char *path) {
    char link[64], name[4096] = "";
    if (!watched[0]) return 0;
    if (path && path[0] == '/') return strstr(path, watched) == path;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    if (readlink(link, name, sizeof name - 1) < 0) return 0;
    return strstr(name, watched) == name;
}

static int is_last(int fd, const char *path) { return is_below(fd, path) && ++made == fatal; }

static void step(int fd, const char *path) {
    if (is_last(fd, path)) _exit(137);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define OPEN(name)                                     \
    int name(const char *path, int flags, ...) {       \
        va_list rest;                                  \
        va_start(rest, flags);                         \
        int mode = va_arg(rest, int);                  \
        va_end(rest);                                  \
        if (flags & (O_CREAT | O_TRUNC)) step(AT_FDCWD, path); \
        return REAL(name)(path, flags, mode);          \
    }
#define OPENAT(name)                                           \
    int name(int folder, const char *path, int flags, ...) {   \
        va_list rest;                                          \
        va_start(rest, flags);                                 \
        int mode = va_arg(rest, int);                          \
        va_end(rest);                                          \
        if (flags & (O_CREAT | O_TRUNC)) step(folder, path);   \
        return REAL(name)(folder, path, flags, mode);          \
    }
OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)

ssize_t write(int fd, const void *data, size_t size) {
    if (!is_last(fd, NULL)) return REAL(write)(fd, data, size);
    REAL(write)(fd, data, size / 2);
    _exit(137);
}

#define STEP(result, name, parameters, arguments, fd, path) \
    result name parameters {                               \
        step(fd, path);                                    \
        return REAL(name) arguments;                       \
    }
STEP(int, rename, (const char *a, const char *b), (a, b), AT_FDCWD, b)
STEP(int, renameat, (int f, const char *a, int g, const char *b), (f, a, g, b), g, b)
STEP(int, renameat2, (int f, const char *a, int g, const char *b, unsigned u), (f, a, g, b, u), g, b)
STEP(int, link, (const char *a, const char *b), (a, b), AT_FDCWD, b)
STEP(int, linkat, (int f, const char *a, int g, const char *b, int u), (f, a, g, b, u), g, b)
STEP(int, unlink, (const char *a), (a), AT_FDCWD, a)
STEP(int, unlinkat, (int f, const char *a, int u), (f, a, u), f, a)
STEP(int, rmdir, (const char *a), (a), AT_FDCWD, a)
STEP(int, mkdir, (const char *a, mode_t m), (a, m), AT_FDCWD, a)
STEP(int, mkdirat, (int f, const char *a, mode_t m), (f, a, m), f, a)
STEP(int, ftruncate, (int f, off_t n), (f, n), f, NULL)
STEP(int, ftruncate64, (int f, off64_t n), (f, n), f, NULL)
