#include <fmt/format.h>

#include "administration/applications/acts/cosigning.h"
#include "administration/applications/acts/links.h"
#include "administration/applications/resident/identity.h"
#include "administration/applications/resident/provider_ways.h"
#include "administration/applications/resident/signer.h"
#include "administration/applications/shared/proof.h"
#include "administration/applications/store/store.h"
#include "authority/act.h"
#include "base/errors.h"

// Who signs besides proves who he is as the applicant does (docs/decisions/0016): out to the provider, and back with
// another link.
namespace kreislauf::applications::pages {

using authority::Page, authority::path_in;

bool write_login_to_sign(Page& page, Applications& module, TownContext const& c, ToSign const& it) {
  auto const& t = c.t;
  auto const need = need_of(it.own);
  auto const proof = proof_of(c.keys, it.signature);
  if (proof)
    page("<p>"_h, t("Sie sind mit {} angemeldet (Vertrauensniveau: {}).", proof->provider, word_of(t, proof->level)),
         "</p>"_h);
  bool const known = need.level == logins::Level::none or need.later or (proof and proof->level >= need.level);
  if (known) return true;
  auto const providers = module.logins.offered(c.authority, need);
  page("<p>"_h, t("Bevor Sie unterschreiben, müssen wir sicher wissen, wer Sie sind."),
       providers.empty()
           ? std::string{" "} + std::string{t("Hier kann man sich gerade nicht anmelden.")} + authority::call_us(c)
           : std::string{},
       "</p>"_h);
  for (auto const* one : providers) {
    page.button_form(path_in(c, "/unterschrift/" + c.path("kennung") + "/anmelden"),
                     {.label = t("Mit {} anmelden", one->name),
                      .weight = kern::Weight::secondary,
                      .name = "anbieter",
                      .value = one->id});
  }
  return false;
}

std::string told_login(TownContext const& c, std::string_view told) {
  auto const& t = c.t;
  if (told == login_declined) return std::string{t("Die Anmeldung wurde abgebrochen.")};
  if (told == login_disturbed) return std::string{t("Die Anmeldung klappt gerade nicht")};
  if (told == login_too_low) return std::string{t("Diese Anmeldung reicht nicht aus")};
  if (told == login_refused) return std::string{t("Die Anmeldung ist nicht gelungen")};
  return {};
}

http::Response log_in_to_sign(Applications& module, http::Request const& request, TownContext& c) {
  std::optional<ToSign> it;
  try {
    it = to_sign_by_token(module, c);
  } catch (LinkRenewed const&) {
    return http::see_other(path_in(c, "/unterschrift/" + c.path("kennung")));
  }
  auto const back = [&](std::string_view told) {
    return http::see_other(fmt::format("{}?{}={}", path_in(c, "/unterschrift/" + c.path("kennung")), login_told, told));
  };
  auto const need = need_of(it->own);
  auto const* const provider =
      module.logins.find(c.authority, need, http::field(request.body, "anbieter").value_or(""));
  if (need.level == logins::Level::none or provider == nullptr) throw BadRequest{"nobody can log in there for this"};
  if (not may_log_in(c, request)) return back(login_disturbed);
  auto const departure = module.logins.begin(*provider, need, back_of(c), c.t.language());
  if (not departure) return back(login_disturbed);
  acts::perform(c.db, c.clock, c.actor(), [&](acts::Transaction& tx) {
    leave(tx, c, current(tx, it->signature), provider->id, departure->pending);
  });
  return leave_page(c, "/unterschrift/" + c.path("kennung"), provider->name, departure->address);
}

namespace {

http::Response to_signature(std::string_view language, std::string_view token, std::string_view told) {
  auto const known = i18n::language_of(language).value_or(i18n::Language::german);
  return http::see_other(fmt::format("{}/unterschrift/{}?{}={}", i18n::path_prefix(known), token, login_told, told));
}

}  // namespace

http::Response come_back_to_sign(Applications& module, TownContext& c, Return const& back, oidc::Answer const& answer) {
  std::optional<Signature> found;
  std::optional<Application> application;
  c.db.read([&](db::Connection& connection) {
    found = store::signature(connection, back.login.signature);
    if (found) application = store::find(connection, found->application);
  });
  if (not application or found->token_hash != back.login.link) return show_unknown_login(c);
  auto const language = back.login.language;
  if (back.kind != Return::Kind::ask)
    return to_signature(language, token_of(c.keys, *found),
                        back.kind == Return::Kind::proven ? login_fine : login_refused);
  auto const need = need_of(with_form(module, *std::move(application)));
  auto const* const provider = module.logins.find(c.authority, need, back.login.provider);
  auto const proof = provider == nullptr ? oidc::Outcome<logins::Proof>{oidc::refuse(oidc::Reason::unreachable)}
                                         : module.logins.finish(*provider, need, back.pending, answer, back_of(c));
  auto token = token_of(c.keys, *found);
  bool known = true;
  acts::perform(c.db, c.clock, c.actor(), [&](acts::Transaction& tx) {
    if (not proof) return give_up(tx, back.login);
    auto signature = store::signature(tx.db, found->id);
    known = signature and identify(tx, c, back.login, *signature, *proof);
    if (known) token = token_of(c.keys, *signature);
  });
  if (not known) return show_unknown_login(c);
  return to_signature(language, token, proof ? login_fine : told_by(proof.error()));
}

}  // namespace kreislauf::applications::pages
