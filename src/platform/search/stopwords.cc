#include <algorithm>
#include <array>
#include <string_view>

#include "platform/search/analysis.h"

namespace kreislauf::search {

namespace {

// All lists are folded and sorted, as the search below needs them.
constexpr std::array<std::string_view, 179> german_stop{
    "ab",      "aber",     "alle",       "als",      "also",     "am",      "an",     "auch",     "auf",
    "aus",     "bei",      "beim",       "bekomme",  "bekommen", "bekommt", "bin",    "bis",      "bitte",
    "brauche", "brauchen", "braucht",    "bzw",      "da",       "damit",   "danke",  "dann",     "darf",
    "das",     "dass",     "dein",       "deine",    "dem",      "den",     "denn",   "der",      "des",
    "die",     "dies",     "diese",      "diesem",   "diesen",   "dieser",  "dir",    "doch",     "dort",
    "du",      "duerfen",  "durch",      "ein",      "eine",     "einem",   "einen",  "einer",    "eines",
    "er",      "erhalte",  "erhalten",   "es",       "etwas",    "euch",    "finde",  "finden",   "fuer",
    "fuers",   "ganz",     "gegenueber", "geht",     "gemaess",  "gibt",    "hab",    "habe",     "haben",
    "hallo",   "hat",      "hatte",      "hier",     "ich",      "ihr",     "ihre",   "ihren",    "im",
    "in",      "ins",      "ist",        "ja",       "jetzt",    "kann",    "kein",   "keine",    "keinen",
    "koennen", "koennte",  "kriege",     "kriegen",  "lasse",    "lassen",  "mache",  "machen",   "mal",
    "man",     "mein",     "meine",      "meinem",   "meinen",   "meiner",  "meines", "mich",     "mir",
    "mit",     "moechte",  "moechten",   "muessen",  "muss",     "nach",    "nicht",  "noch",     "nun",
    "nur",     "ob",       "oder",       "per",      "pro",      "schon",   "sehr",   "sein",     "seine",
    "seinen",  "seit",     "sich",       "sie",      "sind",     "so",      "soll",   "sollen",   "sowie",
    "tun",     "ueber",    "um",         "und",      "uns",      "unser",   "unsere", "unseren",  "unter",
    "vom",     "von",      "vor",        "waehrend", "wann",     "war",     "warum",  "was",      "wegen",
    "welche",  "welchen",  "welcher",    "welches",  "wem",      "wenn",    "wer",    "werde",    "werden",
    "wie",     "wieviel",  "will",       "wir",      "wird",     "wo",      "woher",  "wohin",    "wollen",
    "worden",  "wurde",    "zu",         "zum",      "zur",      "zurueck", "zwecks", "zwischen",
};

constexpr std::array<std::string_view, 52> english_stop{
    "a",   "am",   "an",   "and",    "are",   "at",  "be",    "by",   "can",  "do",    "does", "for",  "from",
    "get", "have", "how",  "i",      "if",    "in",  "is",    "it",   "me",   "must",  "my",   "need", "of",
    "on",  "or",   "our",  "should", "that",  "the", "there", "this", "to",   "up",    "us",   "want", "was",
    "we",  "what", "when", "where",  "which", "who", "why",   "will", "with", "would", "you",  "your", "yours",
};

// English words that are not also German ones, so that "how to register my dog" works in the German index.
constexpr std::array<std::string_view, 20> english_in_german{
    "and",  "are", "can", "do",  "for", "from", "get",  "have",  "how",  "my",
    "need", "of",  "or",  "the", "to",  "want", "what", "where", "with", "your",
};

constexpr std::array<std::string_view, 45> german_weak{
    "abholen",  "anfordern", "antraege", "antrag", "ausstellen", "beantrage",  "beantragen", "beantragt", "beantragung",
    "behoerde", "bestellen", "bezahlen", "dauer",  "dringend",   "formular",   "frist",      "gekauft",   "geld",
    "gemeinde", "holen",     "info",     "infos",  "kaufen",     "kosten",     "lange",      "melden",    "naechste",
    "neu",      "neue",      "neuen",    "neuer",  "neues",      "online",     "person",     "preis",     "rathaus",
    "schnell",  "stadt",     "suche",    "suchen", "termin",     "unterlagen", "viel",       "woche",     "zustaendig",
};

template <std::size_t size>
constexpr bool contains(std::array<std::string_view, size> const& list, std::string_view word) {
  return std::binary_search(list.begin(), list.end(), word);
}

}  // namespace

WordClass word_class(std::string_view folded, Language language) {
  if (language == Language::english) return contains(english_stop, folded) ? WordClass::stop : WordClass::content;
  if (contains(german_stop, folded) or contains(english_in_german, folded)) return WordClass::stop;
  return contains(german_weak, folded) ? WordClass::weak : WordClass::content;
}

}  // namespace kreislauf::search
