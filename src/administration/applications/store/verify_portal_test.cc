#include <doctest/doctest.h>

#include <algorithm>

#include "administration/applications/store/verify.h"
#include "tests/support/applying.h"

using namespace kreislauf;

namespace {

/// Three applications: a draft, one that was sent, one that was taken back.
struct ThreeApplications : test::Applying {
  ThreeApplications() {
    fill_in();
    applied();
    send_form(applied() + "/zuruecknehmen");
  }
  std::vector<std::string> findings() { return applications::verify(database("gescher"), clock.now()).findings; }
  /// Does somebody's damage show, with these words?
  bool finds(std::string_view sql, std::string_view words) {
    database("gescher").write([&](db::Connection& connection) { connection.exec(sql); });
    auto const all = findings();
    CAPTURE(fmt::format("{}", fmt::join(all, "; ")));
    return std::any_of(all.begin(), all.end(), [&](auto const& one) { return one.find(words) != std::string::npos; });
  }
};

}  // namespace

TEST_CASE_FIXTURE(ThreeApplications,
                  "what the program has written itself is found right, also when most of it is erased") {
  auto const all = applications::verify(database("gescher"), clock.now());
  CHECK(all.findings == std::vector<std::string>{});
  CHECK(all.applications == 3);
  CHECK(all.sent == 2);
  CHECK(all.entries == 2);
  CHECK(all.mails == 2);
  mails();
  clock.advance(std::chrono::days{200});
  run_jobs();
  CHECK(count("SELECT COUNT(*) FROM applications") == 1);
  CHECK(findings() == std::vector<std::string>{});
}

TEST_CASE_FIXTURE(ThreeApplications, "an application that is lost is found") {
  CHECK(finds("DELETE FROM applications WHERE id = 2", "application 2 is gone, but its events lead to submitted"));
}

TEST_CASE_FIXTURE(ThreeApplications, "half an application is found: sent without number, entry, answers or office") {
  CHECK(finds("UPDATE applications SET office = 'gibtesnicht' WHERE id = 2", "which does not exist"));
  CHECK(finds("UPDATE applications SET entered = '' WHERE id = 2", "application 2 is submitted without answers"));
  CHECK(finds("UPDATE applications SET entry = -1 WHERE id = 2", "without an entry of the ledger"));
  CHECK(finds("UPDATE applications SET number = '' WHERE id = 2", "without a number"));
  CHECK(finds("UPDATE applications SET number = '2026-000002' WHERE id = 1", "is a draft with number"));
}

TEST_CASE_FIXTURE(ThreeApplications, "a state that does not follow from the events is found") {
  CHECK(finds("UPDATE applications SET state = 'accepted' WHERE id = 2", "its events lead to submitted"));
  CHECK(finds("UPDATE events SET kind = 'application.accept' WHERE kind = 'application.submit'",
              "which the table does not know"));
}

TEST_CASE_FIXTURE(ThreeApplications, "a number given twice, a gap, and one that nobody gave are found") {
  CHECK(finds("UPDATE applications SET number = '2026-000001' WHERE id = 3", "have the same number 2026-000001"));
  CHECK(finds("UPDATE applications SET number = '2026-000007' WHERE id = 3", "which was never given"));
  CHECK(finds("UPDATE number_series SET value = 3 WHERE name = 'applications-2026'", "but the last number given is 3"));
}

TEST_CASE_FIXTURE(ThreeApplications, "a sending without its mail or its entry, and an entry too many, are found") {
  CHECK(finds("DELETE FROM outbox WHERE subject = 'application:2'", "application 2 was sent without a mail"));
  CHECK(
      finds("INSERT INTO ledger_entries (number, leaf, salt, content) SELECT 9, leaf, salt, content FROM "
            "ledger_entries WHERE number = 0",
            "application 2 has more than one entry"));
  CHECK(finds("DELETE FROM ledger_entries WHERE number = 1", "application 3 was sent without an entry"));
}

TEST_CASE_FIXTURE(ThreeApplications, "a mail too many is found") {
  CHECK(
      finds("INSERT INTO outbox (id, kind, subject, due_at, payload, state, attempts, last_error, created_at, "
            "settled_at, stale_at) SELECT 99, kind, subject, due_at, payload, state, attempts, last_error, "
            "created_at, settled_at, stale_at FROM outbox WHERE subject = 'application:2'",
            "application 2 has 2 mails for 1 events"));
}
