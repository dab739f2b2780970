#include <fmt/format.h>

#include "administration/identity/identity.h"
#include "administration/programs/management/pages.h"
#include "administration/programs/store/store.h"
#include "authority/act.h"
#include "base/errors.h"
#include "platform/http/numbers.h"
#include "platform/i18n/dates.h"

// Receivers of messages: who is told, what, and what has become of it.
namespace kreislauf::programs::management {

namespace {

constexpr std::string_view name_field = "empfaenger", url_field = "adresse", kinds_field = "ereignisse",
                           mail_field = "mail", button = "tun";
constexpr std::int64_t longest_name = 80, longest_url = 500;
constexpr std::size_t shown = 50;

Webhook find(StaffContext const& c) {
  std::optional<Webhook> found;
  auto const id = http::number_in(c.path("nummer")).value_or(0);
  c.db.read([&](db::Connection& connection) { found = store::webhook(connection, id); });
  if (not found or found->office != c.path("amt")) throw NotFound{};
  return *std::move(found);
}

std::string own_path(StaffContext const& c, Webhook const& hook) {
  return path_of(c, fmt::format("/empfaenger/{}", hook.id));
}

std::string_view words_of(std::string_view kind) {
  for (auto const& one : event_kinds())
    if (one.kind == kind) return one.german;
  return kind;
}

std::string state_of(Message const& message) {
  std::string text{german_of(message.state)};
  if (message.attempts > 0)
    text += fmt::format(", {} {}", message.attempts, message.attempts == 1 ? "Versuch" : "Versuche");
  if (message.status > 0) text += fmt::format(", Antwort {}", message.status);
  if (not message.next_at.empty()) text += ", nächster Versuch " + i18n::short_moment(parse_iso_utc(message.next_at));
  return text;
}

void write_log(identity::StaffPage& page, StaffContext const& c, Webhook const& hook,
               std::vector<Message> const& messages) {
  if (messages.empty()) return kern::empty_state(page.out(), "Noch ist nichts geschehen.");
  kern::Table const table{.caption = "Nachrichten",
                          .columns = {{.label = "Wann"},
                                      {.label = "Was"},
                                      {.label = "Fall"},
                                      {.label = "Stand"},
                                      {.label = "Noch einmal senden", .hidden = true}},
                          .hide_caption = true,
                          .wide = true,
                          .id = "tab-nachrichten"};
  page.form({.path = own_path(c, hook)}, [&](kern::Fields&) {
    kern::table(page.out(), table, [&](kern::Rows& rows) {
      for (auto const& one : messages) {
        rows.row([&](kern::Row& row) {
          row.head(i18n::short_moment(parse_iso_utc(one.at)));
          row.cell(words_of(one.kind));
          row.cell(html::fragment("<a href='/verwaltung/amt/"_h, c.path("amt"), "/faelle/"_h,
                                  std::to_string(one.case_id), "'>"_h, std::to_string(one.case_id), "</a>"_h));
          row.cell(one.problem.empty() ? html::fragment(state_of(one))
                                       : html::fragment(state_of(one), "<br><span class='kl-small' lang='en'>"_h,
                                                        one.problem, "</span>"_h));
          row.cell([&](html::Writer& out) {
            kern::line_button(out, {.label = "Noch einmal",
                                    .about = html::fragment(": Nachricht ", std::to_string(one.id)),
                                    .name = button,
                                    .value = fmt::format("noch-einmal {}", one.id)});
          });
        });
      }
    });
  });
}

void write_state(identity::StaffPage& page, StaffContext const& c, Webhook const& hook) {
  auto const stopped = not hook.stopped_at.empty();
  if (stopped)
    kern::alert(page.out(), kern::Tone::warning, "Angehalten",
                fmt::format("Seit {} wird nichts gesendet. Was geschieht, wartet in seiner Reihenfolge, höchstens 30 "
                            "Tage.",
                            i18n::short_moment(parse_iso_utc(hook.stopped_at))),
                "");
  else if (not hook.failing_since.empty())
    kern::alert(page.out(), kern::Tone::warning, "Nichts kommt an",
                fmt::format("Seit {} nimmt das Fachverfahren nichts an. Nach fünf Tagen halten wir an und schreiben "
                            "Ihnen.",
                            i18n::short_moment(parse_iso_utc(hook.failing_since))),
                "");
  page.form({.path = own_path(c, hook)}, [&](kern::Fields& f) {
    kern::actions(f.out(), [&](html::Writer& out) {
      f.button({.label = stopped ? "Wieder senden" : "Anhalten",
                .weight = kern::Weight::secondary,
                .name = button,
                .value = stopped ? "fortsetzen" : "anhalten"});
      out(" ");
      f.button({.label = "Entfernen", .weight = kern::Weight::tertiary, .name = button, .value = "entfernen"});
    });
  });
}

void do_as_pressed(acts::Transaction& tx, Webhook const& seen, std::string_view pressed) {
  auto const now = store::webhook(tx.db, seen.id);
  if (not now) throw NotFound{};
  constexpr std::string_view again = "noch-einmal ";
  if (pressed == "anhalten") return stop(tx, *now, "stopped by management");
  if (pressed == "fortsetzen") return resume(tx, *now);
  if (pressed == "entfernen") return remove(tx, *now);
  auto const id = pressed.starts_with(again) ? http::number_in(pressed.substr(again.size())) : std::nullopt;
  auto const message = id ? store::message(tx.db, *id) : std::nullopt;
  if (not message or message->webhook != now->id) throw BadRequest{"this button is not known here"};
  send_again(tx, *id);
}

}  // namespace

kern::Form receiver_questions(StaffContext const& c) {
  std::vector<kern::Option> kinds;
  for (auto const& one : event_kinds()) kinds.push_back({.value = std::string{one.kind}, .label = one.german});
  return {c.t,
          c.today(),
          {{.name = std::string{name_field}, .label = "Name des Empfängers", .most = longest_name},
           {.name = std::string{url_field},
            .label = "Adresse",
            .hint = "https://, im Internet erreichbar. Dorthin senden wir Nummern und einen Link, keine Daten von "
                    "Personen.",
            .most = longest_url,
            .plain = true},
           {.name = std::string{mail_field},
            .kind = kern::Kind::email,
            .label = "E-Mail-Adresse für Störungen",
            .hint = "Wenn tagelang nichts ankommt."},
           {.name = std::string{kinds_field},
            .kind = kern::Kind::choices,
            .label = "Was gesagt wird",
            .hint = "Nichts angekreuzt: alles.",
            .optional = true,
            .unmarked = true,
            .options = std::move(kinds)}}};
}

http::Response add_receiver(Programs& module, http::Request const& request, StaffContext& c) {
  auto form = receiver_questions(c);
  form.read(request.body);
  if (form.fine() and not calls::address_in(form.text(url_field), module.peers))
    form.wrong(url_field, "Diese Adresse rufen wir nicht: Sie beginnt mit https:// und nennt einen Namen im Internet.");
  if (not form.fine()) return show(module, c, key_questions(c), form, &form);
  std::string kinds;
  for (auto const& one : form.all(kinds_field)) kinds += (kinds.empty() ? "" : ",") + one;
  auto const secret = make_secret(c.random);
  bool made = false;
  auto const answer = authority::act(c, request, [&](acts::Transaction& tx) {
    if (store::webhooks_of(tx.db, c.path("amt")).size() >= most_webhooks)
      throw Conflict{"there are as many receivers as one office has; remove one first"};
    add_webhook(tx, c.keys, c.random,
                {form.text(name_field), form.text(url_field), c.path("amt"), kinds, form.text(mail_field)}, secret);
    made = true;
    return acts::see(path_of(c));
  });
  if (not made) return authority::to_response(answer);
  return show_once(c, {.title = "Geheimnis für " + form.text(name_field),
                       .what = "Geheimnis",
                       .secret = secret,
                       .hint = "Damit prüft das Fachverfahren, dass eine Nachricht von uns ist (Standard Webhooks, "
                               "HMAC-SHA-256)."});
}

http::Response receiver(Programs&, http::Request const& request, StaffContext& c) {
  auto const hook = find(c);
  std::vector<Message> messages;
  auto const before = http::number_in(http::field(request.query, "vor").value_or("")).value_or(0);
  c.db.read([&](db::Connection& connection) { messages = store::log(connection, hook.id, before, shown + 1); });
  bool const more = messages.size() > shown;
  if (more) messages.pop_back();
  identity::StaffPage page{c,
                           {.title = hook.name,
                            .path = own_path(c, hook),
                            .office = c.path("amt"),
                            .crumbs = {{path_of(c), "Fachverfahren"}}}};
  page("<p><bdi dir='ltr'>"_h, hook.url, "</bdi></p>"_h);
  write_state(page, c, hook);
  kern::section(page.out(), {.id = "nachrichten", .heading = "Nachrichten, die neueste zuerst"}, [&](html::Writer&) {
    write_log(page, c, hook, messages);
    if (more)
      kern::pagination(page.out(), {.before = before > 0 ? own_path(c, hook) : std::string{},
                                    .after = fmt::format("{}?vor={}", own_path(c, hook), messages.back().id),
                                    .before_label = "Die neuesten",
                                    .after_label = "Ältere"});
  });
  return page.finish();
}

http::Response act_on_receiver(Programs&, http::Request const& request, StaffContext& c) {
  auto const hook = find(c);
  auto const pressed = http::field(request.body, button).value_or("");
  return perform(c, request,
                 [&](acts::Transaction& tx) {
                   do_as_pressed(tx, hook, pressed);
                   return acts::see(pressed == "entfernen" ? path_of(c) : own_path(c, hook));
                 },
                 {.button = pressed});
}

}  // namespace kreislauf::programs::management
