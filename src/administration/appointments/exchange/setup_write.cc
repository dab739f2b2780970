#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "administration/appointments/exchange/setup.h"
#include "administration/appointments/rules/rules.h"
#include "administration/appointments/rules/settings.h"
#include "base/text.h"
#include "platform/authored/toml_text.h"

namespace kreislauf::appointments {

namespace {

using authored::toml_lines;
using authored::toml_text;

std::string list_of(std::vector<std::string> const& texts) {
  std::string out;
  for (auto const& text : texts) out += (out.empty() ? "" : ", ") + toml_text(text);
  return "[" + out + "]";
}

void write_settings(std::string& out, Settings const& settings) {
  for (auto const& one : number_settings()) out += fmt::format("{} = {}\n", one.name, settings.*one.value);
  out += fmt::format("walk_in = {}\n", settings.walk_in);
  if (not settings.video_address.empty()) out += "video_address = " + toml_text(settings.video_address) + "\n";
  if (not settings.paused.empty()) out += "paused = " + toml_text(settings.paused) + "\n";
}

void write_desk(std::string& out, Desk const& desk, Surroundings const& around) {
  std::vector<std::string> skills;
  for (auto const& key : desk.skills) skills.push_back(around.service_name(key));
  std::sort(skills.begin(), skills.end());
  out += "  { name = " + toml_text(desk.name);
  if (not skills.empty()) out += ", services = " + list_of(skills);
  if (not desk.active) out += ", active = false";
  out += " },\n";
}

void write_resources(std::string& out, std::vector<Desk> const& resources) {
  for (std::size_t i = 0, next = 0; i < resources.size(); i = next) {
    auto const& first = resources[i];
    for (next = i + 1;
         next < resources.size() and resources[next].name == first.name and resources[next].active == first.active;)
      ++next;
    out += "  { name = " + toml_text(first.name) + fmt::format(", units = {}", next - i) +
           (first.active ? "" : ", active = false") + " },\n";
  }
}

void write_offer(std::string& out, BookableService const& offer, Surroundings const& around) {
  out +=
      "  { service = " + toml_text(around.service_name(offer.service)) + fmt::format(", minutes = {}", offer.minutes);
  if (offer.most != 1) out += fmt::format(", most = {}", offer.most);
  if (not offer.online) out += ", online = false";
  std::vector<std::string> channels;
  for (auto const channel : {Channel::onsite, Channel::phone, Channel::video}) {
    if (offer.takes(channel)) channels.emplace_back(name_of(channel));
  }
  if (channels != std::vector<std::string>{"onsite"}) out += ", channels = " + list_of(channels);
  if (not offer.resource.empty()) out += ", resource = " + toml_text(offer.resource);
  if (not offer.label.empty()) out += ", label = " + toml_text(offer.label);
  out += " },\n";
}

}  // namespace

std::string write_plans(std::span<Plan const> plans, Surroundings const& around) {
  std::string out;
  for (auto const& plan : plans) {
    out += (out.empty() ? "" : "\n") + std::string{"[[office]]\nid = "} + toml_text(plan.settings.office) + "\n";
    write_settings(out, plan.settings);
    out += "rules = " + toml_lines(tidy_rules(plan.rules_text)) + "\ndesks = [\n";
    for (auto const& desk : plan.desks) write_desk(out, desk, around);
    out += "]\nresources = [\n";
    write_resources(out, plan.resources);
    out += "]\nservices = [\n";
    for (auto const& offer : plan.services) write_offer(out, offer, around);
    out += "]\n";
  }
  return out;
}

}  // namespace kreislauf::appointments
