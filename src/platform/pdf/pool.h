#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "platform/jobs/workers.h"
#include "platform/pdf/confine.h"
#include "platform/pdf/folder.h"
#include "platform/pdf/pdf.h"
#include "platform/pdf/process.h"

namespace kreislauf::pdf {

struct PoolOptions {
  std::string packages;  ///< folder in which the package typst lies; empty: nothing can be made
  std::string python = "/usr/bin/python3";
  std::size_t processes = 2;
  std::size_t most_waiting = 200;                ///< documents that wait for a process
  std::chrono::milliseconds patience{60'000};    ///< longest wait for a process
  std::chrono::milliseconds limit{60'000};       ///< for one document
  int documents_of_process = 2'000;              ///< then a new one takes its place: memory that grows is given back
  std::vector<std::string> instead_of_worker{};  ///< tests: this command answers instead
};

/// Makes documents in processes that are started when the first one is asked for, put on a diet (confine.h), and
/// replaced when they end, hang, talk nonsense or are old. What crashed one is tried once more in a new one.
class Pool final : public Maker {
 public:
  Pool(PoolOptions options, i18n::Catalogues const& languages);
  ~Pool() override;

  /// Waits for `patience` and `limit` at most; refuses at once when `most_waiting` wait already.
  Made make(Document const& document) override;

  /// Why nothing can be made on this machine, for who runs it; empty when it can.
  std::string why_not() const;

 private:
  Made in_turn(std::string request);
  Made made(std::string const& request);
  Result<Process, Problem> take();
  void put_back(Process process);
  Result<Process, Problem> start();
  std::vector<std::string> command() const;
  Launch launch();

  PoolOptions options_;
  i18n::Catalogues const& languages_;
  std::mutex mutex_;
  std::unique_ptr<Folder> folder_;            ///< made with the first process
  std::unique_ptr<Confinement> confinement_;  ///< the same
  std::vector<Process> idle_;
  jobs::Workers workers_;  ///< last: ends before what it uses. Each of its threads has one process at most.
};

/// Where the package typst lies: what was asked for, else beside the program (`../pdf`), else
/// `/usr/local/lib/kreislauf/pdf`. Empty when it is in none of them.
std::string packages_folder(std::string const& asked_for);

}  // namespace kreislauf::pdf
