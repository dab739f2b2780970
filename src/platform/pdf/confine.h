#pragma once

#include <linux/filter.h>

#include <string>
#include <vector>

namespace kreislauf::pdf {

/// What a process that makes documents may do once it runs: compute, read programs and its own folder, and speak over
/// the one line it was given. Nothing else, as far as Linux lets us say so without rights: no network, no other file to
/// read (Landlock), none to write, no other process, no look at others (seccomp), memory and files with an end.
///
/// Prepared by the program, put on between fork and exec.
class Confinement {
 public:
  /// `readable`: folders and files that may be read; what is not there is left out.
  explicit Confinement(std::vector<std::string> const& readable);
  ~Confinement();
  Confinement(Confinement const&) = delete;
  Confinement& operator=(Confinement const&) = delete;

  /// In the child, by calls that are safe after fork in a program with threads. False when it could not be put on.
  bool put_on() const noexcept;
  /// Reading is confined, too: false on kernels without Landlock, and where the service's filter does not let us ask.
  bool guards_reading() const { return ruleset_ >= 0; }

 private:
  int ruleset_ = -1;
  std::vector<sock_filter> filter_;
};

}  // namespace kreislauf::pdf
