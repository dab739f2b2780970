#include "administration/intake/model.h"

#include <fmt/format.h>

#include <array>

namespace kreislauf::intake {

namespace {

constexpr std::array<std::string_view, 6> states{"ready", "clearing", "taken", "sent", "attached", "discarded"};
constexpr std::array<std::string_view, 7> reasons{
    "", "no_code", "damaged", "other_authority", "unknown_layout", "old_version", "not_taken_here"};

template <class Word, std::size_t count>
Word word_in(std::array<std::string_view, count> const& all, std::string_view text) {
  for (std::size_t i = 0; i < count; ++i) {
    if (all[i] == text) return static_cast<Word>(i);
  }
  return static_cast<Word>(1);  // of a newer program: somebody looks at it
}

}  // namespace

std::string_view name_of(SheetState state) { return states[static_cast<std::size_t>(state)]; }
std::string_view name_of(Reason reason) { return reasons[static_cast<std::size_t>(reason)]; }

bool is_open(SheetState state) {
  return state == SheetState::ready or state == SheetState::clearing or state == SheetState::taken;
}

File File::from(db::Row const& row) {
  return {.id = row.integer(0),
          .office = row.string(1),
          .state = row.text(2) == "read" ? FileState::read : FileState::waiting,
          .sha256 = row.string(3),
          .media_type = row.string(4),
          .name = row.string(5),
          .pages = row.integer(6),
          .pages_read = row.integer(7),
          .tries = row.integer(8),
          .received_at = row.string(9),
          .received_by = row.string(10),
          .erase_on = row.string(11)};
}

Page Page::from(db::Row const& row) {
  return {.file = row.integer(0),
          .number = row.integer(1),
          .code = row.string(2),
          .marks = row.integer(3),
          .picture = row.string(4),
          .trouble = row.string(5),
          .readings = row.string(6)};
}

Sheet Sheet::from(db::Row const& row) {
  return {.id = row.integer(0),
          .file = row.integer(1),
          .office = row.string(2),
          .first_page = row.integer(3),
          .last_page = row.integer(4),
          .state = word_in<SheetState>(states, row.text(5)),
          .reason = word_in<Reason>(reasons, row.text(6)),
          .layout = row.string(7),
          .service = row.string(8),
          .version = row.string(9),
          .application = row.integer(10),
          .note = row.string(11),
          .received_at = row.string(12),
          .settled_at = row.string(13),
          .erase_on = row.string(14)};
}

std::string subject_of(Sheet const& sheet) { return fmt::format("paper:{}", sheet.id); }
std::string subject_of(File const& file) { return fmt::format("paper_file:{}", file.id); }

}  // namespace kreislauf::intake
