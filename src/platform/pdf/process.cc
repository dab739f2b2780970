#include "platform/pdf/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "platform/pdf/launch.h"

namespace kreislauf::pdf {

namespace {

using Clock = std::chrono::steady_clock;

std::string start_problem(Fault fault) {
  return fault == Fault::late ? "the process for documents did not say within its time that it is ready"
                              : "the process for documents ended while it started";
}

}  // namespace

Result<Process> Process::start(Launch const& launch) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return failure("no line to a new process");
  auto const id = launch_child(launch, ends[1]);
  ::close(ends[1]);
  ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
  Process process{id, ends[0]};
  if (id < 0) return failure("no new process");
  auto const ready = process.read_answer(Clock::now() + launch.patience);
  if (not ready) return failure(start_problem(ready.error()));
  if (ready->letter != 'R') return failure(ready->content);
  process.answered_ = 0;
  return process;
}

Process::Process(Process&& other) noexcept
    : id_{std::exchange(other.id_, -1)}, line_{std::exchange(other.line_, -1)}, answered_{other.answered_} {}

Process& Process::operator=(Process&& other) noexcept {
  if (this == &other) return *this;
  end();
  id_ = std::exchange(other.id_, -1);
  line_ = std::exchange(other.line_, -1);
  answered_ = other.answered_;
  return *this;
}

void Process::end() noexcept {
  if (line_ >= 0) ::close(std::exchange(line_, -1));
  if (id_ <= 0) return;
  ::kill(id_, SIGKILL);
  while (::waitpid(id_, nullptr, 0) < 0 and errno == EINTR) {
  }
  id_ = -1;
}

Result<Process::Answer, Fault> Process::ask(std::string_view request, std::chrono::milliseconds limit) {
  auto const until = Clock::now() + limit;
  return write(request, until).and_then([&] { return read_answer(until); });
}

Result<Process::Answer, Fault> Process::read_answer(Deadline until) {
  auto const bytes = read(answer_head_size, until);
  if (not bytes) return failure(bytes.error());
  auto const head = read_head(*bytes);
  if (not head) return failure(Fault::garbage);
  auto content = read(head->size, until);
  if (not content) return failure(content.error());
  ++answered_;
  return Answer{head->letter, std::move(*content)};
}

Result<void, Fault> Process::wait_for(short events, Deadline until) {
  for (;;) {
    auto const left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
    if (left <= 0) return failure(Fault::late);
    pollfd line{.fd = line_, .events = events, .revents = 0};
    auto const ready = ::poll(&line, 1, static_cast<int>(std::min<long>(left, 60'000)));
    if (ready > 0) return {};
    if (ready < 0 and errno != EINTR) return failure(Fault::gone);
  }
}

Result<void, Fault> Process::write(std::string_view bytes, Deadline until) {
  while (not bytes.empty()) {
    auto const sent = ::send(line_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
      continue;
    }
    if (errno == EINTR) continue;
    if (errno != EAGAIN) return failure(Fault::gone);
    if (auto const ready = wait_for(POLLOUT, until); not ready) return ready;
  }
  return {};
}

Result<std::string, Fault> Process::read(std::size_t size, Deadline until) {
  std::string bytes;
  while (bytes.size() < size) {
    constexpr std::size_t at_once = 1 << 20;  // room grows with what has come, not with what was announced
    auto const had = bytes.size();
    bytes.resize(std::min(size, had + at_once));
    auto const got = ::recv(line_, bytes.data() + had, bytes.size() - had, 0);
    bytes.resize(had + (got > 0 ? static_cast<std::size_t>(got) : 0));
    if (got > 0 or (got < 0 and errno == EINTR)) continue;
    if (got == 0 or errno != EAGAIN) return failure(Fault::gone);
    if (auto const ready = wait_for(POLLIN, until); not ready) return failure(ready.error());
  }
  return bytes;
}

}  // namespace kreislauf::pdf
