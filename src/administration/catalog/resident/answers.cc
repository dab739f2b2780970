#include "administration/catalog/resident/answers.h"

#include <algorithm>

#include "base/text.h"
#include "platform/i18n/dates.h"

namespace kreislauf::catalog::pages {

namespace {

using authority::Office;
using rules::AnswerKind;

constexpr float surely = 0.6f;  ///< a service answers the question, not only some of its words

/// An office with the address of its page, which may be the district's.
struct Place {
  Office const* office = nullptr;
  std::shared_ptr<authority::Town const> of = nullptr;  ///< keeps it
  authority::Authority const* who = nullptr;
};

class Answering {
 public:
  Answering(Snapshot const& catalog, authority::Authorities const& authorities, TownContext const& c)
      : catalog_{catalog}, authorities_{authorities}, c_{c} {}

  Answered of(std::string_view text, std::size_t limit) {
    auto const language = c_.t.language();
    asked_ = catalog_.answers().understand(text, language);
    name_offices(text);
    // Who asks for hours does not look for a service that is called like that; the rest of the words may name one.
    if (not asked_.act or not asked_.rest.empty())
      answered_.found =
          search_in(catalog_, &c_.authority, asked_.act ? asked_.rest : std::string{text}, limit, language);
    auto const& hits = answered_.found.hits;
    bool const service = not hits.empty() and hits.front().match >= surely;
    if (asked_.act) {
      write_act(service ? answered_.found.services.front() : nullptr);
      answered_.first = not answered_.answers.empty();
      return std::move(answered_);
    }
    bool const place = write_place(text);
    if (not asked_.office.empty()) write_office(place_of(asked_.office), "office");
    if (not asked_.page.empty()) write_page();
    answered_.first = not answered_.answers.empty() and (place or asked_.rest.empty() or not service);
    for (auto const& office : named_) write_office({office, c_.town.held(), &c_.authority}, "office");
    return std::move(answered_);
  }

 private:
  /// The town's own names of its offices: "Bürgerbüro Nord".
  void name_offices(std::string_view text) {
    auto const typed = text::folded(text::trimmed(text));
    if (typed.size() < 4) return;
    for (auto const& office : c_.town->offices) {
      auto const name = text::folded(office.name);
      if (name == typed or name.starts_with(typed + " ")) named_.push_back(&office);
    }
  }

  /// Where that kind of work is done: here, or at the district that does it for the town.
  Place place_of(std::string_view kind) const {
    if (auto const* here = c_.town->office_of_kind(kind)) return {here, c_.town.held(), &c_.authority};
    if (auto const* district = c_.directory->district_of(c_.authority)) {
      auto const its = authorities_.known_town(district->key);
      if (its != nullptr) {
        if (auto const* there = its->office_of_kind(kind)) return {there, its, district};
      }
    }
    // These are tasks of districts and of towns without one (§§ 1, 4 GO NRW and their special laws): the citizens'
    // office cannot stand in.
    static constexpr std::array<std::string_view, 4> of_districts{"zulassung", "veterinaer", "gesundheit",
                                                                  "auslaender"};
    bool const elsewhere = c_.directory->district_of(c_.authority) != nullptr and
                           std::find(of_districts.begin(), of_districts.end(), kind) != of_districts.end();
    if (elsewhere) return {};
    auto const* instead = c_.town->office_for(kind);
    return instead == nullptr ? Place{} : Place{instead, c_.town.held(), &c_.authority};
  }

  std::string address(Place const& place) const {
    auto const path = authority::path_in(c_, "/aemter/" + place.office->id.value());
    return place.who == &c_.authority ? path : c_.origin_of(*place.who) + path;
  }

  html::Content name(Place const& place) const {
    html::Writer out{64};
    authority::write_german(out, c_, place.office->name);
    if (place.who != &c_.authority) {
      out(" ("_h);
      authority::write_german(out, c_, place.who->full_name());
      out(")"_h);
    }
    return out.take();
  }

  /// The next days of an office of another authority, from its own rules.
  void write_days(html::Writer& out, Place const& place) const {
    out("<ul class='kl-meta kl-meta--lines'>"_h);
    for (auto day = c_.today(); day < c_.today() + std::chrono::days{5}; day += std::chrono::days{1}) {
      out("<li>"_h, i18n::near_day(c_.t, day, c_.today()), ": "_h);
      auto const open = place.of->day_of(*place.office, day).open;
      if (open.empty()) out(c_.t("geschlossen"));
      for (auto const& span : open)
        out(&span == &open.front() ? "" : ", ",
            c_.t("{} Uhr", i18n::clock_iso(span.first) + "–" + i18n::clock_iso(span.second)));
      out("</li>"_h);
    }
    out("</ul>"_h);
  }

  void write_office(Place const& place, std::string kind) {
    if (place.office == nullptr) return write_all_offices(std::move(kind), asked_.office);
    auto const url = address(place);
    auto const& all = answered_.answers;
    if (std::any_of(all.begin(), all.end(), [&](Answer const& other) { return other.url == url; })) return;
    html::Writer out{512};
    bool const here = place.who == &c_.authority and c_.town->knows_hours_of(*place.office);
    if (here) authority::write_open_now(out, c_, *place.office);
    if (here and kind == "hours") {
      authority::write_hours(out, c_, *place.office, 7);
      authority::write_closures(out, c_, *place.office);
    }
    bool const there = place.who != &c_.authority and place.of->knows_hours_of(*place.office);
    if (there and kind == "hours") write_days(out, place);
    if (not place.office->phone.empty()) authority::write_phone(out, place.office->phone);
    answered_.answers.push_back({std::move(kind), url, name(place), out.take()});
  }

  /// Nobody has told which offices there are; the page of offices says where to turn to.
  void write_all_offices(std::string kind, std::string_view of = {}) {
    auto const* district = c_.directory->district_of(c_.authority);
    bool const at_district = district != nullptr and not of.empty();
    if (at_district) {
      answered_.answers.push_back({std::move(kind), c_.origin_of(*district) + authority::path_in(c_, "/aemter"),
                                   c_.t("Ämter: {}", district->full_name())});
      return;
    }
    answered_.answers.push_back(
        {std::move(kind), authority::path_in(c_, "/aemter"), c_.t("Ämter: {}", c_.authority.full_name())});
  }

  void write_act(Service const* service) {
    if (asked_.act == AnswerKind::appointment) return write_appointment(service);
    auto const kind = not asked_.office.empty() ? asked_.office
                      : service != nullptr      ? service->office
                                                : std::string{"buergerbuero"};
    auto const name = asked_.act == AnswerKind::hours ? "hours" : "telephone";
    for (auto const* office : named_) write_office({office, c_.town.held(), &c_.authority}, name);
    write_office(place_of(kind), name);
    bool const general = asked_.office.empty() and service == nullptr and named_.empty();
    if (general and not c_.town->offices.empty()) write_all_offices(name);
  }

  /// Where the town gives appointments online: some module offers the page.
  void write_appointment(Service const* service) {
    auto const& menu = c_.frame.menu;
    bool const online = std::any_of(menu.begin(), menu.end(), [](auto const& one) { return one.path == "/termine"; });
    if (not online) return write_office(place_of("buergerbuero"), "appointment");
    auto const path = authority::path_in(c_, "/termine");
    html::Writer out{256};
    out("<p>"_h, c_.t("Verschieben und absagen geht mit dem Link in Ihrer E-Mail."), "</p>"_h);
    if (service != nullptr and service->appointment) {
      html::Writer title{128};
      title(c_.t("Termin buchen"), ": "_h, visible_name(c_, *service));
      answered_.answers.push_back(
          {"appointment", path + "/zeiten?dienst=" + html::in_url(service->slug), title.take(), {}});
    }
    answered_.answers.push_back({"appointment", path, c_.t("Termin buchen, verschieben oder absagen"), out.take()});
  }

  void write_page() {
    struct Target {
      std::string_view id, path, title;
    };
    static constexpr std::array<Target, 9> targets{{
        {"datenschutz", "/datenschutz", i18n::message("Datenschutz")},
        {"impressum", "/impressum", i18n::message("Impressum")},
        {"barrierefreiheit", "/barrierefreiheit", i18n::message("Barrierefreiheit")},
        {"leichte-sprache", "/leichte-sprache", i18n::message("Leichte Sprache")},
        {"zustaendigkeit", "/zustaendigkeit", i18n::message("Zuständigkeit")},
        {"rueckmeldung", "/rueckmeldung", i18n::message("Rückmeldung")},
        {"aemter", "/aemter", i18n::message("Ämter")},
        {"dienste", "/dienste", i18n::message("Alle Dienste von A bis Z")},
        {"neuigkeiten", "/neuigkeiten", i18n::message("Neuigkeiten")},
    }};
    for (auto const& one : targets) {
      if (one.id == asked_.page) {
        answered_.answers.push_back({"page", authority::path_in(c_, one.path), std::string{c_.t(one.title)}});
      }
    }
  }

  /// `Ahaus`, `Hiltrup`, `Köln Porz`: the whole text is the name of a town, of a part of one, or of both.
  static bool names(authority::Authority const& town, std::string_view text) {
    auto const typed = text::folded(text::trimmed(text));
    auto const& parts = town.folded_parts;
    auto const is_part = [&](std::string_view one) {
      return std::find(parts.begin(), parts.end(), one) != parts.end();
    };
    if (typed == town.folded_name or is_part(typed)) return true;
    return typed.starts_with(town.folded_name + " ") and
           is_part(std::string_view{typed}.substr(town.folded_name.size() + 1));
  }

  /// The name of another town, typed here by somebody who is in the wrong one.
  bool write_place(std::string_view text) {
    auto const found = c_.directory->find(text, 1);
    if (found.empty() or not names(*found.front(), text)) return false;
    if (found.front() == &c_.authority) {
      answered_.answers.push_back({"place", authority::path_in(c_, "/"), c_.authority.full_name()});
      return true;
    }
    answered_.answers.push_back({"place", c_.origin_of(*found.front()) + authority::path_in(c_, "/"),
                                 c_.t("Zum Portal: {}", found.front()->full_name())});
    return true;
  }

  Snapshot const& catalog_;
  authority::Authorities const& authorities_;
  TownContext const& c_;
  rules::Asked asked_;
  std::vector<Office const*> named_;
  Answered answered_;
};

}  // namespace

Answered answer(Snapshot const& catalog, authority::Authorities const& authorities, TownContext const& c,
                std::string_view text, std::size_t limit) {
  return Answering{catalog, authorities, c}.of(text, limit);
}

}  // namespace kreislauf::catalog::pages
