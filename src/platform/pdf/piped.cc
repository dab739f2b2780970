#include "platform/pdf/piped.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

namespace kreislauf::pdf {

namespace {

using Clock = std::chrono::steady_clock;

/// The process and this end of its line; both end with it.
class Child {
 public:
  explicit Child(Launch const& launch) {
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return;
    id_ = launch_child(launch, ends[1]);
    ::close(ends[1]);
    ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
    line_ = ends[0];
  }
  ~Child() {
    if (line_ >= 0) ::close(line_);
    if (id_ <= 0) return;
    ::kill(id_, SIGKILL);
    while (::waitpid(id_, nullptr, 0) < 0 and errno == EINTR) {
    }
  }
  Child(Child const&) = delete;
  Child& operator=(Child const&) = delete;

  bool started() const { return id_ > 0; }
  int line() const { return line_; }
  /// Sends what the line takes; the end of the input is the end of the line's one direction.
  bool send(std::string_view& rest) const {
    while (not rest.empty()) {
      auto const sent = ::send(line_, rest.data(), rest.size(), MSG_NOSIGNAL);
      if (sent < 0) return errno == EAGAIN or errno == EINTR;
      rest.remove_prefix(static_cast<std::size_t>(sent));
    }
    ::shutdown(line_, SHUT_WR);
    return true;
  }

 private:
  pid_t id_ = -1;
  int line_ = -1;
};

}  // namespace

Result<std::string, Fault> piped(Launch const& launch, std::string_view input, std::chrono::milliseconds limit,
                                 std::size_t most) {
  Child const child{launch};
  if (not child.started()) return failure(Fault::gone);
  auto const until = Clock::now() + limit;
  std::string out, piece(1 << 20, '\0');
  for (bool sending = true;;) {
    auto const left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
    if (left <= 0) return failure(Fault::late);
    pollfd line{.fd = child.line(), .events = static_cast<short>(POLLIN | (sending ? POLLOUT : 0)), .revents = 0};
    if (::poll(&line, 1, static_cast<int>(std::min<long>(left, 60'000))) < 0 and errno != EINTR)
      return failure(Fault::gone);
    if (sending and (line.revents & POLLOUT) != 0) {
      // Who has seen enough may stop reading; what it says counts.
      sending = child.send(input) and not input.empty();
    }
    if ((line.revents & (POLLIN | POLLHUP | POLLERR)) == 0) continue;
    auto const got = ::recv(child.line(), piece.data(), piece.size(), 0);
    if (got == 0) return out;
    if (got < 0 and errno != EAGAIN and errno != EINTR) return failure(Fault::gone);
    if (got > 0) out.append(piece, 0, static_cast<std::size_t>(got));
    if (out.size() > most) return failure(Fault::garbage);
  }
}

}  // namespace kreislauf::pdf
