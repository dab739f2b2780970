#include "administration/applications/management/agreeing.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/applications/rights.h"
#include "administration/applications/shared/own_application.h"
#include "administration/identity/identity.h"
#include "authority/act.h"
#include "authority/authority.h"
#include "base/errors.h"
#include "platform/i18n/dates.h"

namespace kreislauf::applications::management {

namespace {

using authority::Delegation, authority::StaffContext;

constexpr std::string_view path = "/verwaltung/vereinbarungen", what_to_do = "tun", which = "dienst", from = "von";
namespace pressed {
constexpr std::string_view offer = "anbieten", agree = "annehmen", drop = "verwerfen", end = "beenden";
}
constexpr std::int64_t longest_basis = 300;

std::string name_of(catalog::Snapshot const& catalogue, std::string_view key) {
  auto const* service = catalogue.by_key(key);
  return service == nullptr ? std::string{key} : service->name();
}

std::string name_of(StaffContext const& c, std::string_view key) {
  auto const* other = c.directory->by_key(key);
  return other == nullptr ? std::string{key} : other->full_name();
}

/// What this authority does itself and has a form for.
std::vector<catalog::Service const*> own_services(Applications const& module, StaffContext const& c,
                                                  catalog::Snapshot const& catalogue) {
  std::vector<catalog::Service const*> all;
  for (auto const& form : module.library.all_live()) {
    auto const* service = catalogue.by_slug(form->service);
    if (service == nullptr) continue;
    if (catalog::rules::responsible(*service, c.authority, *c.directory).authority == &c.authority)
      all.push_back(service);
  }
  std::sort(all.begin(), all.end(), [](auto const* a, auto const* b) { return a->name() < b->name(); });
  return all;
}

/// The district first, then the other towns in it.
std::vector<authority::Authority const*> neighbours(StaffContext const& c) {
  auto const* district = c.authority.is_district() ? &c.authority : c.directory->district_of(c.authority);
  if (district == nullptr) return {};
  auto all = c.directory->members_of(*district);
  std::erase(all, &c.authority);
  if (district != &c.authority) all.insert(all.begin(), district);
  return all;
}

kern::Form questions(Applications const& module, StaffContext const& c, catalog::Snapshot const& catalogue) {
  kern::Field service{.name = std::string{which}, .kind = kern::Kind::choice, .label = "Welcher Dienst?", .list = true};
  service.options.push_back({"", "Bitte wählen"});
  for (auto const* one : own_services(module, c, catalogue)) service.options.push_back({one->key.value(), one->name()});
  kern::Field to{.name = "an", .kind = kern::Kind::choice, .label = "An wen?", .list = true};
  to.options.push_back({"", "Bitte wählen"});
  for (auto const* one : neighbours(c)) to.options.push_back({one->key.value(), one->full_name()});
  kern::Field way{.name = "art",
                  .kind = kern::Kind::choice,
                  .label = "Wie?",
                  .options = {{"delegation", "Die Aufgabe geht ganz über (delegierend)"},
                              {"mandate", "Sie wird in unserem Namen erledigt (mandatierend)"}}};
  kern::Field basis{
      .name = "grundlage",
      .label = "Vereinbarung",
      .hint = "So, wie Einwohner sie lesen sollen: Öffentlich-rechtliche Vereinbarung vom 1. Dezember 2026",
      .most = longest_basis};
  return {c.t, c.today(), {service, to, way, basis}};
}

std::string_view german_form(Delegation const& d) { return d.form == "mandate" ? "in deren Namen" : "ganz übertragen"; }

/// The buttons of one row.
struct Press {
  std::string_view value;
  std::string_view label;
};
void write_row(kern::Rows& rows, identity::StaffPage& page, StaffContext const& c, catalog::Snapshot const& catalogue,
               Delegation const& d, std::vector<Press> const& presses) {
  auto const name = name_of(catalogue, d.service);
  rows.row([&](kern::Row& row) {
    row.head(name);
    row.cell(name_of(c, d.from));
    row.cell(name_of(c, d.to));
    row.cell(fmt::format("{}: {}", german_form(d), d.basis));
    row.cell([&](html::Writer&) {
      page.form({.path = std::string{path}, .classes = {}}, [&](kern::Fields& f) {
        f.hidden(which, d.service);
        f.hidden(from, d.from);
        for (auto const& one : presses)
          kern::line_button(
              f.out(), {.label = one.label, .about = ": " + name, .name = what_to_do, .value = std::string{one.value}});
      });
    });
  });
}

void write_table(identity::StaffPage& page, std::string_view id, std::string_view heading, bool empty,
                 FunctionRef<void(kern::Rows&)> body) {
  kern::section(page.out(), {.id = id, .heading = heading}, [&](html::Writer& out) {
    if (empty) return kern::empty_state(out, "Nichts.");
    std::vector<kern::Column> const columns{
        {"Dienst"}, {"Von"}, {"An"}, {"Vereinbarung"}, {.label = "Tun", .hidden = true}};
    auto const name = fmt::format("tab-{}", id);
    kern::table(out, {.caption = heading, .columns = columns, .hide_caption = true, .wide = true, .id = name}, body);
  });
}

http::Response show(Applications const& module, StaffContext const& c, kern::Form const& form) {
  auto const catalogue = module.catalog.snapshot();
  auto const offers = authority::offers_of(module.house.store, c.authority.key.value());
  std::vector<Delegation> agreed;
  for (auto const& one : c.directory->delegations())
    if (one.from == c.authority.key.value() or one.to == c.authority.key.value()) agreed.push_back(one);
  identity::StaffPage page{c, {.title = "Vereinbarungen", .path = std::string{path}, .form = &form}};
  page.lead(
      "Sie bieten an, der andere nimmt an: Dann gehen neue Anträge dorthin. Wer schon einen Fall hat, behält ihn.");
  write_table(page, "angebote", "Wartet auf Zustimmung", offers.empty(), [&](kern::Rows& rows) {
    for (auto const& one : offers) {
      bool const ours = one.from == c.authority.key.value();
      write_row(rows, page, c, *catalogue, one,
                ours ? std::vector<Press>{{pressed::drop, "Zurücknehmen"}}
                     : std::vector<Press>{{pressed::agree, "Annehmen"}, {pressed::drop, "Ablehnen"}});
    }
  });
  write_table(page, "gilt", "Gilt", agreed.empty(), [&](kern::Rows& rows) {
    for (auto const& one : agreed) write_row(rows, page, c, *catalogue, one, {{pressed::end, "Beenden"}});
  });
  kern::section(page.out(), {.id = "anbieten", .heading = "Aufgabe übertragen"}, [&](html::Writer&) {
    page.form(form, {.path = std::string{path}}, [&](kern::Fields& f) {
      f.all();
      f.button({.label = "Anbieten", .name = what_to_do, .value = pressed::offer});
    });
  });
  return page.finish();
}

/// One of both sides; nobody else has anything to say. Throws Forbidden.
void check_side(StaffContext const& c, std::vector<Delegation> const& all, std::string_view service,
                std::string_view giver) {
  auto const& own = c.authority.key.value();
  bool const ours = std::any_of(all.begin(), all.end(), [&](Delegation const& one) {
    return one.service == service and one.from == giver and (one.from == own or one.to == own);
  });
  if (not ours) throw Forbidden{};
}

/// Noted here after the commons have it: a second press finds it done and notes it once more, which is true.
http::Response noted(Applications& module, http::Request const& request, StaffContext& c, std::string_view kind,
                     std::string_view button) {
  module.house.authorities.reload();
  return perform(c, request,
                 [&](acts::Transaction& tx) {
                   tx.event(kind, fmt::format("authority:{}", c.authority.key.value()));
                   return acts::see(std::string{path});
                 },
                 {.button = std::string{button}});
}

http::Response offer_one(Applications& module, http::Request const& request, StaffContext& c) {
  auto form = questions(module, c, *module.catalog.snapshot());
  form.read(request.body);
  if (not form.fine()) return show(module, c, form);
  authority::offer(module.house.store, {.service = form.text(which),
                                        .from = c.authority.key.value(),
                                        .to = form.text("an"),
                                        .form = form.text("art"),
                                        .basis = form.text("grundlage"),
                                        .since = iso_utc(c.clock.now())});
  return noted(module, request, c, "application.offer_agreement", pressed::offer);
}

}  // namespace

http::Response agreements(Applications& module, http::Request const&, StaffContext& c) {
  return show(module, c, questions(module, c, *module.catalog.snapshot()));
}

http::Response act_on_agreements(Applications& module, http::Request const& request, StaffContext& c) {
  auto const button = http::field(request.body, what_to_do).value_or("");
  if (button == pressed::offer) return offer_one(module, request, c);
  auto const service = http::field(request.body, which).value_or(""),
             giver = http::field(request.body, from).value_or("");
  auto& store = module.house.store;
  auto const& own = c.authority.key.value();
  if (button != pressed::end and button != pressed::agree and button != pressed::drop)
    throw BadRequest{"this button is not known here"};
  if (button == pressed::end) {
    check_side(c, c.directory->delegations(), service, giver);
    authority::end_agreement(store, service, giver);
    return noted(module, request, c, "application.end_agreement", button);
  }
  check_side(c, authority::offers_of(store, own), service, giver);
  if (button == pressed::agree) {
    if (giver == own) throw Forbidden{};  // who offers does not agree for the other
    authority::agree(store, service, giver, own, i18n::iso(c.today()));
    return noted(module, request, c, "application.agree", button);
  }
  authority::drop_offer(store, service, giver);
  return noted(module, request, c, "application.drop_offer", button);
}

void add_agreement_routes(authority::Rows& rows, Applications& module) {
  rows.staff(path, rights::agree, authority::bind(module, &agreements), "Agreements about services");
  rows.staff_form(path, 16_KB, rights::agree, authority::bind(module, &act_on_agreements),
                  "Offer, agree to or end an agreement about a service");
}

}  // namespace kreislauf::applications::management
