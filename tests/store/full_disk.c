/* Stands between the program and the system: from the n-th write to a library on, the disk is full (or what `with` says; where
   that is negative, the program is killed at that write). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static long left = -1;
static int with = ENOSPC;

void fail_after(long writes, int error) { left = writes; with = error; }
long writes_left(void) { return left; }

static int refused(int file) {
  char link[64], name[4096];
  if (left < 0) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, name, sizeof name - 1);
  if (length < 0) return 0;
  name[length] = 0;
  if (!strstr(name, ".jianbao")) return 0;
  if (left > 0) { left--; return 0; }
  if (with < 0) kill(getpid(), SIGKILL);
  errno = with;
  return 1;
}

#define STANDS_IN(name, type, declared, given)                          \
  type name declared {                                                  \
    static type (*real) declared;                                       \
    if (!real) real = (type (*) declared)dlsym(RTLD_NEXT, #name);       \
    return refused(file) ? -1 : real given;                             \
  }

STANDS_IN(write, ssize_t, (int file, const void *data, size_t size), (file, data, size))
STANDS_IN(pwrite, ssize_t, (int file, const void *data, size_t size, off_t at), (file, data, size, at))
STANDS_IN(pwrite64, ssize_t, (int file, const void *data, size_t size, off64_t at), (file, data, size, at))
STANDS_IN(fsync, int, (int file), (file))
STANDS_IN(fdatasync, int, (int file), (file))
STANDS_IN(ftruncate, int, (int file, off_t size), (file, size))
STANDS_IN(ftruncate64, int, (int file, off64_t size), (file, size))
