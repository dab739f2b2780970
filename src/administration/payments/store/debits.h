#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "platform/db/connection.h"

/// SEPA direct debits: mandates, what is to be collected by them, and the files for the bank.
namespace kreislauf::payments {

inline constexpr std::string_view by_debit = "debit";  ///< the way of such a payment

struct Mandate {
  std::int64_t id = 0;
  std::string reference = {};   ///< `M-2026-000017`
  std::int64_t account = 0;     ///< for whatever this account owes; 0: for one receivable
  std::string debtor = {};      ///< sealed: name and IBAN; empty when its time is over
  std::string given_on = {};    ///< day
  std::string revoked_at = {};  ///< moment; empty: it holds
  std::int64_t used = 0;        ///< how often it stood in a file
  std::string last_on = {};     ///< day of the last debit

  static Mandate from(db::Row const& row);
};

struct Debit {
  enum class State : std::uint8_t {
    announced,  ///< told, not in a file yet: may be taken back
    sent,       ///< in a file for the bank
    paid,
    returned,    ///< not honoured, or given back
    called_off,  ///< by the resident, or because nothing is owed any more
  };

  std::int64_t id = 0, mandate = 0, payment = 0, receivable = 0;
  Money amount{};
  std::string reference = {};  ///< EndToEndId
  std::string due_on = {};     ///< announced; in a file the day it is asked for
  State state = State::announced;
  std::string sequence = {};  ///< OOFF, FRST, RCUR, once it is in a file
  std::int64_t run = 0;
  std::string reason = {};  ///< of a returned one, the code of the bank: `AC04`

  static Debit from(db::Row const& row);
};
std::string_view name_of(Debit::State state);

struct DebitRun {
  std::int64_t id = 0;
  std::string made_at = {};
  std::string creditor = {}, holder = {}, iban = {}, bic = {};
  std::int64_t debits = 0;
  Money total{};

  static DebitRun from(db::Row const& row);
};
/// As the bank knows the file: `KL-17`.
std::string message_of(DebitRun const& run);

struct DebitSettings {
  std::string creditor = {};  ///< identifier; empty: nobody is debited
  std::int64_t notice_days = 14;

  static DebitSettings from(db::Row const& row);
};

namespace store {

std::int64_t next_mandate(db::Connection& connection);
/// Gives its reference; it has its number already.
void add(db::Connection& connection, Mandate& mandate);
void save(db::Connection& connection, Mandate const& mandate);
std::optional<Mandate> mandate(db::Connection& connection, std::int64_t id);
/// The newest of an account that holds.
std::optional<Mandate> mandate_of_account(db::Connection& connection, std::int64_t account);
/// Behind `after`, in their order.
std::vector<Mandate> mandates_after(db::Connection& connection, std::int64_t after, std::size_t limit);

void add(db::Connection& connection, Debit& debit);
void save(db::Connection& connection, Debit const& debit);
std::optional<Debit> debit_by_reference(db::Connection& connection, std::string_view reference);
/// The newest of a receivable.
std::optional<Debit> debit_of_receivable(db::Connection& connection, std::int64_t receivable);
/// In this state, due until this day, the first due first.
std::vector<Debit> debits_due(db::Connection& connection, Debit::State state, std::string_view until,
                              std::size_t limit);
std::vector<Debit> newest_returned(db::Connection& connection, std::size_t limit);
std::vector<Debit> debits_of_run(db::Connection& connection, std::int64_t run);
bool has_open_debit(db::Connection& connection, std::int64_t mandate);

void add(db::Connection& connection, DebitRun& run);
void save(db::Connection& connection, DebitRun const& run);
std::optional<DebitRun> debit_run(db::Connection& connection, std::int64_t id);
/// The newest first.
std::vector<DebitRun> newest_runs(db::Connection& connection, std::size_t limit);

DebitSettings debit_settings(db::Connection& connection);
void save(db::Connection& connection, DebitSettings const& settings);

}  // namespace store

}  // namespace kreislauf::payments
