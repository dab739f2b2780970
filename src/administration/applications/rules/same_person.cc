#include "administration/applications/rules/same_person.h"

#include "base/text.h"
#include "platform/mail/mail.h"

namespace kreislauf::applications {

bool is_same_mailbox(std::string_view one, std::string_view other) {
  return not one.empty() and mail::mailbox_of(text::trimmed(one)) == mail::mailbox_of(text::trimmed(other));
}

bool is_same_person(logins::Proof const& one, logins::Proof const& other) {
  bool const known = not one.pseudonym.empty() and one.provider == other.provider;
  if (known and one.pseudonym == other.pseudonym) return true;
  auto const name = [](logins::Proof const& proof) {
    return text::folded(proof.attributes.given_name + " " + proof.attributes.family_name);
  };
  return not one.attributes.birthdate.empty() and one.attributes.birthdate == other.attributes.birthdate and
         name(one) == name(other);
}

}  // namespace kreislauf::applications
