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

constexpr std::array<std::string_view, 83> german_weak{
    "abholen",     "aenderung",  "anerkennung",    "anfordern",     "anlage",        "anlagen",        "anordnung",
    "antraege",    "antrag",     "antragstellung", "anzeige",       "anzeigen",      "aufnahme",       "auskunft",
    "ausnahme",    "ausnahmen",  "ausstellen",     "ausstellung",   "beantrage",     "beantragen",     "beantragt",
    "beantragung", "behoerde",   "beratung",       "bescheinigung", "bestaetigung",  "bestellen",      "bestimmung",
    "bewilligung", "bezahlen",   "dauer",          "dringend",      "durchfuehrung", "eintragung",     "entscheidung",
    "erlaubnis",   "erstellung", "erstmalig",      "erteilung",     "festsetzung",   "feststellung",   "formular",
    "frist",       "gekauft",    "geld",           "gemeinde",      "genehmigung",   "gewaehrung",     "holen",
    "info",        "infos",      "kaufen",         "kosten",        "lange",         "massnahme",      "massnahmen",
    "melden",      "nachweis",   "naechste",       "neu",           "neue",          "neuen",          "neuer",
    "neues",       "online",     "person",         "preis",         "rathaus",       "schnell",        "stadt",
    "suche",       "suchen",     "termin",         "unterlagen",    "veraenderung",  "veraenderungen", "verfahren",
    "vergabe",     "viel",       "vorschrift",     "vorschriften",  "woche",         "zustaendig",
};

// Looked up as they are folded; short lists, not sorted.
constexpr std::array<std::string_view, 39> turkish_stop{
    "nasil",       "nerede", "nereden", "nereye",    "ne",    "icin",      "ve",    "bir",    "ile",   "mi",
    "mu",          "var",    "yok",     "istiyorum", "gerek", "gerekiyor", "lazim", "benim",  "bana",  "ben",
    "bu",          "su",     "o",       "da",        "de",    "kim",       "hangi", "yapmak", "almak", "alabilirim",
    "yapabilirim", "nasi",   "zaman",   "kadar",     "olan",  "olarak",    "ya",    "en",     "cok",
};
constexpr std::array<std::string_view, 40> ukrainian_stop{
    "як",  "де",  "що",       "і",       "й",        "в",    "у",     "на",  "для", "з",
    "із",  "до",  "мені",     "треба",   "потрібно", "хочу", "можна", "чи",  "мій", "моя",
    "моє", "мою", "отримати", "зробити", "оформити", "про",  "від",   "по",  "за",  "це",
    "є",   "я",   "ми",       "коли",    "який",     "яка",  "куди",  "або", "та",  "якщо",
};
constexpr std::array<std::string_view, 30> arabic_stop{
    "كيف", "اين", "ما",  "هل",   "في",   "من",     "علي", "الي",  "عن",   "اريد", "احصل", "لي",  "و",  "هذا", "هذه",
    "مع",  "او",  "متي", "ماذا", "يمكن", "يمكنني", "انا", "التي", "الذي", "عند",  "بعد",  "قبل", "كم", "لدي", "عندي",
};

template <class List>
bool among(List const& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_stop(std::string_view folded, Language language) {
  switch (language) {
    case Language::turkish:
      return among(turkish_stop, folded);
    case Language::ukrainian:
      return among(ukrainian_stop, folded);
    default:
      return among(arabic_stop, folded);
  }
}

template <std::size_t size>
constexpr bool contains(std::array<std::string_view, size> const& list, std::string_view word) {
  return std::binary_search(list.begin(), list.end(), word);
}

}  // namespace

WordClass word_class(std::string_view folded, Language language) {
  if (language > Language::english) return is_stop(folded, language) ? WordClass::stop : WordClass::content;
  if (language == Language::english) return contains(english_stop, folded) ? WordClass::stop : WordClass::content;
  if (contains(german_stop, folded) or contains(english_in_german, folded)) return WordClass::stop;
  return contains(german_weak, folded) ? WordClass::weak : WordClass::content;
}

}  // namespace kreislauf::search
