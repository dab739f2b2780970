#include <fmt/format.h>

#include <algorithm>

#include "administration/catalog/rules/package.h"
#include "administration/deadlines/deadlines.h"
#include "base/text.h"
#include "platform/authored/table_reader.h"

namespace kreislauf::catalog {

namespace {

constexpr auto file_name = "service.toml";

using Reader = authored::TableReader;

void read_legal_basis(Reader& top, Service& service) {
  auto const all = top.tables("legal_basis", false);
  if (all.empty())
    return top.problem(
        top.table(),
        "there is no legal basis; add [[legal_basis]] with law, place and title. No service without a law");
  for (auto const* table : all) {
    Reader reader{*table, file_name, " in [[legal_basis]]", top.problems()};
    LegalBasis basis{reader.text("law", true), reader.text("place", true), reader.text("title", true),
                     reader.text("url", false)};
    if (not basis.url.empty() and not basis.url.starts_with("https://"))
      reader.problem(*table, "the url must begin with https://");
    reader.refuse_unknown();
    service.legal_basis.push_back(std::move(basis));
  }
}

constexpr std::array<std::string_view, 5> levels{"municipality", "district", "state", "federal", "other"};

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
void read_deadlines(Reader& top, Deadlines& deadlines) {
  if (not top.table().contains("deadlines")) return void(top.take("deadlines", false));
  top.section("deadlines", [&](Reader& reader) {
    deadlines.basis = reader.text("basis", true);
    deadlines.checked_until = reader.day("checked_until", true);
  });
}

void read_town_questions(Reader& top, Service& service) {
  for (auto const* table : top.tables("town", false)) {
    Reader reader{*table, file_name, " in [[town]]", top.problems()};
    TownQuestion question{reader.text("id", true), reader.text("label", true), reader.text("label_en", true),
                          reader.text("ask", true)};
    if (text::slug(question.id) != question.id) reader.problem(*table, "\"id\" may hold a-z, digits and hyphens only");
    for (auto const& other : service.town_questions) {
      if (other.id == question.id) reader.problem(*table, fmt::format("the id \"{}\" stands twice", question.id));
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
    bool const inner = service.audience == Audience::staff;
    auto const near = text::did_you_mean(service.office, inner ? inner_office_kinds() : office_kinds());
    top.problem(*top.table().get("office"),
                fmt::format("the office \"{}\" is not known{}", service.office,
                            near ? fmt::format("; did you mean \"{}\"?", *near) : "; docs/services.md lists them"));
  }
}

/// Its name is all that is said of it: who needs it finds it where he works, or in his notice.
void read_names(Reader& top, Service& service) {
  for (auto const language : i18n::all_languages) {
    bool const german = language == i18n::Language::german;
    bool const needed = german or service.audience == Audience::notice;
    auto const suffix = german ? std::string{} : fmt::format("_{}", i18n::code(language));
    auto name = top.text("name" + suffix, needed);
    if (name.empty()) continue;
    service.texts[language] =
        Text{.name = std::move(name), .teaser = german ? top.text("teaser", false) : std::string{}, .modules = {}};
  }
}

void read_repeat(Reader& top, Service& service) {
  if (not top.table().contains("repeat")) return void(top.take("repeat", false));
  top.section("repeat", [&](Reader& reader) {
    service.repeat.every = reader.text("every", true);
    service.repeat.first = reader.day("first", true);
    service.repeat.answers = reader.text("answers", true);
    if (not service.repeat.every.empty() and not deadlines::parse_length(service.repeat.every))
      reader.problem(reader.table(), "\"every\" is a length of time: P1Y, P6M, P4W");
  });
}

/// A process of staff, or what a notice leads to: no catalogue knows it, so it is called by its folder.
void read_inner(Reader& top, Service& service) {
  static constexpr std::array<std::string_view, 4> identities{"none", "email", "account", "eid"};
  service.key = ServiceKey{service.slug};
  service.version = static_cast<int>(top.number("version", true));
  service.office = top.text("office", service.audience == Audience::staff);
  service.identity = static_cast<Identity>(top.choice("identity", identities, false, 0));
  read_names(top, service);
  check_lists(top, service);
  read_legal_basis(top, service);
  read_town_questions(top, service);
  if (service.audience == Audience::staff) read_repeat(top, service);
}

void read_top(Reader& top, Service& service) {
  static constexpr std::array<std::string_view, 3> audiences{"residents", "staff", "notice"};
  service.audience = static_cast<Audience>(top.choice("audience", audiences, false, 0));
  if (service.audience != Audience::residents) return read_inner(top, service);
  static constexpr std::array<std::string_view, 4> identities{"none", "email", "account", "eid"};
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
  read_legal_basis(top, service);
  top.section("competence", [&](Reader& reader) { read_competence(reader, service.competence); });
  top.section("fee", [&](Reader& reader) { read_fee(reader, service.fee); });
  read_deadlines(top, service.deadlines);
  top.section("duration", [&](Reader& reader) { read_duration(reader, service.duration); });
  top.section("channels", [&](Reader& reader) { read_channels(reader, service.channels); });
  read_town_questions(top, service);
}

}  // namespace

void read_facts(std::string_view toml_text, Service& service, std::vector<Problem>& problems) {
  authored::read_toml(toml_text, file_name, problems, [&](Reader& top) { read_top(top, service); });
}

}  // namespace kreislauf::catalog
