#include "administration/delivery/model.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kreislauf::delivery {

namespace {

constexpr std::array<std::string_view, 9> names{"waiting",  "prepared", "unknown",  "sent",  "arrived",
                                                "rejected", "failed",   "recalled", "erased"};
constexpr std::array<std::string_view, 9> words{"wird zugestellt",
                                                "wird zugestellt",
                                                "übergeben, die Antwort fehlt noch",
                                                "übergeben",
                                                "beim Fachverfahren angekommen",
                                                "vom Fachverfahren nicht angenommen",
                                                "nicht zugestellt",
                                                "nicht zugestellt, bleibt hier",
                                                "gelöscht"};

}  // namespace

std::string_view name_of(State state) { return names[static_cast<std::size_t>(state)]; }
std::string_view word_of(State state) { return words[static_cast<std::size_t>(state)]; }

bool parse_state(std::string_view text, State& state) {
  auto const found = std::find(names.begin(), names.end(), text);
  if (found == names.end()) return false;
  state = static_cast<State>(found - names.begin());
  return true;
}

Destination Destination::from(db::Row const& row) {
  return {.id = row.integer(0),
          .service = row.string(1),
          .slug = row.string(2),
          .kind = row.string(3),
          .place = row.string(4),
          .token_url = row.string(5),
          .client = row.string(6),
          .secret = row.string(7),
          .destination = row.string(8),
          .form_schema = row.string(9),
          .ended_at = row.string(10)};
}

Delivery Delivery::from(db::Row const& row) {
  Delivery d{.id = row.integer(0),
             .subject = row.string(1),
             .number = row.string(2),
             .service = row.string(3),
             .office = row.string(4),
             .site = row.string(5),
             .destination = row.integer(6),
             .name = row.string(8),
             .submission = row.string(9),
             .case_id = row.string(10),
             .attachments = row.string(11),
             .tags = row.string(12),
             .reasons = row.string(13),
             .problem = row.string(14),
             .created_at = row.string(15),
             .sent_at = row.string(16),
             .settled_at = row.string(17),
             .asked = row.integer(18),
             .ask_at = row.string(19)};
  parse_state(row.text(7), d.state);
  return d;
}

std::string subject_of(Delivery const& delivery) { return fmt::format("delivery:{}", delivery.id); }

}  // namespace kreislauf::delivery
