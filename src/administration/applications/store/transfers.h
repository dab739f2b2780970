#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "administration/applications/model.h"

/// Applications that go to another authority (Abgabe), and those that have come from one.
namespace kreislauf::applications {

/// Why another authority goes on with it.
enum class Ground : std::uint8_t {
  place,     ///< it is competent for the place (§ 3 VwVfG NRW)
  task,      ///< the task is that of the other one
  social,    ///< a social benefit: filed on the day on which it reached the first (§ 16 Absatz 2 SGB I)
  agreement  ///< the other one does it for us (§ 23 GkG NRW)
};
std::string_view name_of(Ground ground);  ///< as stored: `place`
std::optional<Ground> ground_in(std::string_view name);
std::string_view german_of(Ground ground);

struct Transfer {
  enum class Way : std::uint8_t { out, in };
  enum class State : std::uint8_t {
    under_way,  ///< out: ordered, not there yet
    there,      ///< the receiver has it
    returning,  ///< in: the receiver is not competent, either; not back yet
    returned
  };
  Way way = Way::out;
  std::string id = {};  ///< 32 hexadecimal digits, the same on both sides
  std::int64_t application = 0;
  State state = State::under_way;
  std::string authority = {};  ///< key of the other one
  std::string office = {};     ///< out: the one that gets it; in: the one that had it
  Ground ground = Ground::place;
  std::string site = {};      ///< `https://kreis-borken.example`
  std::string first_on = {};  ///< day on which it came to the first authority of all
  std::int64_t there = 0;     ///< the application at the other one; 0: not known yet
  std::string number = {};    ///< its number there
  std::string sealed = {};    ///< Told
  std::int64_t staff = 0;     ///< who has passed it on here
  std::string at = {}, settled_at = {};

  static Transfer from(db::Row const& row);
};
std::string_view name_of(Transfer::Way way);
std::string_view name_of(Transfer::State state);
/// It is there for good, or on its way there.
constexpr bool is_away(Transfer const& t) {
  return t.way == Transfer::Way::out ? t.state != Transfer::State::returned : t.state != Transfer::State::there;
}

/// What both offices tell each other; sealed.
struct Told {
  std::string reason = {};       ///< why it goes
  std::string by = {};           ///< who says so: `Anna Beispiel, Bürgerbüro`
  std::string office = {};       ///< the one for which it was meant, by its name
  std::string paid = {};         ///< what was paid at the first: `20,00 Euro`; empty: nothing
  std::string site = {};         ///< of the first, as it calls itself: for links in mails
  std::string back_reason = {};  ///< why it comes back
  std::string back_by = {};
  bool messages = false, notes = false;  ///< what goes along besides answers and files
};
std::string text_of(Told const& told);
/// Nothing of anything else.
Told told_in(std::string_view text);

namespace store {

void add(db::Connection& connection, Transfer const& transfer);
void save(db::Connection& connection, Transfer const& transfer);
std::optional<Transfer> transfer(db::Connection& connection, Transfer::Way way, std::string_view id);
/// Of an application, the oldest first.
std::vector<Transfer> transfers_of(db::Connection& connection, std::int64_t application);
/// Of those that are on their way, in either direction, the next ones behind this id.
std::vector<Transfer> on_their_way(db::Connection& connection, std::string_view after, std::size_t limit);
void remove_transfers(db::Connection& connection, std::int64_t application);

}  // namespace store

}  // namespace kreislauf::applications
