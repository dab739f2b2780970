#pragma once

#include "administration/programs/acts/sending.h"
#include "authority/context.h"
#include "platform/http/message.h"
#include "platform/kern/form.h"

namespace kreislauf::programs::management {

using authority::StaffContext;

/// `/verwaltung/amt/bauamt/fachverfahren` and what stands behind it.
std::string path_of(StaffContext const& c, std::string_view rest = {});

http::Response overview(Programs& module, http::Request const& request, StaffContext& c);
http::Response add_key(Programs& module, http::Request const& request, StaffContext& c);
http::Response revoke_key(Programs& module, http::Request const& request, StaffContext& c);
http::Response add_receiver(Programs& module, http::Request const& request, StaffContext& c);
http::Response receiver(Programs& module, http::Request const& request, StaffContext& c);
http::Response act_on_receiver(Programs& module, http::Request const& request, StaffContext& c);

/// The page with both forms; one of them may show what is wrong.
kern::Form key_questions(StaffContext const& c);
kern::Form receiver_questions(StaffContext const& c);
http::Response show(Programs const& module, StaffContext const& c, kern::Form const& key, kern::Form const& receiver,
                    kern::Form const* wrong = nullptr);
/// The one page that shows a secret.
struct Once {
  std::string title, what, secret, hint;
};
http::Response show_once(StaffContext const& c, Once const& once);

}  // namespace kreislauf::programs::management
