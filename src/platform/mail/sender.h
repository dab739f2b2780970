#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "platform/mail/mail.h"

namespace kreislauf::mail {

/// The mail server cannot be reached or does not let us in: no message's fault, so none is counted as tried.
struct Unreachable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Sends one message in one attempt. Used by one thread at a time.
class Sender {
 public:
  virtual ~Sender() = default;
  /// Empty when the server has taken the message, else the reason without personal data: `temporary: ...`,
  /// `permanent: ...`, or `unsure: ...` when it was sent whole and the server has not said whether it took it.
  virtual std::string send(Message const& message) = 0;
  /// Breaks off what is being sent and everything after it; from another thread.
  virtual void cancel() {}
};

struct SmtpServer {
  std::string url;  ///< `smtp://mail.example:587`, `smtps://mail.example`; a path is the name we greet with
  std::string user = {};
  std::string password = {};
  std::chrono::seconds connect_timeout{10};
  std::chrono::seconds timeout{40};  ///< for each answer; ten minutes after the last dot
};
/// Empty when the address can be used, else what to write instead.
std::string problem_with(SmtpServer const& server);

/// By libcurl. smtp:// must offer STARTTLS with a valid certificate unless the server is this machine; the connection
/// is kept.
class SmtpSender final : public Sender {
 public:
  SmtpSender(SmtpServer server, Clock const& clock);
  ~SmtpSender() override;
  std::string send(Message const& message) override;
  void cancel() override { cancelled_ = true; }

 private:
  class Curl;
  void prepare(std::string const& from) const;

  SmtpServer server_;
  Clock const& clock_;
  std::unique_ptr<Curl> curl_;
  std::atomic<bool> cancelled_{false};
};

/// Keeps what it is given: tests. `answer` is what it says to each message.
class MemorySender final : public Sender {
 public:
  std::string send(Message const& message) override {
    if (answer.empty()) sent.push_back(message);
    return answer;
  }
  std::vector<Message> sent;
  std::string answer;
};

}  // namespace kreislauf::mail
