#include <fmt/format.h>

#include "administration/logins/logins.h"

namespace kreislauf::logins {

namespace {

using authority::CommandRun;

/// Searches each directory as a sign-in would; without a login for one that nobody has. The number of those that
/// answer.
std::size_t check_directories(PasswordDirectories& directories, std::string const& login) {
  std::size_t fine = 0;
  for (auto const* one : directories.all()) {
    auto const reason = directories.find(*one, login.empty() ? "-" : login);
    bool const answers = ldap::has_answered(reason);
    fine += answers ? 1 : 0;
    std::string_view told = answers ? "answers" : ldap::name_of(reason);
    if (answers and not login.empty()) told = reason == ldap::Reason::fits ? "knows the login" : ldap::name_of(reason);
    fmt::print("{} ({}): {}\n", one->name, one->place.addresses.front(), told);
  }
  return fine;
}

/// Asks each provider for what it says of itself, as a login would.
int check(CommandRun const& run) {
  auto settings = settings_in(run.arguments.text("FILE"));
  auto const count = settings.providers.size() + settings.directories.size();
  Logins logins{run.house};
  logins.use(std::move(settings.providers), calls::network());
  logins.passwords().use(std::move(settings.directories), ldap::network());
  std::size_t fine = 0;
  for (auto const* one : logins.all()) {
    auto const departure = logins.begin(*one, {.level = Level::high}, "https://portal.example" + std::string{way_back},
                                        i18n::Language::german);
    fine += departure ? 1 : 0;
    fmt::print("{} ({}): {}\n", one->name, one->registration.issuer,
               departure ? "answers" : oidc::name_of(departure.error()));
  }
  if (not logins.all().empty())
    fmt::print("Register with each: the address of every authority, and {} behind it.\n", way_back);
  fine += check_directories(logins.passwords(), run.arguments.text("--login"));
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
                        .arguments = {{.name = "FILE", .help = "file to read", .required = true},
                                      {.name = "--login", .help = "whether the directories (LDAP) know this login"}},
                        .without_store = true,
                        .run = check}},
          .state = std::move(logins)};
}

}  // namespace kreislauf::logins
