#pragma once

#include <string>

#include "administration/appointments/acts/environment.h"
#include "authority/context.h"
#include "platform/kern/form.h"

/// What a resident is asked about himself: the same questions, and the same checks, for pages and for programs.
namespace kreislauf::appointments {

inline constexpr std::int64_t longest_name = 120, longest_note = 200;

/// `name`: our notifications greet with it, so it is a name (DIN 91379) and no message to somebody else.
kern::Field name_question(i18n::Translator const& t);
/// `mail`: without an address nobody can confirm.
kern::Field email_question(i18n::Translator const& t);
/// `telefon`: needed where the office calls.
kern::Field phone_question(i18n::Translator const& t, bool by_phone);

/// `name`, `mail`, `telefon`, `notiz`. The number is needed only by an appointment on the telephone.
kern::Form person_questions(authority::Context const& context, Channel channel);
/// What was answered, when it is right. `language` is `de`.
Person person_of(kern::Form const& form, std::string_view language);

}  // namespace kreislauf::appointments
