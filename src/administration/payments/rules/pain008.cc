#include "administration/payments/rules/pain008.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "platform/xml/xml.h"

namespace kreislauf::payments {

namespace {

constexpr std::size_t longest_name = 70, longest_text = 140;

std::string euros(Money amount) { return fmt::format("{}.{:02}", amount.cents / 100, amount.cents % 100); }

Money sum_of(std::vector<Collection const*> const& all) {
  Money sum;
  for (auto const* one : all) sum.cents += one->amount.cents;
  return sum;
}

std::string agent(std::string_view bic) {
  auto const inside = bic.empty() ? std::string{"<Othr><Id>NOTPROVIDED</Id></Othr>"}
                                  : fmt::format("<BICFI>{}</BICFI>", xml::escape(bic));
  return "<FinInstnId>" + inside + "</FinInstnId>";
}

std::string name(std::string_view text) { return xml::escape(in_sepa_letters(text, longest_name)); }

std::string transaction(Collection const& one) {
  return fmt::format(
      "<DrctDbtTxInf><PmtId><EndToEndId>{}</EndToEndId></PmtId><InstdAmt Ccy=\"EUR\">{}</InstdAmt>"
      "<DrctDbtTx><MndtRltdInf><MndtId>{}</MndtId><DtOfSgntr>{}</DtOfSgntr></MndtRltdInf></DrctDbtTx>"
      "<DbtrAgt>{}</DbtrAgt><Dbtr><Nm>{}</Nm></Dbtr><DbtrAcct><Id><IBAN>{}</IBAN></Id></DbtrAcct>"
      "<RmtInf><Ustrd>{}</Ustrd></RmtInf></DrctDbtTxInf>\n",
      xml::escape(one.reference), euros(one.amount), xml::escape(one.mandate), one.given_on, agent({}),
      name(one.debtor), one.iban, xml::escape(in_sepa_letters(one.text, longest_text)));
}

/// The order of the elements is that of the standard.
std::string group(Collector const& c, std::vector<Collection const*> const& all) {
  auto const& first = *all.front();
  auto out = fmt::format(
      "<PmtInf><PmtInfId>{}</PmtInfId><PmtMtd>DD</PmtMtd><BtchBookg>true</BtchBookg><NbOfTxs>{}</NbOfTxs>"
      "<CtrlSum>{}</CtrlSum><PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl><LclInstrm><Cd>CORE</Cd></LclInstrm>"
      "<SeqTp>{}</SeqTp></PmtTpInf><ReqdColltnDt>{}</ReqdColltnDt><Cdtr><Nm>{}</Nm></Cdtr>"
      "<CdtrAcct><Id><IBAN>{}</IBAN></Id></CdtrAcct><CdtrAgt>{}</CdtrAgt><ChrgBr>SLEV</ChrgBr>"
      "<CdtrSchmeId><Id><PrvtId><Othr><Id>{}</Id><SchmeNm><Prtry>SEPA</Prtry></SchmeNm></Othr></PrvtId></Id>"
      "</CdtrSchmeId>\n",
      group_of(c.message, first.sequence, first.day), all.size(), euros(sum_of(all)), first.sequence, first.day,
      name(c.holder), c.iban, agent(c.bic), c.creditor);
  for (auto const* one : all) out += transaction(*one);
  return out + "</PmtInf>\n";
}

int mod97(std::string_view digits) {
  int rest = 0;
  for (char const c : digits) rest = (rest * 10 + (c - '0')) % 97;
  return rest;
}

/// A is 10, Z is 35.
std::string as_digits(std::string_view text) {
  std::string out;
  for (char const c : text) {
    if (c >= '0' and c <= '9')
      out += c;
    else
      out += std::to_string(c - 'A' + 10);
  }
  return out;
}

}  // namespace

bool is_creditor_identifier(std::string_view text) {
  constexpr std::size_t german = 18, behind_business = 7;
  std::string id;
  for (char const c : text)
    if (c != ' ') id += c;
  if (id.size() != german or not id.starts_with("DE")) return false;
  bool const plain = std::all_of(id.begin(), id.end(),
                                 [](char const c) { return (c >= '0' and c <= '9') or (c >= 'A' and c <= 'Z'); });
  // The three letters of the business do not count for the check digits.
  return plain and mod97(as_digits(id.substr(behind_business) + id.substr(0, 4))) == 1;
}

bool is_in_sepa(std::string_view iban) {
  constexpr std::string_view countries =
      "AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS "
      "SE "
      "SI SK SM VA";
  auto const at = countries.find(iban.substr(0, 2));
  return iban.size() > 2 and at != std::string_view::npos and at % 3 == 0;
}

std::string in_sepa_letters(std::string_view text, std::size_t longest) {
  static std::map<std::string_view, std::string_view> const two{{"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"Ä", "Ae"},
                                                                {"Ö", "Oe"}, {"Ü", "Ue"}, {"ß", "ss"}};
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = 1;
    while (at + length < text.size() and (static_cast<unsigned char>(text[at + length]) & 0xC0U) == 0x80U) ++length;
    auto const letter = text.substr(at, length);
    at += length;
    if (auto const found = two.find(letter); found != two.end()) {
      out += found->second;
    } else if (letter.size() == 1 and (std::isalnum(static_cast<unsigned char>(letter[0])) != 0 or
                                       std::string_view{" /-?:().,'+"}.find(letter[0]) != std::string_view::npos)) {
      out += letter;
    } else {
      auto const folded = text::folded(letter);
      bool const plain = not folded.empty() and std::all_of(folded.begin(), folded.end(),
                                                            [](unsigned char const c) { return std::isalnum(c) != 0; });
      out += plain ? folded : std::string{" "};
    }
  }
  out.erase(std::unique(out.begin(), out.end(), [](char const a, char const b) { return a == ' ' and b == ' '; }),
            out.end());
  auto const cut = text::trimmed(std::string_view{out}.substr(0, longest));
  return cut.empty() ? std::string{"-"} : std::string{cut};
}

std::string group_of(std::string_view message, std::string_view sequence, std::string_view day) {
  std::string plain;
  for (char const c : day)
    if (c != '-') plain += c;
  return fmt::format("{}-{}-{}", message, sequence, plain);
}

std::string pain008(Collector const& collector, std::vector<Collection> const& collections) {
  std::map<std::string, std::vector<Collection const*>> groups;
  std::vector<Collection const*> all;
  for (auto const& one : collections) {
    groups[group_of(collector.message, one.sequence, one.day)].push_back(&one);
    all.push_back(&one);
  }
  auto out = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.008.001.08\"><CstmrDrctDbtInitn>\n"
      "<GrpHdr><MsgId>{}</MsgId><CreDtTm>{}</CreDtTm><NbOfTxs>{}</NbOfTxs><CtrlSum>{}</CtrlSum>"
      "<InitgPty><Nm>{}</Nm></InitgPty></GrpHdr>\n",
      collector.message, collector.made_at, all.size(), euros(sum_of(all)), name(collector.holder));
  for (auto const& [id, some] : groups) out += group(collector, some);
  return out + "</CstmrDrctDbtInitn></Document>\n";
}

}  // namespace kreislauf::payments
