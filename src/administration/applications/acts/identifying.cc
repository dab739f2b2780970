#include "administration/applications/acts/identifying.h"

#include "administration/applications/acts/links.h"
#include "administration/applications/acts/reusing.h"
#include "administration/applications/store/store.h"

namespace kreislauf::applications {

namespace {

constexpr std::string_view purpose = "applications/logins";
constexpr std::size_t secret_length = 64;

std::string about(std::string_view state_hash) { return "login:" + std::string{state_hash}; }

bool is_over(acts::Transaction const& tx, PendingLogin const& login) {
  return tx.now - parse_iso_utc(login.begun_at) >= login_lasts;
}

/// A request that asked the provider and never came to an end (the program was stopped): nobody waits for it longer.
bool was_left(acts::Transaction const& tx, PendingLogin const& login) {
  return tx.now - parse_iso_utc(login.answered_at) >= std::chrono::minutes{1};
}

/// The code, or why there is none: what makes two answers the same.
std::string hash_of(oidc::Answer const& answer) {
  return crypto::sha256_hex(answer.code + "\n" + answer.error + "\n" + answer.issuer);
}

}  // namespace

namespace {

struct Whose {
  std::int64_t application = 0, signature = 0;
  std::string link;
};

void keep_pending(acts::Transaction& tx, authority::TownContext const& c, Whose whose, std::string_view provider,
                  oidc::Pending const& pending) {
  PendingLogin login;
  login.application = whose.application;
  login.signature = whose.signature;
  login.link = std::move(whose.link);
  login.provider = provider;
  login.state = crypto::sha256_hex(pending.state);
  login.secrets = c.keys.seal(purpose, about(login.state), pending.state + pending.nonce + pending.verifier, c.random);
  login.language = i18n::code(c.t.language());
  login.begun_at = iso_utc(tx.now);
  store::add(tx.db, login);
}

}  // namespace

void leave(acts::Transaction& tx, authority::TownContext const& c, Application const& application,
           std::string_view provider, oidc::Pending const& pending) {
  if (not is_open(application.state)) throw TooLate{};
  keep_pending(tx, c, {application.id, 0, application.token_hash}, provider, pending);
}

void leave(acts::Transaction& tx, authority::TownContext const& c, Signature const& signature,
           std::string_view provider, oidc::Pending const& pending) {
  if (signature.state != Signature::State::asked) throw TooLate{};
  keep_pending(tx, c, {signature.application, signature.id, signature.token_hash}, provider, pending);
}

Return take_back(acts::Transaction& tx, authority::TownContext const& c, oidc::Answer const& answer) {
  auto found = store::login_by_state(tx.db, crypto::sha256_hex(answer.state));
  if (not found or is_over(tx, *found)) return {};
  auto& login = *found;
  auto const given = hash_of(answer);
  using Step = PendingLogin::Step;
  if (login.step == Step::away) {
    auto const secrets = c.keys.open(purpose, about(login.state), login.secrets);
    if (not secrets or secrets->size() != 3 * secret_length) return {};
    login.step = Step::asking;
    login.answer = given;
    login.answered_at = iso_utc(tx.now);
    login.secrets.clear();  // used: the code goes to the provider once
    store::save(tx.db, login);
    return {.kind = Return::Kind::ask,
            .login = login,
            .pending = {.state = secrets->substr(0, secret_length),
                        .nonce = secrets->substr(secret_length, secret_length),
                        .verifier = secrets->substr(2 * secret_length)}};
  }
  // A reload, a second press, a lost connection: who brings the same answer gets what the first one got.
  if (not crypto::equal(login.answer, given)) return {};
  auto kind = Return::Kind::failed;
  if (login.step == Step::proven) kind = Return::Kind::proven;
  if (login.step == Step::asking and not was_left(tx, login)) kind = Return::Kind::busy;
  return {.kind = kind, .login = login};
}

void give_up(acts::Transaction& tx, PendingLogin login) {
  login.step = PendingLogin::Step::failed;
  store::save(tx.db, login);
}

bool identify(acts::Transaction& tx, authority::TownContext const& c, PendingLogin login, Application& application,
              logins::Proof const& proof) {
  if (not is_open(application.state) or application.token_hash != login.link) {
    give_up(tx, std::move(login));
    return false;
  }
  change(tx, application, Verb::identify);
  application.proof = sealed(c.keys, application, logins::text_of(proof), c.random);
  application.former_link = application.token_hash;
  ++application.link;
  application.token_hash = token_hash_of(new_token_of(c.keys, application));
  store::save_proof(tx.db, application);
  store::save(tx.db, application);
  note_person(tx, c.keys, application, proof);
  login.step = PendingLogin::Step::proven;
  // By this the same answer is led to the draft as it is called now, and to no later one.
  login.link = application.token_hash;
  store::save(tx.db, login);
  return true;
}

bool identify(acts::Transaction& tx, authority::TownContext const& c, PendingLogin login, Signature& signature,
              logins::Proof const& proof) {
  if (signature.state != Signature::State::asked or signature.token_hash != login.link) {
    give_up(tx, std::move(login));
    return false;
  }
  auto signer = signer_of(c.keys, signature);
  signer.proof = logins::text_of(proof);
  signature.sealed = sealed(c.keys, signature, signer, c.random);
  signature.former_link = signature.token_hash;
  ++signature.link;
  signature.token_hash = token_hash_of(new_token_of(c.keys, signature));
  store::save(tx.db, signature);
  login.step = PendingLogin::Step::proven;
  login.link = signature.token_hash;
  store::save(tx.db, login);
  return true;
}

std::optional<logins::Proof> proof_of(crypto::Keys const& keys, Signature const& signature) {
  auto const signer = signer_of(keys, signature);
  return signer.proof.empty() ? std::nullopt : logins::proof_in(signer.proof);
}

std::optional<logins::Proof> proof_of(crypto::Keys const& keys, Application const& application) {
  if (application.proof.empty()) return std::nullopt;
  return logins::proof_in(opened(keys, application, application.proof));
}

}  // namespace kreislauf::applications
