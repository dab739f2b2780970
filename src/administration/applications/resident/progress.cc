#include <fmt/format.h>

#include <algorithm>

#include "administration/applications/acts/amending.h"
#include "administration/applications/acts/links.h"
#include "administration/applications/acts/sending.h"
#include "administration/applications/resident/account.h"
#include "administration/applications/resident/amending.h"
#include "administration/applications/resident/draft_page.h"
#include "administration/applications/resident/notice.h"
#include "administration/applications/resident/pages.h"
#include "administration/applications/resident/passed_on.h"
#include "administration/applications/resident/rating.h"
#include "administration/applications/resident/thread.h"
#include "administration/applications/shared/cost.h"
#include "administration/applications/shared/files.h"
#include "administration/applications/shared/proof.h"
#include "administration/applications/shared/signatures.h"
#include "administration/applications/shared/state_words.h"
#include "administration/applications/store/store.h"
#include "administration/receipts/receipts.h"
#include "authority/act.h"
#include "base/errors.h"
#include "platform/i18n/amounts.h"
#include "platform/i18n/dates.h"

// How far an application is: what has happened, what comes next, who has it, and what one has to do oneself.
namespace kreislauf::applications::pages {

namespace {

using authority::Page, authority::path_in;

/// What one has to do, and nothing else: to pay, to answer.
struct Owed {
  bool unpaid = false, asked = false;
  bool noticed = false;  ///< the office has written what it has decided, and what is to be done now
};

std::string_view next_of(i18n::Translator const& t, State state, Owed const& owed) {
  auto const& [unpaid, asked, noticed] = owed;
  if (unpaid and asked) return t("Bitte bezahlen Sie noch, und beantworten Sie die Nachricht des Amtes.");
  if (asked) return t("Das Amt hat Ihnen geschrieben. Bitte antworten Sie.");
  if (unpaid and state == State::accepted) return t("Ihr Antrag ist entschieden. Bitte bezahlen Sie noch.");
  if (unpaid) return t("Bitte bezahlen Sie noch. Alles andere macht jetzt das Amt.");
  switch (state) {
    case State::submitted:
      return t("Im Amt wird Ihr Antrag als Nächstes gelesen. Sie müssen nichts tun.");
    case State::delivered:
      return t("Im Amt arbeitet jemand an Ihrem Antrag. Sie müssen nichts tun.");
    case State::accepted:
      return noticed ? t("Ihr Antrag ist entschieden. Lesen Sie, was das Amt schreibt: Dort steht auch, was noch zu "
                         "tun oder zu bezahlen ist.")
                     : t("Ihr Antrag ist entschieden. Sie müssen nichts mehr tun.");
    case State::rejected:
      return t("Ihr Antrag ist entschieden. Lesen Sie die Begründung. Haben Sie Fragen, rufen Sie im Amt an.");
    case State::passed_on:
      return t("Eine andere Behörde ist dafür zuständig. Sie müssen nichts tun.");
    default:
      return t("Sie haben den Antrag zurückgenommen.");
  }
}

/// By whom he was known, and no more: the link to this page stands in mails.
void write_known(html::Writer& out, TownContext const& c, Application const& a) {
  auto const proof = proof_of(c.keys, a);
  if (not proof) return;
  out("<p>"_h,
      c.t("Sie waren mit {} angemeldet (Vertrauensniveau: {}).", proof->provider,
          applications::word_of(c.t, proof->level)),
      "</p>"_h);
}

/// What is only done is neither granted nor refused: a lamp is mended, a tax is fixed.
std::string_view end_word(i18n::Translator const& t, State state, bool done) {
  return done and state == State::accepted ? t("Erledigt") : word_of(t, state);
}

void write_steps(html::Writer& out, TownContext const& c, Application const& a, bool done) {
  auto const& t = c.t;
  // From another authority nothing was sent to us: there it was, and here it has arrived.
  auto const first = came_from_elsewhere(c, a) ? t("Angekommen") : t("Abgeschickt");
  std::vector<kern::Step> steps{{first, i18n::moment(t, parse_iso_utc(a.submitted_at))}};
  if (not a.delivered_at.empty())
    steps.push_back({t("In Bearbeitung"), i18n::moment(t, parse_iso_utc(a.delivered_at))});
  if (not a.settled_at.empty())
    steps.push_back({end_word(t, a.state, done), i18n::moment(t, parse_iso_utc(a.settled_at))});
  kern::section(out, {.id = "verlauf", .heading = t("Das ist geschehen")}, [&](html::Writer&) {
    kern::steps(out, steps);
    write_known(out, c, a);
  });
}

/// The middle one of the last 90 days, where there are enough to say something.
void write_usual_time(html::Writer& out, TownContext const& c, Application const& a) {
  constexpr std::size_t enough = 5;
  std::vector<std::int64_t> days;
  auto const since = iso_utc(c.clock.now() - std::chrono::days{90});
  c.db.read([&](db::Connection& connection) { days = store::days_taken(connection, a.service, since); });
  if (days.size() < enough) return;
  out("<p>"_h,
      c.t.count("Die Hälfte dieser Anträge war zuletzt nach {} Tag entschieden.",
                "Die Hälfte dieser Anträge war zuletzt nach {} Tagen entschieden.", days[days.size() / 2]),
      "</p>"_h);
}

void write_number(html::Writer& out, TownContext const& c, Application const& a) {
  auto const& t = c.t;
  kern::panel(out, "nummer", t("Nummer und Code"), [&](html::Writer&) {
    kern::details(out, [&](kern::Details& details) {
      details.row(t("Nummer"), html::fragment("<bdi dir='ltr' class='kl-num'>"_h, a.number, "</bdi>"_h));
      details.row(t("Code"), html::fragment("<bdi dir='ltr' class='kl-num'>"_h, code_of(c.keys, a.id), "</bdi>"_h));
    });
    out("<p class='kl-small'>"_h, t("Damit finden Sie Ihren Antrag wieder:"), " <a href='"_h, path_in(c, "/verfolgen"),
        "'>"_h, t("Antrag verfolgen"), "</a></p>"_h);
  });
}

/// What is or was asked for, the oldest first; the receivable of what was refused or taken back is cancelled: no such
/// application is unpaid.
std::vector<payments::Receivable> owed_for(TownContext const& c, Application const& a) {
  std::vector<payments::Receivable> all;
  c.db.read([&](db::Connection& connection) { all = payments::all_of_subject(connection, subject_of(a)); });
  std::erase_if(all, [](auto const& one) { return one.state == payments::State::cancelled; });
  std::reverse(all.begin(), all.end());
  return all;
}

bool is_unpaid(payments::Receivable const& owed) {
  return owed.state == payments::State::open or owed.state == payments::State::underpaid;
}

/// What is to be paid, before anything else: it is the one thing that the applicant has to do.
void write_payment(html::Writer& out, TownContext const& c, OwnApplication const& own, payments::Receivable const& owed,
                   bool unpaid) {
  auto const& t = c.t;
  kern::panel(out, fmt::format("zahlung-{}", owed.id), unpaid ? t("Bitte bezahlen") : t("Bezahlung"),
              [&](html::Writer&) {
                out("<p>"_h, t("Betrag: {}", i18n::money(t, owed.amount)), "</p>"_h);
                write_why(out, c, own, owed.amount);
                kern::actions(out, [&](html::Writer&) {
                  kern::button_link(out, {.path = path_in(c, payments::path_of(owed)),
                                          .label = unpaid ? t("Jetzt bezahlen") : t("Zur Zahlung"),
                                          .icon = "card",
                                          .weight = unpaid ? kern::Weight::primary : kern::Weight::secondary});
                });
              });
}

/// Who has signed besides.
void write_signatures(html::Writer& out, TownContext const& c, OwnApplication const& own) {
  auto const& t = c.t;
  std::vector<Signed> all;
  c.db.read([&](db::Connection& connection) { all = signed_by(connection, c.keys, own, t.language()); });
  if (all.empty()) return;
  kern::section(out, {.id = "unterschriften", .heading = t("Unterschriften")}, [&](html::Writer&) {
    kern::details(out, [&](kern::Details& details) {
      for (auto const& one : all)
        details.row(one.who, html::fragment("<bdi>"_h, one.name, "</bdi> "_h, i18n::moment(t, parse_iso_utc(one.at))));
    });
  });
}

/// Provable as soon as the minute is sealed.
void write_receipt(html::Writer& out, TownContext const& c, Application const& a) {
  if (a.entry < 0) return;
  auto const& t = c.t;
  kern::section(out, {.id = "beleg", .heading = t("Ihr Beleg")}, [&](html::Writer&) {
    out("<p>"_h,
        t("Mit dem Beleg beweisen Sie, was Sie wann abgeschickt haben. Er ist etwa eine Minute nach dem "
          "Absenden fertig."),
        "</p>"_h);
    kern::actions(out, [&](html::Writer&) {
      kern::button_link(out, {.path = path_in(c, path_of(c, "/antrag.pdf")),
                              .label = t("Antrag als PDF"),
                              .icon = "download",
                              .weight = kern::Weight::secondary,
                              .download = true});
      out(" ");
      kern::button_link(out, {.path = path_in(c, path_of(c, "/beleg.json")),
                              .label = t("Beleg herunterladen"),
                              .icon = "download",
                              .weight = kern::Weight::secondary,
                              .download = true});
    });
    out("<p class='kl-small'>"_h);
    kern::more_link(out, path_in(c, "/pruefen"), t("Beleg prüfen"));
    out("</p>"_h);
  });
}

/// The way to be told, while there can be news.
void write_ways(html::Writer& out, TownContext const& c, Application const& a) {
  if (a.state == State::withdrawn or a.state == State::passed_on) return;
  auto const& t = c.t;
  kern::panel(out, "benachrichtigungen", t("Benachrichtigungen"), [&](html::Writer&) {
    out("<p>"_h,
        a.mail.empty()
            ? t("Auf Wunsch meldet sich Ihr Handy, wenn es Neues gibt.")
            : t("Wir schreiben Ihnen eine E-Mail, wenn es Neues gibt. Auf Wunsch meldet sich auch Ihr Handy."),
        "</p><p>"_h);
    kern::more_link(out, path_in(c, path_of(c, "/benachrichtigungen")), t("Handy und Ruhezeit einstellen"));
    out("</p>"_h);
  });
}

void write_reason(html::Writer& out, TownContext const& c, Application const& a) {
  // What was only proposed is nobody's business yet.
  auto const reason = is_settled(a.state) ? opened(c.keys, a, a.reason) : std::string{};
  if (reason.empty()) return;
  kern::section(out, {.id = "begruendung", .heading = c.t("Das schreibt das Amt")}, [&](html::Writer&) {
    out("<div class='kl-prose'><p>"_h, authority::german(c, reason), "</p></div>"_h);
  });
}

void write_withdrawing(Page& page, TownContext const& c, Application const& a) {
  if (find_transition(a.state, Verb::withdraw) == nullptr) return;
  auto const& t = c.t;
  kern::section(page.out(), {.id = "zuruecknehmen", .heading = t("Antrag zurücknehmen")}, [&](html::Writer& out) {
    out("<p>"_h, t("Dann bearbeiten wir ihn nicht weiter."), "</p>"_h);
    page.button_form(path_in(c, path_of(c, "/zuruecknehmen")),
                     {.label = t("Antrag zurücknehmen"), .weight = kern::Weight::secondary});
  });
}

}  // namespace

namespace {

/// Until when the office has to be done, by which law, and when that stands still.
void write_promise(html::Writer& out, TownContext const& c, cases::ForResident const& told) {
  auto const& t = c.t;
  if (not cases::is_open(told.phase)) return;
  if (not told.status.empty())
    out("<p>"_h, told.translated ? html::Content{told.status} : html::Content{authority::german(c, told.status)},
        "</p>"_h);
  if (told.due)
    out("<p>"_h, t("Bis {} soll das Amt entschieden haben ({}).", i18n::long_date(t, *told.due), told.law), "</p>"_h);
  else if (told.phase == cases::Phase::waiting and not told.law.empty())
    out("<p>"_h, t("Die Frist des Amtes steht still, bis Sie geantwortet haben."), "</p>"_h);
}

}  // namespace

http::Response show_progress(Applications& module, http::Request const& request, TownContext const& c,
                             OwnApplication const& own) {
  auto const& t = c.t;
  auto const& a = own.application;
  bool const fresh = not is_settled(a.state) and http::field(request.query, "neu").has_value();
  auto meta = meta_of(c, own, own.name(t.language()), path_of(c));
  meta.crumbs = {{"/verfolgen", std::string{t("Antrag verfolgen")}}};
  meta.layout = kern::Layout::own;
  Page page{c, std::move(meta)};
  auto& out = page.out();
  page("<div class='kl-wrap kl-page'>"_h);
  if (fresh)
    kern::confirmation(out, {.heading = t("Ihr Antrag ist angekommen"),
                             .lead = t("Nummer {}. Wir melden uns, wenn es etwas Neues gibt.", a.number)});
  out(fresh ? "<h2>"_h : "<h1>"_h, own.name(t.language()), fresh ? "</h2>"_h : "</h1>"_h);
  auto const told = cases::for_resident(module.cases, c, subject_of(a));
  bool const done = told and told->done;
  kern::badge(out, tone_of(a.state), end_word(t, a.state, done));
  auto const owed = owed_for(c, a);
  auto const thread = messages::thread_of(c, subject_of(a));
  bool const asked = can_write(a) and messages::waits_for(thread, messages::Sender::resident);
  bool const said = http::field(request.query, "gesagt").has_value();
  bool const noticed = has_notice(c, a);
  out("<p class='kl-lead'>"_h, next_of(t, a.state, {std::any_of(owed.begin(), owed.end(), is_unpaid), asked, noticed}),
      "</p><div class='kl-cols kl-cols--split'><div>"_h);
  if (http::field(request.query, "ergaenzt")) kern::done(out, t("Das Amt hat Ihre Angaben."));
  write_transfer(out, c, a);
  if (told and told->asked) write_asked(out, c, a, *told->asked);
  if (not is_settled(a.state)) write_usual_time(out, c, a);
  if (told) write_promise(out, c, *told);
  for (auto const& one : owed) write_payment(out, c, own, one, is_unpaid(one));
  // What waits for an answer stands before what has been.
  bool const first = asked or said;
  bool const asked_for = told and told->asked;
  if (first) write_messages(out, c, a, thread, {.said = said, .quiet = asked_for});
  write_notices(page, module, c, a);
  if (told and told->programme) write_programme(page, c);
  write_reason(out, c, a);
  if (is_settled(a.state) and a.state != State::passed_on)
    write_rating(page, c, a, http::field(request.query, "danke").has_value());
  write_steps(out, c, a, done);
  delivery::write_for_resident(out, c, subject_of(a));
  if (not first) write_messages(out, c, a, thread, {});
  out("</div><aside class='kl-aside kl-stack' aria-label='"_h, t("Nummer und Amt"), "'>"_h);
  write_number(out, c, a);
  write_ways(out, c, a);
  if (auto const* office = c.town->office(a.office)) authority::write_office_contact(out, c, *office);
  write_account(page, c, own, accounts::holder_of(c, request));
  out("</aside><div>"_h);
  write_receipt(out, c, a);
  // § 9a Absatz 4 OZG: a copy of what was declared, to be kept.
  auto const entered = entered_of(c, a, *own.form);
  auto const shown = forms::shown_answers(t, *own.form->compiled, entered, forms::environment_of(c.clock));
  write_signatures(out, c, own);
  kern::section(out, {.id = "antworten", .heading = t("Das haben Sie abgeschickt")}, [&](html::Writer&) {
    write_acting(out, c, own, entered);
    forms::write_answers(out, c, shown, 3, [](html::Writer&, forms::ShownPage const&) {});
    write_file_links(out, with_named_files(*own.form, entered), path_in(c, path_of(c, "/dateien/")));
  });
  write_withdrawing(page, c, a);
  page("</div></div></div>"_h);
  return page.finish();
}

http::Response receipt(Applications& module, http::Request const&, TownContext& c) {
  auto const own = by_token(module, c, c.path("kennung"));
  if (own.application.entry < 0) throw NotFound{};
  auto json = receipts::receipt_of(module.house, c, static_cast<std::uint64_t>(own.application.entry));
  if (not json)
    return short_answer(c, {.status = 404,
                            .title = std::string{c.t("Der Beleg ist noch nicht fertig")},
                            .lead = std::string{c.t("Er wird einmal in der Minute unterschrieben. Bitte versuchen Sie "
                                                    "es gleich noch einmal.")},
                            .path = path_of(c),
                            .button = std::string{c.t("Zurück zum Antrag")},
                            .phone = false});
  http::Response response{.content_type = "application/json", .body = *std::move(json), .caching = http::Caching::none};
  response.headers.emplace_back("Content-Disposition",
                                fmt::format("attachment; filename=\"beleg-{}.json\"", own.application.number));
  return response;
}

http::Response withdraw_own(Applications& module, http::Request const& request, TownContext& c) {
  auto const own = by_token(module, c, c.path("kennung"));
  return perform(c, request, [&](acts::Transaction& tx) {
    auto application = current(tx, own.application);
    if (application.state != State::withdrawn) withdraw(tx, module.payments, application, *own.form);
    return acts::see(path_in(c, path_of(c)));
  });
}

}  // namespace kreislauf::applications::pages
