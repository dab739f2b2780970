#include "administration/applications/resident/draft_page.h"

#include "administration/applications/acts/drafting.h"
#include "administration/applications/resident/pages.h"

namespace kreislauf::applications::pages {

std::string path_of(authority::TownContext const& c, std::string_view rest) {
  return "/mein-antrag/" + c.path("kennung") + std::string{rest};
}

authority::PageMeta meta_of(authority::TownContext const& c, OwnApplication const& own, std::string title,
                            std::string path, kern::Form const* form) {
  return {.title = std::move(title),
          .path = std::move(path),
          .form = form,
          .layout = kern::Layout::narrow,
          .crumbs = {{path_of(c), own.name(c.t.language())}},
          .index = false};
}

std::optional<std::size_t> next_page(OwnApplication const& own, forms::Entered const& entered, Clock const& clock,
                                     std::size_t page) {
  auto const outcome = own.form->compiled->run(entered.answers, forms::environment_of(clock));
  for (auto next = page + 1; next < outcome.pages.size(); ++next) {
    if (outcome.pages[next]) return next;
  }
  return std::nullopt;
}

std::optional<std::size_t> page_before(OwnApplication const& own, forms::Entered const& entered, Clock const& clock,
                                       std::size_t page) {
  auto const outcome = own.form->compiled->run(entered.answers, forms::environment_of(clock));
  for (auto before = page; before-- > 0;) {
    if (outcome.pages[before]) return before;
  }
  return std::nullopt;
}

OpenDraft open_draft(Applications& module, authority::TownContext const& c) {
  OpenDraft draft;
  try {
    draft.own = by_token(module, c, c.path("kennung"));
  } catch (LinkRenewed const&) {
    draft.answer = http::see_other(authority::path_in(c, path_of(c)));
    return draft;
  }
  if (not is_open(draft.own.application.state))
    draft.answer = http::see_other(authority::path_in(c, path_of(c)));
  else
    draft.entered = entered_of(c, draft.own.application, *draft.own.form);
  return draft;
}

}  // namespace kreislauf::applications::pages
