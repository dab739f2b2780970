#include "administration/forms/shared/paper_answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "administration/forms/shared/question_field.h"
#include "base/text.h"
#include "platform/i18n/dates.h"
#include "platform/kern/check.h"

namespace kreislauf::forms {

namespace {

using i18n::Language;
using ocr::Way;

/// Two shares of ink in a box to tick: below the first one it is empty, from the second on it is ticked; what lies
/// between is looked at.
constexpr double hardly_ink = 0.03, surely_ink = 0.11, ticked_from = 0.06;
/// Of a place to write: less is dust.
constexpr double dust = 0.004;
/// What Tesseract says of a line that it has read right nearly always.
constexpr double high = 86, fair = 70;

/// The question of a field, with what stands in front of its label.
struct Found {
  Question const* question = nullptr;
  std::string label;
  std::string list = {};  ///< name of the list, where it is in one
  int row = 0;
};

bool begins_with_row(std::string_view rest, int& row, std::string_view& name) {
  auto const hyphen = rest.find('-');
  if (hyphen == std::string_view::npos or rest.find_first_not_of("0123456789") != hyphen or hyphen > 3) return false;
  row = 0;
  for (char const c : rest.substr(0, hyphen)) row = row * 10 + (c - '0');
  name = rest.substr(hyphen + 1);
  return true;
}

std::optional<Found> found_in(std::vector<Question> const& questions, std::string_view name, std::string const& before,
                              std::string const& label) {
  for (auto const& one : questions) {
    if (not one.asks()) continue;
    auto const& own = one.label[Language::german];
    auto const full = label.empty() ? own : label + ": " + own;
    if (one.name == name) return Found{&one, full};
    if (not name.starts_with(one.name + "-")) continue;
    auto rest = name.substr(one.name.size() + 1);
    if (one.kind == Kind::group) {
      if (auto found = found_in(one.questions, rest, before + one.name + "-", full)) return found;
    }
    int row = 0;
    std::string_view below;
    if (one.kind == Kind::list and begins_with_row(rest, row, below)) {
      auto found = found_in(one.questions, below, {}, fmt::format("{}, Eintrag {}", full, row));
      if (found) return found->list = before + one.name, found->row = row, found;
    }
  }
  return std::nullopt;
}

std::optional<Found> found_in(Definition const& form, std::string_view name) {
  for (auto const& page : form.pages) {
    if (auto found = found_in(page.questions, name, {}, {})) return found;
  }
  return std::nullopt;
}

bool is_postal_code(Question const& question) {
  return question.kind == Kind::text and question.name == "plz" and question.least == 5 and question.most == 5;
}

Way way_of(PaperPlace const& place, Question const& question) {
  if (place.kind == "tick" or place.kind == "signature") return Way::ink;
  if (place.kind == "comb") return question.kind == Kind::iban ? Way::iban : Way::comb;
  switch (question.kind) {
    case Kind::area:
      return Way::lines;
    case Kind::email:
      return Way::address;
    case Kind::phone:
    case Kind::number:
    case Kind::money:
    case Kind::date:  // in the row of a list, where there are no cells
    case Kind::time:
      return Way::digits;
    case Kind::plate:
      return Way::capitals;
    default:
      return is_postal_code(question) ? Way::digits : Way::line;
  }
}

/// Changes of one letter that lead from one to the other (Levenshtein 1965).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto corner = row[0]++;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      auto const next = std::min({row[j] + 1, row[j - 1] + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1)});
      corner = row[j];
      row[j] = next;
    }
  }
  return row.back();
}

class Collecting {
 public:
  Collecting(authority::TownContext const& c, Found const& found, PaperAnswer& answer)
      : c_{c}, question_{*found.question}, answer_{answer} {}

  void ticks(std::vector<std::pair<PaperPlace const*, ocr::Reading const*>> const& boxes) {
    bool sure = true;
    for (auto const& [place, reading] : boxes) {
      if (reading->ink >= ticked_from) answer_.typed.push_back(place->value);
      sure = sure and (reading->ink < hardly_ink or reading->ink >= surely_ink);
    }
    answer_.confidence = sure ? 99 : 50;
    answer_.certainty = answer_.typed.empty() ? Certainty::empty : Certainty::certain;
    if (not sure) doubt("Ob hier angekreuzt ist, ist nicht sicher zu sehen.");
    if (question_.kind == Kind::choices or answer_.typed.size() < 2) return;
    answer_.typed = darkest(boxes);
    doubt("Hier ist mehr als ein Kästchen angekreuzt.");
  }

  /// Groups of a comb, in their order: a day, a time, an IBAN.
  void comb(std::vector<std::pair<PaperPlace const*, ocr::Reading const*>> const& groups) {
    bool whole = true, alike = true;
    answer_.confidence = 100;
    std::vector<std::string> pieces;
    for (auto const& [place, reading] : groups) {
      whole = whole and static_cast<int>(reading->text.size()) == place->cells;
      alike = alike and reading->text == reading->again;
      if (not reading->text.empty()) answer_.confidence = std::min(answer_.confidence, reading->confidence);
      pieces.push_back(reading->text);
    }
    bool const nothing = std::all_of(pieces.begin(), pieces.end(), [](auto const& one) { return one.empty(); });
    if (nothing) return empty(*groups.front().second);
    auto const between = question_.kind == Kind::date ? "." : question_.kind == Kind::time ? ":" : " ";
    for (auto const& one : pieces) answer_.seen += (&one == pieces.data() ? "" : between) + one;
    // German accounts have 22 signs; the last cells of a foreign, shorter one stay empty.
    if (not whole and question_.kind != Kind::iban) doubt("Nicht jedes Kästchen war zu lesen.");
    keep(answer_.seen, alike);
  }

  void text(ocr::Reading const& reading) {
    answer_.seen = reading.text;
    // A fold or a piece of a stamp is no number.
    if (asks_for_digits() and reading.text.find_first_of("0123456789") == std::string::npos)
      return empty({.ink = reading.ink});
    answer_.confidence = reading.confidence;
    if (reading.text.empty()) return empty(reading);
    if (question_.kind == Kind::choice) return option(reading);
    keep(reading.text, reading.text == reading.again);
  }

 private:
  /// The one that is ticked, where the others have less than half of its ink: an edge of a stamp, a tick taken back.
  static std::vector<std::string> darkest(std::vector<std::pair<PaperPlace const*, ocr::Reading const*>> const& boxes) {
    auto const by_ink = [](auto const& a, auto const& b) { return a.second->ink < b.second->ink; };
    auto const most = std::max_element(boxes.begin(), boxes.end(), by_ink);
    bool const alone = std::all_of(boxes.begin(), boxes.end(), [&](auto const& one) {
      return &one == &*most or one.second->ink * 2 < most->second->ink;
    });
    return alone ? std::vector<std::string>{most->first->value} : std::vector<std::string>{};
  }
  bool asks_for_digits() const {
    return question_.kind == Kind::number or question_.kind == Kind::money or question_.kind == Kind::phone or
           question_.kind == Kind::date or is_postal_code(question_);
  }
  void doubt(std::string why) {
    answer_.certainty = Certainty::doubtful;
    if (answer_.why.empty()) answer_.why = std::move(why);
  }
  void empty(ocr::Reading const& reading) {
    if (reading.ink > dust) return doubt("Hier steht etwas, das nicht zu lesen war.");
    answer_.confidence = 99;
  }

  /// Can a check tell a wrong letter from a right one? Then it may be certain.
  bool is_checked() const {
    switch (question_.kind) {
      case Kind::number:
      case Kind::money:
      case Kind::date:
      case Kind::time:
      case Kind::iban:
      case Kind::plate:
      case Kind::phone:
      case Kind::email:
      case Kind::choice:
        return true;
      default:
        return is_postal_code(question_);
    }
  }

  void keep(std::string typed, bool alike) {
    // A day with room is offered by the office; on paper it is a wish like any other day.
    auto field = field_of(c_, question_, answer_.name);
    if (question_.kind == Kind::date) field.kind = kern::Kind::date;
    auto const reading = kern::read(field, typed, c_.t, c_.today());
    answer_.typed = {typed};
    answer_.certainty = is_checked() and alike and answer_.confidence >= high ? Certainty::certain : Certainty::likely;
    if (not alike) doubt("Zweimal gelesen, zweimal anders.");
    if (answer_.confidence < fair) doubt("Schlecht zu lesen.");
    if (not reading.error.empty()) doubt(reading.error);
    if (is_postal_code(question_) and (typed.size() != 5 or typed.find_first_not_of("0123456789") != std::string::npos))
      doubt("Eine Postleitzahl hat fünf Ziffern.");
  }

  /// Written instead of ticked, in the row of a list: the option that it is, or nearly is.
  void option(ocr::Reading const& reading) {
    auto const seen = text::folded(reading.text);
    std::size_t best = 3, count = 0;
    Option const* nearest = nullptr;
    for (auto const& one : question_.options) {
      auto const far = distance(seen, text::folded(one.label[Language::german]));
      if (far == best) ++count;
      if (far < best) best = far, nearest = &one, count = 1;
    }
    if (nearest == nullptr or count > 1) return doubt("Das ist keine der Möglichkeiten.");
    answer_.typed = {nearest->value};
    answer_.certainty = best == 0 and answer_.confidence >= fair ? Certainty::certain : Certainty::likely;
    if (best > 0 and answer_.confidence < fair) doubt("Schlecht zu lesen.");
  }

  authority::TownContext const& c_;
  Question const& question_;
  PaperAnswer& answer_;
};

using Places = std::vector<std::pair<PaperPlace const*, ocr::Reading const*>>;

/// The smallest place around all, on the page of the first.
PaperPlace around(Places const& places) {
  auto whole = *places.front().first;
  for (auto const& [one, reading] : places) {
    if (one->page != whole.page) continue;
    auto const right = std::max(whole.x + whole.width, one->x + one->width);
    auto const bottom = std::max(whole.y + whole.height, one->y + one->height);
    whole.x = std::min(whole.x, one->x), whole.y = std::min(whole.y, one->y);
    whole.width = right - whole.x, whole.height = bottom - whole.y;
  }
  return whole;
}

/// Rows in which something stands, counted without gaps: as the pages count them.
void close_gaps(std::vector<PaperAnswer>& answers, std::vector<Found> const& found) {
  std::map<std::string, std::map<int, bool>> rows;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (found[i].list.empty()) continue;
    auto& written = rows[found[i].list][found[i].row];
    written = written or answers[i].certainty != Certainty::empty;
  }
  std::vector<PaperAnswer> kept;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    auto const& [question, label, list, row] = found[i];
    if (not list.empty()) {
      auto const& own = rows[list];
      if (not own.at(row)) continue;
      int place = 0;
      for (auto const& [number, written] : own) place += written and number <= row ? 1 : 0;
      answers[i].name = fmt::format("{}-{}-{}", list, place, question->name);
    }
    kept.push_back(std::move(answers[i]));
  }
  answers = std::move(kept);
}

void put(std::string& body, std::string_view name, std::string_view value) {
  body += fmt::format("{}{}=", body.empty() ? "" : "&", name);
  for (auto const c : value) {
    bool const plain = (c >= 'a' and c <= 'z') or (c >= 'A' and c <= 'Z') or (c >= '0' and c <= '9');
    if (plain)
      body += c;
    else
      body += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
}

void put_date(std::string& body, PaperAnswer const& answer, Question const& question) {
  auto const& typed = answer.typed.front();
  auto const first = typed.find('.'), second = typed.find('.', first + 1);
  if (second == std::string::npos) return;
  auto const day = typed.substr(0, first), month = typed.substr(first + 1, second - first - 1),
             year = typed.substr(second + 1);
  if (question.calendar) return put(body, answer.name, fmt::format("{}-{}-{}", year, month, day));
  put(body, answer.name + ".tag", day);
  put(body, answer.name + ".monat", month);
  put(body, answer.name + ".jahr", year);
}

}  // namespace

std::vector<WantedPlace> wanted_places(PaperLayout const& layout, Definition const& form, int page) {
  std::vector<WantedPlace> wanted;
  for (std::size_t i = 0; i < layout.places.size(); ++i) {
    auto const& one = layout.places[i];
    if (one.page != page) continue;
    auto const found = found_in(form, one.name);
    if (not found and one.kind != "signature") continue;
    wanted.push_back({i,
                      {.x = one.x,
                       .y = one.y,
                       .width = one.width,
                       .height = one.height,
                       .way = found ? way_of(one, *found->question) : Way::ink,
                       .cells = one.cells}});
  }
  return wanted;
}

std::vector<PaperAnswer> paper_answers(authority::TownContext const& c, Definition const& form,
                                       PaperLayout const& layout,
                                       std::vector<std::optional<ocr::Reading>> const& readings) {
  std::vector<std::string> order;
  std::map<std::string, Places> by_name;
  for (std::size_t i = 0; i < layout.places.size(); ++i) {
    auto const& one = layout.places[i];
    if (not readings[i]) continue;
    auto& own = by_name[one.name];
    if (own.empty()) order.push_back(one.name);
    own.emplace_back(&one, &*readings[i]);
  }
  std::vector<PaperAnswer> answers;
  std::vector<Found> all_found;
  for (auto const& name : order) {
    auto const found = found_in(form, name);
    auto const& places = by_name[name];
    if (not found or found->question->kind == Kind::file) continue;
    PaperAnswer answer{.name = name, .label = found->label, .place = around(places)};
    Collecting collecting{c, *found, answer};
    if (places.front().first->kind == "tick")
      collecting.ticks(places);
    else if (places.front().first->kind == "comb")
      collecting.comb(places);
    else
      collecting.text(*places.front().second);
    answers.push_back(std::move(answer));
    all_found.push_back(*found);
  }
  close_gaps(answers, all_found);
  return answers;
}

std::string body_of(Definition const& form, std::vector<PaperAnswer> const& answers) {
  std::string body;
  std::map<std::string, int> entries;
  for (auto const& answer : answers) {
    auto const found = found_in(form, answer.name);
    if (not found) continue;
    if (not found->list.empty()) entries[found->list] = std::max(entries[found->list], found->row);
    if (answer.typed.empty()) continue;
    if (found->question->kind == Kind::date)
      put_date(body, answer, *found->question);
    else
      for (auto const& one : answer.typed) put(body, answer.name, one);
  }
  for (auto const& [list, count] : entries) put(body, list, std::to_string(count));
  return body;
}

}  // namespace kreislauf::forms
