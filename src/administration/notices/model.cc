#include "administration/notices/model.h"

#include <fmt/format.h>

#include <array>

namespace kreislauf::notices {

namespace {

constexpr std::array<std::string_view, 3> ways{"retrieval", "post", "handed_over"};
constexpr std::array<std::string_view, 3> german_ways{"zum Abruf bereitgestellt", "mit der Post",
                                                      "persönlich übergeben"};

}  // namespace

std::string_view name_of(Way way) { return ways[static_cast<std::size_t>(way)]; }
std::string_view german_of(Way way) { return german_ways[static_cast<std::size_t>(way)]; }
std::optional<Way> way_in(std::string_view name) {
  for (std::size_t i = 0; i < ways.size(); ++i) {
    if (ways[i] == name) return static_cast<Way>(i);
  }
  return std::nullopt;
}
std::string place_of(Notice const& notice) { return fmt::format("{}/notice:{}", notice.subject, notice.id); }

Notice Notice::from(db::Row const& row) {
  return {.id = row.integer(0),
          .subject = row.string(1),
          .office = row.string(2),
          .result = row.string(3),
          .state = row.text(4) == "issued"     ? State::issued
                   : row.text(4) == "recalled" ? State::recalled
                                               : State::draft,
          .template_text = row.string(5),
          .text = row.string(6),
          .staff = row.integer(7),
          .changed_at = row.string(8),
          .issued_at = row.string(9),
          .way = way_in(row.text(10)).value_or(Way::retrieval),
          .sent_on = row.string(11),
          .announced_on = row.string(12),
          .announced_law = row.string(13),
          .remedy = deadlines::remedy_in(row.text(14)).value_or(deadlines::Remedy::action),
          .remedy_until = row.string(15),
          .sha256 = row.string(16),
          .size = row.integer(17),
          .entry = row.integer(18),
          .job = row.integer(19),
          .pages = row.integer(20),
          .provided_at = row.string(21),
          .addressed = row.integer(22) == 1,
          .site = row.string(23)};
}

std::string place_of(PrintJob const& job) { return fmt::format("print_job:{}", job.id); }

PrintJob PrintJob::from(db::Row const& row) {
  return {.id = row.integer(0),
          .office = row.string(1),
          .made_at = row.string(2),
          .letters = row.integer(3),
          .sheets = row.integer(4),
          .sha256 = row.string(5),
          .size = row.integer(6),
          .sent_on = row.string(7),
          .staff = row.integer(8),
          .entry = row.integer(9)};
}

}  // namespace kreislauf::notices
