#include <fmt/format.h>

#include "administration/applications/acts/drafting.h"
#include "administration/applications/acts/identifying.h"
#include "administration/applications/acts/links.h"
#include "administration/applications/resident/draft_page.h"
#include "administration/applications/resident/identity.h"
#include "administration/applications/resident/provider_ways.h"
#include "administration/applications/rules/matching.h"
#include "administration/applications/store/store.h"
#include "authority/act.h"
#include "authority/limits.h"
#include "base/errors.h"

// Out to the provider of an identity, and back to the same draft. Calls to the provider never stand inside of an act.
namespace kreislauf::applications::pages {

using authority::path_in;

std::string back_of(TownContext const& c) { return c.origin + std::string{logins::way_back}; }

bool may_log_in(TownContext const& c, http::Request const& request) {
  constexpr limits::Limit logins_of_network{"logins", 30, std::chrono::minutes{15}};
  return allows(c, request, logins_of_network);
}

/// A page and not a redirect: a form may lead to this site only (CSP form-action), also by way of redirects, and nobody
/// knows through which addresses a provider sends people.
http::Response leave_page(TownContext const& c, std::string path, std::string_view provider,
                          std::string const& address) {
  authority::Page page{c,
                       {.title = std::string{c.t("Weiter zu {}", provider)},
                        .path = std::move(path),
                        .layout = kern::Layout::narrow,
                        .index = false}};
  page.lead(c.t("Gleich geht es dort weiter. Wenn nicht, drücken Sie den Knopf."));
  kern::actions(page.out(), [&](html::Writer& out) {
    kern::button_link(out, {.path = address, .label = c.t("Weiter zu {}", provider)});
  });
  auto response = page.finish();
  response.caching = http::Caching::none;
  response.headers.emplace_back("Refresh", "0; url=" + address);
  return response;
}

http::Response show_unknown_login(TownContext const& c) {
  return short_answer(
      c,
      {.status = 400,
       .title = std::string{c.t("Diese Anmeldung gilt nicht mehr")},
       .lead = std::string{c.t("Vielleicht ist zu viel Zeit vergangen, oder Sie haben sich inzwischen noch einmal "
                               "angemeldet. Ihr Entwurf ist gespeichert. Gehen Sie zu ihm zurück, und melden Sie sich "
                               "dort noch einmal an.")},
       .path = "/dienste",
       .button = std::string{c.t("Zu den Diensten")}});
}

std::string_view told_by(oidc::Reason reason) {
  switch (reason) {
    case oidc::Reason::declined:
      return login_declined;
    case oidc::Reason::unreachable:
      return login_disturbed;
    case oidc::Reason::level_too_low:
      return login_too_low;
    default:
      return login_refused;
  }
}

namespace {

http::Response to_draft(std::string_view language, std::string_view token, std::string_view told) {
  auto const known = i18n::language_of(language).value_or(i18n::Language::german);
  return http::see_other(fmt::format("{}/mein-antrag/{}?{}={}", i18n::path_prefix(known), token, login_told, told));
}

http::Response to_own(TownContext const& c, std::string_view told) {
  return to_draft(i18n::code(c.t.language()), c.path("kennung"), told);
}

/// Another request of the same browser asks the provider just now: the page fetches itself again.
http::Response show_busy(TownContext const& c) {
  authority::Page page{c,
                       {.title = std::string{c.t("Einen Moment")},
                        .path = std::string{logins::way_back},
                        .layout = kern::Layout::narrow,
                        .index = false,
                        .refresh_seconds = 2}};
  page.lead(c.t("Wir prüfen Ihre Anmeldung."));
  return page.finish();
}

struct Came {
  std::string token, told = std::string{login_refused};
  bool known = true;
};

/// Asks the provider, and keeps what it says.
/// `account`: of who is signed in there, too; 0: nobody.
Came ask(Applications& module, TownContext& c, Return const& back, OwnApplication const& own,
         oidc::Answer const& answer, std::int64_t account) {
  Came came{.token = token_of(c.keys, own.application)};
  auto const need = need_of(own);
  auto const* const provider = module.logins.find(c.authority, need, back.login.provider);
  auto const proof = provider == nullptr ? oidc::Outcome<logins::Proof>{oidc::refuse(oidc::Reason::unreachable)}
                                         : module.logins.finish(*provider, need, back.pending, answer, back_of(c));
  acts::perform(c.db, c.clock, c.actor(), [&](acts::Transaction& tx) {
    if (not proof) return give_up(tx, back.login);
    auto application = current(tx, own.application.id);
    came.known = identify(tx, c, back.login, application, *proof);
    // Whoever else has it in an account knew it before anybody was known.
    if (came.known) accounts::let_go_but(tx, subject_of(application), account);
    came.token = token_of(c.keys, application);
  });
  came.told = proof ? login_fine : told_by(proof.error());
  return came;
}

/// What was said the first time. A proof is told with the link of today only as long as it is that of this login.
http::Response again(TownContext const& c, Return const& back, Application const& application) {
  if (application.token_hash != back.login.link) return show_unknown_login(c);
  return to_draft(back.login.language, token_of(c.keys, application),
                  back.kind == Return::Kind::proven ? login_fine : login_refused);
}

}  // namespace

http::Response log_in(Applications& module, http::Request const& request, TownContext& c) {
  auto draft = open_draft(module, c);
  if (draft.answer) return *std::move(draft.answer);
  auto const need = need_of(draft.own);
  auto const* const provider =
      module.logins.find(c.authority, need, http::field(request.body, "anbieter").value_or(""));
  if (need.level == logins::Level::none or provider == nullptr) throw BadRequest{"nobody can log in there for this"};
  if (not may_log_in(c, request)) return to_own(c, login_disturbed);
  auto const departure = module.logins.begin(*provider, need, back_of(c), c.t.language());
  if (not departure) return to_own(c, login_disturbed);
  // No key of the form: each press is a login of its own, and the answer of an act would be kept with its secrets.
  acts::perform(c.db, c.clock, c.actor(), [&](acts::Transaction& tx) {
    leave(tx, c, current(tx, draft.own.application), provider->id, departure->pending);
  });
  return leave_page(c, path_of(c), provider->name, departure->address);
}

http::Response come_back(Applications& module, http::Request const& request, TownContext& c) {
  auto const answer = oidc::answer_in(request.query);
  if (not answer) {
    logins::note_refusal("back", answer.error());
    return show_unknown_login(c);
  }
  Return back;
  std::optional<Application> found;
  // Invented ones write nothing.
  bool is_known = false;
  c.db.read([&](db::Connection& connection) {
    is_known = store::login_by_state(connection, crypto::sha256_hex(answer->state)).has_value();
  });
  if (not is_known) return show_unknown_login(c);
  acts::perform(c.db, c.clock, c.actor(), [&](acts::Transaction& tx) {
    back = take_back(tx, c, *answer);
    if (back.kind != Return::Kind::unknown) found = store::find(tx.db, back.login.application);
  });
  if (not found) return show_unknown_login(c);
  if (back.kind == Return::Kind::busy) return show_busy(c);
  if (back.login.signature != 0) return come_back_to_sign(module, c, back, *answer);
  if (back.kind != Return::Kind::ask) return again(c, back, *found);
  auto const own = with_form(module, *std::move(found));
  // Begun with a link that another login has ended: the provider is not even asked.
  if (own.application.token_hash != back.login.link) return show_unknown_login(c);
  auto const holder = accounts::holder_of(c, request);
  auto const came = ask(module, c, back, own, *answer, holder ? holder->id : 0);
  return came.known ? to_draft(back.login.language, came.token, came.told) : show_unknown_login(c);
}

http::Response take_over(Applications& module, http::Request const& request, TownContext& c) {
  auto draft = open_draft(module, c);
  if (draft.answer) return *std::move(draft.answer);
  return perform(c, request, [&](acts::Transaction& tx) {
    auto application = current(tx, draft.own.application);
    auto const& form = *draft.own.form;
    if (auto const proof = proof_of(c.keys, application)) {
      auto const entered = entered_of(c, application, form);
      auto const known =
          known_answers(form.definition(), {.who = proof->attributes}, acting_in(*form.compiled, entered));
      save(tx, c, application, form, filled(*form.compiled, entered, known));
    }
    return acts::see(path_in(c, path_of(c, "/pruefen")));
  });
}

}  // namespace kreislauf::applications::pages
