#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>

#include "app/commands/command.h"
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

void print_messages(std::vector<acts::Pending> const& messages, Instant now, bool as_json) {
  if (as_json) {
    boost::json::array all;
    for (auto const& m : messages) {
      all.push_back({{"id", m.id},
                     {"kind", m.kind},
                     {"subject", m.subject},
                     {"state", m.state},
                     {"createdAt", m.created_at},
                     {"dueAt", m.due_at},
                     {"attempts", m.attempts},
                     {"lastError", m.last_error}});
    }
    fmt::print("{}\n", boost::json::serialize(all));
    return;
  }
  for (auto const& m : messages) {
    fmt::print("{:>6}  {:<8} {:<8} {:<24} {:>8} old, due {}, {} tries{}{}\n", m.id, m.state, m.kind, m.subject,
               age_of(m.created_at, now), m.due_at, m.attempts, m.last_error.empty() ? "" : ": ", m.last_error);
  }
  auto const count = [&](std::string_view state) {
    return std::count_if(messages.begin(), messages.end(), [&](auto const& m) { return m.state == state; });
  };
  fmt::print("{} messages wait, {} are dead\n", count("waiting"), count("dead"));
}

int list(authority::TownVisit& visit, std::int64_t retry, bool as_json) {
  if (retry != 0) {
    bool found = false;
    visit.db.write(
        [&](db::Connection& connection) { found = acts::retry(connection, visit.house.clock.now(), retry); });
    if (not found) return authority::refuse(fmt::format("no message of the number {} waits or is dead", retry));
    tell_servers(visit.house.store);
  }
  print_messages(acts::pending(visit.db), visit.house.clock.now(), as_json);
  return authority::exit_fine;
}

void send_test(authority::TownVisit& visit, std::string const& address, bool as_json) {
  auto const name = visit.authority.full_name();
  mail::Message const message{
      .to = address,
      .subject = "Probe-E-Mail: " + name,
      .text = fmt::format(
          "Guten Tag,\n\ndiese Nachricht zeigt, dass {} E-Mails verschicken kann.\nSie müssen nichts tun.\n", name)};
  std::int64_t id = 0;
  visit.db.write([&](db::Connection& connection) {
    id = acts::enqueue(connection, visit.house.clock.now(),
                       {.kind = "mail", .subject = "test", .due = {}, .payload = mail::payload_of(message)});
  });
  tell_servers(visit.house.store);
  if (as_json)
    fmt::print("{}\n", boost::json::serialize(boost::json::object{{"message", id}}));
  else
    fmt::print(
        "Message {} waits in the outbox. A running portal with --smtp sends it within half a minute; see: kreislauf "
        "outbox {}\n",
        id, visit.authority.slug);
}

}  // namespace

void add_outbox(CLI::App& program, int& code) {
  auto* command = program.add_subcommand("outbox", "List what waits to be sent and what could not be sent");
  auto choice = std::make_shared<StoreChoice>();
  auto town = std::make_shared<std::string>();
  auto retry = std::make_shared<std::int64_t>(0);
  add_store_options(*command, *choice);
  command->add_option("TOWN", *town, "name in addresses, like gescher, or key")->required();
  command->add_option("--retry", *retry, "number of a message that shall be tried again now");
  command->callback([=, &code] {
    with_town(*choice, *town, code, [&](authority::TownVisit& visit) { code = list(visit, *retry, choice->json); });
  });
}

void add_mail(CLI::App& program, int& code) {
  auto* command =
      group_of(program, "mail").add_subcommand("test", "Put a test mail into the outbox; the running portal sends it");
  auto choice = std::make_shared<StoreChoice>();
  auto town = std::make_shared<std::string>();
  auto address = std::make_shared<std::string>();
  add_store_options(*command, *choice);
  command->add_option("TOWN", *town, "name in addresses, like gescher, or key")->required();
  command->add_option("ADDRESS", *address, "who shall get it")->required();
  command->callback([=, &code] {
    if (auto const usable = mail::address_to_send(*address); not usable) {
      code = authority::refuse(usable.error());
      return;
    }
    with_town(*choice, *town, code, [&](authority::TownVisit& visit) { send_test(visit, *address, choice->json); });
  });
}

}  // namespace kreislauf::app
