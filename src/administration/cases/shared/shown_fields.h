#pragma once

#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>

#include "administration/cases/shared/view.h"
#include "base/text.h"
#include "platform/http/message.h"
#include "platform/i18n/dates.h"

/// What a page has shown of a case: its forms send it along, so that two who change different things do not meet, and
/// who changes the same thing reads what the other one has done.
namespace kreislauf::cases {

struct ShownFields {
  std::string phase, holder, status, day;

  static ShownFields of(Case const& one) {
    return {std::string{name_of(one.phase)}, std::to_string(one.holder), one.status, one.resubmit_on};
  }
};
inline constexpr std::string_view shown_field = "gezeigt";

/// `working 7 pruefung 2026-12-01`, for a hidden field.
inline std::string shown_fields(Case const& one) {
  auto const fields = ShownFields::of(one);
  return fmt::format("{} {} {} {}", fields.phase, fields.holder, fields.status, fields.day);
}

/// Nothing where a form sends none: a program, or a page of an older release.
inline std::optional<ShownFields> shown_fields_in(std::string_view body) {
  auto const sent = http::field(body, shown_field);
  if (not sent) return std::nullopt;
  auto const parts = text::split(*sent, ' ');
  if (parts.size() != 4) return std::nullopt;
  return ShownFields{std::string{parts[0]}, std::string{parts[1]}, std::string{parts[2]}, std::string{parts[3]}};
}

/// What has changed since: `bearbeitet jetzt von Bernd Vogel; Wiedervorlage jetzt am Di, 01.12.2026`.
inline std::string changed_since(ShownFields const& shown, View const& now) {
  auto const fields = ShownFields::of(now.one);
  std::string all;
  auto const add = [&](std::string const& words) { all += (all.empty() ? "" : "; ") + words; };
  if (shown.phase != fields.phase) add(fmt::format("der Fall ist jetzt {}", german_of(now.one.phase)));
  if (shown.holder != fields.holder)
    add(fmt::format("bearbeitet jetzt von {}", now.one.holder == 0 ? "niemandem" : now.name_of(now.one.holder)));
  if (shown.status != fields.status) {
    auto const* status = now.type->status(now.one.status);
    add(fmt::format("Stand jetzt „{}“",
                    status == nullptr ? std::string{german_of(now.one.phase)} : status->name[i18n::Language::german]));
  }
  if (shown.day != fields.day) {
    auto const day = i18n::parse_iso(now.one.resubmit_on);
    add(day ? fmt::format("Wiedervorlage jetzt am {}", i18n::short_date(*day)) : "jetzt keine Wiedervorlage");
  }
  return all;
}

}  // namespace kreislauf::cases
