#include <fmt/format.h>

#include "administration/accounts/resident/frame.h"
#include "administration/accounts/resident/pages.h"

// How the owner of an account hears of everything that lies in it: quiet hours, and devices.
namespace kreislauf::accounts::pages {

namespace {

constexpr std::string_view own_path = "/konto/benachrichtigungen";

notifications::Matter matter_of(TownContext const& c, Holder const& holder) {
  return {.subject = subject_of(holder.id),
          .path = std::string{own_path},
          .meta = meta_of(c, std::string{c.t("Benachrichtigungen")}, std::string{own_path}),
          .has_mail = true};
}

}  // namespace

http::Response ways(Accounts&, http::Request const& request, TownContext& c) {
  auto const holder = holder_of(c, request);
  if (not holder) return to_entrance(c, own_path);
  return notifications::show_ways(c, request, matter_of(c, *holder));
}

http::Response save_quiet(Accounts&, http::Request const& request, TownContext& c) {
  auto const holder = holder_of(c, request);
  if (not holder) return to_entrance(c, own_path);
  return notifications::save_quiet(c, request, matter_of(c, *holder));
}

http::Response allow_device(Accounts& module, http::Request const& request, TownContext& c) {
  auto const holder = holder_of(c, request);
  if (not holder) return to_entrance(c, own_path);
  return notifications::allow_device(module.notifications, c, request, matter_of(c, *holder));
}

http::Response drop_device(Accounts&, http::Request const& request, TownContext& c) {
  auto const holder = holder_of(c, request);
  if (not holder) return to_entrance(c, own_path);
  return notifications::drop_device(c, request, matter_of(c, *holder));
}

}  // namespace kreislauf::accounts::pages
