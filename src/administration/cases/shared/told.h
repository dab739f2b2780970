#pragma once

#include <string>
#include <string_view>

#include "platform/html/html.h"

/// What a button has done, said at the top of the page of a case. The answer leads there by its fragment: focus and
/// view stand at the sentence, with and without JavaScript, and the next Tab goes on from it.
namespace kreislauf::cases {

namespace done {
inline constexpr std::string_view taken = "uebernommen", given = "weitergegeben", released = "zurueckgegeben",
                                  status = "stand", gone_on = "weiter", reopened = "wiederaufgenommen",
                                  decided = "entschieden", proposed = "vorgeschlagen", referred = "vorschlag-zurueck",
                                  issued = "erlassen", discarded = "verworfen", asked = "gefragt", read = "gelesen",
                                  evidence = "nachweis", dropped = "frage-zurueck", posted = "post",
                                  given_back = "rueckgabe", passed_on = "abgegeben";
}

/// `path` with what it shall say: `…/antraege/17?sicht=neu&getan=entschieden#getan`.
std::string told(std::string path, std::string_view what);
/// What the address asks to be said; empty for anything that is none of the words above.
std::string told_in(std::string_view query);
/// Nothing for an empty word.
void write_told(html::Writer& out, std::string_view what);

}  // namespace kreislauf::cases
