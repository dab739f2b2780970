#include "platform/pdf/launch.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "platform/pdf/confine.h"

namespace kreislauf::pdf {

namespace {

/// Everything the child needs, made before the fork: after it a program with threads may only call the kernel.
struct Child {
  std::vector<char*> words;
  char* environment[4];
  Confinement const* confinement;
  pid_t parent;
  int line, nothing;
};

[[noreturn]] void become(Child const& child) noexcept {
  // Ended with the thread that started it. A parent that died before this line is seen by its number.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  if (::getppid() != child.parent) ::_exit(125);
  if (::dup2(child.line, 0) < 0 or ::dup2(child.line, 1) < 0 or ::dup2(child.nothing, 2) < 0) ::_exit(125);
  // Landlock's file is closed by exec; everything else that was open here is no business of the child.
  if (child.confinement != nullptr and not child.confinement->put_on()) ::_exit(126);
  ::close_range(3, ~0U, 0);
  ::execve(child.words.front(), child.words.data(), child.environment);
  ::_exit(127);
}

}  // namespace

pid_t launch_child(Launch const& launch, int line) {
  static char locale[] = "LC_ALL=C.UTF-8", threads[] = "RAYON_NUM_THREADS=1", letters[] = "OMP_THREAD_LIMIT=1";
  int const nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  Child child{.words = {},
              .environment = {locale, threads, letters, nullptr},
              .confinement = launch.confinement,
              .parent = ::getpid(),
              .line = line,
              .nothing = nothing};
  for (auto const& word : launch.command) child.words.push_back(const_cast<char*>(word.c_str()));
  child.words.push_back(nullptr);
  auto const id = ::fork();
  if (id == 0) become(child);
  ::close(nothing);
  return id;
}

}  // namespace kreislauf::pdf
