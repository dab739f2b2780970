#include <fmt/format.h>

#include <toml++/toml.h>
#include <algorithm>

#include "administration/catalog/rules/package.h"
#include "base/text.h"

namespace kreislauf::catalog {

namespace {

constexpr auto file_name = "service.toml";

/// Reads values of one TOML table and says with the line what is missing, wrong or unknown.
class Reader {
 public:
  Reader(toml::table const& table, std::string where, std::vector<Problem>& problems)
      : table_{table}, where_{std::move(where)}, problems_{problems} {}

  std::string text(std::string const& name, bool required) {
    auto const* node = take(name, required);
    if (node == nullptr) return {};
    if (auto const value = node->value_exact<std::string>()) return text::nfc(*value);
    problem(*node, fmt::format("\"{}\" must be a text in quotes", name));
    return {};
  }

  std::int64_t number(std::string const& name, bool required) {
    auto const* node = take(name, required);
    if (node == nullptr) return 0;
    if (auto const value = node->value_exact<std::int64_t>(); value and *value >= 0) return *value;
    problem(*node, fmt::format("\"{}\" must be a whole number, zero or more", name));
    return 0;
  }

  bool flag(std::string const& name) {
    auto const* node = take(name, false);
    if (node == nullptr) return false;
    if (auto const value = node->value_exact<bool>()) return *value;
    problem(*node, fmt::format("\"{}\" must be true or false", name));
    return false;
  }

  std::vector<std::string> texts(std::string const& name, bool required) {
    auto const* node = take(name, required);
    if (node == nullptr) return {};
    std::vector<std::string> values;
    if (auto const* array = node->as_array()) {
      for (auto const& item : *array) {
        if (auto const value = item.value_exact<std::string>())
          values.push_back(text::nfc(*value));
        else
          problem(item, fmt::format("\"{}\" may hold texts in quotes only", name));
      }
    } else {
      problem(*node, fmt::format("\"{}\" must be a list: [\"...\", \"...\"]", name));
    }
    return values;
  }

  /// A day as TOML writes it: 2027-06-30.
  CheckedUntil day(std::string const& name, bool required) {
    auto const* node = take(name, required);
    if (node == nullptr) return {};
    if (auto const value = node->value_exact<toml::date>()) {
      std::chrono::year_month_day const day{std::chrono::year{value->year}, std::chrono::month{value->month},
                                            std::chrono::day{value->day}};
      if (day.ok()) return day;
    }
    problem(*node, fmt::format("\"{}\" must be a day without quotes: 2027-06-30", name));
    return {};
  }

  /// One of a fixed set of words; the position in the set, or `otherwise`.
  template <std::size_t N>
  std::size_t choice(std::string const& name, std::array<std::string_view, N> const& words, bool required,
                     std::size_t otherwise) {
    auto const* node = take(name, required);
    if (node == nullptr) return otherwise;
    auto const value = node->value_exact<std::string>().value_or("");
    auto const found = std::find(words.begin(), words.end(), value);
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    auto const near = text::did_you_mean(value, std::vector<std::string>(words.begin(), words.end()));
    problem(*node, fmt::format("\"{}\" is no value for \"{}\"; {}", value, name,
                               near ? fmt::format("did you mean \"{}\"?", *near)
                                    : fmt::format("use one of: {}", joined(words))));
    return otherwise;
  }

  toml::node const* take(std::string const& name, bool required) {
    known_.push_back(name);
    auto const* node = table_.get(name);
    if (node == nullptr and required) problem(table_, fmt::format("\"{}\" is missing{}", name, where_));
    return node;
  }

  void refuse_unknown() {
    for (auto const& [key, node] : table_) {
      std::string const name{key.str()};
      if (std::find(known_.begin(), known_.end(), name) != known_.end()) continue;
      auto const near = text::did_you_mean(name, known_);
      problem(node, fmt::format("\"{}\" is not known{}{}", name, where_,
                                near ? fmt::format("; did you mean \"{}\"?", *near) : ""));
    }
  }

  void problem(toml::node const& at, std::string message) {
    problems_.push_back({file_name, at.source().begin.line, std::move(message)});
  }
  toml::table const& table() const { return table_; }

 private:
  template <class Words>
  static std::string joined(Words const& words) {
    std::string out;
    for (auto const& word : words) out += (out.empty() ? "" : ", ") + std::string{word};
    return out;
  }

  toml::table const& table_;
  std::string where_;
  std::vector<Problem>& problems_;
  std::vector<std::string> known_;
};

void read_legal_basis(Reader& top, Service& service, std::vector<Problem>& problems) {
  auto const* node = top.take("legal_basis", false);
  auto const* list = node == nullptr ? nullptr : node->as_array();
  if (list == nullptr or list->empty()) {
    top.problem(top.table(),
                "there is no legal basis; add [[legal_basis]] with law, place and title. No service without a law");
    return;
  }
  for (auto const& item : *list) {
    auto const* table = item.as_table();
    if (table == nullptr) {
      top.problem(item, "write each legal basis as [[legal_basis]]");
      continue;
    }
    Reader reader{*table, " in [[legal_basis]]", problems};
    LegalBasis basis{reader.text("law", true), reader.text("place", true), reader.text("title", true),
                     reader.text("url", false)};
    if (not basis.url.empty() and not basis.url.starts_with("https://"))
      reader.problem(item, "the url must begin with https://");
    reader.refuse_unknown();
    service.legal_basis.push_back(std::move(basis));
  }
}

constexpr std::array<std::string_view, 5> levels{"municipality", "district", "state", "federal", "other"};

/// Calls `read` with a reader for the sub-table, which is required.
template <class Read>
void section(Reader& top, std::string const& name, std::vector<Problem>& problems, Read const& read) {
  auto const* node = top.take(name, true);
  if (node == nullptr) return;
  auto const* table = node->as_table();
  if (table == nullptr)
    return top.problem(*node, fmt::format("write [{}] on a line of its own and its values below", name));
  Reader reader{*table, fmt::format(" in [{}]", name), problems};
  read(reader);
  reader.refuse_unknown();
}

void read_competence(Reader& reader, Competence& competence) {
  auto const level = [&](std::string const& name) {
    return static_cast<Level>(reader.choice(name, levels, true, static_cast<std::size_t>(Level::unknown)));
  };
  competence.small = level("small");
  competence.medium = level("medium");
  competence.large = level("large");
  competence.independent = level("independent");
  competence.basis = reader.text("basis", true);
}

void read_fee(Reader& reader, Fee& fee) {
  static constexpr std::array<std::string_view, 5> kinds{"free", "fixed", "range", "local", "usual"};
  fee.kind = static_cast<Fee::Kind>(reader.choice("kind", kinds, true, 0) + 1);
  bool const fixed = fee.kind == Fee::Kind::fixed or fee.kind == Fee::Kind::usual;
  bool const range = fee.kind == Fee::Kind::range;
  auto const amount = reader.number("amount", fixed);
  auto const least = reader.number("min", range);
  auto const most = reader.number("max", range);
  fee.least.cents = fixed ? amount : least;
  fee.most.cents = fixed ? amount : most;
  bool const claimed = fee.kind != Fee::Kind::local;  // a figure that we name is one that we can show the source of
  fee.basis = reader.text("basis", claimed);
  fee.checked_until = reader.day("checked_until", claimed);
  if (range and least > most) reader.problem(reader.table(), "\"min\" is larger than \"max\"");
}

void read_duration(Reader& reader, Duration& duration) {
  static constexpr std::array<std::string_view, 5> kinds{"immediate", "days", "weeks", "months", "varies"};
  duration.kind = static_cast<Duration::Kind>(reader.choice("kind", kinds, true, 4) + 1);
  bool const counted = duration.kind == Duration::Kind::days or duration.kind == Duration::Kind::weeks or
                       duration.kind == Duration::Kind::months;
  duration.least = static_cast<int>(reader.number("min", counted));
  duration.most = static_cast<int>(reader.number("max", counted));
  if (duration.least > duration.most) reader.problem(reader.table(), "\"min\" is larger than \"max\"");
}

void read_channels(Reader& reader, Channels& channels) {
  channels = {reader.flag("counter"), reader.flag("phone"), reader.flag("email"), reader.flag("post"),
              reader.flag("online")};
  bool const any = channels.counter or channels.phone or channels.email or channels.post or channels.online;
  if (not any) reader.problem(reader.table(), "no channel is true; people must be able to reach the service somehow");
}

/// The optional table of deadlines; whether it must be there, the text decides (`read_package`).
void read_deadlines(Reader& top, Deadlines& deadlines, std::vector<Problem>& problems) {
  if (not top.table().contains("deadlines")) return void(top.take("deadlines", false));
  section(top, "deadlines", problems, [&](Reader& reader) {
    deadlines.basis = reader.text("basis", true);
    deadlines.checked_until = reader.day("checked_until", true);
  });
}

void read_town_questions(Reader& top, Service& service, std::vector<Problem>& problems) {
  auto const* node = top.take("town", false);
  if (node == nullptr) return;
  auto const* list = node->as_array();
  if (list == nullptr) return top.problem(*node, "write each question to the town as [[town]]");
  for (auto const& item : *list) {
    auto const* table = item.as_table();
    if (table == nullptr) {
      top.problem(item, "write each question to the town as [[town]]");
      continue;
    }
    Reader reader{*table, " in [[town]]", problems};
    TownQuestion question{reader.text("id", true), reader.text("label", true), reader.text("label_en", true),
                          reader.text("ask", true)};
    if (text::slug(question.id) != question.id) reader.problem(item, "\"id\" may hold a-z, digits and hyphens only");
    for (auto const& other : service.town_questions) {
      if (other.id == question.id) reader.problem(item, fmt::format("the id \"{}\" stands twice", question.id));
    }
    reader.refuse_unknown();
    service.town_questions.push_back(std::move(question));
  }
}

void read_online(Reader& top, Service& service) {
  service.online_url = top.text("online_url", false);
  service.online_by = top.text("online_by", not service.online_url.empty());
  if (not service.online_url.empty() and not service.online_url.starts_with("https://"))
    top.problem(*top.table().get("online_url"), "the online_url must begin with https://");
}

void read_keywords(Reader& top, Service& service) {
  for (auto const language : i18n::all_languages) {
    bool const german = language == i18n::Language::german;
    auto const name = german ? std::string{"keywords"} : fmt::format("keywords_{}", i18n::code(language));
    service.keywords[language] = top.texts(name, german);
  }
}

void check_key(Reader& top, Service& service) {
  auto const& key = service.key.value();
  bool const digits = std::all_of(key.begin(), key.end(), [](char c) { return c >= '0' and c <= '9'; });
  if (key.empty() or (digits and key.size() == 14 and key.starts_with("99"))) return;
  top.problem(*top.table().get("leika"), fmt::format("\"{}\" is no LeiKa key: 14 digits that start with 99", key));
}

void check_lists(Reader& top, Service& service) {
  for (auto const& id : service.life_situations) {
    bool const known = std::any_of(situations().begin(), situations().end(),
                                   [&](auto const& situation) { return situation.id == id; });
    if (not known)
      top.problem(*top.table().get("life_situations"),
                  fmt::format("the life situation \"{}\" is not known; docs/services.md lists them", id));
  }
  if (not service.office.empty() and not is_office_kind(service.office)) {
    auto const near = text::did_you_mean(service.office, office_kinds());
    top.problem(*top.table().get("office"),
                fmt::format("the office \"{}\" is not known{}", service.office,
                            near ? fmt::format("; did you mean \"{}\"?", *near) : "; docs/services.md lists them"));
  }
}

void read_top(toml::table const& table, Service& service, std::vector<Problem>& problems) {
  static constexpr std::array<std::string_view, 4> identities{"none", "email", "account", "eid"};
  Reader top{table, "", problems};
  static constexpr std::array<std::string_view, 2> key_kinds{"exact", "nearest"};
  service.key = ServiceKey{top.text("leika", true)};
  service.nearest_key = top.choice("key", key_kinds, false, 0) == 1;
  service.version = static_cast<int>(top.number("version", true));
  service.life_situations = top.texts("life_situations", true);
  read_keywords(top, service);
  service.office = top.text("office", true);
  service.identity = static_cast<Identity>(top.choice("identity", identities, true, 0));
  service.appointment = top.flag("appointment");
  read_online(top, service);
  check_key(top, service);
  check_lists(top, service);
  read_legal_basis(top, service, problems);
  section(top, "competence", problems, [&](Reader& reader) { read_competence(reader, service.competence); });
  section(top, "fee", problems, [&](Reader& reader) { read_fee(reader, service.fee); });
  read_deadlines(top, service.deadlines, problems);
  section(top, "duration", problems, [&](Reader& reader) { read_duration(reader, service.duration); });
  section(top, "channels", problems, [&](Reader& reader) { read_channels(reader, service.channels); });
  read_town_questions(top, service, problems);
  top.refuse_unknown();
}

}  // namespace

void read_facts(std::string_view toml_text, Service& service, std::vector<Problem>& problems) {
  try {
    read_top(toml::parse(toml_text), service, problems);
  } catch (toml::parse_error const& error) {
    problems.push_back({file_name, error.source().begin.line, std::string{error.description()}});
  }
}

}  // namespace kreislauf::catalog
