#include "administration/applications/shared/own_application.h"

#include <algorithm>

#include "administration/applications/acts/links.h"
#include "administration/applications/store/store.h"
#include "base/errors.h"

namespace kreislauf::applications {

std::string OwnApplication::name(i18n::Language language) const {
  return service == nullptr ? application.service : name_in(*service, language);
}

i18n::Language language_of(Application const& application) {
  return i18n::language_of(application.language).value_or(i18n::Language::german);
}

std::string name_in(catalog::Service const& service, i18n::Language language) {
  auto const& text = service.texts[language];
  return text and not text->name.empty() ? text->name : service.name();
}

OwnApplication with_form(Applications& module, Application application) {
  OwnApplication own{std::move(application), nullptr, module.catalog.snapshot()};
  own.form = module.library.version(own.application.version);
  if (own.form == nullptr) throw NotFound{};
  own.service = own.catalogue->any(own.application.service);
  own.cases = &module.cases.library;
  return own;
}

OwnApplication by_token(Applications& module, authority::TownContext const& c, std::string_view token) {
  std::optional<Application> found;
  bool renewed = false;
  c.db.read([&](db::Connection& connection) {
    auto const hash = token_hash_of(token);
    found = store::by_token_hash(connection, hash);
    renewed = not found and store::by_former_link(connection, hash);
  });
  if (renewed) throw LinkRenewed{};
  if (not found) throw NotFound{};
  return with_form(module, *std::move(found));
}

OwnApplication by_id(Applications& module, authority::TownContext const& c, std::int64_t id) {
  std::optional<Application> found;
  c.db.read([&](db::Connection& connection) { found = store::find(connection, id); });
  if (not found) throw NotFound{};
  return with_form(module, *std::move(found));
}

logins::Need need_of(catalog::Service const& service, forms::Form const& form) {
  auto const level = [&] {
    switch (service.identity) {
      case catalog::Identity::account:
        return logins::Level::substantial;
      case catalog::Identity::eid:
        return logins::Level::high;
      default:  // an address at which somebody can be reached is asked by the form itself
        return logins::Level::none;
    }
  };
  return {.level = level(),
          .companies = form.definition().terms.companies,
          .later = form.definition().terms.identity_later};
}

logins::Need need_of(OwnApplication const& own) {
  return own.service == nullptr ? logins::Need{} : need_of(*own.service, *own.form);
}

std::string office_for(authority::TownContext const& c, catalog::Service const& service) {
  auto const* own = c.town->override_for(service.key.value());
  if (own != nullptr and not own->office.empty()) return own->office;
  auto const* office = c.town->office_for(service.office);
  return office == nullptr ? std::string{} : office->id.value();
}

std::string office_that_gets(authority::TownContext const& c, OwnApplication const& own) {
  auto const& offices = c.town->offices;
  auto const is_there = [&](std::string_view id) {
    return std::any_of(offices.begin(), offices.end(), [&](auto const& one) { return one.id.value() == id; });
  };
  // What no catalogue has went to the office that was chosen when it began.
  if (own.service != nullptr and own.service->audience == catalog::Audience::residents) {
    if (auto office = office_for(c, *own.service); is_there(office)) return office;
  }
  if (is_there(own.application.office)) return own.application.office;
  if (offices.empty()) throw NotFound{};
  return offices.front().id.value();
}

bool can_prove(Applications const& module, authority::Authority const& authority, catalog::Service const& service,
               forms::Form const& form) {
  auto const need = need_of(service, form);
  return need.level == logins::Level::none or need.later or not module.logins.offered(authority, need).empty();
}

bool offered_by(Applications const& module, authority::Authority const& other, catalog::Service const& service) {
  auto const its = module.house.authorities.known_town(other.key);
  if (its == nullptr or not catalog::says_yes(its->answer_to(service.key.value(), catalog::online_question)))
    return false;
  auto const form = module.library.live(service.slug);
  return form != nullptr and can_prove(module, other, service, *form);
}

std::shared_ptr<forms::Form const> offered(Applications const& module, authority::TownContext const& c,
                                           catalog::Service const& service) {
  if (not catalog::says_yes(c.town->answer_to(service.key.value(), catalog::online_question))) return nullptr;
  auto form = on_paper(module, c, service);
  return form != nullptr and can_prove(module, c.authority, service, *form) ? form : nullptr;
}

std::shared_ptr<forms::Form const> on_paper(Applications const& module, authority::TownContext const& c,
                                            catalog::Service const& service) {
  // A district does for its towns what it does not do for itself.
  bool const own = catalog::rules::responsible(service, c.authority, *c.directory).authority == &c.authority;
  bool const for_others = c.directory->does_for_others(service.key.value(), c.authority);
  if (not(own or for_others) or office_for(c, service).empty()) return nullptr;
  return module.library.live(service.slug);
}

}  // namespace kreislauf::applications
