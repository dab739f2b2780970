#include "platform/pdf/confine.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "platform/pdf/calls.h"

namespace kreislauf::pdf {

namespace {

constexpr rlim_t most_memory = 2UL << 30;

// LANDLOCK_ACCESS_FS_*: all that version 1 of Landlock (Linux 5.13) can refuse. Debian's headers know more than an
// older kernel.
constexpr std::uint64_t all_access = (1ULL << 13) - 1;
constexpr std::uint64_t read_file = LANDLOCK_ACCESS_FS_READ_FILE, run_file = LANDLOCK_ACCESS_FS_EXECUTE;

void allow(int ruleset, std::string const& path) {
  int const file = ::open(path.c_str(), O_PATH | O_CLOEXEC);
  if (file < 0) return;
  struct stat about {};
  landlock_path_beneath_attr rule{};
  rule.allowed_access = read_file | run_file;
  if (::fstat(file, &about) == 0 and S_ISDIR(about.st_mode)) rule.allowed_access |= LANDLOCK_ACCESS_FS_READ_DIR;
  rule.parent_fd = file;
  ::syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
  ::close(file);
}

int ruleset_for(std::vector<std::string> const& readable) {
  landlock_ruleset_attr attributes{};
  attributes.handled_access_fs = all_access;
  auto const ruleset =
      static_cast<int>(::syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes.handled_access_fs, 0));
  if (ruleset < 0) return -1;
  ::fcntl(ruleset, F_SETFD, FD_CLOEXEC);
  for (auto const& path : readable) allow(ruleset, path);
  return ruleset;
}

void limit(__rlimit_resource what, rlim_t to) noexcept {
  rlimit const value{.rlim_cur = to, .rlim_max = to};
  ::setrlimit(what, &value);  // a service's filter may refuse it; its own limits hold then
}

}  // namespace

Confinement::Confinement(std::vector<std::string> const& readable)
    : ruleset_{ruleset_for(readable)}, filter_{refused_calls()} {}

Confinement::~Confinement() {
  if (ruleset_ >= 0) ::close(ruleset_);
}

bool Confinement::put_on() const noexcept {
  limit(RLIMIT_AS, most_memory);
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_NOFILE, 64);
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
  if (ruleset_ >= 0 and ::syscall(SYS_landlock_restrict_self, ruleset_, 0) != 0) return false;
  sock_fprog const program{.len = static_cast<unsigned short>(filter_.size()),
                           .filter = const_cast<sock_filter*>(filter_.data())};
  return ::prctl(PR_SET_SECCOMP, 2 /* SECCOMP_MODE_FILTER */, &program, 0, 0) == 0;
}

}  // namespace kreislauf::pdf
