// More visitors than a server can serve: arrivals at a fixed rate, whether or not answers come, over a bounded number
// of keep-alive connections, each arrival from another network.
//
//   overload PORT HOST REQUESTS RATE SECONDS CONNECTIONS NETWORK
//
// REQUESTS has one request a line, played in turn: KIND, METHOD, TARGET and perhaps a JSON body, with tabs between.
// Kind `hold` holds a time; where it succeeds its booking follows at once, as kind `book`. NETWORK is the first number
// of all addresses in X-Forwarded-For. An arrival for which no connection is free waits here; after a second it has
// given up.
//
// Three times are told apart, in milliseconds: `server` from the last byte sent to the moment at which the kernel
// received the answer; `whole` from the moment when the arrival was due to the answer in our hands; the difference is
// our own. Prints one line of JSON.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <deque>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

namespace {

using Nanoseconds = long long;

constexpr Nanoseconds second = 1'000'000'000;
constexpr Nanoseconds patience = second;      // of an arrival that finds no connection
constexpr Nanoseconds late = 2 * second;      // an answer that comes later serves nobody
constexpr Nanoseconds last_answers = second;  // how long answers are awaited after the last arrival

Nanoseconds nanoseconds_of(timespec const& time) { return time.tv_sec * second + time.tv_nsec; }

/// The clock of SO_TIMESTAMPNS.
Nanoseconds now() {
  timespec time{};
  ::clock_gettime(CLOCK_REALTIME, &time);
  return nanoseconds_of(time);
}

struct Wish {
  std::string kind, method, target, body;
};

struct Arrival {
  Wish const* wish = nullptr;
  std::string token;  // of a booking that follows its hold
  unsigned network = 0;
  Nanoseconds due = 0;
};

struct Connection {
  int socket = -1;
  bool busy = false;
  Arrival arrival;
  Nanoseconds sent = 0;
  std::string input;
};

/// Answers of one kind and one sort.
struct Samples {
  std::vector<float> server, whole;
  std::size_t in_time = 0;  // before the arrivals ended: what comes afterwards is no throughput
};

float at(std::vector<float>& sorted, double quantile) {
  return sorted.empty() ? 0.F : sorted[static_cast<std::size_t>(quantile * static_cast<double>(sorted.size() - 1))];
}

void print(char const* name, std::vector<float>& values) {
  std::sort(values.begin(), values.end());
  std::printf("\"%s\":{\"p50\":%.3f,\"p99\":%.3f}", name, at(values, 0.5), at(values, 0.99));
}

class Crowd {
 public:
  Crowd(int port, std::string host, std::vector<Wish> wishes, unsigned network)
      : port_{port}, host_{std::move(host)}, wishes_{std::move(wishes)}, network_{network} {}

  void come(double rate, double seconds, std::size_t connections) {
    for (std::size_t i = 0; i < connections; ++i) {
      connections_.push_back(std::make_unique<Connection>());
      open(*connections_.back());
      idle_.push_back(connections_.back().get());
    }
    auto const step = static_cast<Nanoseconds>(1e9 / rate);
    begin_ = now();
    first_ =
        static_cast<unsigned>(begin_ / 1'000'000 * 4099);  // no network of an earlier run: it would have booked before
    auto due = begin_;
    end_ = begin_ + static_cast<Nanoseconds>(seconds * 1e9);
    for (auto time = begin_; time < end_ + last_answers and (time < end_ or unanswered() > 0); time = now()) {
      for (; due <= time and due < end_; due += step) arrive(due);
      serve_queue();
      receive(waiting_.empty() and due < end_ ? due - now() : second / 1000);
    }
    given_up_ += waiting_.size();
    unanswered_ = unanswered();
    seconds_ = seconds;
  }

  void print_all() {
    std::printf(
        "{\"seconds\":%.3f,\"arrived\":%zu,\"sent\":%zu,\"givenUp\":%zu,\"unanswered\":%zu,\"closed\":%zu,\"statuses\":"
        "{",
        seconds_, arrived_, sent_, given_up_, unanswered_, closed_);
    char const* comma = "";
    for (auto const& [status, count] : statuses_) {
      std::printf("%s\"%d\":%zu", comma, status, count);
      comma = ",";
    }
    std::printf("},\"kinds\":{");
    comma = "";
    for (auto& [name, samples] : samples_) {
      std::printf("%s\"%s\":{\"count\":%zu,\"inTime\":%zu,", comma, name.c_str(), samples.server.size(),
                  samples.in_time);
      print("server", samples.server);
      std::printf(",");
      print("whole", samples.whole);
      std::printf("}");
      comma = ",";
    }
    std::printf("}}\n");
  }

 private:
  void open(Connection& c) {
    if (c.socket >= 0) ::close(c.socket);
    c.socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port_));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(c.socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
      std::perror("connect");
      std::exit(1);
    }
    int const on = 1;
    ::setsockopt(c.socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::setsockopt(c.socket, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
    ::fcntl(c.socket, F_SETFL, O_NONBLOCK);
    c.input.clear();
    epoll_event event{EPOLLIN, {.ptr = &c}};
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, c.socket, &event);
  }

  std::size_t unanswered() const { return connections_.size() - idle_.size(); }

  void arrive(Nanoseconds due) {
    waiting_.push_back({&wishes_[arrived_ % wishes_.size()], {}, first_ + static_cast<unsigned>(arrived_), due});
    ++arrived_;
  }

  /// What somebody has begun goes first: he is inside already.
  void serve_queue() {
    while (not idle_.empty() and not waiting_.empty()) {
      auto arrival = std::move(waiting_.front());
      waiting_.pop_front();
      if (now() - arrival.due > patience) {
        ++given_up_;
        continue;
      }
      auto& c = *idle_.back();
      idle_.pop_back();
      send(c, std::move(arrival));
    }
  }

  std::string text_of(Arrival const& arrival) const {
    char address[40];
    std::snprintf(address, sizeof address, "%u.%u.%u.%u", network_, arrival.network >> 16 & 255U,
                  arrival.network >> 8 & 255U, arrival.network & 255U);
    bool const booking = not arrival.token.empty();
    auto const& wish = *arrival.wish;
    auto const target = booking ? "/api/v1/appointments/" + arrival.token + "/booking" : wish.target;
    auto const body =
        booking ? R"({"name":"Erika Mustermann","email":"p)" + arrival.token + R"(@example.org"})" : wish.body;
    auto text = (booking ? "POST" : wish.method) + " " + target + " HTTP/1.1\r\nHost: " + host_ +
                "\r\nX-Forwarded-For: " + address + "\r\n";
    // Browsers take pages compressed; the answer to a hold is read here.
    if (body.empty()) return text + "Accept-Encoding: gzip\r\n\r\n";
    return text + "Content-Type: application/json\r\nIdempotency-Key: k" + std::to_string(begin_ + arrival.network) +
           (booking ? "b" : "h") + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }

  void send(Connection& c, Arrival arrival) {
    auto const text = text_of(arrival);
    c.busy = true;
    c.arrival = std::move(arrival);
    c.sent = now();
    ++sent_;
    if (::send(c.socket, text.data(), text.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(text.size())) lose(c);
  }

  void lose(Connection& c) {
    if (c.busy) {
      ++closed_;
      idle_.push_back(&c);
    }
    c.busy = false;
    open(c);
  }

  void receive(Nanoseconds wait) {
    epoll_event events[128];
    // Milliseconds are too coarse for the next arrival: below one of them we look again and again.
    auto const milliseconds = static_cast<int>(std::clamp<Nanoseconds>(wait / 1'000'000, 0, 10));
    int const count = ::epoll_wait(epoll_, events, 128, milliseconds);
    for (int i = 0; i < count; ++i) read(*static_cast<Connection*>(events[i].data.ptr));
  }

  void read(Connection& c) {
    char buffer[65536];
    alignas(cmsghdr) char control[256];
    iovec vector{buffer, sizeof buffer};
    msghdr message{};
    message.msg_iov = &vector;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    auto const bytes = ::recvmsg(c.socket, &message, 0);
    if (bytes < 0 and (errno == EAGAIN or errno == EINTR)) return;
    if (bytes <= 0) return lose(c);
    auto received = now();
    for (auto* one = CMSG_FIRSTHDR(&message); one != nullptr; one = CMSG_NXTHDR(&message, one)) {
      if (one->cmsg_level != SOL_SOCKET or one->cmsg_type != SCM_TIMESTAMPNS) continue;
      timespec time{};
      std::memcpy(&time, CMSG_DATA(one), sizeof time);
      received = nanoseconds_of(time);
    }
    c.input.append(buffer, static_cast<std::size_t>(bytes));
    if (is_whole(c.input)) answered(c, received);
  }

  static bool is_whole(std::string const& input) {
    auto const head = input.find("\r\n\r\n");
    if (head == std::string::npos) return false;
    auto const length = input.find("\r\nContent-Length: ");
    return length < head and input.size() >= head + 4 + std::strtoul(input.c_str() + length + 18, nullptr, 10);
  }

  void answered(Connection& c, Nanoseconds received) {
    auto const status = std::atoi(c.input.c_str() + 9);
    ++statuses_[status];
    auto const server = received - c.sent;
    bool const refused = status == 503 or status == 429;
    // 409: somebody else has the time, which is an answer, too.
    bool const good = (status < 400 or status == 409) and server <= late;
    std::string const sort = refused ? "refused" : good ? "good" : "bad";
    auto const kind = c.arrival.token.empty() ? c.arrival.wish->kind : std::string{"book"};
    for (auto const& name : {sort, sort + " " + kind}) {
      auto& samples = samples_[name];
      if (received <= end_) ++samples.in_time;
      samples.server.push_back(static_cast<float>(server) / 1e6F);
      samples.whole.push_back(static_cast<float>(now() - c.arrival.due) / 1e6F);
    }
    if (kind == "hold" and status == 201) follow(c);
    bool const closes = c.input.find("\r\nConnection: close\r\n") < c.input.find("\r\n\r\n");
    c.busy = false;
    c.input.clear();
    idle_.push_back(&c);
    if (closes) open(c);
  }

  void follow(Connection const& c) {
    auto const found = c.input.find("\"token\":\"");
    if (found == std::string::npos) return;
    auto const begin = found + 9;
    waiting_.push_front(
        {c.arrival.wish, c.input.substr(begin, c.input.find('"', begin) - begin), c.arrival.network, now()});
  }

  int port_;
  std::string host_;
  std::vector<Wish> wishes_;
  unsigned network_, first_ = 0;
  int epoll_ = ::epoll_create1(0);
  std::vector<std::unique_ptr<Connection>> connections_;
  std::vector<Connection*> idle_;
  std::deque<Arrival> waiting_;
  std::map<std::string, Samples> samples_;
  std::map<int, std::size_t> statuses_;
  Nanoseconds begin_ = 0, end_ = 0;
  double seconds_ = 0;
  std::size_t arrived_ = 0, sent_ = 0, given_up_ = 0, unanswered_ = 0, closed_ = 0;
};

std::vector<Wish> wishes_in(char const* path) {
  std::vector<Wish> wishes;
  std::ifstream file{path};
  for (std::string line; std::getline(file, line);) {
    std::istringstream parts{line};
    Wish wish;
    std::getline(parts, wish.kind, '\t');
    std::getline(parts, wish.method, '\t');
    std::getline(parts, wish.target, '\t');
    std::getline(parts, wish.body, '\t');
    wishes.push_back(std::move(wish));
  }
  return wishes;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 8) return 2;
  auto wishes = wishes_in(arguments[3]);
  if (wishes.empty()) return 2;
  Crowd crowd{std::atoi(arguments[1]), arguments[2], std::move(wishes), static_cast<unsigned>(std::atoi(arguments[7]))};
  crowd.come(std::atof(arguments[4]), std::atof(arguments[5]), std::strtoul(arguments[6], nullptr, 10));
  crowd.print_all();
}
