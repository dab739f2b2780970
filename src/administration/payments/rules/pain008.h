#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"

namespace kreislauf::payments {

/// The creditor identifier of an authority (Gläubiger-Identifikationsnummer, EPC262-08): of Germany 18 letters and
/// digits with check digits (ISO 7064, MOD 97-10). Blanks may stand between.
bool is_creditor_identifier(std::string_view text);
/// An account of this IBAN can be debited: its country belongs to SEPA (EPC409-09). None of them may be refused
/// (Artikel 9 der Verordnung (EU) Nr. 260/2012).
bool is_in_sepa(std::string_view iban);
/// Letters that every bank takes (SEPA, EPC217-08): umlauts as two letters, others without their marks.
std::string in_sepa_letters(std::string_view text, std::size_t longest);

/// One direct debit in a file.
struct Collection {
  std::string reference;  ///< EndToEndId, unique for ever
  Money amount{};
  std::string sequence;  ///< OOFF, FRST, RCUR
  std::string day;       ///< on which it is asked for, `2026-12-07`
  std::string mandate, given_on;
  std::string debtor, iban;
  std::string text;
};
/// Who collects, and how the file is called.
struct Collector {
  std::string message;  ///< MsgId
  std::string made_at;  ///< `2026-11-23T08:30:00Z`
  std::string creditor, holder, iban, bic;
};
/// How a group of a file is called: one for each sequence and day.
std::string group_of(std::string_view message, std::string_view sequence, std::string_view day);
/// ISO 20022 pain.008.001.08 (CustomerDirectDebitInitiation), SEPA Core. The sums of the whole and of each group are
/// those of its debits.
std::string pain008(Collector const& collector, std::vector<Collection> const& collections);

}  // namespace kreislauf::payments
