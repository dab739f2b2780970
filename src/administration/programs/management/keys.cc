#include <fmt/format.h>

#include "administration/programs/acts/calling.h"
#include "administration/programs/management/pages.h"
#include "administration/programs/store/store.h"
#include "authority/act.h"
#include "base/errors.h"
#include "base/text.h"
#include "platform/http/numbers.h"
#include "platform/i18n/dates.h"

// Keys: made, shown once, revoked.
namespace kreislauf::programs::management {

namespace {

constexpr std::string_view name_field = "name", writes_field = "aendern", services_field = "dienste",
                           until_field = "bis";
constexpr std::int64_t longest_name = 80, longest_services = 600;
constexpr std::chrono::days usual_life{365};

std::vector<std::string> slugs_in(std::string_view typed) {
  std::vector<std::string> all;
  for (auto const one : text::split(typed, ',')) {
    auto const slug = text::trimmed(one);
    if (not slug.empty()) all.emplace_back(slug);
  }
  return all;
}

/// A service that nobody knows would be a key that sees nothing.
void check(kern::Form& form, Programs const& module, StaffContext const& c) {
  auto const catalogue = module.catalog.snapshot();
  for (auto const& slug : slugs_in(form.text(services_field))) {
    if (catalogue->by_slug(slug) == nullptr)
      return form.wrong(services_field,
                        fmt::format("Den Dienst „{}“ gibt es nicht. Sehen Sie in seine Adresse.", slug));
  }
  auto const until = form.day(until_field);
  if (until and (*until <= c.today() or *until > c.today() + longest_life))
    form.wrong(until_field, "Wählen Sie einen Tag nach heute, höchstens in zwei Jahren.");
}

std::string joined(std::vector<std::string> const& all) {
  std::string text;
  for (auto const& one : all) text += (text.empty() ? "" : ",") + one;
  return text;
}

}  // namespace

kern::Form key_questions(StaffContext const& c) {
  kern::Form form{
      c.t,
      c.today(),
      {{.name = std::string{name_field},
        .label = "Name des Fachverfahrens",
        .hint = "So steht es auch im Nachweis, den Antragsteller sehen: wer ihre Daten gelesen hat.",
        .most = longest_name},
       {.name = std::string{services_field},
        .label = "Nur diese Dienste",
        .hint = "Kürzel aus der Adresse des Dienstes, mit Komma: hund-anmelden, wohngeld. Leer: alle des Amtes.",
        .optional = true,
        .unmarked = true,
        .most = longest_services,
        .plain = true},
       {.name = std::string{writes_field},
        .kind = kern::Kind::tick,
        .label = "Darf auch etwas ändern: Bearbeitung beginnen, nachfordern, Notizen schreiben, abgeben",
        .optional = true,
        .unmarked = true},
       {.name = std::string{until_field}, .kind = kern::Kind::day, .label = "Gilt bis"}}};
  form.fill(until_field, i18n::iso(c.today() + usual_life));
  return form;
}

http::Response add_key(Programs& module, http::Request const& request, StaffContext& c) {
  auto form = key_questions(c);
  form.read(request.body);
  check(form, module, c);
  if (not form.fine()) return show(module, c, form, receiver_questions(c), &form);
  auto const key = make_key(c.random);
  bool made = false;
  auto const answer = authority::act(c, request, [&](acts::Transaction& tx) {
    if (store::keys_of(tx.db, c.path("amt")).size() >= most_keys)
      throw Conflict{"there are as many keys as one office has; revoke some first"};
    programs::add_key(tx, {.name = form.text(name_field),
                           .office = c.path("amt"),
                           .writes = form.ticked(writes_field),
                           .services = joined(slugs_in(form.text(services_field))),
                           .key_hash = hash_of(key),
                           .expires_on = i18n::iso(*form.day(until_field)),
                           .staff = c.staff.id});
    made = true;
    return acts::see(path_of(c));
  });
  if (not made) return authority::to_response(answer);  // sent twice: the key was shown the first time
  return show_once(c, {.title = "Schlüssel für " + form.text(name_field),
                       .what = "Schlüssel",
                       .secret = key,
                       .hint = "Das Fachverfahren sendet ihn mit jeder Anfrage: Authorization: Bearer …"});
}

http::Response revoke_key(Programs&, http::Request const& request, StaffContext& c) {
  std::optional<ApiKey> key;
  auto const id = http::number_in(c.path("nummer")).value_or(0);
  c.db.read([&](db::Connection& connection) { key = store::key(connection, id); });
  if (not key or key->office != c.path("amt")) throw NotFound{};
  return perform(c, request, [&](acts::Transaction& tx) {
    revoke(tx, *key);
    return acts::see(path_of(c));
  });
}

}  // namespace kreislauf::programs::management
