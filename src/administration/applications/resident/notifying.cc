#include "administration/applications/resident/draft_page.h"
#include "administration/applications/resident/pages.h"
#include "base/errors.h"

// How an applicant hears of an application: quiet hours, and devices that say that there is something.
namespace kreislauf::applications::pages {

namespace {

constexpr std::string_view rest = "/benachrichtigungen";

/// Of a draft nothing is told: there is nobody who could have news.
notifications::Matter matter_of(Applications& module, TownContext const& c) {
  auto const own = by_token(module, c, c.path("kennung"));
  if (not was_sent(own.application.state)) throw NotFound{};
  return {.subject = subject_of(own.application),
          .path = path_of(c, rest),
          .meta = meta_of(c, own, std::string{c.t("Benachrichtigungen")}, path_of(c, rest)),
          .has_mail = not own.application.mail.empty()};
}

}  // namespace

http::Response ways(Applications& module, http::Request const& request, TownContext& c) {
  return notifications::show_ways(c, request, matter_of(module, c));
}

http::Response save_quiet(Applications& module, http::Request const& request, TownContext& c) {
  return notifications::save_quiet(c, request, matter_of(module, c));
}

http::Response allow_device(Applications& module, http::Request const& request, TownContext& c) {
  return notifications::allow_device(module.notifications, c, request, matter_of(module, c));
}

http::Response drop_device(Applications& module, http::Request const& request, TownContext& c) {
  return notifications::drop_device(c, request, matter_of(module, c));
}

}  // namespace kreislauf::applications::pages
