#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/money.h"
#include "platform/db/connection.h"

/// Receivables (Forderungen) of an authority and how they are paid.
namespace kreislauf::payments {

enum class State : std::uint8_t {
  open,
  authorised,  ///< the payer has agreed, the money is not taken yet
  unknown,     ///< something was tried and nobody knows yet how it ended: it is asked, never assumed
  underpaid,
  paid,
  overpaid,
  part_refunded,
  refunded,
  cancelled,
};
/// What staff read: `offen`, `zu viel bezahlt`.
std::string_view word_of(State state);
std::string_view name_of(State state);  ///< as stored: `part_refunded`
bool parse_state(std::string_view text, State& state);

/// Moments are ISO 8601 in UTC, empty where it has not happened; days `2026-11-23`.
struct Receivable {
  std::int64_t id = 0;
  std::string kassenzeichen = {};  ///< twelve digits with check digits (rules/kassenzeichen.h)
  std::string subject;             ///< of the module that asks for the money: `application:17`
  std::string service = {};        ///< slug of the service
  std::string purpose;             ///< what for, in German, without the name of anybody
  Money amount{};
  Money received{}, refunded{};  ///< sums of its payments
  State state = State::open;
  std::string due_on = {};
  std::string created_at = {}, changed_at = {}, cancelled_at = {};
  std::string mail = {};  ///< sealed: where the receipt goes, or empty
  std::string language = "de";
  std::string site = {};   ///< `https://gescher.example`, for links
  std::string token = {};  ///< of its address: /zahlung/TOKEN

  static Receivable from(db::Row const& row);
};

/// In events and in what is sealed: `receivable:17`.
std::string subject_of(Receivable const& receivable);
/// What is still owed: nothing where it was cancelled.
Money outstanding(Receivable const& receivable);

enum class Kind : std::uint8_t { charge, refund };
std::string_view name_of(Kind kind);

enum class Step : std::uint8_t {
  prepared,  ///< stored, perhaps told to the provider
  begun,     ///< the provider has it, the payer has done nothing
  authorised,
  paid,      ///< the money is there; of a refund: it is gone
  failed,    ///< refused by the provider
  canceled,  ///< by the payer, or its time ran out
};
std::string_view name_of(Step step);
constexpr bool is_final(Step step) { return step == Step::paid or step == Step::failed or step == Step::canceled; }

/// By which way money comes and goes.
inline constexpr std::string_view by_bank = "bank", at_counter = "counter", by_sandbox = "sandbox",
                                  by_provider = "xbezahldienst";

/// A charge or a refund: what was tried and what came of it.
struct Payment {
  std::int64_t id = 0;
  std::int64_t receivable = 0;
  Kind kind = Kind::charge;
  std::string way;
  std::string request = {};    ///< idempotency key: the provider does it once, however often it is asked
  std::string claim = {};      ///< unique: `live:7` while a charge of receivable 7 is undecided
  std::int64_t charge = 0;     ///< of a refund: the charge it gives back
  std::string reference = {};  ///< by which the provider or the bank knows it
  std::string address = {};    ///< where the payer goes on, at the provider
  Money amount{};
  Step step = Step::prepared;
  std::string method = {};  ///< `CREDITCARD`
  std::string created_at = {}, settled_at = {};
  std::int64_t asked = 0;   ///< how often in vain
  std::string ask_at = {};  ///< when the provider is asked next; empty: never
  /// Of a basket: the payment by which the provider knows all of its parts, and which is asked about; 0: this one.
  std::int64_t part_of = 0;

  static Payment from(db::Row const& row);
};

/// A line of an account statement. Debits have negative amounts.
struct BankEntry {
  std::int64_t id = 0;
  std::string mark;  ///< the same in every file that brings this line
  std::string booked_on = {};
  Money amount{};
  std::string text = {};
  std::int64_t receivable = 0;
  std::string state = "unclear";  ///< booked, unclear, filed (looked at; belongs to no receivable here)
  std::string imported_at = {};

  static BankEntry from(db::Row const& row);
};

/// Where money goes and who takes it online.
struct Settings {
  std::string holder = {}, iban = {}, bic = {};  ///< of the account; without IBAN nothing is said of transfers
  std::string counter = {};                      ///< id of the office where one pays in cash or by card; or empty
  std::string provider = {};                     ///< empty, `sandbox` or `xbezahldienst`
  std::string url = {};                          ///< of its interface
  std::string pages = {};                        ///< origin of its pages, for the CSP
  std::string originator = {}, endpoint = {};
  std::string secret = {}, notice_secret = {};  ///< sealed

  static Settings from(db::Row const& row);
};

}  // namespace kreislauf::payments
