#include <fmt/format.h>

#include <charconv>
#include <map>

#include "administration/identity/identity.h"
#include "administration/identity/management/management.h"
#include "administration/identity/management/roles.h"
#include "administration/identity/rules.h"
#include "administration/identity/store/store.h"
#include "base/csv.h"
#include "base/text.h"
#include "platform/acts/trail.h"
#include "platform/i18n/dates.h"

// The audit trail: what has happened, newest first, in words. Nothing can be changed here.
namespace kreislauf::identity::management {

namespace {

constexpr std::string_view own_path = "/verwaltung/protokoll";
constexpr std::size_t page_size = 50, file_size = 20'000;

/// What a module says of its event; one that nobody knows (any more) stands there as it was stored.
std::string_view words_of(StaffContext const& c, std::string_view kind) {
  for (auto const& word : c.frame.event_words) {
    if (word.kind == kind) return word.german;
  }
  return kind;
}

/// Those who act without an account.
constexpr std::pair<std::string_view, std::string_view> others[] = {
    {"guest", "Bürgerin oder Bürger"}, {"clock", "automatisch"},  {"operator", "Betrieb"},
    {"sample", "Beispieldaten"},       {"demo", "Beispieldaten"}, {"import", "Betrieb"}};

using Names = std::map<std::string, std::string, std::less<>>;  ///< of people and devices, by subject

Names names_of(db::Connection& connection) {
  Names names;
  for (auto const& one : store::accounts(connection))
    names[rules::subject_of(one.id)] = fmt::format("{} ({})", one.name, one.login);
  for (auto const& one : store::devices(connection)) names[rules::subject_of(one.id)] = "Gerät „" + one.name + "“";
  return names;
}

/// One event in words.
struct Line {
  std::int64_t number = 0;
  std::string at, who, what, about, more, office;
};

class Reading {
 public:
  Reading(db::Connection& connection, StaffContext const& c)
      : connection_{connection}, c_{c}, names_{names_of(connection)} {}

  Line line(acts::Event const& event) const {
    auto const about = about_of(event);
    auto const* office = c_.town->office(about.office);
    return {.number = event.id,
            .at = i18n::short_moment(parse_iso_utc(event.at)),
            .who = who(event.actor),
            .what = std::string{words_of(c_, event.kind)},
            .about = about.what,
            .more = about.more,
            .office = office == nullptr ? about.office : office->name};
  }
  Names const& names() const { return names_; }

 private:
  std::string who(std::string const& actor) const {
    if (auto const found = names_.find(actor); found != names_.end()) return found->second;
    for (auto const& [stored, word] : others) {
      if (stored == actor) return std::string{word};
    }
    if (actor.starts_with("program:")) {
      for (auto const& reader : c_.frame.event_readers)
        if (actor.starts_with(reader.prefix)) return reader.read(connection_, c_, actor, {}).what;
    }
    constexpr std::string_view other = "authority:";
    if (actor.starts_with(other)) {
      auto const* authority = c_.directory->by_key(std::string_view{actor}.substr(other.size()));
      if (authority != nullptr) return authority->full_name();
    }
    return actor.starts_with("api:") ? "Programm „" + actor.substr(4) + "“" : actor;
  }

  authority::EventAbout about_of(acts::Event const& event) const {
    std::string_view const subject = event.subject;
    for (auto const& reader : c_.frame.event_readers) {
      if (subject.starts_with(reader.prefix)) return reader.read(connection_, c_, subject, event.data);
    }
    if (subject.starts_with("office:")) return {.office = std::string{subject.substr(7)}};
    if (subject.starts_with("network:")) return {.what = "aus dem Netz " + std::string{subject.substr(8)}};
    auto const found = names_.find(event.subject);
    if (found == names_.end()) return {.what = event.subject};
    return {.what = event.subject == event.actor ? std::string{} : found->second, .more = more_of(event)};
  }

  std::string more_of(acts::Event const& event) const {
    if (event.kind == "account.roles_changed") return roles(event.data);
    if (auto const factors = acts::value_in(event.data, "factors"); not factors.empty())
      return words_of_factors(factors);
    return acts::value_in(event.data, "right");
  }

  /// As acts/sessions.cc writes them.
  static std::string words_of_factors(std::string_view factors) {
    if (factors == "passkey") return "mit Passkey";
    std::string words =
        factors.starts_with("password of the directory") ? "mit dem Passwort des Verzeichnisses" : "mit Passwort";
    return factors.ends_with(", code") ? words + " und Code" : words;
  }

  /// `{"roles":["clerk@buergerbuero","clerk@bauamt/hund-anmelden","head@*"]}`
  std::string roles(std::string_view data) const {
    std::vector<authority::Assignment> held;
    for (auto const part : text::split(data.substr(std::min(data.size(), data.find('[') + 1)), '"')) {
      auto const at = part.find('@');
      authority::Assignment one{.role = {}, .office = {}};
      if (at == std::string_view::npos or not authority::parse_role(part.substr(0, at), one.role)) continue;
      auto const place = part.substr(at + 1);
      auto const limit = place.find('/');
      one.office = place.substr(0, limit);
      bool const more = not held.empty() and held.back().role == one.role and held.back().office == one.office;
      if (not more) held.push_back(std::move(one));
      if (limit != std::string_view::npos) held.back().services.emplace_back(place.substr(limit + 1));
    }
    return "jetzt " + roles_text(c_, held);
  }

  db::Connection& connection_;
  StaffContext const& c_;
  Names names_;
};

// ---- What is asked for

kern::Form filter_questions(StaffContext const& c, Names const& names) {
  kern::Field who{.name = "wer", .kind = kern::Kind::choice, .label = "Wer", .optional = true, .list = true};
  who.options.push_back({.value = "", .label = "alle"});
  for (auto const& [subject, name] : names) who.options.push_back({.value = subject, .label = name});
  for (auto const& [stored, word] : others) {
    if (stored == "demo" or stored == "import" or stored == "sample") continue;
    who.options.push_back({.value = std::string{stored}, .label = word});
  }
  kern::Field day{.name = "tag", .kind = kern::Kind::day, .label = "Tag", .optional = true};
  return {c.t, c.today(), {who, day}};
}

acts::TrailWish wish_of(kern::Form const& form, std::int64_t before, std::size_t limit) {
  acts::TrailWish wish{.who = form.text("wer"), .before = before, .limit = limit};
  if (auto const day = form.day("tag")) {
    wish.from = instant_of_legal(*day, 0);
    wish.until = instant_of_legal(*day + std::chrono::days{1}, 0);
  }
  return wish;
}

std::string query_of(kern::Form const& form) {
  std::string query;
  if (not form.text("wer").empty()) query += "wer=" + std::string{html::in_url(form.text("wer"))} + "&";
  if (auto const day = form.day("tag")) query += "tag=" + i18n::iso(*day) + "&";
  return query;
}

struct Found {
  kern::Form form;
  std::vector<Line> lines;
};

Found find(StaffContext const& c, Request const& request, std::int64_t before, std::size_t limit) {
  std::optional<Found> found;
  c.db.read([&](db::Connection& connection) {
    Reading const reading{connection, c};
    found.emplace(Found{.form = filter_questions(c, reading.names()), .lines = {}});
    found->form.read(request.query);
    if (not found->form.fine()) return;
    for (auto const& event : acts::trail(connection, wish_of(found->form, before, limit)))
      found->lines.push_back(reading.line(event));
  });
  return *std::move(found);
}

void write_lines(html::Writer& out, std::vector<Line> const& lines) {
  kern::Table const table{
      .caption = "Ereignisse",
      .columns = {{.label = "Zeit"}, {.label = "Wer"}, {.label = "Was"}, {.label = "Worum es geht"}, {.label = "Amt"}},
      .dense = true,
      .wide = true};
  kern::table(out, table, [&](kern::Rows& rows) {
    for (auto const& one : lines) {
      rows.row([&](kern::Row& row) {
        row.head(one.at);
        row.cell(one.who);
        row.cell(one.what);
        row.cell([&](html::Writer&) {
          out(one.about);
          if (not one.more.empty()) out("<small>"_h, one.more, "</small>"_h);
        });
        row.cell(one.office);
      });
    }
  });
}

void write_pages(html::Writer& out, Found const& found, std::int64_t before) {
  auto const query = query_of(found.form);
  auto const path = [&](std::string const& rest) { return fmt::format("{}?{}{}", own_path, query, rest); };
  kern::Pagination pages{
      .before = {}, .after = {}, .before_label = "Neueste Einträge", .after_label = "Ältere Einträge"};
  if (before > 0) pages.before = path("");
  if (found.lines.size() == page_size) pages.after = path("vor=" + std::to_string(found.lines.back().number));
  if (not pages.before.empty() or not pages.after.empty()) kern::pagination(out, pages);
}

}  // namespace

Response audit(Request const& request, StaffContext& c) {
  std::int64_t before = 0;
  auto const asked = http::field(request.query, "vor").value_or("");
  std::from_chars(asked.data(), asked.data() + asked.size(), before);
  auto const found = find(c, request, before, page_size);
  StaffPage page{c, {.title = "Protokoll", .path = std::string{own_path}, .form = &found.form}};
  page.lead("Was geschehen ist, das Neueste zuerst. Einträge werden nie geändert.");
  page.filter(found.form, {.path = std::string{own_path}, .label = "Protokoll eingrenzen"}, [&](kern::Fields& f) {
    f.all();
    f.button({.label = "Zeigen", .weight = kern::Weight::secondary});
    f.out()(" "_h);
    kern::more_link(f.out(), fmt::format("{}.csv?{}", own_path, query_of(found.form)), "Als CSV", "download");
  });
  if (found.lines.empty())
    kern::empty_state(page.out(), "Dafür steht hier nichts.");
  else
    write_lines(page.out(), found.lines);
  write_pages(page.out(), found, before);
  return page.finish();
}

Response audit_csv(Request const& request, StaffContext& c) {
  auto const found = find(c, request, 0, file_size);
  std::string out = "nummer,zeit,wer,was,worum,dazu,amt\r\n";
  for (auto const& one : found.lines) {
    out += std::to_string(one.number);
    for (auto const* cell : {&one.at, &one.who, &one.what, &one.about, &one.more, &one.office})
      out += "," + csv::for_spreadsheet(*cell);
    out += "\r\n";
  }
  http::Response response{.status = 200, .body = std::move(out), .caching = http::Caching::none};
  response.content_type = "text/csv; charset=utf-8";
  response.headers.emplace_back("Content-Disposition",
                                fmt::format("attachment; filename=\"protokoll-{}.csv\"", i18n::iso(c.today())));
  return response;
}

}  // namespace kreislauf::identity::management
