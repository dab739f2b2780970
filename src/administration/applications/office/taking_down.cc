#include "administration/applications/office/taking_down.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/applications/acts/cosigning.h"
#include "administration/applications/acts/drafting.h"
#include "administration/applications/acts/reducing.h"
#include "administration/applications/acts/sending.h"
#include "administration/applications/office/paper_questions.h"
#include "administration/applications/office/sheet_page.h"
#include "administration/applications/office/signing.h"
#include "administration/applications/rights.h"
#include "administration/applications/shared/own_application.h"
#include "administration/applications/shared/terms_now.h"
#include "administration/applications/store/store.h"
#include "administration/applications/store/taken_down.h"
#include "administration/identity/identity.h"
#include "authority/act.h"
#include "base/errors.h"
#include "platform/http/numbers.h"
#include "platform/i18n/dates.h"

namespace kreislauf::applications::office {

namespace {

using namespace sheet_words;

kern::Form questions(StaffContext const& c, std::vector<catalog::Service const*> const& services) {
  kern::Field which{.name = "dienst", .kind = kern::Kind::choice, .label = "Was wird beantragt?", .list = true};
  which.options.push_back({"", "Bitte wählen"});
  for (auto const* one : services) which.options.push_back({one->slug, one->name()});
  kern::Field way{.name = "weg", .kind = kern::Kind::choice, .label = "Auf welchem Weg?"};
  for (auto const channel : {Channel::counter, Channel::phone, Channel::paper})
    way.options.push_back({std::string{name_of(channel)}, german_of(channel)});
  return {c.t, c.today(), {which, way}};
}

/// What was begun and not sent: nobody has to remember its address.
void write_drafts(html::Writer& out, Applications const& module, StaffContext const& c) {
  constexpr std::size_t most = 50;
  std::vector<store::TakenDown> drafts;
  c.db.read([&](db::Connection& connection) { drafts = store::taken_down_in(connection, c.path("amt"), most); });
  std::erase_if(drafts,
                [&](store::TakenDown const& one) { return not c.staff.may(rights::work, c.path("amt"), one.service); });
  if (drafts.empty()) return;
  auto const catalogue = module.catalog.snapshot();
  std::vector<kern::Column> const columns{
      {"Dienst"}, {"Weg"}, {"Stand"}, {"Zuletzt geändert"}, {.label = "Tun", .hidden = true}};
  kern::table(out,
              {.caption = "Begonnen und noch nicht abgeschickt", .columns = columns, .wide = true, .id = "begonnen"},
              [&](kern::Rows& rows) {
                for (auto const& one : drafts) {
                  auto const* service = catalogue->by_slug(one.service);
                  auto const name = service == nullptr ? one.service : service->name();
                  rows.row([&](kern::Row& row) {
                    row.head(name);
                    row.cell(german_of(one.channel));
                    row.cell(one.waits ? "wartet auf Unterschrift" : "Entwurf");
                    row.cell(i18n::short_moment(parse_iso_utc(one.changed_at)));
                    row.cell([&](html::Writer& cell) {
                      kern::line_link(cell, fmt::format("{}/{}", sheets_path(c), one.id), "Öffnen", ": " + name);
                    });
                  });
                }
              });
}

http::Response show_choice(Applications const& module, StaffContext const& c, kern::Form const& form) {
  identity::StaffPage page{c,
                           {.title = "Antrag aufnehmen",
                            .path = sheets_path(c),
                            .form = &form,
                            .office = c.path("amt"),
                            .crumbs = {{fmt::format("/verwaltung/amt/{}/faelle", c.path("amt")), "Fälle"}}}};
  page.lead(
      "Sie füllen den Antrag auf einer Seite aus: mit der Person zusammen, oder von einem Papier ab. Er geht denselben "
      "Weg wie online.");
  page.form(form, {.path = sheets_path(c)}, [&](kern::Fields& f) {
    f.all();
    f.submit("Beginnen");
  });
  write_drafts(page.out(), module, c);
  return page.finish();
}

/// A draft that this office takes down. Throws NotFound for everything else: drafts of residents are nobody's business.
OwnApplication find_draft(Applications& module, StaffContext const& c) {
  auto own = by_id(module, c, http::number_in(c.path("nummer")).value_or(0));
  auto const& a = own.application;
  bool const seen = c.staff.may(rights::work, a.office, a.service);
  if (a.office != c.path("amt") or not seen or german_of(a.channel).empty()) throw NotFound{};
  return own;
}

/// Who stands at the counter, too, and has signed; or has signed the paper.
std::vector<std::string> signed_here(http::Request const& request, OwnApplication const& own) {
  std::vector<std::string> roles;
  if (not signs_here(own)) return roles;
  for (auto const& one : own.form->definition().cosigners) {
    if (http::field(request.body, std::string{here} + one.id)) roles.push_back(one.id);
  }
  return roles;
}

/// Sends it, or asks the others; where it stands then.
State send_now(acts::Transaction& tx, StaffContext const& c, Application& application, forms::Form const& form,
               Sending const& sending, std::vector<std::string> const& roles) {
  submit_or_ask(tx, c, application, form, sending, roles);
  if (application.state != State::to_cosign) return application.state;
  for (auto const& one : store::signatures_of(tx.db, application.id)) {
    if (std::find(roles.begin(), roles.end(), one.role) != roles.end())
      cosign(tx, c, one, form, sending, {.name = {}, .channel = application.channel});
  }
  return current(tx, application.id).state;
}

http::Response discard_sheet(Applications const& module, StaffContext const& c, OwnApplication const& own) {
  acts::perform(c.db, c.clock, c.actor(), [&](acts::Transaction& tx) {
    auto application = current(tx, own.application.id);
    discard(tx, application);
    if (module.paper.ended) module.paper.ended(tx, own.application.id, false);
    // Who takes down answers for what was taken down: the trail says who has thrown it away.
    tx.event("application.throw_away", subject_of(application),
             fmt::format(R"({{"channel":"{}"}})", name_of(application.channel)));
  });
  return http::see_other(sheets_path(c));
}

/// What stands in the sheet is kept before anything else is said.
forms::Entered keep_sheet(StaffContext const& c, OwnApplication const& own, std::string_view body) {
  forms::Entered entered;
  acts::perform(c.db, c.clock, c.actor(), [&](acts::Transaction& tx) {
    auto application = current(tx, own.application.id);
    entered = forms::read_whole(c, *own.form->compiled, entered_of(c, application, *own.form), body);
    if (own.form->compiled->fee() != nullptr and http::field(body, pass)) {
      auto const today = i18n::iso(c.today());
      entered.proven = forms::ProvenBefore{own.form->compiled->fee()->claimed(entered.answers), today, today};
    }
    save(tx, c, application, *own.form, entered);
  });
  return entered;
}

/// The same of what was said about the paper; what is wrong with it is told by the form.
kern::Form keep_paper(StaffContext const& c, OwnApplication const& own, std::string_view body) {
  auto const known = known_paper(c, own);
  auto form = paper_questions(c, known);
  read_paper(form, c, body);
  acts::perform(c.db, c.clock, c.actor(), [&](acts::Transaction& tx) {
    if (is_open(current(tx, own.application.id).state)) store::save(tx.db, own.application.id, paper_in(form, known));
  });
  return form;
}

http::Response send_sheet(Applications const& module, StaffContext const& c, http::Request const& request,
                          OwnApplication const& own, forms::Entered const& entered) {
  auto sending = sending_of(c, own, entered);
  // The person hears what it costs before it is sent: another amount than the one on the sheet is shown first.
  bool const whole = unready_pages(*own.form, entered, c.clock).empty();
  if (whole and sending.fee and not own.form->definition().terms.fee.price and
      http::field(request.body, told_fee) != std::to_string(sending.amount().cents))
    return show_sheet(module, c, own, entered, true,
                      is_paper(own) ? "Die Gebühr steht jetzt hier. Sehen Sie sie an, und nehmen Sie den Antrag auf."
                                    : "Nennen Sie der Person die Gebühr, und senden Sie dann ab.");
  if (needs_card(own)) {
    bool const seen = own.application.channel == Channel::counter and http::field(request.body, card).has_value();
    if (not seen) return show_sheet(module, c, own, entered, true, "Die Person muss sich ausweisen.");
    sending.level = logins::Level::none;
  }
  try {
    return perform(
        c, request,
        [&](acts::Transaction& tx) {
          auto application = current(tx, own.application.id);
          auto state = application.state;
          if (is_open(state)) {
            state = send_now(tx, c, application, *own.form, sending, signed_here(request, own));
            tx.event("application.take_down", subject_of(application),
                     fmt::format(R"({{"channel":"{}","card":{}}})", name_of(application.channel), needs_card(own)));
            if (module.paper.ended) module.paper.ended(tx, own.application.id, true);
          }
          if (state == State::to_cosign) return acts::see(sheet_path(c));
          return acts::see(fmt::format("/verwaltung/amt/{}/antraege/{}?neu=1", c.path("amt"), application.id));
        },
        {.button = std::string{send_value}});
  } catch (capacity::Full const&) {
    return show_sheet(module, c, own, entered, true, "Der gewählte Tag ist nicht mehr frei.");
  } catch (AnotherFee const&) {
    return show_sheet(module, c, own, entered_of(c, own.application, *own.form), true,
                      "Die Angaben sind inzwischen andere, und damit die Gebühr.");
  } catch (Incomplete const&) {
    return show_sheet(module, c, own, entered, true);
  }
}

}  // namespace

std::string_view german_of(Channel channel) {
  switch (channel) {
    case Channel::counter:
      return "am Schalter";
    case Channel::phone:
      return "am Telefon";
    case Channel::paper:
      return "von Papier";
    default:
      return {};
  }
}

bool takes_down(Applications const& module, authority::TownContext const& c, std::string_view office) {
  return not taken_down_in(module, c, office, *module.catalog.snapshot()).empty();
}

http::Response choose_service(Applications& module, http::Request const&, StaffContext& c) {
  auto const catalogue = module.catalog.snapshot();
  auto form = questions(c, taken_down_in(module, c, c.path("amt"), *catalogue));
  form.fill("weg", std::string{name_of(Channel::counter)});
  return show_choice(module, c, form);
}

http::Response begin_taking_down(Applications& module, http::Request const& request, StaffContext& c) {
  auto const catalogue = module.catalog.snapshot();
  auto const services = taken_down_in(module, c, c.path("amt"), *catalogue);
  auto form = questions(c, services);
  form.read(request.body);
  if (not form.fine()) return show_choice(module, c, form);
  auto const live = module.library.live(form.text("dienst"));
  if (live == nullptr) throw NotFound{};
  return perform(c, request, [&](acts::Transaction& tx) {
    auto const id = begin(tx, c, *live, c.path("amt"), channel_in(form.text("weg")));
    return acts::see(fmt::format("{}/{}", sheets_path(c), id));
  });
}

http::Response sheet(Applications& module, http::Request const&, StaffContext& c) {
  auto const own = find_draft(module, c);
  if (own.application.state == State::to_cosign) return show_waiting(c, own);
  if (not is_open(own.application.state))
    return http::see_other(fmt::format("/verwaltung/amt/{}/antraege/{}", c.path("amt"), own.application.id));
  return show_sheet(module, c, own, entered_of(c, own.application, *own.form), false);
}

http::Response act_on_sheet(Applications& module, http::Request const& request, StaffContext& c) {
  auto const own = find_draft(module, c);
  if (own.application.state == State::to_cosign) return http::see_other(sheet_path(c));
  if (not is_open(own.application.state))
    return http::see_other(fmt::format("/verwaltung/amt/{}/antraege/{}", c.path("amt"), own.application.id));
  auto const what = http::field(request.body, button).value_or("");
  if (what == discard_now) return discard_sheet(module, c, own);
  auto const entered = keep_sheet(c, own, request.body);
  auto const about_paper = is_paper(own) ? std::optional{keep_paper(c, own, request.body)} : std::nullopt;
  if (what == discard_value) return show_discarding(c, own);
  if (what == send_value and (not about_paper or about_paper->fine()))
    return send_sheet(module, c, request, own, entered);
  // A list that grows or shrinks is only shown again; who presses the button to check reads what is missing.
  bool const list = http::field(request.body, forms::list_button).has_value();
  return show_sheet(module, c, own, entered, not list, {}, about_paper ? &*about_paper : nullptr);
}

}  // namespace kreislauf::applications::office
