// Runs a program, and at the n-th of its calls that change a file ends it or refuses the call.
//
//   fault N HOW FOLDER REPORT PROGRAM ARGUMENT…
//
// HOW is `kill` (the program and all that it started are gone before the call is made), `io` or
// `full` (the n-th call fails with EIO or ENOSPC), `filled` (so do all that need room from the n-th
// on) or `short` (every write takes half of what it was given). N of 0 only counts. Calls on files
// outside of FOLDER do not count. REPORT becomes one line: how many calls there were, and the n-th.
//
// It stands between the program and the kernel, not in the C library: calls that go past the
// library are seen too.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#define NONE -1

// Which argument is the open file, the folder that a path begins at, and the path.
static const struct call {
  int number;
  const char *name;
  int file, at, path;
  int needs_room;
} CALLS[] = {
    {SYS_write, "write", 0, NONE, NONE, 1},
    {SYS_pwrite64, "pwrite", 0, NONE, NONE, 1},
    {SYS_writev, "writev", 0, NONE, NONE, 1},
    {SYS_pwritev, "pwritev", 0, NONE, NONE, 1},
    {SYS_copy_file_range, "copy_file_range", 2, NONE, NONE, 1},
    {SYS_sendfile, "sendfile", 0, NONE, NONE, 1},
    {SYS_fallocate, "fallocate", 0, NONE, NONE, 1},
    {SYS_ftruncate, "ftruncate", 0, NONE, NONE, 0},
    {SYS_fsync, "fsync", 0, NONE, NONE, 0},
    {SYS_fdatasync, "fdatasync", 0, NONE, NONE, 0},
    {SYS_fchmod, "fchmod", 0, NONE, NONE, 0},
    {SYS_open, "open", NONE, NONE, 0, 1},
    {SYS_openat, "openat", NONE, 0, 1, 1},
    {SYS_creat, "creat", NONE, NONE, 0, 1},
    {SYS_truncate, "truncate", NONE, NONE, 0, 0},
    {SYS_chmod, "chmod", NONE, NONE, 0, 0},
    {SYS_fchmodat, "fchmodat", NONE, 0, 1, 0},
    {SYS_rename, "rename", NONE, NONE, 0, 1},
    {SYS_renameat, "renameat", NONE, 0, 1, 1},
    {SYS_renameat2, "renameat2", NONE, 0, 1, 1},
    {SYS_link, "link", NONE, NONE, 0, 1},
    {SYS_linkat, "linkat", NONE, 0, 1, 1},
    {SYS_symlink, "symlink", NONE, NONE, 1, 1},
    {SYS_symlinkat, "symlinkat", NONE, 1, 2, 1},
    {SYS_unlink, "unlink", NONE, NONE, 0, 0},
    {SYS_unlinkat, "unlinkat", NONE, 0, 1, 0},
    {SYS_mkdir, "mkdir", NONE, NONE, 0, 1},
    {SYS_mkdirat, "mkdirat", NONE, 0, 1, 1},
    {SYS_rmdir, "rmdir", NONE, NONE, 0, 0},
};
#define COUNT (sizeof CALLS / sizeof *CALLS)

static void stop(const char *what) {
  perror(what);
  exit(125);
}

// Lets the kernel ask us before each of the calls.
static void ask_first(void) {
  struct sock_filter lines[4 + 2 * COUNT];
  size_t n = 0;
  lines[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch));
  lines[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 0, 2 * COUNT + 1);
  lines[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
  for (size_t i = 0; i < COUNT; i++) {
    lines[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, CALLS[i].number, 0, 1);
    lines[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE);
  }
  lines[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  struct sock_fprog program = {.len = n, .filter = lines};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) stop("no new privileges");
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program)) stop("filter");
}

static unsigned long long argument(const struct user_regs_struct *r, int n) {
  const unsigned long long all[] = {r->rdi, r->rsi, r->rdx, r->r10, r->r8, r->r9};
  return all[n];
}

// What a number that stands for an open file or the current folder leads to.
static void place(pid_t pid, int fd, char *out, size_t size) {
  char link[64];
  if (fd == AT_FDCWD)
    snprintf(link, sizeof link, "/proc/%d/cwd", pid);
  else
    snprintf(link, sizeof link, "/proc/%d/fd/%d", pid, fd);
  ssize_t n = readlink(link, out, size - 1);
  out[n < 0 ? 0 : n] = 0;
}

static void text(pid_t pid, unsigned long long at, char *out, size_t size) {
  size_t n = 0;
  // Byte by byte: what follows the text may be no memory.
  for (; n + 1 < size; n++) {
    struct iovec here = {out + n, 1}, there = {(void *)(at + n), 1};
    if (process_vm_readv(pid, &here, 1, &there, 1, 0) != 1 || !out[n]) break;
  }
  out[n] = 0;
}

// The file that a call is about.
static void file_of(pid_t pid, const struct call *c, const struct user_regs_struct *r, char *out, size_t size) {
  char path[4096];
  if (c->file != NONE) return place(pid, (int)argument(r, c->file), out, size);
  text(pid, argument(r, c->path), path, sizeof path);
  if (path[0] == '/') {
    snprintf(out, size, "%s", path);
    return;
  }
  place(pid, c->at == NONE ? AT_FDCWD : (int)argument(r, c->at), out, size);
  size_t n = strlen(out);
  snprintf(out + n, size - n, "/%s", path);
}

static int only_reads(const struct call *c, const struct user_regs_struct *r) {
  if (c->number != SYS_open && c->number != SYS_openat) return 0;
  unsigned long long flags = argument(r, c->path + 1);
  return !(flags & (O_CREAT | O_TRUNC)) && (flags & O_ACCMODE) == O_RDONLY && (flags & O_TMPFILE) != O_TMPFILE;
}

int main(int argc, char **argv) {
  if (argc < 6) return 125;
  long n = atol(argv[1]), seen = 0;
  const char *how = argv[2], *folder = argv[3], *report = argv[4];
  int killing = !strcmp(how, "kill"), halving = !strcmp(how, "short"), filled = !strcmp(how, "filled");
  int error = !strcmp(how, "io") ? EIO : ENOSPC;
  char hit[5000] = "";
  pid_t child = fork();
  if (child < 0) stop("fork");
  if (!child) {
    setpgid(0, 0);
    if (ptrace(PTRACE_TRACEME, 0, 0, 0)) stop("trace");
    raise(SIGSTOP);
    ask_first();
    execvp(argv[5], argv + 5);
    stop(argv[5]);
  }
  setpgid(child, child);
  int status, outcome = -1;
  if (waitpid(child, &status, 0) != child || !WIFSTOPPED(status)) return 125;
  long options = PTRACE_O_TRACESECCOMP | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
                 PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL;
  if (ptrace(PTRACE_SETOPTIONS, child, 0, options)) stop("options");
  ptrace(PTRACE_CONT, child, 0, 0);
  pid_t pid;
  while ((pid = waitpid(-1, &status, __WALL)) > 0) {
    if (!WIFSTOPPED(status)) {
      if (pid == child && outcome < 0) {
        outcome = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        kill(-child, SIGKILL);
      }
      continue;
    }
    int signal = WSTOPSIG(status), event = status >> 16;
    if (event == PTRACE_EVENT_SECCOMP) {
      struct user_regs_struct r;
      if (ptrace(PTRACE_GETREGS, pid, 0, &r)) continue;
      const struct call *c = CALLS;
      while (c->number != (int)r.orig_rax) c++;
      char file[9000];
      file_of(pid, c, &r, file, sizeof file);
      if (!only_reads(c, &r) && !strncmp(file, folder, strlen(folder))) {
        seen++;
        if (seen == n) snprintf(hit, sizeof hit, "%s %.4000s", c->name, file + strlen(folder));
        if (seen == n && killing) {
          kill(-child, SIGKILL);
          outcome = 137;
          continue;
        }
        int refused = n && !killing && !halving && (seen == n || (filled && seen > n && c->needs_room));
        if (refused) {
          r.orig_rax = (unsigned long long)-1;
          r.rax = (unsigned long long)-error;
        } else if (halving && (c->number == SYS_write || c->number == SYS_pwrite64) && r.rdx > 1) {
          r.rdx /= 2;
        }
        ptrace(PTRACE_SETREGS, pid, 0, &r);
      }
      ptrace(PTRACE_CONT, pid, 0, 0);
    } else if (event || signal == SIGSTOP || signal == SIGTRAP) {
      ptrace(PTRACE_CONT, pid, 0, 0);
    } else {
      ptrace(PTRACE_CONT, pid, 0, signal);
    }
  }
  FILE *f = fopen(report, "w");
  if (!f) stop(report);
  fprintf(f, "%ld %s\n", seen, hit);
  fclose(f);
  return outcome < 0 ? 125 : outcome;
}
