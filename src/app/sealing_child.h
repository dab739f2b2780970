#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "platform/jobs/workers.h"

namespace kreislauf::app {

/// `kreislauf seal` as a child of this program, for installations on one machine: started again when it ends, ended
/// with this program. Where the portal must not be able to read the key, it is a service of its own instead
/// (packaging/kreislauf-seal.service).
class SealingChild {
 public:
  /// `arguments` follow the name of the command.
  explicit SealingChild(std::vector<std::string> arguments);
  ~SealingChild();
  SealingChild(SealingChild const&) = delete;
  SealingChild& operator=(SealingChild const&) = delete;

 private:
  void look();
  void start();

  std::vector<std::string> arguments_;
  pid_t child_ = 0;
  std::optional<jobs::Repeating> loop_;
};

}  // namespace kreislauf::app
