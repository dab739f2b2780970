#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "administration/forms/model.h"
#include "base/money.h"
#include "engines/feel/feel.h"
#include "platform/authored/problem.h"

/// What a service costs somebody who has answered so, by the rules of its package (docs/services.md, "The fee").
namespace kreislauf::forms {

/// What a rule may use besides the answers.
struct FeeFacts {
  std::optional<Money> price = {};  ///< `preis`: the one price of the service, where it is an amount
  std::map<std::string, Money, std::less<>> town = {};  ///< `satzung.ID`: what the town has answered to its questions
  bool reduced = false;                                 ///< `ermaessigt`: somebody has said so, and a proof lies there
};

struct Fee {
  std::optional<Money> amount = {};       ///< nothing: it cannot be said yet
  std::vector<std::size_t> cases = {};    ///< which of the definition applied, in its order
  std::vector<std::string> reasons = {};  ///< German, for the office: how a table has come to it
  /// A rule has failed where it must not, in words for its author. It may say what somebody has answered: not for logs.
  std::string problem = {};

  bool costs() const { return amount and amount->cents > 0; }
};

/// Cents are whole and exact; an amount has an end (XBezahldienste).
inline constexpr Money largest_fee{99'999'999};

class CompiledFee {
 public:
  /// Nothing where the form asks for no money. `names` are those of all questions; what is wrong is told with its line.
  static std::shared_ptr<CompiledFee const> compile(Definition const& form, feel::Names const& names,
                                                    std::vector<authored::Problem>& problems);

  /// Of answers that are complete. Never throws: who applies is not kept from sending because a rule is wrong.
  Fee of(std::vector<feel::Value> const& answers, FeeFacts const& facts, feel::Environment const& environment) const;
  /// What somebody claims to pay less for: the answer of the question that `[form] reduction` names; empty: nothing.
  std::string claimed(std::vector<feel::Value> const& answers) const;
  /// The file that proves it is attached.
  bool proven(std::vector<feel::Value> const& answers) const;
  /// Of a case that costs the same for everybody, what that is.
  std::optional<Money> fixed(std::size_t place) const;

  /// As a rule may name it: `preis-je-blatt` is `satzung.preis_je_blatt`.
  static std::string name_of(std::string_view question);

  struct Impl;
  explicit CompiledFee(std::shared_ptr<Impl const> impl) : impl_{std::move(impl)} {}

 private:
  std::shared_ptr<Impl const> impl_;
};

}  // namespace kreislauf::forms
