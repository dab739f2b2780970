#pragma once

#include <string>
#include <vector>

#include "administration/forms/model.h"
#include "authority/context.h"
#include "engines/feel/feel.h"
#include "platform/kern/form.h"

/// The questions of a service as fields of the house: one set of kinds, limits, messages and drawings for both.
namespace kreislauf::forms {

/// In the language of the page; where nobody has translated it, the German text, marked as German.
html::Content in_language(authority::Context const& c, Text const& text);
/// The same as plain text, for letters and sentences.
std::string const& text_in(i18n::Language language, Text const& text);

/// `name`: of the field on the page. Not for lists, groups and notes.
kern::Field field_of(authority::Context const& c, Question const& question, std::string name);

/// What of it decides how an answer is read: without words, for who draws nothing. Of no choice.
kern::Field read_as(Question const& question, std::string name);

/// An answer as a person would type it, for a field. Of choices several.
std::vector<std::string> typed_of(i18n::Translator const& t, Question const& question, feel::Value const& answer);
/// What was understood in a field; null where nothing was answered.
feel::Value answer_in(kern::Form const& form, Question const& question, std::string_view name);

}  // namespace kreislauf::forms
