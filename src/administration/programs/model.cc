#include "administration/programs/model.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kreislauf::programs {

namespace {

constexpr std::array<std::string_view, 3> names{"open", "delivered", "given_up"},
    german{"unterwegs", "angekommen", "aufgegeben"};

}  // namespace

ApiKey ApiKey::from(db::Row const& row) {
  return {.id = row.integer(0),
          .name = row.string(1),
          .office = row.string(2),
          .writes = row.integer(3) != 0,
          .services = row.string(4),
          .key_hash = row.string(5),
          .made_at = row.string(6),
          .expires_on = row.string(7),
          .used_on = row.string(8),
          .revoked_at = row.string(9),
          .staff = row.integer(10)};
}

std::string subject_of(ApiKey const& key) { return fmt::format("program:{}", key.id); }

bool holds(ApiKey const& key, std::string_view today) { return key.revoked_at.empty() and today <= key.expires_on; }

Webhook Webhook::from(db::Row const& row) {
  return {.id = row.integer(0),
          .name = row.string(1),
          .url = row.string(2),
          .office = row.string(3),
          .kinds = row.string(4),
          .secret = row.string(5),
          .mail = row.string(6),
          .made_at = row.string(7),
          .failing_since = row.string(8),
          .stopped_at = row.string(9),
          .stopped_why = row.string(10)};
}

std::string subject_of(Webhook const& hook) { return fmt::format("webhook:{}", hook.id); }

Message Message::from(db::Row const& row) {
  auto const state = std::find(names.begin(), names.end(), row.text(6));
  return {.id = row.integer(0),
          .webhook = row.integer(1),
          .case_id = row.integer(2),
          .kind = row.string(3),
          .at = row.string(4),
          .body = row.string(5),
          .state = state == names.end() ? State::given_up : static_cast<State>(state - names.begin()),
          .attempts = row.integer(7),
          .next_at = row.string(8),
          .status = row.integer(9),
          .problem = row.string(10),
          .settled_at = row.string(11)};
}

std::string_view name_of(Message::State state) { return names[static_cast<std::size_t>(state)]; }
std::string_view german_of(Message::State state) { return german[static_cast<std::size_t>(state)]; }

std::vector<EventKind> const& event_kinds() {
  static std::vector<EventKind> const all{{"case.open", "Ein Fall ist da"},
                                          {"case.take", "Jemand hat ihn übernommen"},
                                          {"case.give", "Er wurde weitergegeben"},
                                          {"case.release", "Er wurde zurückgegeben"},
                                          {"case.begin", "Die Bearbeitung hat begonnen"},
                                          {"case.set", "Sein Stand wurde gesetzt"},
                                          {"case.ask", "Etwas wurde nachgefordert"},
                                          {"case.answer", "Etwas wurde nachgereicht"},
                                          {"case.go_on", "Es geht ohne Antwort weiter"},
                                          {"case.propose", "Eine Entscheidung wartet auf Mitzeichnung"},
                                          {"case.refer", "Eine Entscheidung wurde zurückgegeben"},
                                          {"case.decide", "Er ist entschieden"},
                                          {"case.withdraw", "Der Antrag wurde zurückgenommen"},
                                          {"case.reopen", "Er wurde wiederaufgenommen"},
                                          {"case.hand_over", "Er ging an ein anderes Amt"}};
  return all;
}

}  // namespace kreislauf::programs
