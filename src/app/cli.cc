#include "app/cli.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <CLI/CLI.hpp>

#include "app/commands/command.h"
#include "app/version.h"
#include "base/errors.h"

namespace kreislauf::app {

namespace {

constexpr auto lesson = R"(
First steps:
  kreislauf import authorities FILE      who exists (the data tool makes FILE, see README.md)
  kreislauf import leika FILE            the whole official catalogue, for every town at once
  kreislauf serve --data data --demo     http://localhost:8080

Writing a service:
  kreislauf check service services/my-service
  kreislauf import service services/my-service     a running portal shows it within a second

Exit codes: 0 done, 1 lines or checks were rejected, 2 wrong use, 3 the store cannot be used, 4 the port cannot be used.
)";

int tell(std::string_view sentence, std::string_view remedy = {}) {
  fmt::print(stderr, "{}\n{}{}", sentence, remedy, remedy.empty() ? "" : "\n");
  return static_cast<int>(Exit::store);
}

/// A command may open the databases of a whole Land, as the server does (Debian allows 1,024 files at first).
void raise_file_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

int run(int argc, char** argv) {
  ::umask(077);  // what it writes is for its own account: personal data, keys, copies
  CLI::App program{"Kreislauf: the digital side of local government in one program", "kreislauf"};
  program.require_subcommand(1);
  program.footer(lesson);
  int code = 0;
  raise_file_limit();
  SystemClock const clock;
  Program house{clock};  // its modules tell their commands; it is opened by the one that runs
  add_serve(program, code);
  add_module_commands(program, house, code);
  add_rules_checks(program, code);
  add_check_towns(program, code);
  add_migrate(program, code);
  add_backup(program, code);
  add_keys(program, code);
  add_seal(program, code);
  add_outbox(program, code);
  add_mail(program, code);
  add_pdf(program, code);
  program.add_subcommand("version", "Print the version")->callback([] { fmt::print("kreislauf {}\n", version); });
  try {
    program.parse(argc, argv);
  } catch (CLI::Success const& help) {
    return program.exit(help);
  } catch (CLI::ParseError const& error) {
    program.exit(error);
    return static_cast<int>(Exit::usage);
  } catch (StoreDenied const& error) {
    return tell(error.what());
  } catch (StoreFull const& error) {
    return tell(error.what(), "The disk is full: nothing of this command was stored. Make room and try again.");
  } catch (StoreError const& error) {
    return tell(error.what());
  }
  return code;
}

}  // namespace kreislauf::app
