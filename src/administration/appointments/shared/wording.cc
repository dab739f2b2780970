#include "administration/appointments/shared/wording.h"

#include <fmt/format.h>

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
