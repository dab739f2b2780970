#include "administration/payments/rules/camt.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace kreislauf;
using namespace kreislauf::payments;

namespace {

std::string file(std::string_view entries, std::string_view message = "BkToCstmrStmt",
                 std::string_view report = "Stmt") {
  return fmt::format(
      "<?xml version='1.0' encoding='UTF-8'?><Document "
      "xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'><{0}><GrpHdr/>"
      "<{1}>{2}</{1}></{0}></Document>",
      message, report, entries);
}

std::string entry(std::string_view amount, std::string_view more, std::string_view direction = "CRDT",
                  std::string_view status = "<Sts><Cd>BOOK</Cd></Sts>") {
  return fmt::format(
      "<Ntry><Amt Ccy='EUR'>{}</Amt><CdtDbtInd>{}</CdtDbtInd>{}<BookgDt><Dt>2026-11-23</Dt></BookgDt>{}</Ntry>", amount,
      direction, status, more);
}

std::string said(std::string_view text) {
  return fmt::format("<NtryDtls><TxDtls><RmtInf><Ustrd>{}</Ustrd></RmtInf></TxDtls></NtryDtls>", text);
}

}  // namespace

TEST_CASE("a statement tells who paid how much for what; both ways of writing the status are known") {
  auto const got =
      read_camt(file(entry("37.05", said("2600 0000 1781")) + entry("8", said("x"), "DBIT", "<Sts>BOOK</Sts>")));
  REQUIRE(got);
  REQUIRE(got->lines.size() == 2);
  CHECK(got->lines[0].amount == Money{3705});
  CHECK(got->lines[0].booked_on == "2026-11-23");
  CHECK(got->lines[0].text == "2600 0000 1781");
  CHECK(got->lines[1].amount == Money{-800});
}

TEST_CASE("a text that the bank has wrapped is one text again, and the reference of the payer counts") {
  auto const got =
      read_camt(file(entry("1.00",
                           "<NtryDtls><TxDtls><Refs><EndToEndId>26-1</EndToEndId></Refs><RmtInf><Ustrd>2600 "
                           "00</Ustrd><Ustrd>00 1781</Ustrd></RmtInf></TxDtls></NtryDtls>")));
  REQUIRE(got);
  CHECK(got->lines[0].text == "2600 0000 1781\n26-1");
}

TEST_CASE("a collective booking is taken apart") {
  auto const got = read_camt(file(entry("30.00",
                                        "<NtryDtls><TxDtls><Amt Ccy='EUR'>10.00</Amt></TxDtls><TxDtls><Amt "
                                        "Ccy='EUR'>20.00</Amt></TxDtls></NtryDtls>"),
                                  "BkToCstmrDbtCdtNtfctn", "Ntfctn"));
  REQUIRE(got);
  REQUIRE(got->lines.size() == 2);
  CHECK(got->lines[1].amount == Money{2000});
}

TEST_CASE("a line has one mark in every file; two that say the same are two") {
  auto const one = entry("5.00", "<AcctSvcrRef>B1</AcctSvcrRef>" + said("a")), twin = entry("5.00", said("b"));
  auto const first = read_camt(file(one + twin + twin)),
             second = read_camt(file(twin + one, "BkToCstmrDbtCdtNtfctn", "Ntfctn"));
  REQUIRE(first);
  REQUIRE(second);
  CHECK(first->lines[0].mark == second->lines[1].mark);
  CHECK(first->lines[1].mark == second->lines[0].mark);
  CHECK(first->lines[1].mark != first->lines[2].mark);
}

TEST_CASE("what is not booked, not in euros or no amount is left out with its line") {
  auto const got = read_camt(file(
      entry("1.00", "", "CRDT", "<Sts><Cd>PDNG</Cd></Sts>") + entry("1,00", "") + entry("1.005", "") +
      "<Ntry><Amt "
      "Ccy='CHF'>1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-23</Dt></BookgDt></Ntry>"));
  REQUIRE(got);
  CHECK(got->lines.empty());
  CHECK(got->left_out.size() == 4);
  CHECK(got->left_out[0].find("Zeile 1") == 0);
}

TEST_CASE("another file is refused with what to do") {
  CHECK_FALSE(read_camt("<a/>"));
  CHECK_FALSE(read_camt("kein XML"));
  CHECK_FALSE(read_camt("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"));
}
