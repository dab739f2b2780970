#pragma once

#include <array>
#include <boost/json.hpp>

#include "administration/appointments/model.h"
#include "base/result.h"

namespace kreislauf::appointments::zms {

inline constexpr std::array weekday_names{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
inline constexpr auto source = "kreislauf";

/// ZMS wants a first and a last day. These stand for "always"; they mean the same to ZMS.
inline constexpr Day open_begin = std::chrono::year{2000} / 1 / 1, open_end = std::chrono::year{2099} / 12 / 31;

// Numbers come as numbers or as text, truth as 0, 1, "1" or true.
std::int64_t number(boost::json::object const& object, std::string_view key, std::int64_t otherwise);
bool truth(boost::json::object const& object, std::string_view key, bool otherwise);
/// Text or number as text without line ends.
std::string text(boost::json::object const& object, std::string_view key);
boost::json::object const& object(boost::json::object const& parent,
                                  std::string_view key);  ///< empty when there is none
/// The entries of a list, none when there is no such key. PHP writes a list from which entries were taken as an object
/// with their numbers as names: its values are the entries, and they are objects. Of anything else nobody knows what it
/// was meant to say.
using Entries = std::vector<boost::json::value const*>;
Result<Entries> list(boost::json::object const& parent, std::string_view key);
/// The values of an object that is a list of objects in the way of PHP.
std::optional<Entries> entries_of(boost::json::object const& object);

/// The file as JSON, with or without a byte order mark.
std::optional<boost::json::value> parsed(std::string_view file);

}  // namespace kreislauf::appointments::zms
