#pragma once

#include <filesystem>

#include "administration/delivery/delivery.h"
#include "administration/delivery/exchange/commands.h"
#include "administration/delivery/store/store.h"
#include "app/mail_delivery.h"
#include "app/outbox_sender.h"
#include "tests/support/applying.h"

/// Gescher sends applications for the collection of bulky waste on to a specialist system.
namespace kreislauf::test {

struct Delivering : Applying {
  explicit Delivering(std::string const& line = {})
      : memory{new mail::MemorySender},
        mails_of{app::MailOptions{.server = {.url = "smtp://127.0.0.1"}, .mail_from = {}, .sample = false},
                 std::unique_ptr<mail::Sender>{memory}},
        outbox{house, modules.all(), mails_of, false} {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directory(folder);
    for (auto const& module : modules.all()) {
      if (module.name == "delivery") deliveries = std::static_pointer_cast<delivery::Deliveries>(module.state);
    }
    if (not line.empty()) REQUIRE(import(line).added == 1);
  }
  ~Delivering() { std::filesystem::remove_all(folder); }

  ImportReport import(std::string const& line) {
    catalog().reload();
    return delivery::import_destinations(
        house, *catalog().snapshot(),
        "authority,service,kind,place,token_url,client,secret_file,destination,schema\n" + line + "\n",
        OnRejection::keep_good_lines, [](std::string const&) { return "geheim+1\n"; });
  }
  static std::string to_folder() { return "gescher,99001009004002,folder," + folder.string(); }

  /// What waits goes; what is due is asked.
  void pass(std::chrono::seconds time = std::chrono::seconds{1}) {
    clock.advance(time);
    outbox.look();
    run_jobs(1);
    outbox.look();
  }
  delivery::Delivery now(std::int64_t id = 1) {
    std::optional<delivery::Delivery> found;
    database("gescher").read([&](db::Connection& connection) { found = delivery::store::find(connection, id); });
    REQUIRE(found);
    return *found;
  }
  bool is_gone(std::int64_t id = 1) {
    bool gone = false;
    database("gescher").read([&](db::Connection& connection) { gone = not delivery::store::find(connection, id); });
    return gone;
  }
  std::string office_page() {
    staff("gescher", "sachbearbeiter", {{authority::Role::clerk, "buergerbuero"}});
    auto page = get("gescher.localhost", "/verwaltung/amt/buergerbuero/antraege/1").body;
    return page;
  }
  std::string named(std::int64_t id = 1) { return (folder / now(id).name).string(); }

  inline static std::filesystem::path const folder =
      std::filesystem::temp_directory_path() / fmt::format("kreislauf-zustellung-{}", ::getpid());
  mail::MemorySender* memory;
  app::MailDelivery mails_of;
  app::OutboxSender outbox;
  std::shared_ptr<delivery::Deliveries> deliveries;
};

}  // namespace kreislauf::test
