#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "administration/appointments/shared/running.h"
#include "platform/html/html.h"

/// Words of appointments that residents and staff read alike.
namespace kreislauf::appointments {

/// A service as people call it, in this language where there is a text: `Personalausweis beantragen`.
std::string service_name(catalog::Service const& service, i18n::Language language);
std::string service_name(Appointments& module, authority::Context const& context, Plan const& plan,
                         std::string_view service);
/// The same marked with its language. `plan` may be missing; its label stands where the catalogue has no text.
html::Fragment service_label(Appointments& module, authority::Context const& context, Plan const* plan,
                             std::string_view service);
/// `2 × Personalausweis beantragen, Reisepass beantragen`
html::Fragment items_text(Appointments& module, authority::Context const& context, Plan const* plan,
                          std::vector<Item> const& items);
std::string_view channel_text(authority::Context const& context, Channel channel);
/// `A 012`, which does not break.
std::string ticket_text(std::string_view ticket);
/// Name of a service in addresses.
std::string slug_of(Appointments& module, std::string_view service);
/// A service by its name in addresses, by its key, or as an office calls it that has no catalogue entry.
std::string key_of(Appointments& module, std::string const& slug);
inline constexpr std::size_t most_services = 6;
inline constexpr int most_of_service = 20;

}  // namespace kreislauf::appointments
