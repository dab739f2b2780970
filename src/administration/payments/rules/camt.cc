#include "administration/payments/rules/camt.h"

#include <fmt/format.h>

#include <map>

#include "base/text.h"
#include "platform/crypto/crypto.h"
#include "platform/i18n/dates.h"
#include "platform/xml/xml.h"

namespace kreislauf::payments {

namespace {

using xml::Element;

constexpr std::size_t longest_text = 500;

std::optional<Element> find(Element from, std::initializer_list<std::string_view> path) {
  std::optional<Element> at = from;
  for (auto const name : path) {
    at = at->child(name);
    if (not at) return at;
  }
  return at;
}

std::string text_at(Element from, std::initializer_list<std::string_view> path) {
  auto const found = find(from, path);
  return found ? std::string{text::trimmed(found->text())} : std::string{};
}

/// `37.05` or `37` in cents; ISO 20022 amounts have a point and at most five digits behind it.
std::optional<std::int64_t> cents_in(std::string_view text) {
  std::int64_t cents = 0;
  int digits = 0, behind = -1;
  for (char const c : text) {
    if (c == '.' and behind < 0) {
      behind = 0;
      continue;
    }
    if (c < '0' or c > '9' or ++digits > 14) return std::nullopt;
    if (behind >= 2) {
      if (c != '0') return std::nullopt;
      continue;
    }
    cents = cents * 10 + (c - '0');
    if (behind >= 0) ++behind;
  }
  if (digits == 0) return std::nullopt;
  for (int i = std::max(behind, 0); i < 2; ++i) cents *= 10;
  return cents;
}

/// Everything by which a payer may have named what he pays.
std::string text_of(Element details) {
  std::string out;
  auto const add = [&](std::string_view piece) {
    if (piece.empty() or piece == "NOTPROVIDED") return;
    if (not out.empty()) out += '\n';
    out += piece;
  };
  if (auto const remittance = details.child("RmtInf")) {
    // A bank wraps one text into several lines.
    std::string free;
    for (auto const& one : remittance->children("Ustrd")) free += one.text();
    add(text::trimmed(free));
    for (auto const& one : remittance->children("Strd")) add(text_at(one, {"CdtrRefInf", "Ref"}));
  }
  add(text_at(details, {"Refs", "EndToEndId"}));
  add(text_at(details, {"AddtlTxInf"}));
  return text::shortened(out, longest_text);
}

/// Of a booking of many debits in one sum: at the transaction, or at the whole of its entry.
std::string group_of(Element ntry, Element details) {
  auto group = text_at(details, {"Refs", "PmtInfId"});
  return group.empty() ? text_at(ntry, {"NtryDtls", "Btch", "PmtInfId"}) : group;
}

class Reading {
 public:
  void entry(Element ntry) {
    // Up to version 7 the status is a word, later an element with a code.
    auto const status = find(ntry, {"Sts", "Cd"}) ? text_at(ntry, {"Sts", "Cd"}) : text_at(ntry, {"Sts"});
    if (status != "BOOK") return leave_out(ntry, "ist noch nicht gebucht");
    auto day = text_at(ntry, {"BookgDt", "Dt"});
    if (day.empty()) day = text_at(ntry, {"BookgDt", "DtTm"}).substr(0, 10);
    if (not i18n::parse_iso(day)) return leave_out(ntry, "hat keinen Buchungstag");
    std::vector<Element> all;
    for (auto const& details : ntry.children("NtryDtls"))
      for (auto const& one : details.children("TxDtls")) all.push_back(one);
    bool const apart = all.size() > 1;
    if (all.empty()) all.push_back(ntry);
    for (std::size_t i = 0; i < all.size(); ++i) transaction(ntry, all[i], day, apart ? i + 1 : 0);
  }
  Statement take() { return std::move(statement_); }

 private:
  void leave_out(Element at, std::string_view why) {
    statement_.left_out.push_back(fmt::format("Zeile {}: Die Buchung {}.", at.line(), why));
  }

  void transaction(Element ntry, Element details, std::string const& day, std::size_t number) {
    auto amount = details.child("Amt");
    if (not amount) amount = find(details, {"AmtDtls", "TxAmt", "Amt"});
    if (not amount and number == 0) amount = ntry.child("Amt");
    if (not amount) return leave_out(details, "sagt keinen Betrag");
    if (amount->attribute("Ccy").value_or("EUR") != "EUR") return leave_out(details, "ist nicht in Euro");
    auto const cents = cents_in(text::trimmed(amount->text()));
    if (not cents) return leave_out(details, "hat einen Betrag, der keiner ist");
    auto direction = text_at(details, {"CdtDbtInd"});
    if (direction.empty()) direction = text_at(ntry, {"CdtDbtInd"});
    if (direction != "CRDT" and direction != "DBIT") return leave_out(details, "sagt nicht, ob Geld kam oder ging");
    StatementLine line{.line = details.line(), .mark = {}, .booked_on = day, .text = text_of(details)};
    line.amount.cents = direction == "CRDT" ? *cents : -*cents;
    line.end_to_end = text_at(details, {"Refs", "EndToEndId"});
    line.group = group_of(ntry, details);
    line.returned = details.child("RtrInf").has_value();
    line.reason = text::shortened(text_at(details, {"RtrInf", "Rsn", "Cd"}), 4);
    line.mark = mark_of(ntry, details, line, number);
    statement_.lines.push_back(std::move(line));
  }

  /// The number that the bank gave; else what the line says, with how often the file has said the same.
  std::string mark_of(Element ntry, Element details, StatementLine const& line, std::size_t number) {
    auto reference = text_at(details, {"Refs", "AcctSvcrRef"});
    if (reference.empty()) {
      reference = text_at(ntry, {"AcctSvcrRef"});
      if (number > 0 and not reference.empty()) reference += fmt::format("#{}", number);
    }
    auto said = fmt::format("{}|{}|{}", line.booked_on, line.amount.cents, reference);
    if (reference.empty()) {
      said += "|" + line.text;
      said += fmt::format("|{}", ++seen_[said]);
    }
    return crypto::sha256_hex(said).substr(0, 32);
  }

  Statement statement_;
  std::map<std::string, int> seen_;
};

}  // namespace

Result<Statement> read_camt(std::string_view xml_text) {
  auto const document = xml::parse(xml_text, {.nodes = 5'000'000});
  if (not document) return failure("Die Datei ist kein lesbares XML. " + document.error().sentence());
  auto const root = document->root();
  Reading reading;
  bool known = false;
  for (auto const& [message, report] :
       {std::pair{"BkToCstmrStmt", "Stmt"}, std::pair{"BkToCstmrDbtCdtNtfctn", "Ntfctn"}}) {
    auto const body = root.child(message);
    if (not body) continue;
    known = true;
    for (auto const& one : body->children(report))
      for (auto const& entry : one.children("Ntry")) reading.entry(entry);
  }
  if (not known) return failure("Die Datei ist weder camt.053 noch camt.054. Laden Sie bei Ihrer Bank eine davon.");
  return reading.take();
}

}  // namespace kreislauf::payments
