#include <fmt/format.h>

#include <algorithm>

#include "administration/applications/acts/drafting.h"
#include "administration/applications/applications.h"
#include "administration/applications/rights.h"
#include "administration/applications/shared/own_application.h"
#include "administration/applications/shared/papers.h"
#include "administration/applications/store/store.h"
#include "platform/blobs/references.h"

// What papers that came back need of applications (administration/intake).
namespace kreislauf::applications {

namespace {

/// Files come from the applicant, later: what cannot be sent without one is not taken down.
bool demands_files(forms::Definition const& form) {
  return std::any_of(form.pages.begin(), form.pages.end(), [](auto const& page) {
    return std::any_of(page.questions.begin(), page.questions.end(),
                       [](auto const& one) { return one.kind == forms::Kind::file and not one.optional; });
  });
}

}  // namespace

std::vector<catalog::Service const*> taken_down_in(Applications const& module, authority::TownContext const& c,
                                                   std::string_view office, catalog::Snapshot const& catalogue) {
  std::vector<catalog::Service const*> found;
  auto const* staff = c.signed_in();
  auto const sight = staff == nullptr ? authority::Sight{} : staff->sight(rights::work, office);
  for (auto const& form : module.library.all_live()) {
    auto const* const one = catalogue.by_slug(form->service);
    if (one == nullptr or not sight.covers(one->slug) or demands_files(form->definition())) continue;
    if (on_paper(module, c, *one) != nullptr and office_for(c, *one) == office) found.push_back(one);
  }
  std::sort(found.begin(), found.end(), [](auto const* a, auto const* b) { return a->name() < b->name(); });
  return found;
}

std::string office_of(Applications const& module, authority::TownContext const& c, std::string_view service) {
  auto const catalogue = module.catalog.snapshot();
  auto const* const one = catalogue->by_slug(service);
  if (one == nullptr or on_paper(module, c, *one) == nullptr) return {};
  return office_for(c, *one);
}

std::int64_t begin_from_paper(acts::Transaction& tx, authority::TownContext const& c, forms::Form const& form,
                              std::string_view office, std::string_view body) {
  auto const id = begin(tx, c, form, office, Channel::paper);
  auto draft = current(tx, id);
  auto const entered = forms::read_whole(c, *form.compiled, entered_of(c, draft, form), body);
  save(tx, c, draft, form, entered);
  return id;
}

std::string path_of_sheet(std::string_view office, std::int64_t draft) {
  return fmt::format("/verwaltung/amt/{}/aufnahme/{}", office, draft);
}

bool is_draft(db::Connection& connection, std::int64_t application) {
  auto const found = store::find(connection, application);
  return found and not was_sent(found->state);
}

std::optional<std::int64_t> sent_in(db::Connection& connection, std::string_view office, std::string_view number) {
  auto const found = store::by_number(connection, number);
  if (not found or found->office != office or not was_sent(found->state)) return std::nullopt;
  return found->id;
}

void keep_paper(acts::Transaction& tx, std::int64_t application, std::string_view sha256) {
  auto const next = papers_of(tx.db, application).size() + 1;
  if (not blobs::hold(tx.db, sha256, paper_holder(application, next))) throw Conflict{"the scanned page has gone"};
}

std::string paper_holder(std::int64_t application, std::size_t number) {
  return fmt::format("{}/paper/{}", subject_of(application), number);
}

std::vector<std::string> papers_of(db::Connection& connection, std::int64_t application) {
  std::vector<std::string> hashes;
  for (;;) {
    auto held = blobs::held_by(connection, paper_holder(application, hashes.size() + 1));
    if (held.empty()) return hashes;
    hashes.push_back(std::move(held.front()));
  }
}

}  // namespace kreislauf::applications
