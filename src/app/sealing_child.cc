#include "app/sealing_child.h"

#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>

#include <cstring>

#include "base/log.h"

extern char** environ;

namespace kreislauf::app {

SealingChild::SealingChild(std::vector<std::string> arguments) : arguments_{std::move(arguments)} {
  loop_.emplace(std::chrono::seconds{5}, [this] { look(); });
}

SealingChild::~SealingChild() {
  loop_.reset();
  if (child_ <= 0) return;
  ::kill(child_, SIGTERM);
  ::waitpid(child_, nullptr, 0);
}

void SealingChild::look() {
  int status = 0;
  if (child_ > 0 and ::waitpid(child_, &status, WNOHANG) == 0) return;
  if (child_ > 0) log::error("sealing_ended", "it is started again");
  start();
}

void SealingChild::start() {
  std::vector<char*> argv;
  std::string program = "/proc/self/exe", name = "kreislauf", command = "seal", with_parent = "--with-parent";
  argv.insert(argv.end(), {name.data(), command.data(), with_parent.data()});
  for (auto& one : arguments_) argv.push_back(one.data());
  argv.push_back(nullptr);
  // This program waits for its signals in a thread of its own and blocks them elsewhere; the child must hear them.
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  sigset_t none;
  sigemptyset(&none);
  ::posix_spawnattr_setsigmask(&attributes, &none);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  int const code = ::posix_spawn(&child_, program.c_str(), nullptr, &attributes, argv.data(), environ);
  ::posix_spawnattr_destroy(&attributes);
  if (code == 0) return;
  child_ = 0;
  log::error("sealing_not_started", std::strerror(code));
}

}  // namespace kreislauf::app
