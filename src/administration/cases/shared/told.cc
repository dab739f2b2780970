#include "administration/cases/shared/told.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "platform/http/message.h"
#include "platform/kern/components.h"

namespace kreislauf::cases {

namespace {

struct Sentence {
  std::string_view what, german;
};
constexpr auto sentences = std::to_array<Sentence>({
    {done::taken, "Sie haben den Fall übernommen."},
    {done::given, "Der Fall ist weitergegeben."},
    {done::released, "Der Fall ist zurückgegeben. Jetzt hat ihn niemand."},
    {done::status, "Der Stand ist gesetzt."},
    {done::gone_on, "Der Fall geht ohne Antwort weiter."},
    {done::reopened, "Der Fall ist wieder aufgenommen."},
    {done::decided, "Der Fall ist entschieden."},
    {done::proposed, "Ihre Entscheidung wartet auf die Mitzeichnung."},
    {done::referred, "Der Vorschlag ist zurück. Entschieden ist nichts."},
    {done::issued, "Der Bescheid ist erlassen, der Fall entschieden."},
    {done::discarded, "Der Entwurf ist verworfen."},
    {done::asked, "Die Person liest jetzt, was Sie geschrieben haben."},
    {done::read, "Die Nachricht braucht keine Antwort mehr."},
    {done::evidence, "Der Nachweis ist gesehen."},
    {done::dropped, "Die Frage ist zurückgenommen."},
    {done::posted, "Der Bescheid ist heute zur Post gegeben."},
    {done::given_back, "Der Fall geht an die andere Behörde zurück."},
    {done::passed_on, "Der Fall geht an die andere Behörde."},
});

std::string_view sentence_of(std::string_view what) {
  auto const found =
      std::find_if(sentences.begin(), sentences.end(), [&](Sentence const& one) { return one.what == what; });
  return found == sentences.end() ? std::string_view{} : found->german;
}

}  // namespace

std::string told(std::string path, std::string_view what) {
  path += fmt::format("{}getan={}#getan", path.find('?') == std::string::npos ? '?' : '&', what);
  return path;
}

std::string told_in(std::string_view query) {
  auto what = http::field(query, "getan").value_or("");
  return sentence_of(what).empty() ? std::string{} : what;
}

void write_told(html::Writer& out, std::string_view what) {
  if (auto const sentence = sentence_of(what); not sentence.empty()) kern::done(out, sentence);
}

}  // namespace kreislauf::cases
