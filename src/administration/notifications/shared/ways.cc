#include "administration/notifications/shared/ways.h"

#include "authority/act.h"
#include "authority/limits.h"
#include "platform/calls/address.h"
#include "platform/crypto/base64.h"
#include "platform/http/numbers.h"
#include "platform/http/visitor.h"
#include "platform/i18n/dates.h"
#include "platform/push/content_coding.h"

namespace kreislauf::notifications {

namespace {

using authority::Page, authority::path_in, authority::TownContext;

constexpr std::string_view on_field = "ruhe", from_field = "von", to_field = "bis", sundays_field = "sonntags";
constexpr std::string_view device_path = "/geraet", drop_path = "/geraet/weg", worker = "/meldungen.js";
/// A household allows a few browsers; whoever stores more fills the table.
constexpr limits::Limit devices_of_network{"push devices", 30, std::chrono::hours{1}};

kern::Form hours_question(TownContext const& c, Quiet const& quiet) {
  auto const& t = c.t;
  kern::Form form{t,
                  c.today(),
                  {{.name = std::string{on_field},
                    .kind = kern::Kind::tick,
                    .label = t("Zu diesen Zeiten nicht stören"),
                    .optional = true,
                    .unmarked = true},
                   {.name = std::string{from_field}, .kind = kern::Kind::minute, .label = t("Ruhe von")},
                   {.name = std::string{to_field}, .kind = kern::Kind::minute, .label = t("Ruhe bis")},
                   {.name = std::string{sundays_field},
                    .kind = kern::Kind::tick,
                    .label = t("Auch an Sonntagen und Feiertagen nicht stören"),
                    .optional = true,
                    .unmarked = true}}};
  if (quiet.on) form.fill(on_field, std::string{"1"});
  form.fill(from_field, i18n::clock_iso(quiet.from));
  form.fill(to_field, i18n::clock_iso(quiet.to));
  if (quiet.sundays) form.fill(sundays_field, std::string{"1"});
  return form;
}

void write_devices(Page& page, TownContext const& c, Matter const& matter, std::vector<Device> const& devices) {
  auto const& t = c.t;
  auto& out = page.out();
  if (devices.empty()) return;
  page.form({.path = path_in(c, matter.path + std::string{drop_path})}, [&](kern::Fields&) {
    out("<ul class='kl-tasks'>"_h);
    for (auto const& one : devices) {
      auto const name = one.name.empty() ? std::string{t("Unbekannter Browser")} : one.name;
      out("<li data-kl-push-device='"_h, one.endpoint_hash, "'><span>"_h, name, "<br><span class='kl-small'>"_h,
          t("Seit {}", i18n::moment(t, parse_iso_utc(one.made_at))), "</span></span>"_h);
      kern::line_button(out, {.label = t("Entfernen"),
                              .about = html::fragment(": ", name),
                              .name = "geraet",
                              .value = std::to_string(one.id)});
      out("</li>"_h);
    }
    out("</ul>"_h);
  });
}

/// The form of the island: hidden until it has looked at the browser.
void write_island(Page& page, TownContext const& c, Matter const& matter) {
  auto const& t = c.t;
  auto const sentence = [&](std::string_view text) { return std::string{text}; };
  kern::Target const target{
      .path = path_in(c, matter.path + std::string{device_path}),
      .data = {
          {"data-kl-push", public_key(c)},
          {"data-kl-push-worker", std::string{worker}},
          {"data-kl-push-here", sentence(t("dieses Gerät"))},
          {"data-kl-push-unknown", sentence(t("Dieser Browser kann keine Meldungen zeigen. Auf dem iPhone geht es so: "
                                              "Legen Sie die Seite mit „Teilen“ auf den Home-Bildschirm, und öffnen "
                                              "Sie sie von dort."))},
          {"data-kl-push-denied", sentence(t("In Ihrem Browser sind Meldungen für diese Seite verboten. Sie können das "
                                             "in seinen Einstellungen ändern."))},
          {"data-kl-push-failed", sentence(t("Das hat nicht geklappt. Versuchen Sie es später noch einmal."))},
          {"hidden", ""}}};
  page.form(target, [&](kern::Fields& f) {
    for (auto const* name : {"adresse", "schluessel", "geheimnis"}) f.hidden(name, "");
    f.button({.label = t("Auf diesem Gerät melden"), .icon = "phone", .weight = kern::Weight::secondary});
  });
  page("<p role='status' class='kl-small' data-kl-push-status>"_h,
       t("Damit sich dieses Gerät melden kann, braucht Ihr Browser JavaScript."), "</p>"_h);
}

void write_device_section(Page& page, TownContext const& c, Matter const& matter, std::vector<Device> const& devices) {
  auto const& t = c.t;
  kern::section(
      page.out(), {.id = "geraete", .heading = t("Meldung auf dem Handy oder Computer")}, [&](html::Writer& out) {
        out("<p>"_h,
            t("Das Gerät zeigt nur: „Es gibt Neues zu Ihrem Antrag.“ Worum es geht, steht nicht dabei, denn "
              "die Meldung können auch andere sehen. Wenn Sie sie antippen, öffnet sich Ihr Antrag."),
            "</p>"_h);
        write_devices(page, c, matter, devices);
        if (devices.size() < most_devices)
          write_island(page, c, matter);
        else
          out("<p>"_h, t("Mehr als {} Geräte gehen nicht. Entfernen Sie zuerst eins.", most_devices), "</p>"_h);
      });
}

void write_hours_section(Page& page, TownContext const& c, Matter const& matter, kern::Form const& form) {
  auto const& t = c.t;
  kern::section(page.out(), {.id = "ruhezeit", .heading = t("Ruhezeit")}, [&](html::Writer& out) {
    out("<p>"_h,
        t("Was in der Ruhezeit kommt, schicken wir danach, alles zusammen. Das gilt auch für E-Mails. Was am selben "
          "Tag wichtig ist, kommt trotzdem: wenn Ihr Antrag entschieden ist oder heute eine Frist endet."),
        "</p>"_h);
    page.form(form, {.path = path_in(c, matter.path)}, [&](kern::Fields& f) {
      f.all();
      f.submit(t("Ruhezeit speichern"));
    });
  });
}

http::Response show(TownContext const& c, Matter matter, kern::Form const& form, std::string_view told) {
  auto const& t = c.t;
  std::vector<Device> devices;
  c.db.read([&](db::Connection& connection) { devices = chosen_for(connection, matter.subject).devices; });
  matter.meta.form = &form;
  matter.meta.scripts.push_back("push.js");
  Page page{c, matter.meta};
  if (told == "ruhe") kern::done(page.out(), t("Ihre Ruhezeit ist gespeichert."));
  if (told == "neu") kern::done(page.out(), t("Dieses Gerät meldet sich, wenn es Neues gibt."));
  if (told == "weg") kern::done(page.out(), t("Das Gerät meldet sich nicht mehr."));
  if (told == "nicht")
    kern::alert(page.out(), kern::Tone::warning, t("Das Gerät konnte nicht eingetragen werden"),
                t("Versuchen Sie es später noch einmal. Neues finden Sie auch auf der Seite Ihres Antrags."), "geraet");
  page.lead(matter.has_mail ? t("Gibt es Neues, schreiben wir Ihnen eine E-Mail. Auf Wunsch meldet sich auch Ihr "
                                "Gerät.")
                            : t("Gibt es Neues, steht es auf der Seite Ihres Antrags. Auf Wunsch meldet sich auch Ihr "
                                "Gerät."));
  write_device_section(page, c, matter, devices);
  write_hours_section(page, c, matter, form);
  return page.finish();
}

Quiet known_quiet(TownContext const& c, Matter const& matter) {
  Quiet quiet;
  c.db.read([&](db::Connection& connection) { quiet = chosen_for(connection, matter.subject).quiet; });
  return quiet;
}

std::string own_page(TownContext const& c, Matter const& matter, std::string_view told) {
  return path_in(c, matter.path) + "?getan=" + std::string{told};
}

/// What the island has put into the form, looked at before anything is stored: the address is one that we would call.
std::optional<Subscription> subscription_in(std::string_view body, calls::Peers peers) {
  auto const bytes = [&](std::string_view name) {
    return crypto::strict_base64url(http::field(body, name).value_or("")).value_or("");
  };
  Subscription found{.endpoint = http::field(body, "adresse").value_or(""),
                     .point = bytes("schluessel"),
                     .secret = bytes("geheimnis")};
  bool const fine =
      calls::address_in(found.endpoint, peers).has_value() and push::reader_in(found.point, found.secret).has_value();
  return fine ? std::optional{std::move(found)} : std::nullopt;
}

}  // namespace

http::Response show_ways(TownContext const& c, http::Request const& request, Matter matter) {
  auto const form = hours_question(c, known_quiet(c, matter));
  return show(c, std::move(matter), form, http::field(request.query, "getan").value_or(""));
}

http::Response save_quiet(TownContext const& c, http::Request const& request, Matter matter) {
  auto form = hours_question(c, {});
  form.read(request.body);
  auto const from = form.minute(from_field), to = form.minute(to_field);
  if (form.ticked(on_field) and from and to and *from == *to)
    form.wrong(to_field, std::string{c.t("Anfang und Ende sind gleich. Wann endet die Ruhe?")});
  if (not form.fine()) return show(c, std::move(matter), form, {});
  Quiet const quiet{.on = form.ticked(on_field), .from = *from, .to = *to, .sundays = form.ticked(sundays_field)};
  return perform(c, request, [&](acts::Transaction& tx) {
    choose(tx, matter.subject, quiet);
    return acts::see(own_page(c, matter, "ruhe"));
  });
}

http::Response allow_device(Notifications const& module, TownContext const& c, http::Request const& request,
                            Matter const& matter) {
  auto const subscription = subscription_in(request.body, module.peers);
  if (not subscription or not allows(c, request, devices_of_network))
    return http::see_other(own_page(c, matter, "nicht"));
  try {
    return perform(c, request,
                   [&](acts::Transaction& tx) {
                     add_device(tx, c, matter.subject, *subscription, http::browser_name(request.user_agent));
                     return acts::see(own_page(c, matter, "neu"));
                   },
                   {.secret = true});
  } catch (TooManyDevices const&) {
    return http::see_other(own_page(c, matter, "nicht"));
  }
}

http::Response drop_device(TownContext const& c, http::Request const& request, Matter const& matter) {
  auto const id = http::number_in(http::field(request.body, "geraet").value_or("")).value_or(0);
  return perform(c, request,
                 [&](acts::Transaction& tx) {
                   remove_device(tx, matter.subject, id);
                   return acts::see(own_page(c, matter, "weg"));
                 },
                 {.button = std::to_string(id)});
}

}  // namespace kreislauf::notifications
