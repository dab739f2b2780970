#include "administration/payments/rules/pain008.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <set>

#include "administration/payments/rules/target_days.h"
#include "platform/i18n/dates.h"
#include "platform/xml/xml.h"

using namespace kreislauf;
using namespace kreislauf::payments;

namespace {

/// Reads a file as a bank does that takes nothing on trust: each element once and in the order of pain.008.001.08, sums
/// and numbers added up again, no letter outside of those of SEPA, no reference twice.
class Bank {
 public:
  std::string refused;
  std::size_t debits = 0;

  explicit Bank(std::string_view file) { read(file); }

 private:
  void read(std::string_view file) {
    auto const document = xml::parse(file);
    if (not document) return refuse("no XML");
    auto const root = document->root();
    if (root.name() != "Document" or root.namespace_uri() != "urn:iso:std:iso:20022:tech:xsd:pain.008.001.08")
      return refuse("not pain.008.001.08");
    auto const body = only(root, "CstmrDrctDbtInitn");
    auto const header = only(body, "GrpHdr");
    order(header, {"MsgId", "CreDtTm", "NbOfTxs", "CtrlSum", "InitgPty"});
    std::int64_t sum = 0;
    for (auto const& group : body.children("PmtInf")) sum += read_group(group);
    if (text(header, "NbOfTxs") != std::to_string(debits)) refuse("NbOfTxs");
    if (cents(text(header, "CtrlSum")) != sum) refuse("CtrlSum");
  }

  void refuse(std::string why) {
    if (refused.empty()) refused = std::move(why);
  }
  xml::Element only(xml::Element from, std::string_view name) {
    auto const all = from.children(name);
    if (all.size() != 1) refuse(fmt::format("{} {} times", name, all.size()));
    return all.empty() ? from : all.front();
  }
  std::string text(xml::Element from, std::string_view name) { return only(from, name).text(); }
  void order(xml::Element from, std::vector<std::string_view> const& names) {
    std::vector<std::string_view> found;
    for (auto const& one : from.children()) found.push_back(one.name());
    if (found != names) refuse(fmt::format("the order of {}: {}", from.name(), fmt::join(found, " ")));
  }
  static std::int64_t cents(std::string const& amount) {
    auto const point = amount.find('.');
    if (point == std::string::npos or amount.size() - point != 3) return -1;
    return std::stoll(amount.substr(0, point)) * 100 + std::stoll(amount.substr(point + 1));
  }
  void letters(std::string const& said, std::size_t most) {
    if (said.empty() or said.size() > most or
        said.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 /-?:().,'+") !=
            std::string::npos)
      refuse("letters: " + said);
  }

  std::int64_t read_group(xml::Element group) {
    std::vector<std::string_view> names{"PmtInfId",     "PmtMtd", "BtchBookg", "NbOfTxs", "CtrlSum", "PmtTpInf",
                                        "ReqdColltnDt", "Cdtr",   "CdtrAcct",  "CdtrAgt", "ChrgBr",  "CdtrSchmeId"};
    auto const transactions = group.children("DrctDbtTxInf");
    for (std::size_t i = 0; i < transactions.size(); ++i) names.emplace_back("DrctDbtTxInf");
    order(group, names);
    order(only(group, "PmtTpInf"), {"SvcLvl", "LclInstrm", "SeqTp"});
    letters(text(group, "PmtInfId"), 35);
    letters(text(only(group, "Cdtr"), "Nm"), 70);
    auto const day = i18n::parse_iso(text(group, "ReqdColltnDt"));
    if (not day or not is_target_day(*day)) refuse("ReqdColltnDt");
    if (not is_creditor_identifier(text(only(group, "CdtrSchmeId"), "Id").substr(0, 18))) refuse("CdtrSchmeId");
    std::int64_t sum = 0;
    for (auto const& one : transactions) sum += read_debit(one);
    debits += transactions.size();
    if (text(group, "NbOfTxs") != std::to_string(transactions.size())) refuse("NbOfTxs of a group");
    if (cents(text(group, "CtrlSum")) != sum) refuse("CtrlSum of a group");
    return sum;
  }
  std::int64_t read_debit(xml::Element one) {
    order(one, {"PmtId", "InstdAmt", "DrctDbtTx", "DbtrAgt", "Dbtr", "DbtrAcct", "RmtInf"});
    auto const reference = text(only(one, "PmtId"), "EndToEndId");
    letters(reference, 35);
    if (not seen_.insert(reference).second) refuse("a reference twice");
    letters(text(only(one, "Dbtr"), "Nm"), 70);
    letters(text(only(one, "RmtInf"), "Ustrd"), 140);
    auto const mandate = only(only(one, "DrctDbtTx"), "MndtRltdInf");
    order(mandate, {"MndtId", "DtOfSgntr"});
    letters(text(mandate, "MndtId"), 35);
    return cents(text(one, "InstdAmt"));
  }

  std::set<std::string> seen_;
};

Collection collection(std::string reference, std::int64_t cents, std::string sequence = "OOFF") {
  return {.reference = std::move(reference),
          .amount = {cents},
          .sequence = std::move(sequence),
          .day = "2026-12-07",
          .mandate = "M-2026-000001",
          .given_on = "2026-11-23",
          .debtor = "Erika Mustermann",
          .iban = "DE02120300000000202051",
          .text = "Kassenzeichen 2600 0000 0171"};
}

Collector const gescher{.message = "KL-1",
                        .made_at = "2026-11-23T08:30:00Z",
                        .creditor = "DE98ZZZ09999999999",
                        .holder = "Stadt Gescher & Söhne",
                        .iban = "DE93999999990000000001",
                        .bic = {}};

}  // namespace

TEST_CASE("a bank that takes nothing on trust takes the file") {
  Bank const bank{pain008(gescher, {collection("A-1", 2500), collection("A-2", 1),
                                    collection("A-3", 99'999'999, "RCUR"), collection("A-4", 1050, "FRST")})};
  CHECK(bank.refused == "");
  CHECK(bank.debits == 4);
}

TEST_CASE("the control: the same bank refuses what is wrong") {
  auto const refused = [](std::string_view from, std::string_view to) {
    auto file = pain008(gescher, {collection("A-1", 2500), collection("A-2", 1000)});
    auto const at = file.find(from);
    REQUIRE(at != std::string::npos);
    file.replace(at, from.size(), to);
    return Bank{file}.refused;
  };
  CHECK(refused("<CtrlSum>35.00", "<CtrlSum>35.01") == "CtrlSum");
  CHECK(refused("<NbOfTxs>2", "<NbOfTxs>3") == "NbOfTxs");
  CHECK(refused("A-2", "A-1") == "a reference twice");
  CHECK(refused("2026-12-07", "2026-12-06") == "ReqdColltnDt");
  CHECK(refused("<PmtMtd>DD</PmtMtd>", "").starts_with("the order of PmtInf"));
  CHECK(refused("pain.008.001.08", "pain.008.001.02") == "not pain.008.001.08");
}

TEST_CASE("names are written in letters that every bank takes, and are no markup") {
  CHECK(in_sepa_letters("Müller-Lüdenscheidt & Söhne <KG>", 70) == "Mueller-Luedenscheidt Soehne KG");
  CHECK(in_sepa_letters("Łukasz Ștefan", 70) == "lukasz stefan");
  CHECK(in_sepa_letters("Юлія", 70) != "");
  CHECK(in_sepa_letters("", 70) == "-");
  CHECK(in_sepa_letters(std::string(200, 'a'), 70) == std::string(70, 'a'));
  auto hostile = collection("A-1", 100);
  hostile.debtor = "</Nm><Nm>Otto";
  hostile.text = "a&b\n]]>";
  CHECK(Bank{pain008(gescher, {hostile})}.refused == "");
}

TEST_CASE("a creditor identifier has check digits over all but the letters of the business") {
  CHECK(is_creditor_identifier("DE98ZZZ09999999999"));
  CHECK(is_creditor_identifier("DE98 ABC0 9999 9999 99"));
  CHECK_FALSE(is_creditor_identifier("DE97ZZZ09999999999"));
  CHECK_FALSE(is_creditor_identifier("DE98ZZZ09999999998"));
  CHECK_FALSE(is_creditor_identifier("DE98ZZZ0999999999"));
  CHECK_FALSE(is_creditor_identifier("DE98zzz09999999999"));
  CHECK_FALSE(is_creditor_identifier(""));
}

TEST_CASE("an account of each country of SEPA can be debited, and none of another one") {
  for (auto const* iban : {"DE02120300000000202051", "NL91ABNA0417164300", "CH9300762011623852957"})
    CHECK(is_in_sepa(iban));
  for (auto const* iban : {"TR330006100519786457841326", "UA213223130000026007233566001", "DA", "D", ""})
    CHECK_FALSE(is_in_sepa(iban));
}

TEST_CASE("banks settle on days of their own, not on those of a Land") {
  auto const day = [](std::string_view iso) { return *i18n::parse_iso(iso); };
  CHECK(is_target_day(day("2026-11-23")));
  CHECK_FALSE(is_target_day(day("2026-11-22")));  // Sunday
  CHECK_FALSE(is_target_day(day("2026-04-03")));  // Good Friday
  CHECK_FALSE(is_target_day(day("2026-04-06")));  // Easter Monday
  CHECK_FALSE(is_target_day(day("2026-05-01")));
  CHECK(is_target_day(day("2026-06-04")));  // Corpus Christi is none of theirs
  CHECK(i18n::iso(target_day_from(day("2026-12-25"))) == "2026-12-28");
}
