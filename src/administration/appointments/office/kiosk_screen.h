#pragma once

#include <string>
#include <string_view>

#include "administration/appointments/office/screen.h"
#include "administration/appointments/shared/staff_room.h"

/// Screens of the device at the entrance, in the language of who stands there. Everything is one touch, no link leads
/// away.
namespace kreislauf::appointments::office {

/// After so many seconds without a touch the device goes back to its start.
inline constexpr int idle_seconds = 90, answer_seconds = 20;

/// The start of the device is German, whatever language the last person has chosen.
std::string device_start(Room const& room);
/// Another screen of it, in the language of this visit: `?seite=code`.
std::string device_path(Room const& room, std::string_view rest);

class KioskScreen : public Screen {
 public:
  /// `seconds` 0 stays where it is.
  KioskScreen(Room const& room, std::string title, int seconds, kern::Form const* form = nullptr);
  void back(std::string_view icon, std::string_view text);
  /// `asks`: before the time is over the screen asks whether somebody is still there.
  http::Response close(unsigned status = 200, bool asks = false);

 private:
  Room const& room_;
};

/// Says one thing, and goes back to the start by itself.
http::Response say(Room const& room, unsigned status, std::string_view title, std::string_view text,
                   html::Fragment const& more = {});

}  // namespace kreislauf::appointments::office
