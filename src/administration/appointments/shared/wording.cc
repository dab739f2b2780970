#include "administration/appointments/shared/wording.h"

#include <fmt/format.h>

#include "platform/i18n/dates.h"

namespace kreislauf::appointments {

std::string service_name(catalog::Service const& service, i18n::Language language) { return service.name(language); }

std::string service_name(Appointments& module, authority::Context const& c, Plan const& plan,
                         std::string_view service) {
  auto const snapshot = module.catalog().snapshot();
  if (auto const* found = snapshot->by_key(service)) return service_name(*found, c.t.language());
  auto const* own = plan.service(service);
  return own != nullptr and not own->label.empty() ? own->label : std::string{service};
}

html::Fragment service_label(Appointments& module, authority::Context const& c, Plan const* plan,
                             std::string_view service) {
  auto const snapshot = module.catalog().snapshot();
  if (auto const* found = snapshot->by_key(service)) return catalog::visible_name(c, *found);
  auto const* own = plan == nullptr ? nullptr : plan->service(service);
  return authority::german(c, own == nullptr or own->label.empty() ? service : std::string_view{own->label});
}

html::Fragment items_text(Appointments& module, authority::Context const& c, Plan const* plan,
                          std::vector<Item> const& items) {
  html::Writer out{128};
  for (auto const& item : items) {
    if (&item != &items.front()) out(", ");
    if (item.quantity > 1) out(item.quantity, " × ");
    out(service_label(module, c, plan, item.service));
  }
  return out.take();
}

namespace {

Plan const* plan_with(FreeTimes const* known, std::string_view office, std::string_view service) {
  Plan const* found = nullptr;
  if (known == nullptr) return found;
  for (auto const& calendar : known->calendars) {
    auto const* own = calendar->plan->service(service);
    if (own == nullptr or own->label.empty()) continue;
    if (found == nullptr or calendar->plan->settings.office == office) found = calendar->plan.get();
  }
  return found;
}

}  // namespace

std::string own_label(FreeTimes const* known, std::string_view office, std::string_view service) {
  auto const* plan = plan_with(known, office, service);
  return plan == nullptr ? std::string{service} : plan->service(service)->label;
}

html::Fragment items_text(Appointments& module, authority::Context const& c, FreeTimes const& known,
                          std::string_view office, std::vector<Item> const& items) {
  html::Writer out{128};
  for (auto const& item : items) {
    if (&item != &items.front()) out(i18n::comma(c.t));
    if (item.quantity > 1) out(item.quantity, " × ");
    out(service_label(module, c, plan_with(&known, office, item.service), item.service));
  }
  return out.take();
}

std::string_view channel_text(authority::Context const& c, Channel channel) {
  switch (channel) {
    case Channel::onsite:
      return c.t("vor Ort");
    case Channel::phone:
      return c.t("am Telefon");
    case Channel::video:
      return c.t("per Video");
  }
  return {};
}

std::string ticket_text(std::string_view ticket) {
  if (ticket.size() < 2) return std::string{ticket};
  return fmt::format("{}\u00A0{}", ticket.substr(0, 1), ticket.substr(1));
}

std::string slug_of(Appointments& module, std::string_view service) {
  auto const snapshot = module.catalog().snapshot();
  auto const* found = snapshot->by_key(service);
  return found == nullptr ? std::string{service} : found->slug;
}

std::string key_of(Appointments& module, std::string const& slug) {
  auto const snapshot = module.catalog().snapshot();
  if (auto const* found = snapshot->by_slug(slug)) return found->key.value();
  return slug.find_first_of(": \t") == std::string::npos ? slug : std::string{};
}

}  // namespace kreislauf::appointments
