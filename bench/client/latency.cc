// Measures how long answers take, over keep-alive connections from one thread.
//
//   latency PORT HOST TARGETS closed CONNECTIONS REQUESTS   each connection asks again as soon as it has its answer
//   latency PORT HOST TARGETS open RATE SECONDS             RATE requests a second whether or not answers come
//
// TARGETS is a file with one request target a line, asked in turn. In the open mode a request counts from the moment it
// was due, so a server that stalls pays for everybody who waited. Prints one line of JSON.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

struct Connection {
  int socket = -1;
  bool busy = false;
  Clock::time_point due;
  std::string input;
};

int connect_to(int port) {
  int const socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    std::perror("connect");
    std::exit(1);
  }
  int const on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  ::fcntl(socket, F_SETFL, O_NONBLOCK);
  return socket;
}

/// Bytes of the whole answer, or 0 while the head is not complete.
std::size_t answer_size(std::string const& input) {
  auto const head = input.find("\r\n\r\n");
  if (head == std::string::npos) return 0;
  auto const* length = strcasestr(input.c_str(), "\r\nContent-Length: ");
  return head + 4 + (length == nullptr ? 0 : std::strtoul(length + 18, nullptr, 10));
}

class Client {
 public:
  Client(int port, std::string host, std::vector<std::string> targets)
      : port_{port}, host_{std::move(host)}, targets_{std::move(targets)}, epoll_{::epoll_create1(0)} {}

  void closed(std::size_t connections, std::size_t requests) {
    for (std::size_t i = 0; i < connections; ++i) send(open_one(), Clock::now());
    while (samples_.size() + failures_ < requests) {
      wait([&](Connection& c) {
        if (sent_ < requests) send(c, Clock::now());
      });
    }
  }

  void open(double rate, double seconds) {
    int const timer = ::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
    epoll_event event{EPOLLIN, {.ptr = nullptr}};
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, timer, &event);
    auto const step = std::chrono::nanoseconds{static_cast<long>(1e9 / rate)};
    auto due = Clock::now() + std::chrono::milliseconds{10};
    auto const end = due + std::chrono::nanoseconds{static_cast<long>(seconds * 1e9)};
    while (due < end or answers_open() > 0) {
      auto const next = due < end ? due.time_since_epoch() : Clock::duration{0};
      itimerspec when{
          {},
          {std::chrono::duration_cast<std::chrono::seconds>(next).count(), (next % std::chrono::seconds{1}).count()}};
      ::timerfd_settime(timer, TFD_TIMER_ABSTIME, &when, nullptr);
      wait([](Connection&) {});
      while (due < end and due <= Clock::now()) {
        send(idle_one(), due);
        due += step;
      }
    }
  }

  void print() {
    std::sort(samples_.begin(), samples_.end());
    auto const at = [&](double quantile) {
      return samples_.empty() ? 0.0
                              : samples_[static_cast<std::size_t>(quantile * static_cast<double>(samples_.size() - 1))];
    };
    std::printf("{\"requests\":%zu,\"failures\":%zu,\"p50\":%.4f,\"p90\":%.4f,\"p99\":%.4f,\"worst\":%.4f}\n",
                samples_.size(), failures_, at(0.5), at(0.9), at(0.99), at(1));
  }

 private:
  Connection& open_one() {
    auto& c = *connections_.emplace_back(std::make_unique<Connection>());
    reopen(c);
    return c;
  }

  void reopen(Connection& c) {
    if (c.socket >= 0) ::close(c.socket);
    c.socket = connect_to(port_);
    c.input.clear();
    epoll_event event{EPOLLIN, {.ptr = &c}};
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, c.socket, &event);
  }

  Connection& idle_one() {
    for (auto& c : connections_) {
      if (not c->busy) return *c;
    }
    return open_one();
  }

  std::size_t answers_open() const {
    return static_cast<std::size_t>(
        std::count_if(connections_.begin(), connections_.end(), [](auto const& c) { return c->busy; }));
  }

  void send(Connection& c, Clock::time_point due) {
    auto const request = "GET " + targets_[sent_++ % targets_.size()] + " HTTP/1.1\r\nHost: " + host_ + "\r\n\r\n";
    c.busy = true;
    c.due = due;
    if (::send(c.socket, request.data(), request.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(request.size())) return;
    reopen(c);
    if (::send(c.socket, request.data(), request.size(), MSG_NOSIGNAL) < 0) std::exit(1);
  }

  template <class Answered>
  void wait(Answered const& answered) {
    epoll_event events[64];
    int const count = ::epoll_wait(epoll_, events, 64, 5000);
    if (count == 0) {
      std::fprintf(stderr, "no answer for 5 s\n");
      std::exit(1);
    }
    for (int i = 0; i < count; ++i) {
      if (events[i].data.ptr == nullptr) continue;
      auto& c = *static_cast<Connection*>(events[i].data.ptr);
      if (receive(c)) answered(c);
    }
  }

  bool receive(Connection& c) {
    char buffer[65536];
    auto const bytes = ::recv(c.socket, buffer, sizeof buffer, 0);
    if (bytes < 0) return false;
    if (bytes == 0) {
      if (c.busy) ++failures_;
      c.busy = false;
      reopen(c);
      return true;
    }
    c.input.append(buffer, static_cast<std::size_t>(bytes));
    auto const size = answer_size(c.input);
    if (size == 0 or c.input.size() < size) return false;
    if (c.input.compare(9, 3, "200") == 0)
      samples_.push_back(std::chrono::duration<double, std::milli>(Clock::now() - c.due).count());
    else
      ++failures_;
    c.input.clear();
    c.busy = false;
    return true;
  }

  int port_;
  std::string host_;
  std::vector<std::string> targets_;
  int epoll_;
  std::vector<std::unique_ptr<Connection>> connections_;
  std::vector<double> samples_;
  std::size_t failures_ = 0;
  std::size_t sent_ = 0;
};

}  // namespace

int main(int count, char** arguments) {
  if (count != 7) return 2;
  std::vector<std::string> targets;
  std::ifstream file{arguments[3]};
  for (std::string line; std::getline(file, line);) targets.push_back(line);
  if (targets.empty()) return 2;
  Client client{std::atoi(arguments[1]), arguments[2], std::move(targets)};
  if (std::string{arguments[4]} == "open")
    client.open(std::atof(arguments[5]), std::atof(arguments[6]));
  else
    client.closed(std::strtoul(arguments[5], nullptr, 10), std::strtoul(arguments[6], nullptr, 10));
  client.print();
}
