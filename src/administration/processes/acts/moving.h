#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "administration/processes/model.h"
#include "administration/processes/rules/process.h"
#include "engines/bpmn/value.h"
#include "platform/acts/acts.h"
#include "platform/crypto/keys.h"

// A process moves inside of the act that moves what it belongs to: both are one commit.
namespace kreislauf::processes {

/// Whose process it is: does its errands.
class Host {
 public:
  virtual ~Host() = default;
  /// Done: an empty text. Done when something else is: its subject (`opinion:17`), to be told by `happened`. Nothing: a
  /// person has to do it.
  virtual std::optional<std::string> perform(Errand const& errand) = 0;
};

struct Mover {
  acts::Transaction& tx;
  crypto::Keys const& keys;
  crypto::Random& random;
  Process const& process;
  std::string subject;
  Host& host;
};

/// From its start; of `facts` what its conditions read. Takes the place of one that was there before.
void begin(Mover const& mover, bpmn::Variables const& facts);

/// Somebody says that a task is done, and how. False where it is not open (any more) or is the decision; true also
/// where the process could not be read and has stopped. Throws BadRequest for a choice that it has not.
bool complete(Mover const& mover, std::int64_t task, std::string_view choice, std::int64_t staff);
/// What a task waited for has come, or is not needed any more.
void happened(Mover const& mover, std::string_view subject);
/// One of `messages`, with the answers as they are now. Nobody has to wait for it.
void tell(Mover const& mover, std::string_view message, bpmn::Variables const& facts);
/// Its times that have come.
void advance(Mover const& mover);
/// It is decided: what is drawn behind the decision runs, and what still waits then is not needed any more.
void decided(Mover const& mover, std::string_view result, std::int64_t staff);
/// Nothing of it is needed any more: taken back, or given away.
void stop(acts::Transaction& tx, std::string_view subject);

/// It stands still where it is: what it belongs to is with somebody else. Its times do not come.
void pause(acts::Transaction& tx, std::string_view subject);
/// It goes on from there, with the times that have come meanwhile.
void resume(acts::Transaction& tx, std::string_view subject);

/// What stands before the decision, in words; empty where it can be decided, or no process runs.
std::vector<std::string> before_decision(db::Connection& connection, Process const& process, std::string_view subject);

/// Carries it over to another version of its drawing. Names the tokens that have no place there: then nothing is
/// changed.
std::vector<std::string> migrate(Mover const& mover, Process const& to);

}  // namespace kreislauf::processes
