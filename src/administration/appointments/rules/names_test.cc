#include "administration/appointments/rules/names.h"

#include <doctest/doctest.h>

using kreislauf::appointments::is_called;

TEST_CASE("a name is found by its words in any order, cut short, with or without hyphen and marks") {
  for (auto const* asked : {"Groß-Müller, Änne", "Änne Groß Müller", "müller änne", "gross-mueller", "Groß‑Müller",
                            "anne gross muller", "GROSS", "Änne  Gr", "Aenne Müll", "müller, ä"}) {
    CAPTURE(asked);
    CHECK(is_called("Änne Groß-Müller", asked));
  }
  for (auto const* asked : {"Anna Groß", "Müller Erika", "Großer", "nne", "ä", "", " - ", "'"}) {
    CAPTURE(asked);
    CHECK_FALSE(is_called("Änne Groß-Müller", asked));
  }
}

TEST_CASE("all apostrophes are one, and none is one, too") {
  for (auto const* name :
       {"Seán O'Brien", "Seán O’Brien", "Seán OʼBrien", "Seán O`Brien", "Seán O´Brien", "Seán O‘Brien"}) {
    for (auto const* asked :
         {"O'Brien", "o’brien", "O`Brien", "O´Brien", "OʼBrien", "OBrien", "Brien, Sean", "O Brien"}) {
      CAPTURE(name);
      CAPTURE(asked);
      CHECK(is_called(name, asked));
    }
  }
  CHECK(is_called("Erika Mustermann", "muster e"));
  CHECK_FALSE(is_called("Erika Mustermann", "O'Brien"));
  CHECK(is_called("Jean-Luc D’Angelo", "angelo jean"));
}
