#include <fmt/format.h>

#include "administration/delivery/office/pages.h"
#include "administration/delivery/rights.h"
#include "administration/delivery/shared/again.h"
#include "administration/delivery/store/store.h"
#include "administration/identity/identity.h"
#include "authority/act.h"
#include "base/errors.h"
#include "platform/http/numbers.h"
#include "platform/i18n/dates.h"

// Applications that have not arrived where the office works on them.
namespace kreislauf::delivery {

namespace {

using authority::StaffContext;

constexpr std::size_t shown = 200;

std::string list_path(std::string_view office) { return fmt::format("/verwaltung/amt/{}/zustellungen", office); }

std::vector<Delivery> troubled(authority::TownContext const& c, std::string_view office) {
  std::vector<Delivery> all;
  c.db.read([&](db::Connection& connection) { all = store::troubled(connection, office, shown); });
  return all;
}

/// The page of the application itself.
std::string page_of(Deliveries const& module, StaffContext const& c, Delivery const& d) {
  auto const* sender = module.sender_of(d.subject);
  return sender == nullptr ? list_path(c.path("amt"))
                           : fmt::format("/verwaltung/amt/{}{}{}", c.path("amt"), sender->page,
                                         d.subject.substr(sender->prefix.size()));
}

http::Response list(Deliveries& module, http::Request const&, StaffContext& c) {
  auto const& office = c.path("amt");
  auto const all = troubled(c, office);
  identity::StaffPage page{c,
                           {.title = "Nicht im Fachverfahren",
                            .path = list_path(office),
                            .office = office,
                            .switch_path = "/verwaltung/amt/{amt}/zustellungen"}};
  auto& out = page.out();
  if (all.empty()) {
    kern::empty_state(out, "Alles ist zugestellt.");
    return page.finish();
  }
  page.lead("Diese Anträge liegen nur hier.");
  std::vector<kern::Link> links;
  for (auto const& d : all)
    links.push_back({.path = page_of(module, c, d),
                     .label = fmt::format("{} vom {}", d.number, i18n::short_moment(parse_iso_utc(d.created_at))),
                     .small = d.problem.empty() ? std::string{word_of(d.state)} : d.problem});
  kern::links(out, links);
  kern::actions(out, [&](html::Writer&) {
    page.button_form(list_path(office), {.label = "Alle noch einmal zustellen", .weight = kern::Weight::secondary});
  });
  return page.finish();
}

http::Response send_all(Deliveries&, http::Request const& request, StaffContext& c) {
  auto const all = troubled(c, c.path("amt"));
  return perform(c, request, [&](acts::Transaction& tx) {
    for (auto const& d : all) send_again(tx, d.id);
    return acts::see(list_path(c.path("amt")));
  });
}

http::Response act_on_one(Deliveries& module, http::Request const& request, StaffContext& c) {
  std::optional<Delivery> found;
  auto const id = http::number_in(c.path("nummer")).value_or(0);
  c.db.read([&](db::Connection& connection) { found = store::find(connection, id); });
  if (not found or found->office != c.path("amt")) throw NotFound{};
  auto const pressed = http::field(request.body, button).value_or("");
  if (pressed != send_again_value and pressed != keep_here_value) throw BadRequest{"this button is not known here"};
  return perform(c, request,
                 [&](acts::Transaction& tx) {
                   pressed == send_again_value ? send_again(tx, id) : keep_here(tx, id);
                   return acts::see(page_of(module, c, *found));
                 },
                 {.button = pressed});
}

}  // namespace

void add_office_routes(authority::Rows& rows, Deliveries& module) {
  auto const& right = rights::look_after;
  rows.staff("/verwaltung/amt/{amt}/zustellungen", right, authority::bind(module, &list),
             "Applications that have not reached the specialist system");
  rows.staff_form("/verwaltung/amt/{amt}/zustellungen", 8_KB, right, authority::bind(module, &send_all),
                  "Send all of them once more");
  rows.staff_form("/verwaltung/amt/{amt}/zustellungen/{nummer}", 8_KB, right, authority::bind(module, &act_on_one),
                  "Send one once more, or keep it here");
}

authority::Panel start_panel() {
  auto const write = [](kern::Sheet& sheet, authority::TownContext const& c, std::string_view office,
                        std::string_view) {
    if (c.signed_in() == nullptr or not c.signed_in()->may(rights::look_after, office)) return;
    auto const count = troubled(c, office).size();
    if (count == 0) return;
    sheet.out()("<ul class='kl-todo'>"_h);
    kern::todo(sheet.out(), {.light = kern::Light::bad,
                             .what = fmt::format("{} {} nicht im Fachverfahren angekommen", count,
                                                 count == 1 ? "Antrag ist" : "Anträge sind"),
                             .path = list_path(office),
                             .label = "Ansehen"});
    sheet.out()("</ul>"_h);
  };
  return {.place = "staff_start", .write = write};
}

}  // namespace kreislauf::delivery
