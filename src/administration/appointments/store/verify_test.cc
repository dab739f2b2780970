#include <doctest/doctest.h>

#include "tests/support/bookings.h"

using namespace kreislauf;
using namespace kreislauf::appointments;

namespace {

Secrets const secrets{.keys = test::keys()};

/// One confirmed booking on Thursday at eight and one held time at nine.
struct TwoBookings : test::BookingOffice {
  TwoBookings() {
    auto const day = today() + std::chrono::days{3};
    confirmed = booked(day, 8 * 60);
    held = hold_at(day, 9 * 60).id;
  }
  Appointment hold_at(Day day, int minute) {
    auto const form = test::form(fmt::format("form-{}", minute), "/hold");
    auto const one = env();
    auto a =
        test::made(one, form, choice(day, minute), [&](auto& tx, auto& claim) { return hold(tx, one, claim, "web"); });
    token = token_of(secrets, a);
    return a;
  }
  std::int64_t booked(Day day, int minute) {
    auto a = hold_at(day, minute);
    a.email = "erika@example.org";
    auto const one = env();
    Person const erika{.name = "Erika", .email = a.email, .phone = {}, .note = {}};
    test::made(one, test::form("form-1", "/book"), [&](auto& tx) { return book(tx, one, token, erika); });
    auto const code = confirm_code_of(secrets, a);
    test::made(one, test::form("form-1", "/confirm"), [&](auto& tx) { return confirm(tx, one, token, code); });
    return a.id;
  }
  template <class... A>
  void tamper(std::string_view sql, A const&... values) {
    database().write([&](db::Connection& connection) { connection.exec(sql, values...); });
  }
  std::string finding() {
    auto const found = verify(database(), clock.now()).findings;
    return found.empty() ? "" : found.front();
  }
  std::int64_t confirmed = 0, held = 0;
  std::string token;
};

bool says(std::string const& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE_FIXTURE(TwoBookings, "what the program has written itself is found right") {
  auto const all = verify(database(), clock.now());
  CHECK(all.findings == std::vector<std::string>{});
  CHECK(all.appointments == 2);
  CHECK(all.confirmed == 1);
  CHECK(all.claims == 4);
  CHECK(all.mails == 3);  // link, confirmation, reminder
}

TEST_CASE_FIXTURE(TwoBookings, "a lost claim is found") {
  tamper("DELETE FROM slot_claims WHERE appointment = ? AND unit = 97", confirmed);
  CHECK(says(finding(), "claims 1 units instead of 2"));
}

TEST_CASE_FIXTURE(TwoBookings, "a claim for nothing, and one at another time, are found") {
  tamper(
      "INSERT INTO slot_claims (desk, day, unit, appointment) SELECT desk, day, 200, 999 FROM slot_claims WHERE "
      "appointment = ? AND unit = 96",
      confirmed);
  CHECK(says(finding(), "which does not exist"));
  tamper("UPDATE slot_claims SET appointment = ? WHERE unit = 200", confirmed);
  CHECK(says(finding(), "does not hold it"));
}

TEST_CASE_FIXTURE(TwoBookings, "two appointments at one desk at one time are found") {
  tamper("UPDATE appointments SET minute = 485 WHERE id = ?", held);
  auto const all = verify(database(), clock.now()).findings;
  CHECK(std::any_of(all.begin(), all.end(), [](auto const& one) { return says(one, "at the same time"); }));
}

TEST_CASE_FIXTURE(TwoBookings, "a state that does not follow from the events is found") {
  tamper("UPDATE appointments SET state = 'preconfirmed', until_at = '2027-01-01T00:00:00Z' WHERE id = ?", confirmed);
  CHECK(says(finding(), "its events lead to confirmed"));
}

TEST_CASE_FIXTURE(TwoBookings, "a step that the table does not know is found") {
  tamper("UPDATE events SET kind = 'appointment.finish' WHERE kind = 'appointment.confirm'");
  CHECK(says(finding(), "which the table does not know"));
}

TEST_CASE_FIXTURE(TwoBookings, "a booking without its mail, and a reminder of a cancelled one, are found") {
  auto const one = env();
  test::made(one, test::form("form-1", "/cancel"),
             [&](auto& tx) { return cancel(tx, one, confirmed, Notification::cancelled); });
  CHECK(finding() == "");
  tamper("UPDATE outbox SET state = 'waiting', payload = 'x' WHERE due_at > created_at");
  CHECK(says(finding(), "would remind"));
  tamper("DELETE FROM outbox");
  CHECK(says(finding(), "without a mail"));
}

TEST_CASE_FIXTURE(TwoBookings, "a mail that was sent and still holds its content is found") {
  tamper("UPDATE outbox SET state = 'sent' WHERE id = 1");
  CHECK(says(finding(), "with its content"));
}

TEST_CASE_FIXTURE(TwoBookings, "one time for two entries of the waiting list is found") {
  tamper("UPDATE appointments SET entry = 1 WHERE id = ?", held);
  CHECK(says(finding(), "which knows nothing of it"));
}

TEST_CASE_FIXTURE(TwoBookings, "a number that would be given twice is found") {
  tamper("UPDATE number_series SET value = 1 WHERE name = 'appointments'");
  CHECK(says(finding(), "was already given"));
}

TEST_CASE_FIXTURE(TwoBookings, "an office that keeps a booking in spite of its rules does no harm") {
  acts::perform(database(), clock, "staff:1", [&](acts::Transaction& tx) {
    store::keep(tx.db, *store::find(tx.db, confirmed), tx.now, tx.actor);
    tx.event("appointment.kept", "office:buergerbuero");
  });
  CHECK(finding() == "");
  database().read([&](db::Connection& connection) {
    auto const booking = *store::find(connection, confirmed);
    CHECK(store::kept(connection).contains(store::KeptBooking::of(booking)));
    CHECK(store::last_day_booked(connection, "buergerbuero", today()) == booking.day);
    CHECK(store::last_day_booked(connection, "buergerbuero", booking.day + std::chrono::days{1}) == std::nullopt);
  });
}
