#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "administration/appointments/appointments.h"
#include "app/commands/command.h"
#include "authority/authority.h"

// What an operator can prove about the data after a crash, a restore or a move.
namespace kreislauf::app {

namespace {

void print(appointments::Verification const& v, bool as_json) {
  if (as_json) {
    boost::json::array const findings(v.findings.begin(), v.findings.end());
    fmt::print("{}\n", boost::json::serialize(boost::json::object{{"appointments", v.appointments},
                                                                  {"confirmed", v.confirmed},
                                                                  {"claims", v.claims},
                                                                  {"events", v.events},
                                                                  {"mails", v.mails},
                                                                  {"entries", v.entries},
                                                                  {"findings", findings}}));
    return;
  }
  for (auto const& finding : v.findings) fmt::print("{}\n", finding);
  fmt::print(
      "{} appointments ({} confirmed from today on), {} claims, {} events, {} mails, {} entries of the waiting list: "
      "{}\n",
      v.appointments, v.confirmed, v.claims, v.events, v.mails, v.entries,
      v.findings.empty() ? "all holds" : fmt::format("{} things are wrong", v.findings.size()));
}

}  // namespace

void add_verify(CLI::App& program, int& code) {
  auto* parent = program.add_subcommand("verify", "Check what must always hold about the data");
  parent->require_subcommand(1);
  auto* command = parent->add_subcommand(
      "appointments",
      "No time is given twice, each state follows from its events, each confirmed booking has its letter");
  auto choice = std::make_shared<StoreChoice>();
  auto town = std::make_shared<std::string>();
  add_store_options(*command, *choice);
  command->add_option("AUTHORITY", *town, "key or name in addresses, like gescher")->required();
  command->callback([=, &code] {
    with_authority(*choice, *town, code,
                   [&](db::Store& store, authority::Authority const& authority, Clock const& clock) {
                     auto const verification = appointments::verify(store.authority(authority.key), clock.now());
                     print(verification, choice->json);
                     if (not verification.findings.empty()) code = static_cast<int>(Exit::rejected);
                   });
  });
}

}  // namespace kreislauf::app
