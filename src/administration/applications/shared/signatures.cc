#include "administration/applications/shared/signatures.h"

#include "administration/applications/acts/identifying.h"
#include "administration/applications/acts/links.h"
#include "administration/applications/rules/signers.h"

namespace kreislauf::applications {

std::vector<Signed> signed_by(db::Connection& connection, crypto::Keys const& keys, OwnApplication const& own,
                              i18n::Language language) {
  std::vector<Signed> all;
  if (own.form->definition().cosigners.empty()) return all;
  for (auto const& one : store::signatures_of(connection, own.application.id)) {
    if (one.state != Signature::State::given) continue;
    auto const* who = cosigner_of(*own.form, one.role);
    auto const proof = proof_of(keys, one);
    all.push_back({.who = who == nullptr ? one.role : forms::text_in(language, who->who),
                   .name = signer_of(keys, one).name,
                   .at = one.settled_at,
                   .provider = proof ? proof->provider : std::string{},
                   .at_counter = one.channel == Channel::counter});
  }
  return all;
}

}  // namespace kreislauf::applications
