#include "administration/applications/office/inside.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/applications/acts/drafting.h"
#include "administration/applications/acts/links.h"
#include "administration/applications/shared/own_application.h"
#include "administration/applications/shared/state_words.h"
#include "administration/applications/store/inside.h"
#include "administration/applications/store/store.h"
#include "administration/identity/identity.h"
#include "authority/act.h"
#include "base/errors.h"
#include "platform/i18n/dates.h"

namespace kreislauf::applications::office {

namespace {

using authority::StaffContext;

constexpr std::string_view path = "/verwaltung/antraege", which = "dienst";
constexpr std::size_t shown = 50;

/// Who has signed in here needs no other proof of who he is.
logins::Proof proof_of_account(StaffContext const& c, Instant now) {
  auto const& name = c.staff.name;
  auto const last = name.find_last_of(' ');
  logins::Proof proof{.provider = "Dienstkonto", .level = logins::Level::high, .at = iso_utc(now), .pseudonym = {}};
  proof.attributes.family_name = last == std::string::npos ? name : name.substr(last + 1);
  if (last != std::string::npos) proof.attributes.given_name = name.substr(0, last);
  return proof;
}

struct Offer {
  catalog::Service const* service;
  std::shared_ptr<forms::Form const> form;
  authority::Office const* office;
};

/// Processes whose office this town has. The office of residents stands in for none of them.
std::vector<Offer> offers_of(Applications const& module, StaffContext const& c, catalog::Snapshot const& catalogue) {
  std::vector<Offer> all;
  for (auto const& service : catalogue.inner()) {
    if (service.audience != catalog::Audience::staff) continue;
    auto form = module.library.live(service.slug);
    auto const* office = c.town->office_of_kind(service.office);
    if (form != nullptr and office != nullptr) all.push_back({&service, std::move(form), office});
  }
  std::sort(all.begin(), all.end(),
            [](Offer const& a, Offer const& b) { return a.service->name() < b.service->name(); });
  return all;
}

void write_offers(identity::StaffPage& page, std::vector<Offer> const& offers) {
  kern::section(page.out(), {.id = "stellen", .heading = "Antrag stellen"}, [&](html::Writer& out) {
    if (offers.empty())
      return kern::empty_state(
          out, "Noch nichts. Dafür braucht es ein Amt der Art personal, beschaffung, gebaeude oder edv.");
    kern::table(out,
                {.caption = "Was es gibt",
                 .columns = {{"Wofür"}, {"Geht an"}, {.label = "Tun", .hidden = true}},
                 .hide_caption = true,
                 .wide = true,
                 .id = "tab-stellen"},
                [&](kern::Rows& rows) {
                  for (auto const& [service, form, office] : offers) {
                    rows.row([&](kern::Row& row) {
                      row.head(service->name());
                      row.cell(office->name);
                      row.cell([&](html::Writer&) {
                        page.form({.path = std::string{path}, .classes = {}}, [&](kern::Fields& f) {
                          f.hidden(which, service->slug);
                          kern::line_button(f.out(), {.label = "Beginnen", .about = ": " + service->name()});
                        });
                      });
                    });
                  }
                });
  });
}

void write_own(html::Writer& out, StaffContext const& c, catalog::Snapshot const& catalogue) {
  std::vector<Application> own;
  c.db.read([&](db::Connection& db) { own = store::of_staff(db, c.staff.id, shown); });
  kern::section(out, {.id = "eigene", .heading = "Meine Anträge"}, [&](html::Writer&) {
    if (own.empty()) return kern::empty_state(out, "Noch keiner.");
    kern::table(out,
                {.caption = "Meine Anträge",
                 .columns = {{"Wofür"}, {"Nummer"}, {"Stand"}, {"Zuletzt"}, {.label = "Tun", .hidden = true}},
                 .hide_caption = true,
                 .wide = true,
                 .id = "tab-eigene"},
                [&](kern::Rows& rows) {
                  for (auto const& a : own) {
                    auto const* service = catalogue.any(a.service);
                    auto const name = service == nullptr ? a.service : service->name();
                    rows.row([&](kern::Row& row) {
                      row.head(name);
                      row.cell(a.number.empty() ? "–" : a.number);
                      row.cell(is_open(a.state) ? std::string_view{"Entwurf"} : word_of(c.t, a.state));
                      row.cell(i18n::short_moment(parse_iso_utc(a.changed_at)));
                      row.cell([&](html::Writer& cell) {
                        kern::line_link(cell, authority::path_in(c, "/mein-antrag/" + token_of(c.keys, a)), "Öffnen",
                                        ": " + name);
                      });
                    });
                  }
                });
  });
}

}  // namespace

http::Response inside(Applications& module, http::Request const&, StaffContext& c) {
  auto const catalogue = module.catalog.snapshot();
  identity::StaffPage page{c, {.title = "Eigene Anträge", .path = std::string{path}}};
  page.lead("Urlaub, Dienstreise, Beschaffung: Sie füllen aus, das zuständige Amt entscheidet, Sie sehen den Stand.");
  write_offers(page, offers_of(module, c, *catalogue));
  write_own(page.out(), c, *catalogue);
  return page.finish();
}

http::Response begin_inside(Applications& module, http::Request const& request, StaffContext& c) {
  auto const catalogue = module.catalog.snapshot();
  auto const slug = http::field(request.body, which).value_or("");
  auto const offers = offers_of(module, c, *catalogue);
  auto const wanted =
      std::find_if(offers.begin(), offers.end(), [&](Offer const& one) { return one.service->slug == slug; });
  if (wanted == offers.end()) throw NotFound{};
  return perform(c, request, [&](acts::Transaction& tx) {
    auto draft = current(tx, begin(tx, c, *wanted->form, wanted->office->id.value(), Channel::staff));
    draft.proof = sealed(c.keys, draft, logins::text_of(proof_of_account(c, tx.now)), c.random);
    store::save_proof(tx.db, draft);
    store::add_staff(tx.db, draft.id, c.staff.id);
    return acts::see(authority::path_in(
        c, fmt::format("/mein-antrag/{}/{}", token_of(c.keys, draft.id), wanted->form->definition().pages.front().id)));
  });
}

void add_inside_routes(authority::Rows& rows, Applications& module) {
  auto const& right = authority::rights::staff;
  rows.staff(path, right, authority::bind(module, &inside), "Applications of staff among themselves");
  rows.staff_form(path, 8_KB, right, authority::bind(module, &begin_inside), "Begin an application of staff");
}

}  // namespace kreislauf::applications::office
