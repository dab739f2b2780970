#include "administration/appointments/acts/event_words.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <set>
#include <string>

#include "administration/appointments/rules/transitions.h"

using namespace kreislauf;
using namespace kreislauf::appointments;

TEST_CASE("the audit trail has words for everything that can be done with an appointment, once each") {
  std::set<std::string> kinds;
  for (auto const& word : event_words()) {
    CAPTURE(word.kind);
    CHECK(kinds.insert(std::string{word.kind}).second);
    CHECK_FALSE(word.german.empty());
  }
  for (auto const& one : transitions()) CHECK(kinds.contains(fmt::format("appointment.{}", name_of(one.verb))));
}
