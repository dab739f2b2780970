#pragma once

#include <optional>

#include "administration/applications/office/one_page.h"
#include "administration/applications/shared/notice_document.h"
#include "platform/http/message.h"

/// The pages on which a notice is made, and its part of the page of the application.
namespace kreislauf::applications::office {

namespace notice_field {
inline constexpr std::string_view result = "ergebnis", reason = "begruendung", text = "text", way = "weg",
                                  number = "bescheid", state = "entwurf-stand", base = "entwurf-text";
}
namespace notice_press {
inline constexpr std::string_view save = "speichern", issue = "erlassen", discard = "verwerfen";
}
inline constexpr std::string_view draft_file = "entwurf.pdf";

struct NoticeDesk {
  OwnApplication own;
  cases::View view = {};
  std::optional<notices::Notice> draft = {};
  NoticeFrame frame = {};
};
/// A second person looks at what was proposed; nothing of it changes any more.
bool signs(NoticeDesk const& desk);
/// Who has changed the draft last, and when: who saw an older one overwrites nothing.
std::string state_of(notices::Notice const& draft);
std::string notice_path(StaffContext const& c, NoticeDesk const& desk);

/// How it shall end, and why; what the template makes of it is read next.
kern::Form beginning(StaffContext const& c, NoticeDesk const& desk);
http::Response show_beginning(StaffContext const& c, NoticeDesk const& desk, kern::Form const& form);
/// The text as it is now, what was changed of the template, and how it will look. Who signs is not asked for the text.
kern::Form editing(StaffContext const& c, NoticeDesk const& desk);
http::Response show_draft(StaffContext const& c, NoticeDesk const& desk, kern::Form const& form);

/// What was issued, and what is still to be done with it.
void write_notices(identity::StaffPage& page, StaffContext const& c, Application const& a);

}  // namespace kreislauf::applications::office
