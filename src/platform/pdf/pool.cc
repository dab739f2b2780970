#include "platform/pdf/pool.h"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <future>

#include "base/log.h"
#include "platform/pdf/completed.h"

namespace kreislauf::pdf {

namespace {

namespace fs = std::filesystem;

std::string_view word(Fault fault) {
  switch (fault) {
    case Fault::late:
      return "it took too long";
    case Fault::garbage:
      return "it talked nonsense";
    case Fault::gone:
      break;
  }
  return "it ended";
}

bool is_package(std::string const& folder) {
  std::error_code ignored;
  return not folder.empty() and fs::is_directory(folder + "/typst", ignored);
}

/// What a Python with the package reads: itself and its libraries.
std::vector<std::string> readable(PoolOptions const& options, std::string const& folder) {
  return {"/usr/bin", "/usr/lib", "/usr/lib64", "/lib", "/lib64", "/etc/ld.so.cache", options.packages, folder};
}

}  // namespace

Pool::Pool(PoolOptions options, i18n::Catalogues const& languages)
    : options_{std::move(options)}, languages_{languages}, workers_{options_.processes, options_.most_waiting} {}

Pool::~Pool() {
  workers_.stop();
  idle_.clear();
}

std::string Pool::why_not() const {
  if (not options_.instead_of_worker.empty()) return {};
  if (not is_package(options_.packages))
    return "PDF documents cannot be made: the Python package typst is not installed (docs/operations.md, \"PDF\").";
  if (::access(options_.python.c_str(), X_OK) != 0)
    return fmt::format("PDF documents cannot be made: there is no {} (docs/operations.md, \"PDF\").", options_.python);
  return {};
}

Made Pool::make(Document const& document) {
  if (auto reason = why_not(); not reason.empty()) return failure(Problem{Trouble::unavailable, std::move(reason)});
  try {
    return completed(document, languages_).and_then([&](std::string request) { return in_turn(std::move(request)); });
  } catch (std::exception const& reason) {
    return failure(Problem{Trouble::failed, reason.what()});
  }
}

Made Pool::in_turn(std::string request) {
  // Both are shared: who waits may be told, or the work dropped, before the other side is done with it.
  auto const promise = std::make_shared<std::promise<Made>>();
  auto answer = promise->get_future();
  auto const work = [this, promise, request = std::move(request)] { promise->set_value(made(request)); };
  auto const too_late = [promise] {
    promise->set_value(failure(Problem{Trouble::busy, "no process was free in time"}));
  };
  if (not workers_.offer(work, {.patience = options_.patience}, too_late))
    return failure(Problem{Trouble::busy, "too many documents wait"});
  return answer.get();
}

Made Pool::made(std::string const& request) {
  for (int attempt = 1;; ++attempt) {
    auto process = take();
    if (not process) return failure(process.error());
    auto answer = process->ask(request, options_.limit);
    if (answer) {
      put_back(std::move(*process));
      if (answer->letter == 'P') return std::move(answer->content);
      return failure(Problem{Trouble::refused, std::move(answer->content)});
    }
    log::error("pdf_process_replaced", word(answer.error()));
    if (answer.error() == Fault::late) return failure(Problem{Trouble::late, "it took too long"});
    // It may have ended by itself while it had nothing to do, or for a reason of its own: once more, in a new one.
    if (attempt == 2) return failure(Problem{Trouble::failed, "two processes ended over it"});
  }
}

Result<Process, Problem> Pool::take() {
  {
    std::lock_guard const hold{mutex_};
    if (not idle_.empty()) {
      auto process = std::move(idle_.back());
      idle_.pop_back();
      return process;
    }
  }
  return start();
}

void Pool::put_back(Process process) {
  if (process.answered() >= options_.documents_of_process) return;
  std::lock_guard const hold{mutex_};
  idle_.push_back(std::move(process));
}

Result<Process, Problem> Pool::start() {
  try {
    auto process = Process::start(launch());
    if (process) return std::move(*process);
    log::error("pdf_process_not_started", process.error());
    return failure(Problem{Trouble::unavailable, process.error()});
  } catch (std::runtime_error const& reason) {
    log::error("pdf_process_not_started", reason.what());
    return failure(Problem{Trouble::unavailable, reason.what()});
  }
}

std::vector<std::string> Pool::command() const {
  if (not options_.instead_of_worker.empty()) return options_.instead_of_worker;
  // No site, no variables, no compiled files: only what stands here.
  return {options_.python, "-I", "-S", "-B", folder_->path() + "/worker.py", folder_->path(), options_.packages};
}

Launch Pool::launch() {
  std::lock_guard const hold{mutex_};
  if (not folder_) folder_ = std::make_unique<Folder>();
  if (not confinement_) {
    confinement_ = std::make_unique<Confinement>(readable(options_, folder_->path()));
    if (not confinement_->guards_reading())
      log::info("pdf_reading_not_confined", "this kernel, or the filter of the service, has no Landlock");
  }
  return {.command = command(), .confinement = confinement_.get()};
}

std::string packages_folder(std::string const& asked_for) {
  if (not asked_for.empty()) return fs::absolute(asked_for).string();
  std::error_code ignored;
  auto const program = fs::read_symlink("/proc/self/exe", ignored);
  auto const beside = (program.parent_path().parent_path() / "pdf").string();
  for (auto const& folder : {beside, std::string{"/usr/local/lib/kreislauf/pdf"}}) {
    if (is_package(folder)) return folder;
  }
  return {};
}

}  // namespace kreislauf::pdf
