#include "administration/applications/shared/uses.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/applications/acts/identifying.h"
#include "administration/applications/acts/links.h"
#include "administration/applications/shared/own_application.h"
#include "administration/applications/shared/state_words.h"
#include "administration/applications/store/store.h"
#include "administration/messages/messages.h"
#include "administration/programs/programs.h"
#include "authority/page.h"
#include "platform/acts/acts.h"
#include "platform/acts/trail.h"
#include "platform/i18n/dates.h"

namespace kreislauf::applications {

namespace {

using accounts::Use, authority::TownContext;

constexpr std::string_view prefix = "application:";

std::int64_t id_in(std::string_view subject) {
  std::int64_t id = 0;
  for (char const c : subject.substr(prefix.size())) id = id * 10 + (c - '0');
  return id;
}

html::Content office_of(TownContext const& c, std::string_view id) {
  auto const* office = c.town->office(id);
  return office == nullptr ? html::Content{c.authority.full_name()} : html::Content{authority::german(c, office->name)};
}

/// Another office than the one that has the application, which has asked it: `{"office":"bauamt"}`.
std::string_view office_in(acts::Event const& event) {
  constexpr std::string_view before = R"({"office":")";
  auto const data = std::string_view{event.data};
  if (not data.starts_with(before)) return {};
  return data.substr(before.size(), data.find('"', before.size()) - before.size());
}

/// The other authority that has got it: `{"authority":"05554"}`.
std::string name_of_authority(TownContext const& c, acts::Event const& event) {
  auto const key = acts::value_in(event.data, "authority");
  auto const* other = c.directory->by_key(key);
  return other == nullptr ? std::string{key} : other->full_name();
}

/// A specialist system of the office, that has asked by the interface.
std::string name_of_program(TownContext const& c, std::string const& actor) {
  std::string name;
  if (actor.starts_with("program:"))
    c.db.read([&](db::Connection& connection) { name = programs::name_of_actor(connection, actor); });
  return name;
}

/// Another authority has got it, or this one from another.
bool has_crossed(TownContext const& c, acts::Event const& event, Use& use) {
  auto const& t = c.t;
  if (event.kind == "application.come_in") {
    use.why = t("hat den Antrag von einer anderen Behörde bekommen, um ihn zu bearbeiten");
  } else if (event.kind == "consultation.ask") {
    use.who = name_of_authority(c, event);
    use.what = t("der Teil, der dafür nötig ist");
    use.why = t("wird gefragt, was sie dazu sagt");
  } else if (event.kind == "application.handed_over") {
    use.who = name_of_authority(c, event);
    use.why = t("hat den Antrag bekommen, um ihn zu bearbeiten");
  } else {
    return false;
  }
  return true;
}

/// What an event of the application itself says of its data; nothing where nobody but the applicant had them.
std::optional<Use> use_by(TownContext const& c, Application const& a, acts::Event const& event) {
  auto const& t = c.t;
  Use use{
      .at = parse_iso_utc(event.at), .who = office_of(c, a.office), .what = t("alle Angaben und Dateien"), .why = {}};
  if (auto const name = name_of_program(c, event.actor); not name.empty())
    use.who = t("Fachverfahren „{}“ des Amtes", name);
  bool const has_signed = event.kind == "application.cosign" or event.kind == "application.sign_amendment";
  if (has_signed or event.kind == "application.refuse_cosign" or event.kind == "application.refuse_amendment") {
    use.who = t("Wer mit unterschreiben soll");
    use.why = has_signed ? t("hat den Antrag gelesen und unterschrieben")
                         : t("hat den Antrag gelesen und nicht unterschrieben");
  } else if (event.kind == "application.submit") {
    use.why = t("hat den Antrag bekommen, den Sie abgeschickt haben");
  } else if (event.kind == "application.amend") {
    use.why = t("hat bekommen, was Sie ergänzt haben");
  } else if (event.kind == "application.read") {
    auto const asked = office_in(event);
    if (not asked.empty()) use.who = office_of(c, asked);
    use.why = asked.empty() ? t("hat den Antrag gelesen") : t("hat den Antrag gelesen, um dazu Stellung zu nehmen");
  } else if (has_crossed(c, event, use)) {
    return use;
  } else if (event.kind == "application.deliver") {
    use.why = t("hat den Antrag übernommen");
  } else if (event.kind == "application.accept" or event.kind == "application.reject") {
    use.why = t("hat über den Antrag entschieden");
  } else if (event.kind == "application.grant_reduction" or event.kind == "application.refuse_reduction") {
    use.what = t("Nachweis der Ermäßigung");
    use.why = t("hat sich Ihren Nachweis angesehen");
  } else if (event.kind == "application.identify") {
    auto const proof = proof_of(c.keys, a);
    if (not proof) return std::nullopt;
    use.who = proof->provider;
    use.what = t("Name, Geburtsdatum, Anschrift");
    use.why = t("hat bestätigt, wer Sie sind: Sie haben sich dort angemeldet");
  } else {
    return std::nullopt;
  }
  return use;
}

std::string name_of(Applications& module, i18n::Translator const& t, Application const& a) {
  auto const* service = module.catalog.snapshot()->any(a.service);
  return service == nullptr ? a.service : name_in(*service, t.language());
}

accounts::Item item_of(Applications& module, TownContext const& c, Application const& a, bool asked, bool unpaid) {
  auto const& t = c.t;
  accounts::Item item{.path = "/mein-antrag/" + token_of(c.keys, a),
                      .title = name_of(module, t, a),
                      .tone = tone_of(a.state),
                      .state = std::string{word_of(t, a.state)}};
  if (a.state == State::to_cosign) {
    item.more = t("Er geht erst danach an das Amt.");
  } else if (is_open(a.state)) {
    auto const until = i18n::parse_iso(a.erase_on).value_or(c.today());
    item.more = t("Sie können bis {} weitermachen.", i18n::long_date(t, until));
  } else {
    item.more = fmt::format("{} · {}", a.number, i18n::long_date(t, legal_time(parse_iso_utc(a.submitted_at)).day));
  }
  if (asked) item.todo = t("Das Amt hat Ihnen geschrieben. Bitte antworten Sie.");
  if (unpaid and not asked) item.todo = t("Bitte bezahlen Sie noch.");
  return item;
}

bool is_unpaid(db::Connection& connection, Application const& a) {
  auto const all = payments::all_of_subject(connection, subject_of(a));
  return std::any_of(all.begin(), all.end(), [](auto const& owed) {
    return owed.state == payments::State::open or owed.state == payments::State::underpaid;
  });
}

std::vector<accounts::Item> items_of(Applications& module, TownContext const& c,
                                     std::vector<std::string> const& subjects) {
  struct Found {
    Application application;
    bool unpaid = false;
  };
  std::vector<Found> found;
  c.db.read([&](db::Connection& connection) {
    for (auto const& subject : subjects) {
      auto one = store::find(connection, id_in(subject));
      if (not one) continue;
      bool const unpaid = was_sent(one->state) and is_unpaid(connection, *one);
      found.push_back({*std::move(one), unpaid});
    }
  });
  std::vector<accounts::Item> items;
  for (auto const& [application, unpaid] : found) {
    bool const asked = can_write(application) and
                       messages::waits_for(messages::thread_of(c, subject_of(application)), messages::Sender::resident);
    items.push_back(item_of(module, c, application, asked, unpaid));
  }
  return items;
}

std::optional<Application> find_in(TownContext const& c, std::string const& subject) {
  std::optional<Application> found;
  c.db.read([&](db::Connection& connection) { found = store::find(connection, id_in(subject)); });
  return found;
}

/// What the applicant himself has taken from one application into another: nothing of any other event.
std::optional<Use> use_by_reuse(Applications& module, TownContext const& c, acts::Event const& event) {
  auto const& t = c.t;
  bool const into = event.kind == "application.reuse";
  if (not into and event.kind != "application.reused") return std::nullopt;
  auto const other = find_in(c, acts::value_in(event.data, into ? "from" : "for"));
  auto const name = other ? name_of(module, t, *other) : std::string{t("nicht mehr da")};
  return Use{
      .at = parse_iso_utc(event.at),
      .who = t("Sie selbst"),
      .what = into ? t("Angaben aus „{}“", name) : std::string{t("Angaben aus diesem Antrag")},
      .why = into ? std::string{t("haben sie in diesen Antrag übernommen")} : t("haben sie in „{}“ übernommen", name)};
}

}  // namespace

std::vector<Use> uses_of(Applications& module, TownContext const& c, Application const& a) {
  auto const& t = c.t;
  std::vector<acts::Event> events;
  std::vector<Use> uses;
  c.db.read([&](db::Connection& connection) {
    events = acts::events_of(connection, subject_of(a));
    for (auto const& at : delivery::handed_over(connection, subject_of(a)))
      uses.push_back({.at = parse_iso_utc(at),
                      .who = t("Fachprogramm des Amtes"),
                      .what = t("alle Angaben und Dateien"),
                      .why = t("hat den Antrag bekommen, um ihn zu bearbeiten")});
    for (auto const& at : payments::tried(connection, subject_of(a)))
      uses.push_back({.at = parse_iso_utc(at),
                      .who = t("Zahlungsdienst"),
                      .what = t("Betrag und Verwendungszweck"),
                      .why = t("wurde um eine Zahlung gebeten")});
  });
  for (auto const& event : events) {
    if (auto use = use_by(c, a, event)) uses.push_back(*std::move(use));
    if (auto use = use_by_reuse(module, c, event)) uses.push_back(*std::move(use));
  }
  return uses;
}

accounts::Keeper keeper_of(Applications& module) {
  return {.prefix = prefix,
          .items = [&module](TownContext const& c,
                             std::vector<std::string> const& subjects) { return items_of(module, c, subjects); },
          .uses =
              [&module](TownContext const& c, std::string const& subject) {
                auto const found = find_in(c, subject);
                return found ? uses_of(module, c, *found) : std::vector<Use>{};
              },
          .name =
              [&module](TownContext const& c, std::string const& subject) {
                auto const found = find_in(c, subject);
                if (not found) return std::string{};
                auto const name = name_of(module, c.t, *found);
                return found->number.empty() ? name : fmt::format("{}, {}", name, found->number);
              }};
}

}  // namespace kreislauf::applications
