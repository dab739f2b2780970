#include "administration/accounts/resident/frame.h"
#include "administration/accounts/resident/pages.h"
#include "authority/act.h"
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

http::Response show(TownContext const& c, kern::Form const& form, Facts const& known, bool saved) {
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
  return page.finish();
}

Facts facts_now(TownContext const& c, Holder const& holder) {
  Facts known;
  c.db.read([&](db::Connection& connection) { known = known_facts(connection, c, holder.id); });
  return known;
}

}  // namespace

http::Response facts(http::Request const& request, TownContext& c) {
  auto const holder = holder_of(c, request);
  if (not holder) return to_entrance(c, own_path);
  auto const known = facts_now(c, *holder);
  auto form = questions(c);
  fill(form, known);
  return show(c, form, known, http::field(request.query, "gespeichert").has_value());
}

http::Response save_facts(http::Request const& request, TownContext& c) {
  auto const holder = holder_of(c, request);
  if (not holder) return to_entrance(c, own_path);
  auto form = questions(c);
  form.read(request.body);
  auto const known = facts_now(c, *holder);
  if (not form.fine()) return show(c, form, known, false);
  return perform(c, request, [&](acts::Transaction& tx) {
    remember(tx, c, holder->id, facts_from(form, known_facts(tx.db, c, holder->id)));
    return acts::see(path_in(c, own_path) + "?gespeichert=1");
  });
}

http::Response delete_facts(http::Request const& request, TownContext& c) {
  auto const holder = holder_of(c, request);
  if (not holder) return to_entrance(c, own_path);
  return perform(c, request, [&](acts::Transaction& tx) {
    remember(tx, c, holder->id, {});
    return acts::see(path_in(c, own_path) + "?gespeichert=1");
  });
}

}  // namespace kreislauf::accounts::pages
