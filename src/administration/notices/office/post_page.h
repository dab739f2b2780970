#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "administration/notices/notices.h"

namespace kreislauf::notices::office {

using authority::StaffContext;

/// Buttons of the page.
namespace press {
inline constexpr std::string_view button = "tun", print = "drucken", given = "gegeben", drop = "verwerfen",
                                  by_post = "post", by_hand = "uebergeben", again = "nochmal";
}

/// A notice with the case that it belongs to.
struct Shown {
  Notice notice;
  std::string number = {}, about = {}, path = {};
};
struct Work {
  std::vector<Shown> waiting = {}, lapsed = {};
  std::vector<PrintJob> jobs = {};
  std::vector<std::pair<std::int64_t, std::string>> names = {};  ///< of staff
  bool more = false;                                             ///< than fit into one print job
};
Work work_of(StaffContext const& c);

std::string path_of(StaffContext const& c);
/// What was done last, as the address tells it; empty when nothing.
std::string_view done_words(std::string_view query);
http::Response show(StaffContext const& c, Work const& work, std::string_view done, std::string_view trouble);

}  // namespace kreislauf::notices::office
