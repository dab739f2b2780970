#include <fmt/format.h>

#include "administration/news/acts/subscription.h"
#include "administration/news/resident/pages.h"
#include "administration/news/store/store.h"
#include "authority/act.h"
#include "authority/limits.h"
#include "authority/page.h"

// Mails for each piece: asking for them, confirming by a link, ending them again. The link opens a page with a button:
// programs that look through mails follow links, and none of them shall subscribe or unsubscribe anybody.
namespace kreislauf::news::pages {

namespace {

using authority::Page, authority::path_in;

constexpr std::string_view confirm_button = "bestaetigen", end_button = "beenden";

std::string own_path(TownContext const& c) { return "/neues/abo/" + c.path("kennung"); }

authority::PageMeta meta_of(TownContext const& c, std::string_view title, std::string path,
                            kern::Form const* form = nullptr) {
  return {.title = std::string{title},
          .path = std::move(path),
          .form = form,
          .layout = kern::Layout::narrow,
          .crumbs = {{"/neues", std::string{c.t("Neues")}}},
          .index = false};
}

http::Response link_is_over(TownContext const& c) {
  auto const& t = c.t;
  return short_answer(c, {.status = 404,
                          .title = std::string{t("Dieser Link gilt nicht mehr")},
                          .lead = t("Links zum Bestätigen gelten {} Tage.", days_to_confirm),
                          .path = "/neues",
                          .button = std::string{t("Neu bestellen")},
                          .phone = false,
                          .crumb = "/neues"});
}

http::Response show_question(TownContext const& c, kern::Form const& form) {
  Page page{c, meta_of(c, c.t("Neues per E-Mail"), "/neues/abo", &form)};
  page.form(form, {.path = path_in(c, "/neues/abo")}, [&](kern::Fields& f) {
    f.all();
    f.submit(c.t("E-Mails bestellen"));
  });
  return page.finish();
}

void write_button(Page& page, TownContext const& c, std::string_view label, std::string_view value) {
  page.button_form(path_in(c, own_path(c)), {.label = label, .name = "tun", .value = value});
}

}  // namespace

kern::Form address_question(TownContext const& c) {
  auto const& t = c.t;
  return {t,
          c.today(),
          {{.name = "mail",
            .kind = kern::Kind::email,
            .label = t("Ihre E-Mail-Adresse"),
            .hint = t("Sie bekommen eine E-Mail, mit der Sie das bestätigen. Abbestellen können Sie jederzeit."),
            .autocomplete = "email"}}};
}

constexpr limits::Limit subscriptions_of_network{"subscriptions", 10, std::chrono::minutes{10}};

http::Response subscribe(http::Request const& request, TownContext& c) {
  auto form = address_question(c);
  form.read(request.body);
  if (not form.fine()) return show_question(c, form);
  // Whoever is refused sees the same page: nobody learns which address waits for its mail.
  auto const sent = path_in(c, "/neues/abo/gesendet");
  if (not allows(c, request, subscriptions_of_network) or not may_begin_mail(c, form.text("mail")))
    return http::see_other(sent);
  return perform(c, request, [&](acts::Transaction& tx) {
    ask(tx, c, form.text("mail"));
    return acts::see(path_in(c, "/neues/abo/gesendet"));
  });
}

http::Response asked(http::Request const&, TownContext& c) {
  auto const& t = c.t;
  return short_answer(
      c, {.title = std::string{t("Schauen Sie in Ihre E-Mails")},
          .lead = std::string{t("Öffnen Sie den Link in der E-Mail. Erst dann bekommen Sie Neues von uns.")},
          .path = "/neues",
          .button = std::string{t("Zu allen Neuigkeiten")},
          .phone = false,
          .crumb = "/neues"});
}

http::Response subscription(http::Request const&, TownContext& c) {
  auto const& t = c.t;
  std::optional<Subscriber> found;
  c.db.read([&](db::Connection& db) { found = store::subscriber_by_token(db, c.path("kennung")); });
  if (not found) return link_is_over(c);
  Page page{c, meta_of(c, t("Neues per E-Mail"), own_path(c))};
  if (found->confirmed_at.empty()) {
    page.lead(t("Möchten Sie Neues von {} per E-Mail bekommen?", c.authority.full_name()));
    write_button(page, c, t("Ja, E-Mails bestellen"), confirm_button);
  } else {
    page.lead(t("Sie bekommen Neues von {} per E-Mail.", c.authority.full_name()));
    write_button(page, c, t("E-Mails abbestellen"), end_button);
  }
  return page.finish();
}

http::Response change_subscription(http::Request const& request, TownContext& c) {
  auto const button = http::field(request.body, "tun").value_or("");
  bool known = true;
  std::optional<std::string> address;
  auto response = perform(c, request,
                          [&](acts::Transaction& tx) {
                            if (button == end_button) {
                              known = unsubscribe(tx, c.path("kennung"));
                            } else {
                              address = confirm(tx, c.path("kennung"));
                              known = address.has_value();
                            }
                            return acts::see(path_in(c, button == end_button ? "/neues/abo/beendet" : own_path(c)));
                          },
                          {.button = button});
  if (address) has_answered(c, *address);
  return known ? std::move(response) : link_is_over(c);
}

http::Response unsubscribed(http::Request const&, TownContext& c) {
  auto const& t = c.t;
  return short_answer(c, {.title = std::string{t("Sie bekommen keine E-Mails mehr")},
                          .lead = std::string{t("Ihre Adresse ist gelöscht.")},
                          .path = "/neues",
                          .button = std::string{t("Zu allen Neuigkeiten")},
                          .phone = false,
                          .crumb = "/neues"});
}

}  // namespace kreislauf::news::pages
