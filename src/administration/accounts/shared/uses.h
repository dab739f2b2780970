#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "platform/html/html.h"
#include "platform/i18n/i18n.h"

// Who has used which data of somebody, when, and why (Datenschutzcockpit, § 10 IDNrG in the small).
namespace kreislauf::accounts {

/// All texts are in the language of the page, but where `german` says that names are not.
struct Use {
  Instant at{};
  html::Content who;         ///< `Bauamt`
  html::Content what;        ///< `alle Angaben des Antrags`
  html::Content why;         ///< goes on after who it was: `hat den Antrag gelesen`
  html::Content about = {};  ///< `Sperrmüll abholen, 2026-000017`
};

/// The newest first. With `about` each says what it was used for.
void write_uses(html::Writer& out, i18n::Translator const& t, std::vector<Use> uses, bool about);

}  // namespace kreislauf::accounts
