#include <fcntl.h>
#include <fmt/format.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>

#include "platform/scan/scan.h"

// One connection a document: `zINSTREAM`, pieces with their length in front (4 bytes, the highest first), an empty one,
// then the answer. Not linked with libclamav (GPL): only its socket is spoken to.
namespace kreislauf::scan {

namespace {

using Ticks = std::chrono::steady_clock;

class Socket {
 public:
  explicit Socket(int file) : file_{file} {}
  Socket(Socket&& other) noexcept : file_{std::exchange(other.file_, -1)} {}
  Socket& operator=(Socket&&) = delete;
  ~Socket() {
    if (file_ >= 0) ::close(file_);
  }
  int file() const { return file_; }

  /// Waits until it can be read or written; false when the time is over.
  bool wait(short what, Ticks::time_point until) const {
    for (;;) {
      auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Ticks::now()).count();
      if (left <= 0) return false;
      ::pollfd one{.fd = file_, .events = what, .revents = 0};
      auto const code = ::poll(&one, 1, static_cast<int>(std::min<long>(left, 60'000)));
      if (code > 0) return true;
      if (code < 0 and errno != EINTR) return false;
    }
  }

 private:
  int file_;
};

bool connects(Socket const& socket, ::sockaddr const* address, ::socklen_t length, Ticks::time_point until) {
  if (::connect(socket.file(), address, length) == 0) return true;
  if (errno != EINPROGRESS and errno != EAGAIN) return false;
  if (not socket.wait(POLLOUT, until)) {
    errno = ETIMEDOUT;
    return false;
  }
  int error = 0;
  ::socklen_t size = sizeof error;
  ::getsockopt(socket.file(), SOL_SOCKET, SO_ERROR, &error, &size);
  errno = error;
  return error == 0;
}

constexpr int kind = SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK;

std::optional<Socket> connected_unix(std::string const& path, Ticks::time_point until) {
  ::sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) return std::nullopt;
  std::memcpy(address.sun_path, path.data(), path.size());
  Socket socket{::socket(AF_UNIX, kind, 0)};
  auto const* plain = reinterpret_cast<::sockaddr const*>(&address);
  if (socket.file() < 0 or not connects(socket, plain, sizeof address, until)) return std::nullopt;
  return socket;
}

std::optional<Socket> connected_tcp(std::string const& host, std::uint16_t port, Ticks::time_point until) {
  ::addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  ::addrinfo* found = nullptr;
  if (::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) != 0) {
    errno = EHOSTUNREACH;
    return std::nullopt;
  }
  std::unique_ptr<::addrinfo, void (*)(::addrinfo*)> const all{found, ::freeaddrinfo};
  for (auto const* one = found; one != nullptr; one = one->ai_next) {
    Socket socket{::socket(one->ai_family, kind, 0)};
    if (socket.file() >= 0 and connects(socket, one->ai_addr, one->ai_addrlen, until)) return socket;
  }
  return std::nullopt;
}

class ClamdScanner final : public Scanner {
 public:
  explicit ClamdScanner(Clamd where) : where_{std::move(where)} {}

  Answer scan(std::string_view bytes) override {
    auto const socket = connected();
    if (not socket) return {.verdict = Verdict::unavailable, .detail = std::strerror(errno)};
    // clamd closes in the middle of what it does not want and has said why before: the answer counts, not the write.
    static_cast<void>(send_all(*socket, bytes));
    auto const answer = answer_of(*socket);
    if (not answer) return {.verdict = Verdict::unavailable, .detail = "no answer in time"};
    if (answer->empty()) return {.verdict = Verdict::unavailable, .detail = "it hung up without an answer"};
    return read_answer(*answer);
  }

  std::string problem() override {
    auto const socket = connected();
    if (not socket) return std::strerror(errno);
    constexpr std::string_view ping{"zPING\0", 6};
    if (not send(*socket, ping)) return "it does not take a word";
    auto const answer = answer_of(*socket);
    return answer and answer->starts_with("PONG") ? std::string{} : std::string{"no answer in time"};
  }

 private:
  std::optional<Socket> connected() const {
    auto const until = Ticks::now() + where_.connect;
    return where_.socket.empty() ? connected_tcp(where_.host, where_.port, until)
                                 : connected_unix(where_.socket, until);
  }

  bool send(Socket const& socket, std::string_view bytes) const {
    while (not bytes.empty()) {
      if (not socket.wait(POLLOUT, Ticks::now() + where_.answer)) return false;
      auto const sent = ::send(socket.file(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent < 0 and (errno == EINTR or errno == EAGAIN)) continue;
      if (sent < 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  bool send_all(Socket const& socket, std::string_view bytes) const {
    constexpr std::size_t piece = 262'144;
    constexpr std::string_view begin{"zINSTREAM\0", 10};
    if (not send(socket, begin)) return false;
    for (;;) {
      auto const part = bytes.substr(0, piece);
      std::string head(4, '\0');
      for (std::size_t i = 0; i < 4; ++i) head[3 - i] = static_cast<char>(part.size() >> (8 * i));
      if (not send(socket, head)) return false;
      if (part.empty()) return true;
      if (not send(socket, part)) return false;
      bytes.remove_prefix(part.size());
    }
  }

  /// Up to its end; nothing when it does not come in time or is longer than any answer.
  std::optional<std::string> answer_of(Socket const& socket) const {
    constexpr std::size_t longest = 4'096;
    std::string answer;
    auto const until = Ticks::now() + where_.answer;
    while (answer.size() < longest) {
      if (not socket.wait(POLLIN, until)) return std::nullopt;
      std::string buffer(longest, '\0');
      auto const got = ::recv(socket.file(), buffer.data(), buffer.size(), 0);
      if (got < 0 and (errno == EINTR or errno == EAGAIN)) continue;
      if (got <= 0) return answer;  // a reset after the answer is what a hurried close looks like
      answer.append(buffer, 0, static_cast<std::size_t>(got));
      if (answer.ends_with('\0')) return answer;
    }
    return std::nullopt;
  }

  Clamd where_;
};

}  // namespace

std::unique_ptr<Scanner> clamd(Clamd const& where) { return std::make_unique<ClamdScanner>(where); }

}  // namespace kreislauf::scan
