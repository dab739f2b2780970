#include "administration/applications/shared/signatures.h"

#include "administration/applications/acts/identifying.h"
#include "administration/applications/acts/links.h"
#include "administration/applications/rules/signers.h"

namespace kreislauf::applications {

namespace {

std::string role_words(OwnApplication const& own, Signature const& one, i18n::Language language) {
  auto const* who = cosigner_of(*own.form, one.role);
  return who == nullptr ? one.role : forms::text_in(language, who->who);
}

}  // namespace

std::vector<Signed> signed_by(db::Connection& connection, crypto::Keys const& keys, OwnApplication const& own,
                              i18n::Language language, std::int64_t version) {
  std::vector<Signed> all;
  if (own.form->definition().cosigners.empty()) return all;
  for (auto const& one : store::signatures_of(connection, own.application.id, version)) {
    if (one.state != Signature::State::given) continue;
    auto const proof = proof_of(keys, one);
    all.push_back({.who = role_words(own, one, language),
                   .name = signer_of(keys, one).name,
                   .at = one.settled_at,
                   .provider = proof ? proof->provider : std::string{},
                   .at_counter = one.channel == Channel::counter,
                   .on_paper = one.channel == Channel::paper});
  }
  return all;
}

std::vector<Awaited> awaited_for_amendment(db::Connection& connection, OwnApplication const& own,
                                           i18n::Language language) {
  std::vector<Awaited> all;
  if (own.form->definition().cosigners.empty()) return all;
  for (auto const& one : store::signatures_of(connection, own.application.id, of_amendment)) {
    if (one.state == Signature::State::asked) all.push_back({role_words(own, one, language), one.until});
  }
  return all;
}

}  // namespace kreislauf::applications
