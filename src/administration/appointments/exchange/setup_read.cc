#include <fmt/format.h>

#include <toml++/toml.h>
#include <algorithm>
#include <set>

#include "administration/appointments/exchange/setup.h"
#include "administration/appointments/rules/rules.h"
#include "administration/appointments/rules/settings.h"
#include "base/text.h"

namespace kreislauf::appointments {

namespace {

constexpr std::int64_t most_desks = 200, most_units = 50;

/// Reads values of one table and says with the line what is missing, wrong or unknown.
class Reader {
 public:
  Reader(toml::table const& table, std::string where, PlanProblems& problems)
      : table_{table}, where_{std::move(where)}, problems_{problems} {}
  ~Reader() { refuse_unknown(); }
  Reader(Reader const&) = delete;
  Reader& operator=(Reader const&) = delete;

  std::string text(std::string const& name, bool required = false) {
    auto const* node = take(name, required);
    if (node == nullptr) return {};
    if (auto const value = node->value_exact<std::string>()) return text::nfc(*value);
    problem(*node, fmt::format("\"{}\" must be a text in quotes", name));
    return {};
  }
  int number(std::string const& name, int otherwise, std::int64_t least, std::int64_t most, bool required = false) {
    auto const* node = take(name, required);
    if (node == nullptr) return otherwise;
    if (auto const value = node->value_exact<std::int64_t>(); value and *value >= least and *value <= most)
      return static_cast<int>(*value);
    problem(*node, fmt::format("\"{}\" must be a whole number from {} to {}", name, least, most));
    return otherwise;
  }
  bool flag(std::string const& name, bool otherwise) {
    auto const* node = take(name, false);
    if (node == nullptr) return otherwise;
    if (auto const value = node->value_exact<bool>()) return *value;
    problem(*node, fmt::format("\"{}\" must be true or false", name));
    return otherwise;
  }
  std::vector<std::string> texts(std::string const& name, std::vector<std::string> otherwise = {}) {
    auto const* node = take(name, false);
    if (node == nullptr) return otherwise;
    std::vector<std::string> values;
    auto const* array = node->as_array();
    if (array == nullptr)
      problem(*node, fmt::format("\"{}\" must be a list: [\"...\", \"...\"]", name));
    else
      array->for_each([&](auto const& item) {
        if constexpr (toml::is_string<decltype(item)>)
          values.push_back(text::nfc(item.get()));
        else
          problem(item, fmt::format("\"{}\" may hold texts in quotes only", name));
      });
    return values;
  }
  /// Calls `read` for each table of a list.
  template <class Read>
  void tables(std::string const& name, Read read) {
    auto const* node = take(name, false);
    if (node == nullptr) return;
    auto const* array = node->as_array();
    if (array == nullptr)
      return problem(*node, fmt::format("\"{}\" must be a list of tables: [{{ ... }}, {{ ... }}]", name));
    for (auto const& item : *array) {
      if (auto const* table = item.as_table())
        read(*table);
      else
        problem(item, fmt::format("\"{}\" may hold tables only", name));
    }
  }
  toml::node const* take(std::string const& name, bool required) {
    known_.push_back(name);
    auto const* node = table_.get(name);
    if (node == nullptr and required) problem(table_, fmt::format("\"{}\" is missing in {}", name, where_));
    return node;
  }
  void problem(toml::node const& at, std::string message) {
    problems_.push_back({at.source().begin.line, std::move(message)});
  }
  std::size_t line_of(std::string const& name) const {
    auto const* node = table_.get(name);
    return node == nullptr ? table_.source().begin.line : node->source().begin.line;
  }
  toml::table const& table() const { return table_; }

 private:
  void refuse_unknown() {
    for (auto const& [key, node] : table_) {
      std::string const name{key.str()};
      if (std::find(known_.begin(), known_.end(), name) != known_.end()) continue;
      auto const near = text::did_you_mean(name, known_);
      problem(node, fmt::format("\"{}\" is not known in {}{}", name, where_,
                                near ? fmt::format("; did you mean \"{}\"?", *near) : ""));
    }
  }

  toml::table const& table_;
  std::string where_;
  PlanProblems& problems_;
  std::vector<std::string> known_;
};

bool is_service_id(std::string_view text) {
  return not text.empty() and text.size() <= 80 and std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' and c <= 'z') or (c >= '0' and c <= '9') or c == '-';
  });
}

class OfficeReader {
 public:
  OfficeReader(Surroundings const& around, PlanProblems& problems) : around_{around}, problems_{problems} {}

  Plan read(toml::table const& table) {
    Reader reader{table, "[[office]]", problems_};
    plan_.settings.office = reader.text("id", true);
    if (not plan_.settings.office.empty() and not around_.has_office(plan_.settings.office)) {
      reader.problem(table, fmt::format("there is no office \"{}\"; import offices first", plan_.settings.office));
    }
    read_settings(reader);
    reader.tables("services", [&](toml::table const& one) { read_offer(one); });
    reader.tables("resources", [&](toml::table const& one) { read_resource(one); });
    reader.tables("desks", [&](toml::table const& one) { read_desk(one); });
    if (plan_.desks.empty())
      reader.problem(table, "an office needs at least one desk: desks = [{ name = \"Schalter 1\" }]");
    read_rules(reader);
    check_resources(reader);
    return std::move(plan_);
  }

 private:
  void read_settings(Reader& reader) {
    for (auto const& one : number_settings())
      plan_.settings.*one.value = reader.number(std::string{one.name}, Settings{}.*one.value, one.least, one.most);
    plan_.settings.walk_in = reader.flag("walk_in", true);
    plan_.settings.video_address = reader.text("video_address");
    plan_.settings.paused = reader.text("paused");
    for (auto const& found : check(plan_.settings))
      problems_.push_back({reader.line_of(std::string{found.name}), found.message});
  }

  std::string service(Reader& reader, toml::node const& at, std::string const& name, bool labelled) {
    auto const key = around_.service_key(name);
    if (not key.empty()) return key;
    if (labelled and is_service_id(name)) return name;
    reader.problem(at, fmt::format("the catalogue has no service \"{}\"; write its short name or key, or give an own "
                                   "one (a-z, 0-9, hyphens) a label",
                                   name));
    return {};
  }

  void read_offer(toml::table const& table) {
    Reader reader{table, "services", problems_};
    BookableService offer{.office = plan_.settings.office,
                          .service = {},
                          .label = reader.text("label"),
                          .resource = reader.text("resource"),
                          .position = static_cast<int>(plan_.services.size()) + 1};
    auto const name = reader.text("service", true);
    if (not name.empty()) offer.service = service(reader, table, name, not offer.label.empty());
    offer.minutes = reader.number("minutes", 10, unit_minutes, 480, true);
    offer.most = reader.number("most", 1, 1, 20);
    offer.online = reader.flag("online", true);
    offer.onsite = false;
    for (auto const& word : reader.texts("channels", {"onsite"})) {
      Channel channel{};
      if (not parse_channel(word, channel))
        reader.problem(table, fmt::format("\"{}\" is no channel; use onsite, phone or video", word));
      else
        (channel == Channel::onsite ? offer.onsite : channel == Channel::phone ? offer.phone : offer.video) = true;
    }
    if (plan_.service(offer.service) != nullptr)
      reader.problem(table, fmt::format("the service \"{}\" stands twice", name));
    else if (not offer.service.empty())
      plan_.services.push_back(std::move(offer));
  }

  void read_resource(toml::table const& table) {
    Reader reader{table, "resources", problems_};
    auto const name = reader.text("name", true);
    auto const units = reader.number("units", 1, 1, most_units);
    auto const active = reader.flag("active", true);
    for (int i = 0; i < units; ++i) {
      plan_.resources.push_back({.id = 0,
                                 .office = plan_.settings.office,
                                 .name = name,
                                 .position = static_cast<int>(plan_.resources.size()) + 1,
                                 .active = active,
                                 .resource = true,
                                 .skills = {}});
    }
  }

  void read_desk(toml::table const& table) {
    Reader reader{table, "desks", problems_};
    Desk desk{.id = 0,
              .office = plan_.settings.office,
              .name = reader.text("name", true),
              .position = static_cast<int>(plan_.desks.size()) + 1,
              .active = reader.flag("active", true),
              .resource = false,
              .skills = {}};
    for (auto const& name : reader.texts("services")) {
      auto const key = service(reader, table, name, true);
      if (not key.empty() and plan_.service(key) == nullptr)
        reader.problem(table,
                       fmt::format("the desk does \"{}\", which the office does not offer; add it to services", name));
      desk.skills.push_back(key);
    }
    std::sort(desk.skills.begin(), desk.skills.end());
    bool const twice =
        std::any_of(plan_.desks.begin(), plan_.desks.end(), [&](Desk const& other) { return other.name == desk.name; });
    if (twice) reader.problem(table, fmt::format("two desks are called \"{}\"", desk.name));
    if (static_cast<std::int64_t>(plan_.desks.size()) < most_desks) plan_.desks.push_back(std::move(desk));
  }

  void read_rules(Reader& reader) {
    plan_.rules_text = tidy_rules(reader.text("rules"));
    auto rules = parse_rules(plan_.rules_text, static_cast<int>(plan_.desks.size()));
    // The text begins in the line after the three quotes.
    if (not rules)
      for (auto const& found : rules.error())
        problems_.push_back({reader.line_of("rules") + static_cast<std::size_t>(found.line), found.message});
    else
      plan_.rules = std::move(*rules);
  }

  void check_resources(Reader& reader) {
    for (auto const& offer : plan_.services) {
      bool const there =
          offer.resource.empty() or std::any_of(plan_.resources.begin(), plan_.resources.end(),
                                                [&](Desk const& one) { return one.name == offer.resource; });
      if (not there)
        problems_.push_back({reader.line_of("services"),
                             fmt::format("a service needs \"{}\", which is not among the resources", offer.resource)});
    }
  }

  Surroundings const& around_;
  PlanProblems& problems_;
  Plan plan_;
};

}  // namespace

Result<std::vector<Plan>, PlanProblems> read_plans(std::string_view text, Surroundings const& around) {
  PlanProblems problems;
  std::vector<Plan> plans;
  try {
    auto const file = toml::parse(text);
    {
      Reader reader{file, "the file", problems};
      reader.tables("office", [&](toml::table const& table) {
        auto plan = OfficeReader{around, problems}.read(table);
        bool const twice = std::any_of(plans.begin(), plans.end(), [&](Plan const& other) {
          return other.settings.office == plan.settings.office;
        });
        if (twice)
          reader.problem(table, fmt::format("the office \"{}\" stands twice", plan.settings.office));
        else
          plans.push_back(std::move(plan));
      });
    }
    if (plans.empty() and problems.empty()) problems.push_back({1, "the file has no [[office]]"});
  } catch (toml::parse_error const& error) {
    problems.push_back({error.source().begin.line, std::string{error.description()}});
  }
  if (not problems.empty()) return failure(std::move(problems));
  return plans;
}

}  // namespace kreislauf::appointments
