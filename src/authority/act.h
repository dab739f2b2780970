#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "authority/context.h"
#include "base/function_ref.h"
#include "platform/acts/acts.h"
#include "platform/http/message.h"

namespace kreislauf::authority {

struct ActOptions {
  /// A page with many buttons: each of them acts once, so its name belongs to the key.
  std::string button = {};
  /// What is compared when the key comes again, when it is not the form itself.
  std::string_view asked = {};
  /// The form holds secrets: no hash of it is stored.
  bool secret = false;
};

/// Does what a request asks for, once: key from route and form, who acts from the context; key, event, state, outbox
/// and answer in one commit. What `work` refuses (Refused, BadRequest, NotFound) leaves nothing behind and comes back
/// to the caller. Answers with the way to the page that shows what is now.
http::Response perform(TownContext const& c, http::Request const& request,
                       FunctionRef<acts::Answer(acts::Transaction&)> work, ActOptions const& options = {});
/// The same, for those who look at the answer.
acts::Answer act(TownContext const& c, http::Request const& request, FunctionRef<acts::Answer(acts::Transaction&)> work,
                 ActOptions const& options = {});
http::Response to_response(acts::Answer const& answer);
/// A form that was done and comes again, because its answer got lost on the way: that answer, whatever has become of
/// its page since. Nothing where it has not been done.
std::optional<http::Response> answered_before(TownContext const& c, http::Request const& request);

/// What somebody asked for with a form, without its key, its csrf field and its proof of work, which may differ when it
/// is sent again.
std::string asked_by(std::string_view body);

}  // namespace kreislauf::authority
