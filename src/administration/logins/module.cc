#include <fmt/format.h>

#include "administration/logins/logins.h"

namespace kreislauf::logins {

namespace {

using authority::CommandRun;

/// Asks each provider for what it says of itself, as a login would.
int check(CommandRun const& run) {
  auto providers = providers_in(run.arguments.text("FILE"));
  auto const count = providers.size();
  Logins logins{run.house};
  logins.use(std::move(providers), calls::network());
  std::size_t fine = 0;
  for (auto const* one : logins.all()) {
    auto const departure = logins.begin(*one, {.level = Level::high}, "https://portal.example" + std::string{way_back},
                                        i18n::Language::german);
    fine += departure ? 1 : 0;
    fmt::print("{} ({}): {}\n", one->name, one->registration.issuer,
               departure ? "answers" : oidc::name_of(departure.error()));
  }
  fmt::print("Register with each: the address of every authority, and {} behind it.\n", way_back);
  return fine == count ? authority::exit_fine : authority::exit_rejected;
}

}  // namespace

std::shared_ptr<Logins> make(authority::House& house) { return std::make_shared<Logins>(house); }

authority::Module module(std::shared_ptr<Logins> logins) {
  return {.name = "logins",
          .folder = "administration/logins",
          .commands = {{.group = "check",
                        .name = "logins",
                        .help = "Whether the providers of a file for `serve --logins` are set up right and answer",
                        .arguments = {{.name = "FILE", .help = "file to read", .required = true}},
                        .without_store = true,
                        .run = check}},
          .state = std::move(logins)};
}

}  // namespace kreislauf::logins
