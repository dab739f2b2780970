#include <algorithm>

#include "administration/accounts/resident/frame.h"
#include "administration/accounts/resident/pages.h"
#include "authority/act.h"
#include "platform/http/numbers.h"
#include "platform/i18n/dates.h"

// What somebody wants to be known for the next application: told once, taken over by a button, deleted by another.
namespace kreislauf::accounts::pages {

namespace {

using authority::Page, authority::path_in;
using kern::Kind;

constexpr std::string_view own_path = "/konto/angaben";

kern::Form questions(TownContext const& c) {
  auto const& t = c.t;
  return {
      t,
      c.today(),
      {{.name = "vorname", .kind = Kind::name, .label = t("Vorname"), .optional = true, .autocomplete = "given-name"},
       {.name = "nachname",
        .kind = Kind::name,
        .label = t("Nachname"),
        .optional = true,
        .autocomplete = "family-name"},
       {.name = "geboren",
        .kind = Kind::date,
        .label = t("Geburtsdatum"),
        .optional = true,
        .autocomplete = "bday",
        .era = typed::Era::past},
       {.name = "strasse", .label = t("Straße"), .optional = true, .most = 120},
       {.name = "hausnummer", .label = t("Hausnummer"), .optional = true, .most = 20},
       {.name = "plz",
        .label = t("Postleitzahl"),
        .optional = true,
        .least = 5,
        .most = 5,
        .autocomplete = "postal-code"},
       {.name = "ort", .label = t("Ort"), .optional = true, .most = 80, .autocomplete = "address-level2"},
       {.name = "telefon", .kind = Kind::phone, .label = t("Telefon"), .optional = true, .autocomplete = "tel"}}};
}

/// Name of the question, and where its answer stands.
constexpr std::pair<std::string_view, std::string logins::Attributes::*> answers[] = {
    {"vorname", &logins::Attributes::given_name}, {"nachname", &logins::Attributes::family_name},
    {"strasse", &logins::Attributes::street},     {"hausnummer", &logins::Attributes::house_number},
    {"plz", &logins::Attributes::postal_code},    {"ort", &logins::Attributes::place}};

void fill(kern::Form& form, Facts const& known) {
  for (auto const& [name, member] : answers) form.fill(name, known.who.*member);
  form.fill("telefon", known.phone);
  if (auto const day = i18n::parse_iso(known.who.birthdate)) form.fill("geboren", i18n::iso(*day));
}

/// What the page does not ask for stays as it was.
Facts facts_from(kern::Form const& form, Facts facts) {
  for (auto const& [name, member] : answers) facts.who.*member = form.text(name);
  facts.phone = form.text("telefon");
  auto const day = form.day("geboren");
  facts.who.birthdate = day ? i18n::iso(*day) : std::string{};
  return facts;
}

void write_reductions(html::Writer& out, TownContext const& c, Facts const& known) {
  if (known.reductions.empty()) return;
  auto const& t = c.t;
  auto const day = [&](std::string const& iso) {
    auto const read = i18n::parse_iso(iso);
    return read ? i18n::long_date(t, *read) : iso;
  };
  kern::section(out, {.id = "ermaessigungen", .heading = t("Ermäßigungen")}, [&](html::Writer&) {
    kern::details(out, [&](kern::Details& details) {
      for (auto const& one : known.reductions)
        details.row(authority::german(c, one.label),
                    t("Das Amt hat Ihren Nachweis am {0} gesehen. Er gilt bis {1}.", day(one.seen), day(one.until)));
    });
  });
}

std::string_view word_for(i18n::Translator const& t, std::string_view as) {
  if (as == "child") return t("Ihr Kind");
  if (as == "care") return t("Sie betreuen die Person rechtlich");
  return t("Sie haben eine Vollmacht");
}

/// For whom the owner acts, and where that was told; each is forgotten by a button.
void write_people(Page& page, Accounts const* module, TownContext const& c, Holder const& holder) {
  auto const& t = c.t;
  std::vector<Person> people;
  c.db.read([&](db::Connection& connection) { people = people_of(connection, c, holder.id); });
  if (people.empty()) return;
  kern::section(page.out(), {.id = "personen", .heading = t("Für diese Personen handeln Sie")}, [&](html::Writer& out) {
    for (auto const& one : people) {
      auto const* keeper = module == nullptr ? nullptr : module->keeper_of(one.source);
      auto const source = keeper == nullptr ? std::string{} : keeper->name(c, one.source);
      out("<h3><bdi>"_h, one.given_name, " ", one.family_name, "</bdi></h3>"_h);
      kern::details(out, [&](kern::Details& details) {
        details.row(t("Als"), word_for(t, one.as));
        if (auto const born = i18n::parse_iso(one.birthdate)) details.row(t("Geboren"), i18n::long_date(t, *born));
        details.row(t("Gemerkt"), i18n::moment(t, parse_iso_utc(one.at)));
        if (not source.empty()) details.row(t("Aus dem Antrag"), source);
      });
      page.button_form(path_in(c, std::string{own_path} + "/person"), {.label = t("{} vergessen", one.given_name),
                                                                       .weight = kern::Weight::secondary,
                                                                       .name = "person",
                                                                       .value = std::to_string(one.id)});
    }
  });
}

http::Response show(Accounts const* module, TownContext const& c, Holder const& holder, kern::Form const& form,
                    Facts const& known, bool saved) {
  auto const& t = c.t;
  Page page{c, meta_of(c, std::string{t("Meine Angaben")}, std::string{own_path}, &form)};
  if (saved) kern::done(page.out(), t("Gespeichert."));
  page.lead(
      t("Was hier steht, können Sie in jeden Antrag mit einem Knopf übernehmen. Ohne Ihren Knopfdruck benutzt es "
        "niemand."));
  if (not known.empty()) page("<p>"_h, t("Zuletzt geändert: {}", i18n::moment(t, parse_iso_utc(known.at))), "</p>"_h);
  page.form(form, {.path = path_in(c, own_path)}, [&](kern::Fields& f) {
    f.all();
    f.submit(t("Speichern"));
  });
  write_reductions(page.out(), c, known);
  if (not known.empty())
    page.button_form(path_in(c, std::string{own_path} + "/loeschen"),
                     {.label = t("Alle Angaben löschen"), .weight = kern::Weight::secondary});
  write_people(page, module, c, holder);
  return page.finish();
}

bool says_something(kern::Form const& form) {
  return not form.fine() or form.day("geboren") or
         std::any_of(form.fields().begin(), form.fields().end(),
                     [&](kern::Field const& one) { return not form.typed(one.name).empty(); });
}

/// An hour has passed: what was typed stays on the page until somebody is signed in again, in another window.
http::Response show_signed_out(TownContext const& c, kern::Form const& form) {
  auto const& t = c.t;
  Page page{c, meta_of(c, std::string{t("Meine Angaben")}, std::string{own_path}, &form)};
  kern::note(page.out(), {.warning = true, .status = true}, [&](html::Writer& out) {
    out("<p>"_h,
        t("Sie sind nicht mehr angemeldet, und es ist noch nichts gespeichert. Was Sie geschrieben haben, steht noch "
          "hier. Melden Sie sich in einem neuen Fenster an, und drücken Sie dann hier noch einmal „Speichern“."),
        "</p><p><a href='"_h, path_in(c, "/konto"), "' target='_blank' rel='noopener'>"_h,
        t("In einem neuen Fenster anmelden"), "</a></p>"_h);
  });
  page.form(form, {.path = path_in(c, own_path)}, [&](kern::Fields& f) {
    f.all();
    f.submit(t("Speichern"));
  });
  return page.finish(403);
}

Facts facts_now(TownContext const& c, Holder const& holder) {
  Facts known;
  c.db.read([&](db::Connection& connection) { known = known_facts(connection, c, holder.id); });
  return known;
}

}  // namespace

http::Response facts(Accounts& module, http::Request const& request, TownContext& c) {
  auto const holder = holder_of(c, request);
  if (not holder) return to_entrance(c, own_path);
  auto const known = facts_now(c, *holder);
  auto form = questions(c);
  fill(form, known);
  return show(&module, c, *holder, form, known, http::field(request.query, "gespeichert").has_value());
}

http::Response save_facts(http::Request const& request, TownContext& c) {
  auto const holder = holder_of(c, request);
  auto form = questions(c);
  form.read(request.body);
  if (not holder) return says_something(form) ? show_signed_out(c, form) : to_entrance(c, own_path);
  auto const known = facts_now(c, *holder);
  if (not form.fine()) return show(nullptr, c, *holder, form, known, false);
  return perform(c, request, [&](acts::Transaction& tx) {
    remember(tx, c, holder->id, facts_from(form, known_facts(tx.db, c, holder->id)));
    return acts::see(path_in(c, own_path) + "?gespeichert=1");
  });
}

http::Response forget_person(http::Request const& request, TownContext& c) {
  auto const holder = holder_of(c, request);
  if (not holder) return to_entrance(c, own_path);
  auto const id = http::number_in(http::field(request.body, "person").value_or("")).value_or(0);
  return perform(c, request,
                 [&](acts::Transaction& tx) {
                   drop_person(tx, holder->id, id);
                   return acts::see(path_in(c, own_path) + "?gespeichert=1#personen");
                 },
                 {.button = std::to_string(id)});
}

http::Response delete_facts(http::Request const& request, TownContext& c) {
  auto const holder = holder_of(c, request);
  if (not holder) return to_entrance(c, own_path);
  return perform(c, request, [&](acts::Transaction& tx) {
    remember(tx, c, holder->id, {});
    drop_people(tx, holder->id);
    return acts::see(path_in(c, own_path) + "?gespeichert=1");
  });
}

}  // namespace kreislauf::accounts::pages
