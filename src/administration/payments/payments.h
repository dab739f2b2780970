#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "administration/payments/model.h"
#include "authority/module.h"
#include "platform/acts/acts.h"
#include "platform/pdf/pdf.h"

/// Receivables of an authority and how residents pay them. The door for modules that ask for money:
///
///   auto const owed = payments::create(tx, payments::issuer_of(c), {.subject = "application:17", ...});
///   payments.listen("application:", [](acts::Transaction& tx, payments::Change const& change) { ... });
namespace kreislauf::payments {

/// A receivable is now something else; told inside of the act that has made it so.
struct Change {
  Receivable const& receivable;
  State before;
};
using Listener = std::function<void(acts::Transaction&, Change const&)>;

class Sandbox;

/// What this module keeps while the program runs; lives as long as the modules do.
class Payments {
 public:
  Payments(authority::House& house, pdf::Maker& documents);
  ~Payments();
  Payments(Payments const&) = delete;
  Payments& operator=(Payments const&) = delete;

  /// Told of every change of receivables whose subject begins like this. Called at start, before anything is served.
  /// What a listener throws undoes the act: money that has come would not be booked. So it must not refuse.
  void listen(std::string prefix, Listener listener);
  void tell(acts::Transaction& tx, Change const& change) const;

  authority::House& house;
  pdf::Maker& documents;
  std::unique_ptr<Sandbox> sandbox;
  bool demo = false;  ///< the sandbox may be used: its payments are none

 private:
  std::vector<std::pair<std::string, Listener>> listeners_;
};

/// Who asks: the keys of the authority, chance, and the address of its pages for links.
struct Issuer {
  crypto::Keys const& keys;
  crypto::Random& random;
  std::string site;
};
inline Issuer issuer_of(authority::TownContext const& c) { return {c.keys, c.random, c.origin}; }

/// What is asked for.
struct Demand {
  std::string subject;       ///< `application:17`
  std::string service = {};  ///< slug
  std::string purpose;       ///< German, of at most 100 characters, without the name of anybody: `Sperrmüll abholen`
  Money amount{};            ///< 0.01 to 999,999.99 euros (XBezahldienste)
  std::string due_on = {};   ///< `2026-12-23`, or empty: at once (§ 220 Absatz 2 AO, § 12 KAG NRW)
  std::string mail = {};     ///< where the receipt goes, or empty
  std::string language = "de";
};

// ---- Inside of an act of the module that asks; nothing here is slow

/// Throws BadRequest for an amount or a purpose that cannot be.
Receivable create(acts::Transaction& tx, Issuer const& issuer, Demand const& demand);
/// Nothing is owed any more. What was paid is owed back and stands on the page of the treasury. Cancelled twice is
/// cancelled once. Throws NotFound.
void cancel(acts::Transaction& tx, Payments const& payments, std::int64_t receivable);
/// Begins to give money back by the way it came; it is gone when `state_of` says so. Throws TooMuch, NotFound.
void refund(acts::Transaction& tx, crypto::Random& random, std::int64_t receivable, Money amount);
/// More shall be given back than was paid and is not yet on its way back.
struct TooMuch : Refused {};

/// The newest receivable of a subject; read, never copied.
std::optional<Receivable> of_subject(db::Connection& connection, std::string_view subject);
/// All of a subject, the newest first.
std::vector<Receivable> all_of_subject(db::Connection& connection, std::string_view subject);
/// When a provider was told what is owed for it.
std::vector<std::string> tried(db::Connection& connection, std::string_view subject);
std::optional<State> state_of(db::Connection& connection, std::string_view subject);
/// Where it is paid, without language prefix: `/zahlung/3f2a...`
std::string path_of(Receivable const& receivable);

/// All that this module gives to the house. The first is made before the modules that listen.
std::shared_ptr<Payments> make(authority::House& house, pdf::Maker& documents);
authority::Module module(std::shared_ptr<Payments> payments);

}  // namespace kreislauf::payments
