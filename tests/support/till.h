#pragma once

#include <memory>
#include <string>
#include <vector>

#include "administration/payments/acts/sandbox.h"
#include "administration/payments/payments.h"
#include "administration/payments/shared/demo.h"
#include "tests/support/portal.h"

namespace kreislauf::test {

using namespace kreislauf::payments;

constexpr auto host = "gescher.localhost";

/// A town that takes payments by the sandbox, and a receivable that another module has made.
struct Till : test::TestPortal {
  Till() : TestPortal{{.domain = "localhost", .port = 8080, .requests_per_second = 0, .burst = 0, .demo = true}} {
    for (auto const& module : modules.all()) {
      if (module.name == "payments") module_ = std::static_pointer_cast<Payments>(module.state);
    }
    fill_demo(*module_, house);
    module_->listen("application:", [&](acts::Transaction& tx, Change const& change) {
      heard.push_back(std::string{name_of(change.receivable.state)});
      CHECK(state_of(tx.db, change.receivable.subject) == change.receivable.state);
    });
    owed = ask_for({2500});
  }

  Receivable ask_for(Money amount, std::string const& mail = "erika@example.org") {
    Receivable made{.subject = {}, .purpose = {}};
    crypto::Keys const keys{keyring, "05554016"};
    acts::perform(database("gescher"), clock, "guest", [&](acts::Transaction& tx) {
      made = create(tx, {keys, random, "http://gescher.localhost:8080"},
                    {.subject = "application:17",
                     .service = "sperrmuell",
                     .purpose = "Sperrmüll abholen",
                     .amount = amount,
                     .due_on = "2026-12-23",
                     .mail = mail,
                     .language = "de"});
    });
    return made;
  }
  std::string page() { return path_of(owed); }
  http::Response press_pay() { return post(host, page(), key() + "weg=online"); }
  /// The id of the transaction from the address of the service's page.
  static std::string transaction_in(http::Response const& answer) {
    auto const to = header(answer, "Location");
    return to.substr(to.rfind('/') + 1);
  }
  State now() {
    State state{};
    database("gescher").read([&](db::Connection& db) { state = *state_of(db, "application:17"); });
    return state;
  }
  void come_back() { get(host, page() + "/zurueck"); }
  /// Does what residents do at the service, there.
  std::string at_service(std::string const& button, std::string const& behaviour = "normal") {
    auto const id = transaction_in(press_pay());
    post(host, "/testbezahlung/" + id, key() + "tun=" + button + "&verhalten=" + behaviour);
    return id;
  }
  std::size_t transactions() { return module_->sandbox->all().size(); }
  Payments& payments() { return *module_; }

  Receivable owed{.subject = {}, .purpose = {}};
  std::vector<std::string> heard;

 private:
  std::shared_ptr<Payments> module_;
};

}  // namespace kreislauf::test
