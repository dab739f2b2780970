#include "administration/programs/acts/secrets.h"

namespace kreislauf::programs {

namespace {

constexpr std::string_view secret_purpose = "programs/secret", mail_purpose = "programs/mail";

std::string opened(crypto::Keys const& keys, std::string_view purpose, Webhook const& hook, std::string const& text) {
  return text.empty() ? std::string{} : keys.open(purpose, subject_of(hook), text).value_or("");
}

}  // namespace

std::string sealed_secret(crypto::Keys const& keys, Webhook const& hook, std::string_view secret,
                          crypto::Random& random) {
  return keys.seal(secret_purpose, subject_of(hook), secret, random);
}
std::string secret_of(crypto::Keys const& keys, Webhook const& hook) {
  return opened(keys, secret_purpose, hook, hook.secret);
}
std::string sealed_mail(crypto::Keys const& keys, Webhook const& hook, std::string_view mail, crypto::Random& random) {
  return mail.empty() ? std::string{} : keys.seal(mail_purpose, subject_of(hook), mail, random);
}
std::string mail_of(crypto::Keys const& keys, Webhook const& hook) {
  return opened(keys, mail_purpose, hook, hook.mail);
}

}  // namespace kreislauf::programs
