#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "administration/catalog/catalog.h"
#include "administration/delivery/acts/ordering.h"
#include "administration/delivery/model.h"
#include "administration/delivery/shared/sections.h"
#include "authority/module.h"
#include "base/result.h"
#include "platform/blobs/disk.h"
#include "platform/calls/calls.h"

/// Sent applications on their way to a specialist system (Fachverfahren). The door for the module that has them:
///
///   delivery::order(tx, c, {.subject = "application:17", ...});     // inside of the act that sends
///   deliveries.serve({.prefix = "application:", .parcel = ..., .listen = ...});
namespace kreislauf::delivery {

/// What goes: the document first, then what was attached to it. All of it in memory.
struct File {
  std::string name;  ///< as people see it; never a path
  std::string type;  ///< `application/pdf`
  std::string bytes;
};
struct Parcel {
  std::string service_name;  ///< German
  std::string sent_at;       ///< ISO 8601
  std::string form;          ///< version of the form, as the other side finds it in `manifest.json`
  std::string data;          ///< JSON
  std::vector<File> files;
};

struct Change {
  Delivery const& delivery;
  State before;
};

/// Whose applications go.
struct Sender {
  std::string prefix;  ///< of its subjects: `application:`
  std::string page;    ///< where the office finds one: `/antraege/`
  /// Made when it goes, outside of every act. The reason why there is none is German, for the office, without personal
  /// data.
  std::function<Result<Parcel>(authority::TownVisit&, std::string const& subject, std::string const& site)> parcel;
  /// Is it still to go? Withdrawn is not. Nothing: always.
  std::function<bool(authority::TownVisit&, std::string const& subject)> wanted = {};
  /// Told inside of the act that has changed it; must not refuse.
  std::function<void(acts::Transaction&, authority::TownVisit&, Change const&)> listen = {};
};

/// What this module keeps while the program runs; lives as long as the modules do.
class Deliveries {
 public:
  Deliveries(authority::House& of, catalog::Catalog& services) : house{of}, catalog{services} {}

  /// Called at start, before anything is served.
  void serve(Sender sender) { senders_.push_back(std::move(sender)); }
  Sender const* sender_of(std::string_view subject) const;

  /// A service that has just been silent is left alone for a while: others wait for the same thread.
  bool is_silent(std::string const& place);
  void note_silence(std::string const& place);

  authority::House& house;
  catalog::Catalog& catalog;
  calls::Caller* network = &calls::network();
  blobs::Disk* disk = nullptr;  ///< in tests: one that fails

 private:
  std::vector<Sender> senders_;
  std::mutex mutex_;
  std::map<std::string, Instant> silent_until_;
};

/// When something was handed over to a specialist system.
std::vector<std::string> handed_over(db::Connection& connection, std::string_view subject);

/// All that this module gives to the house. The first is made before the modules that serve.
std::shared_ptr<Deliveries> make(authority::House& house, catalog::Catalog& catalog);
authority::Module module(std::shared_ptr<Deliveries> deliveries);

}  // namespace kreislauf::delivery
