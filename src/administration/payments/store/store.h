#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "administration/payments/model.h"

namespace kreislauf::payments::store {

// ---- Receivables

void add(db::Connection& connection, Receivable const& receivable);
void save(db::Connection& connection, Receivable const& receivable);
/// Stores until when it is to be paid.
void set_due(db::Connection& connection, Receivable const& receivable);
std::optional<Receivable> find(db::Connection& connection, std::int64_t id);
std::optional<Receivable> by_token(db::Connection& connection, std::string_view token);
std::optional<Receivable> by_kassenzeichen(db::Connection& connection, std::string_view kassenzeichen);
/// Of one thing, the newest first.
std::vector<Receivable> of_subject(db::Connection& connection, std::string_view subject);
/// The oldest first, behind `after`.
std::vector<Receivable> in_state(db::Connection& connection, State state, std::int64_t after, std::size_t limit);
std::vector<Receivable> after_id(db::Connection& connection, std::int64_t after, std::size_t limit);
/// Settled before a moment, still with an address for mails.
std::vector<Receivable> with_old_mail(db::Connection& connection, std::string_view before, std::size_t limit);
/// Settled and not changed since a moment.
std::vector<Receivable> long_settled(db::Connection& connection, std::string_view before, std::size_t limit);
void remove(db::Connection& connection, std::int64_t id);

// ---- Payments

void add(db::Connection& connection, Payment& payment);
void save(db::Connection& connection, Payment const& payment);
std::optional<Payment> payment(db::Connection& connection, std::int64_t id);
std::optional<Payment> by_claim(db::Connection& connection, std::string_view claim);
std::optional<Payment> by_reference(db::Connection& connection, std::string_view reference);
/// The other parts of a basket.
std::vector<Payment> parts_of(db::Connection& connection, std::int64_t first);
std::vector<Payment> of_receivable(db::Connection& connection, std::int64_t receivable);
/// Those about which a provider is to be asked by now, the longest waiting first.
std::vector<Payment> to_ask(db::Connection& connection, std::string_view now, std::size_t limit);
/// When the next one is to be asked about; empty: none.
std::string next_question(db::Connection& connection);
/// Refunds that somebody has to transfer or pay out by hand.
std::vector<Payment> refunds_by_hand(db::Connection& connection, std::size_t limit);
/// Charges that a provider has not answered about since a moment.
std::vector<Payment> unanswered_since(db::Connection& connection, std::string_view before, std::size_t limit);
/// Money that came or went on these days (moments, `from` to before `to`), for the books.
std::vector<Payment> settled_between(db::Connection& connection, std::string_view from, std::string_view to,
                                     std::int64_t after, std::size_t limit);

// ---- Lines of account statements

/// False when this line is there already.
bool add(db::Connection& connection, BankEntry& entry);
bool has_entry(db::Connection& connection, std::string_view mark);
void save(db::Connection& connection, BankEntry const& entry);
std::optional<BankEntry> entry(db::Connection& connection, std::int64_t id);
std::vector<BankEntry> entries_in(db::Connection& connection, std::string_view state, std::size_t limit);
/// Empties what payers have written, where it is settled and was imported before a moment.
std::int64_t empty_texts(db::Connection& connection, std::string_view before);

// ---- Settings

Settings settings(db::Connection& connection);
void save(db::Connection& connection, Settings const& settings);

}  // namespace kreislauf::payments::store
