// A crowd that costs the server memory and does nothing useful:
//
//   crowd PORT HOST TARGET IDLE SLOW_HEADS SLOW_BODIES SECONDS
//
// IDLE keep-alive connections ask for TARGET once and then stay silent; SLOW_HEADS send the head of a request,
// SLOW_BODIES the body of a form, a byte a second. Whoever is shut out comes again. Prints "ready" with the number of
// idle connections once all are there, and a line of JSON when its input ends or SECONDS are over.
#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

enum class Kind { idle, slow_head, slow_body };

struct Visitor {
  Kind kind;
  int socket = -1;
  bool asked = false;  ///< the opening bytes are sent
  std::size_t received = 0;
  std::size_t expected = 0;  ///< of the one answer to an idle visitor
  bool settled = false;
};

class Crowd {
 public:
  Crowd(int port, std::string host, std::string target)
      : port_{port}, host_{std::move(host)}, target_{std::move(target)}, epoll_{::epoll_create1(0)} {}

  void add(Kind kind, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) visitors_.push_back(std::make_unique<Visitor>(Visitor{.kind = kind}));
  }

  void run(double seconds) {
    auto const end = Clock::now() + std::chrono::duration<double>(seconds);
    auto second = Clock::now() + std::chrono::seconds{1};
    while (Clock::now() < end and not input_ended()) {
      let_some_in();
      look(50);
      if (Clock::now() < second) continue;
      second += std::chrono::seconds{1};
      drip();
    }
  }

  void print() const {
    std::printf("{\"idle\":%zu,\"refused\":%zu,\"shut_out\":%zu,\"limit\":%zu}\n", settled_, refused_, shut_out_,
                limit_);
  }

  /// No more than the file descriptors allow; the number that is left.
  std::size_t allowed(std::size_t wanted, std::size_t others) {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    limit_ = limit.rlim_cur;
    auto const room = limit_ > others + 64 ? limit_ - others - 64 : 0;
    return wanted < room ? wanted : room;
  }

 private:
  static bool input_ended() {
    pollfd input{STDIN_FILENO, POLLIN, 0};
    char byte;
    return ::poll(&input, 1, 0) > 0 and ::read(STDIN_FILENO, &byte, 1) <= 0;
  }

  /// At most 128 on their way at a time, so that nobody is lost at the door.
  void let_some_in() {
    for (auto& visitor : visitors_) {
      if (on_their_way_ >= 128) return;
      if (visitor->socket < 0) open(*visitor);
    }
    if (not ready_ and settled_ == idle_wanted()) {
      ready_ = true;
      std::printf("ready %zu\n", settled_);
      std::fflush(stdout);
    }
  }

  std::size_t idle_wanted() const {
    std::size_t count = 0;
    for (auto const& visitor : visitors_) count += visitor->kind == Kind::idle ? 1 : 0;
    return count;
  }

  void open(Visitor& visitor) {
    visitor = {.kind = visitor.kind};
    visitor.socket = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port_));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (visitor.socket < 0) {
      ++refused_;
      return;
    }
    if (::connect(visitor.socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 and errno != EINPROGRESS)
      ++refused_;
    epoll_event event{EPOLLIN | EPOLLOUT | EPOLLET, {.ptr = &visitor}};
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, visitor.socket, &event);
    ++on_their_way_;
  }

  std::string opening(Kind kind) const {
    auto const host = " HTTP/1.1\r\nHost: " + host_ + "\r\n";
    switch (kind) {
      case Kind::idle:
        return "GET " + target_ + host + "\r\n";
      case Kind::slow_head:
        return "GET / HTTP/1.1\r\n";
      default:
        return "POST /rueckmeldung" + host +
               "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 4000\r\n\r\ntext=";
    }
  }

  void look(int milliseconds) {
    epoll_event events[256];
    int const count = ::epoll_wait(epoll_, events, 256, milliseconds);
    for (int i = 0; i < count; ++i) {
      auto& visitor = *static_cast<Visitor*>(events[i].data.ptr);
      if (not visitor.asked and (events[i].events & EPOLLOUT) != 0) ask(visitor);
      if (visitor.socket >= 0 and (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0) receive(visitor);
    }
  }

  void ask(Visitor& visitor) {
    auto const bytes = opening(visitor.kind);
    visitor.asked = true;
    if (::send(visitor.socket, bytes.data(), bytes.size(), MSG_NOSIGNAL) < 0) return leave(visitor);
    if (visitor.kind != Kind::idle) --on_their_way_;
  }

  void receive(Visitor& visitor) {
    static char buffer[65536];
    for (;;) {
      auto const bytes = ::recv(visitor.socket, buffer, sizeof buffer - 1, 0);
      if (bytes < 0 and errno == EAGAIN) return;
      if (bytes <= 0) return leave(visitor);
      buffer[bytes] = 0;
      visitor.received += static_cast<std::size_t>(bytes);
      if (visitor.kind != Kind::idle or visitor.settled) continue;
      if (visitor.expected == 0) visitor.expected = answer_size(buffer);
      if (visitor.received < visitor.expected) continue;
      visitor.settled = true;
      ++settled_;
      --on_their_way_;
    }
  }

  static std::size_t answer_size(char const* head) {
    auto const* end = std::strstr(head, "\r\n\r\n");
    auto const* length = strcasestr(head, "\r\nContent-Length: ");
    return end == nullptr or length == nullptr
               ? ~std::size_t{0}
               : static_cast<std::size_t>(end - head) + 4 + std::strtoul(length + 18, nullptr, 10);
  }

  void leave(Visitor& visitor) {
    ::close(visitor.socket);
    if (visitor.settled)
      --settled_;
    else if (visitor.kind == Kind::idle or not visitor.asked)
      --on_their_way_;
    visitor = {.kind = visitor.kind};
    ++shut_out_;
  }

  void drip() {
    for (auto& visitor : visitors_) {
      if (visitor->kind == Kind::idle or not visitor->asked) continue;
      if (::send(visitor->socket, "x", 1, MSG_NOSIGNAL) < 0 and errno != EAGAIN) leave(*visitor);
    }
  }

  int port_;
  std::string host_;
  std::string target_;
  int epoll_;
  std::vector<std::unique_ptr<Visitor>> visitors_;
  std::size_t on_their_way_ = 0, settled_ = 0, refused_ = 0, shut_out_ = 0, limit_ = 0;
  bool ready_ = false;
};

}  // namespace

int main(int count, char** arguments) {
  if (count != 8) return 2;
  auto const number = [&](int i) { return std::strtoul(arguments[i], nullptr, 10); };
  Crowd crowd{std::atoi(arguments[1]), arguments[2], arguments[3]};
  auto const idle = crowd.allowed(number(4), number(5) + number(6));
  crowd.add(Kind::idle, idle);
  crowd.add(Kind::slow_head, number(5));
  crowd.add(Kind::slow_body, number(6));
  crowd.run(std::atof(arguments[7]));
  crowd.print();
}
