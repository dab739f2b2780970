#include "administration/applications/model.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kreislauf::applications {

namespace {

constexpr std::array<std::string_view, 9> names{"begun",    "suspended", "to_cosign", "submitted", "delivered",
                                                "accepted", "rejected",  "withdrawn", "passed_on"};

constexpr std::array<std::string_view, 8> channels{"online", "program", "counter", "phone",
                                                   "paper",  "trial",   "staff",   "clock"};

}  // namespace

std::string_view name_of(Channel channel) { return channels[static_cast<std::size_t>(channel)]; }

Channel channel_in(std::string_view name) {
  auto const found = std::find(channels.begin(), channels.end(), name);
  return found == channels.end() ? Channel::online : static_cast<Channel>(found - channels.begin());
}

std::string_view name_of(State state) { return names[static_cast<std::size_t>(state)]; }

bool parse_state(std::string_view text, State& state) {
  auto const found = std::find(names.begin(), names.end(), text);
  if (found == names.end()) return false;
  state = static_cast<State>(found - names.begin());
  return true;
}

Application Application::from(db::Row const& row) {
  Application a{.id = row.integer(0),
                .number = row.string(1),
                .service = row.string(2),
                .office = row.string(3),
                .version = row.string(4),
                .language = row.string(6),
                .token_hash = row.string(7),
                .begun_at = row.string(8),
                .changed_at = row.string(9),
                .submitted_at = row.string(10),
                .delivered_at = row.string(11),
                .settled_at = row.string(12),
                .erase_on = row.string(13),
                .entered = row.string(14),
                .mail = row.string(15),
                .reason = row.string(16),
                .entry = row.integer(17),
                .proof = row.string(18),
                .link = row.integer(19),
                .former_link = row.string(20),
                .channel = channel_in(row.text(21)),
                .amended = row.string(22)};
  parse_state(row.text(5), a.state);
  return a;
}

std::string subject_of(std::int64_t application) { return fmt::format("application:{}", application); }

std::string subject_of(Application const& application) { return subject_of(application.id); }

Version Version::from(db::Row const& row) {
  return {.application = row.integer(0), .number = row.integer(1), .until = row.string(2), .entered = row.string(3)};
}

}  // namespace kreislauf::applications
