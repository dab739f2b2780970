#include "administration/applications/office/taking_down.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/applications/acts/cosigning.h"
#include "administration/applications/acts/drafting.h"
#include "administration/applications/acts/reducing.h"
#include "administration/applications/acts/sending.h"
#include "administration/applications/office/paper_beside.h"
#include "administration/applications/office/paper_questions.h"
#include "administration/applications/office/signing.h"
#include "administration/applications/rights.h"
#include "administration/applications/shared/cost.h"
#include "administration/applications/shared/own_application.h"
#include "administration/applications/shared/terms_now.h"
#include "administration/applications/store/store.h"
#include "administration/applications/store/taken_down.h"
#include "administration/identity/identity.h"
#include "authority/act.h"
#include "base/errors.h"
#include "platform/http/numbers.h"
#include "platform/i18n/amounts.h"
#include "platform/i18n/dates.h"

namespace kreislauf::applications::office {

namespace {

constexpr std::string_view button = "tun", send_value = "absenden", discard_value = "verwerfen",
                           discard_now = "endgueltig", card = "ausweis", here = "hier-", told_fee = "betrag",
                           pass = "ermaessigung-lag-vor";

std::string base_of(StaffContext const& c) { return fmt::format("/verwaltung/amt/{}/aufnahme", c.path("amt")); }
std::string path_of(StaffContext const& c) { return fmt::format("{}/{}", base_of(c), c.path("nummer")); }

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
                      kern::line_link(cell, fmt::format("{}/{}", base_of(c), one.id), "Öffnen", ": " + name);
                    });
                  });
                }
              });
}

http::Response show_choice(Applications const& module, StaffContext const& c, kern::Form const& form) {
  identity::StaffPage page{c,
                           {.title = "Antrag aufnehmen",
                            .path = base_of(c),
                            .form = &form,
                            .office = c.path("amt"),
                            .crumbs = {{fmt::format("/verwaltung/amt/{}/faelle", c.path("amt")), "Fälle"}}}};
  page.lead(
      "Sie füllen den Antrag auf einer Seite aus: mit der Person zusammen, oder von einem Papier ab. Er geht denselben "
      "Weg wie online.");
  page.form(form, {.path = base_of(c)}, [&](kern::Fields& f) {
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

/// Whoever must be known shows a card at the counter, and cannot be known on the telephone.
bool needs_card(OwnApplication const& own) {
  auto const need = need_of(own);
  return need.level != logins::Level::none and not need.later;
}

/// Who claims a reduction shows its proof here: seen now, it needs no file and no second look.
bool needs_pass(StaffContext const& c, OwnApplication const& own, forms::Entered const& entered) {
  auto const answers = own.form->compiled->run(entered.answers, forms::environment_of(c.clock)).answers;
  auto const claimed = claimed_in(*own.form, answers, entered.proven, c.today());
  return not claimed.reduction.empty() and not claimed.before;
}

/// By what stands in the sheet now; an answer that changes it is seen after saving.
void write_fee(kern::Fields& f, StaffContext const& c, OwnApplication const& own, forms::Entered const& entered) {
  auto& out = f.out();
  auto const sending = sending_of(c, own, entered);
  if (not sending.fee) return;
  bool const whole = unready_pages(*own.form, entered, c.clock).empty();
  if (own.form->definition().terms.fee.price) {
    if (sending.fee->costs()) out("<p>Gebühr: "_h, i18n::money(c.t, *sending.fee->amount), "</p>"_h);
  } else if (whole) {
    write_cost(out, c, *own.form, *sending.fee);
  } else {
    out("<p>Die Gebühr hängt von den Angaben ab. Sie steht hier, sobald alles da ist: „Speichern und prüfen“.</p>"_h);
  }
  if (not whole) return;
  f.hidden(told_fee, std::to_string(sending.amount().cents));
}

bool is_paper(OwnApplication const& own) { return own.application.channel == Channel::paper; }

/// Others sign where the person stands, or on the paper itself.
bool signs_here(OwnApplication const& own) { return own.application.channel == Channel::counter or is_paper(own); }

void write_end(kern::Fields& f, StaffContext const& c, OwnApplication const& own, forms::Entered const& entered) {
  auto& out = f.out();
  kern::section(out, {.id = "absenden", .heading = is_paper(own) ? "Aufnehmen" : "Absenden"}, [&](html::Writer&) {
    if (is_paper(own))
      out("<p>Vergleichen Sie die Angaben mit dem Papier. Es gilt, was dort steht.</p>"_h);
    else
      out("<p>Lesen Sie der Person ihre Angaben vor. Mit dem Absenden erklärt sie, dass sie stimmen.</p>"_h);
    if (needs_pass(c, own, entered)) f(pass);
    write_fee(f, c, own, entered);
    if (needs_card(own) and own.application.channel == Channel::counter) f(card);
    if (signs_here(own)) {
      for (auto const& one : own.form->definition().cosigners) f(std::string{here} + one.id);
    }
    if (needs_card(own) and own.application.channel != Channel::counter)
      kern::note(out, {.warning = true}, [&](html::Writer&) {
        out("<p>Für diesen Dienst muss sich die Person ausweisen. Das geht am Schalter oder online.</p>"_h);
      });
    kern::actions(out, [&](html::Writer&) {
      f.button({.label = is_paper(own) ? "Antrag aufnehmen" : "Antrag absenden", .name = button, .value = send_value});
      out(" ");
      f.button({.label = "Speichern und prüfen", .weight = kern::Weight::secondary});
      out(" ");
      f.button({.label = "Verwerfen", .weight = kern::Weight::tertiary, .name = button, .value = discard_value});
    });
  });
}

std::optional<store::Paper> known_paper(StaffContext const& c, OwnApplication const& own) {
  std::optional<store::Paper> found;
  c.db.read([&](db::Connection& db) { found = store::paper(db, own.application.id); });
  return found;
}

/// What the office says itself, besides the answers of the form.
std::vector<kern::Field> office_fields(OwnApplication const& own) {
  kern::Field const seen{.name = std::string{card},
                         .kind = kern::Kind::tick,
                         .label = "Der Ausweis lag vor",
                         .optional = true,
                         .unmarked = true};
  kern::Field const proven{
      .name = std::string{pass},
      .kind = kern::Kind::tick,
      .label = is_paper(own) ? "Der Nachweis der Ermäßigung liegt bei" : "Der Nachweis der Ermäßigung lag vor",
      .optional = true,
      .unmarked = true};
  std::vector<kern::Field> ticks{seen, proven};
  for (auto const& one : own.form->definition().cosigners)
    ticks.push_back({.name = std::string{here} + one.id,
                     .kind = kern::Kind::tick,
                     .label = one.who[i18n::Language::german] +
                              (is_paper(own) ? ": hat auf dem Papier unterschrieben" : ": hat hier unterschrieben"),
                     .hint = "Sonst bitten wir die Person per E-Mail.",
                     .optional = true,
                     .unmarked = true});
  return ticks;
}

/// The whole sheet with its questions about the paper, as they were typed.
kern::Form with_paper(kern::Form sheet, kern::Form const& about_paper, bool tell) {
  for (auto const& field : about_paper.fields()) sheet.fill(field.name, about_paper.typed(field.name));
  if (not tell) return sheet;
  for (auto const& [name, sentence] : about_paper.errors()) sheet.wrong(name, sentence);
  return sheet;
}

/// `sent`: what was just sent about the paper itself, and what is wrong with it.
http::Response show_sheet(Applications const& module, StaffContext const& c, OwnApplication const& own,
                          forms::Entered const& entered, bool tell, std::string const& refused = {},
                          kern::Form const* sent = nullptr) {
  auto fields = office_fields(own);
  auto const about_paper = sent == nullptr ? paper_questions(c, known_paper(c, own)) : *sent;
  if (is_paper(own)) fields.insert(fields.end(), about_paper.fields().begin(), about_paper.fields().end());
  forms::WholeForm form{c, *own.form->compiled, entered, days_of(c, own), std::move(fields)};
  if (tell) form.tell_faults();
  auto const whole = is_paper(own) ? with_paper(form.form(), about_paper, tell) : form.form();
  PaperBeside const paper{module, c, own.application.id};
  form.put_beside([&](html::Writer& out, std::string const& field) { paper.write_answer(out, field); });
  auto const name = own.name(i18n::Language::german);
  identity::StaffPage page{c,
                           {.title = fmt::format("{}, {}", name, german_of(own.application.channel)),
                            .path = path_of(c),
                            .form = &whole,
                            .office = c.path("amt"),
                            .crumbs = {{base_of(c), "Antrag aufnehmen"}},
                            .here = name}};
  if (not refused.empty()) kern::alert(page.out(), kern::Tone::warning, "Noch nicht abgeschickt", refused);
  paper.write_head(page.out());
  page.form(whole, {.path = path_of(c)}, [&](kern::Fields& f) {
    // The enter key presses the first button: it keeps, and removes nothing.
    f.out()("<button type='submit' hidden>Speichern und prüfen</button>"_h);
    if (is_paper(own)) write_paper_questions(f);
    form.write(f);
    write_end(f, c, own, entered);
  });
  return page.finish();
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

/// Before everything is gone: what was typed has just been kept.
http::Response show_discarding(StaffContext const& c, OwnApplication const& own) {
  auto const name = own.name(i18n::Language::german);
  identity::StaffPage page{c,
                           {.title = fmt::format("{}: verwerfen?", name),
                            .path = path_of(c),
                            .office = c.path("amt"),
                            .crumbs = {{base_of(c), "Antrag aufnehmen"}, {path_of(c), name}},
                            .here = "Verwerfen"}};
  page.lead(is_paper(own)
                ? "Alles, was Sie vom Papier übernommen haben, ist dann weg. Ein eingescanntes Papier steht wieder in "
                  "der Papierpost."
                : "Alles, was Sie mit der Person aufgenommen haben, ist dann weg. Das lässt sich nicht rückgängig "
                  "machen.");
  page.button_form(path_of(c), {.label = "Endgültig verwerfen", .name = button, .value = discard_now});
  kern::actions(page.out(), [&](html::Writer& out) {
    kern::button_link(out, {.path = path_of(c), .label = "Doch nicht", .weight = kern::Weight::secondary});
  });
  return page.finish();
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
  return http::see_other(base_of(c));
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
          if (state == State::to_cosign) return acts::see(path_of(c));
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
    return acts::see(fmt::format("{}/{}", base_of(c), id));
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
  if (own.application.state == State::to_cosign) return http::see_other(path_of(c));
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
