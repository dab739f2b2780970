#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>

#include "app/commands/command.h"
#include "authority/authority.h"
#include "platform/acts/acts.h"
#include "platform/mail/mail.h"

// What an operator does about mails: send one to try, see what is stuck, try again.
namespace kreislauf::app {

namespace {

/// A running server looks through all outboxes soon after somebody has written to the commons.
void tell_servers(db::Store& store) {
  store.commons().write([](db::Connection&) {});
}

std::string age_of(std::string const& since, Instant now) {
  auto const minutes = std::chrono::floor<std::chrono::minutes>(now - parse_iso_utc(since)).count();
  if (minutes < 120) return fmt::format("{} min", std::max<std::int64_t>(minutes, 0));
  return minutes < 48 * 60 ? fmt::format("{} h", minutes / 60) : fmt::format("{} days", minutes / 1440);
}

void print_errands(std::vector<acts::Pending> const& errands, Instant now, bool as_json) {
  if (as_json) {
    boost::json::array all;
    for (auto const& e : errands) {
      all.push_back({{"id", e.id},
                     {"kind", e.kind},
                     {"subject", e.subject},
                     {"state", e.state},
                     {"createdAt", e.created_at},
                     {"dueAt", e.due_at},
                     {"attempts", e.attempts},
                     {"lastError", e.last_error}});
    }
    fmt::print("{}\n", boost::json::serialize(all));
    return;
  }
  for (auto const& e : errands) {
    fmt::print("{:>6}  {:<8} {:<8} {:<24} {:>8} old, due {}, {} tries{}{}\n", e.id, e.state, e.kind, e.subject,
               age_of(e.created_at, now), e.due_at, e.attempts, e.last_error.empty() ? "" : ": ", e.last_error);
  }
  fmt::print("{} errands wait, {} are dead\n",
             std::count_if(errands.begin(), errands.end(), [](auto const& e) { return e.state == "waiting"; }),
             std::count_if(errands.begin(), errands.end(), [](auto const& e) { return e.state == "dead"; }));
}

}  // namespace

void add_outbox(CLI::App& program, int& code) {
  auto* command = program.add_subcommand("outbox", "List what waits to be sent and what could not be sent");
  auto choice = std::make_shared<StoreChoice>();
  auto town = std::make_shared<std::string>();
  auto retry = std::make_shared<std::int64_t>(0);
  add_store_options(*command, *choice);
  command->add_option("AUTHORITY", *town, "key or name in addresses, like gescher")->required();
  command->add_option("--retry", *retry, "number of an errand that shall be tried again now");
  command->callback([=, &code] {
    with_authority(
        *choice, *town, code, [&](db::Store& store, authority::Authority const& authority, Clock const& clock) {
          auto& database = store.authority(authority.key);
          if (*retry != 0) {
            bool found = false;
            database.write([&](db::Connection& connection) { found = acts::retry(connection, clock.now(), *retry); });
            if (not found) {
              fmt::print(stderr, "no errand of the number {} waits or is dead\n", *retry);
              code = static_cast<int>(Exit::rejected);
              return;
            }
            tell_servers(store);
          }
          print_errands(acts::pending(database), clock.now(), choice->json);
        });
  });
}

void add_mail(CLI::App& program, int& code) {
  auto* mail_command = program.add_subcommand("mail", "Mails of an authority");
  mail_command->require_subcommand(1);
  auto* command = mail_command->add_subcommand("test", "Put a test mail into the outbox; the running portal sends it");
  auto choice = std::make_shared<StoreChoice>();
  auto town = std::make_shared<std::string>();
  auto address = std::make_shared<std::string>();
  add_store_options(*command, *choice);
  command->add_option("AUTHORITY", *town, "key or name in addresses, like gescher")->required();
  command->add_option("ADDRESS", *address, "who shall get it")->required();
  command->callback([=, &code] {
    if (auto const usable = mail::address_to_send(*address); not usable) {
      fmt::print(stderr, "{}\n", usable.error());
      code = static_cast<int>(Exit::rejected);
      return;
    }
    with_authority(
        *choice, *town, code, [&](db::Store& store, authority::Authority const& authority, Clock const& clock) {
          mail::Message const message{
              .to = *address,
              .subject = "Probe-E-Mail: " + authority.full_name(),
              .text = fmt::format(
                  "Guten Tag,\n\ndiese Nachricht zeigt, dass {} E-Mails verschicken kann.\nSie müssen nichts tun.\n",
                  authority.full_name())};
          std::int64_t id = 0;
          store.authority(authority.key).write([&](db::Connection& connection) {
            id = acts::enqueue(connection, clock.now(),
                               {.kind = "mail", .subject = "test", .due = {}, .payload = mail::payload_of(message)});
          });
          tell_servers(store);
          if (choice->json)
            fmt::print("{}\n", boost::json::serialize(boost::json::object{{"errand", id}}));
          else
            fmt::print(
                "Errand {} waits in the outbox. A running portal with --smtp sends it within half a minute; see: "
                "kreislauf outbox {}\n",
                id, authority.slug);
        });
  });
}

}  // namespace kreislauf::app
