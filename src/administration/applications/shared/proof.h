#pragma once

#include "administration/logins/logins.h"
#include "platform/html/html.h"

/// Who somebody has proven to be, as the applicant and the office read it.
namespace kreislauf::applications {

/// `hoch`
std::string_view word_of(i18n::Translator const& t, logins::Level level);
/// Name, birth date, address, level. The pseudonym is shown to nobody.
void write_proof(html::Writer& out, i18n::Translator const& t, logins::Proof const& proof);

}  // namespace kreislauf::applications
