#include "administration/payments/rules/epc.h"

#include <doctest/doctest.h>

using namespace kreislauf;
using namespace kreislauf::payments;

TEST_CASE("the code of a transfer has the eleven lines of EPC069-12 in their order") {
  CHECK(epc_code("Stadt Gescher", "DE02120300000000202051", "", Money{3705}, "Kassenzeichen 2600 0000 1781") ==
        "BCD\n002\n1\nSCT\n\nStadt Gescher\nDE02120300000000202051\nEUR37.05\n\n\nKassenzeichen 2600 0000 1781");
  CHECK(epc_code("A\nB", "DE1", "X", Money{1}, "t").find("\nA B\n") != std::string::npos);
  CHECK(epc_code(std::string(200, 'a'), "DE1", "X", Money{1}, "t").size() < 130);
}

TEST_CASE("an IBAN is read in groups of four") {
  CHECK(grouped_iban("DE02120300000000202051") == "DE02 1203 0000 0000 2020 51");
}
