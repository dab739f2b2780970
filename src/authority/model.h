#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "platform/db/connection.h"

namespace kreislauf::authority {

/// What a municipality may do by itself depends on its size (§ 4 GO NRW) and on whether it belongs to a district.
enum class Status : std::uint8_t { small, medium, large, independent, district };

std::string_view name_of(Status status);         ///< as stored: `medium`
std::string_view german_name_of(Status status);  ///< `mittlere kreisangehörige Stadt`
bool parse_status(std::string_view text, Status& status);

struct Point {
  std::int32_t x = 0;  ///< longitude in 1/10000 degree
  std::int32_t y = 0;  ///< latitude in 1/10000 degree
};

/// A local authority (Kommune): a municipality or a district. A kreisfreie Stadt is one authority with two keys.
struct Authority {
  AuthorityKey key;         ///< `05554016`, a district `05554`
  std::string slug;         ///< `gescher`, `kreis-borken`
  std::string name;         ///< `Gescher`
  std::string designation;  ///< `Stadt`, `Gemeinde`, `Kreis`, `Kreisfreie Stadt`
  std::string district;     ///< key of its district; its own first five digits
  Status status = Status::small;
  std::int64_t population = 0;
  std::vector<std::string> postal_codes;
  double longitude = 0;
  double latitude = 0;
  std::string outline;   ///< SVG path in Point units, for the map of the Land
  std::string boundary;  ///< the same in more detail
  // What the town says of itself; empty where nobody has told it (`kreislauf check towns`).
  std::string website, phone, email;  ///< of the town hall
  bool call_115 = false;              ///< takes part in the number of all authorities
  std::string privacy_name, privacy_phone,
      privacy_email;               ///< data-protection officer: the function (Art. 37 (7) DSGVO)
  std::vector<std::string> parts;  ///< villages and quarters: `Hiltrup`
  std::string folded_name;
  std::vector<std::string> folded_parts;
  std::vector<std::vector<Point>> rings, outline_rings;  ///< of boundary and outline

  bool is_district() const { return status == Status::district; }
  std::string full_name() const;  ///< `Stadt Gescher`, `Kreis Borken`

  static Authority from(db::Row const& row);
};

/// Minutes of the day, from and to.
using Span = std::pair<int, int>;

struct OpeningHours {
  std::array<std::vector<Span>, 7> days;  ///< Monday first
  bool empty() const;
};

/// An office (Organisationseinheit) that residents can visit or call.
struct Office {
  OfficeId id;
  std::vector<std::string> kinds;  ///< what it is responsible for: `buergerbuero`, `steuern` ...
  std::string name;
  std::string street, postal_code, place;
  std::string phone, email, website;
  double longitude = 0, latitude = 0;
  OpeningHours hours;
  std::string hours_text;
  std::vector<std::string>
      accessibility;  ///< `step_free`, `lift`, `toilet`, `parking`, `induction_loop`, `sign_language`
  std::string note;
  bool sample = false;  ///< invented for the demonstration
  std::string transit;  ///< how one gets there by bus and train: `Bus S75, Haltestelle Rathaus`

  static Office from(db::Row const& row);
};

/// Why an office is closed for a while, in the words of the office (German).
struct Closed {
  Span span;
  std::string reason;
};

/// What residents may rely on at one office on one day.
struct OfficeDay {
  std::vector<Span> open;      ///< somebody is there, with or without appointment; in order, apart from each other
  std::vector<Span> walk_in;   ///< without appointment
  bool tells_walk_in = false;  ///< `walk_in` is known: at all other times one needs an appointment
  std::vector<Closed> closed;  ///< closures of this day, a public holiday first
};

/// A closure of a whole office, over days.
struct OfficeClosure {
  std::chrono::sys_days first, last;
  Span span;
  std::string reason;
};

/// The hours of an office as a module knows them (module.h, Module::hours).
struct OfficeHours {
  std::function<OfficeDay(std::chrono::sys_days)> day;  ///< empty: only the closures are known
  std::vector<OfficeClosure> closures;                  ///< by first day
};
/// By office id.
using HoursByOffice = std::map<std::string, OfficeHours, std::less<>>;

struct ServiceOverride {
  std::string service, office, fee, note;
  static ServiceOverride from(db::Row const& row);
};

/// What a town answered to a question that a service asks of each town.
struct ServiceAnswer {
  std::string service, question, answer;
  static ServiceAnswer from(db::Row const& row);
};

/// What a town says of a service in another language than German.
struct ServiceTranslation {
  std::string service, subject;  ///< subject: `fee`, `note`, `answer:QUESTION`
  std::string language;          ///< `uk`
  std::string text;
  static ServiceTranslation from(db::Row const& row);
};

/// A picture that the town has given, with the line its licence asks for.
struct Picture {
  std::string name;       ///< `wappen`, or the id of an office
  std::string type = {};  ///< `image/png`
  std::string credit = {};
  std::string alternative = {};  ///< what is seen on it; empty for arms, whose name stands beside them
  std::string content = {};
  std::string version = {};  ///< changes with the content, for its address

  static Picture from(db::Row const& row);
};

class FrameCache;  // frame_cache.h

/// What one authority has of its own, read from its database.
struct Town {
  std::vector<Office> offices;
  std::vector<ServiceOverride> overrides;
  std::vector<ServiceAnswer> answers;
  std::vector<ServiceTranslation> translations = {};
  HoursByOffice hours = {};  ///< what modules know; other offices have the hours of their row
  std::vector<Picture> pictures = {};
  std::shared_ptr<FrameCache> frames = {};  ///< of a town in memory: what is the same on all of its pages

  /// The one answer to "when is this office open?": for pages, interfaces and screens.
  OfficeDay day_of(Office const& office, std::chrono::sys_days day) const;
  /// Does anybody know when this office is open?
  bool knows_hours_of(Office const& office) const;
  /// Closures that have not ended on this day, by first day.
  std::vector<OfficeClosure> closures_of(Office const& office, std::chrono::sys_days from) const;
  Picture const* picture(std::string_view name) const;
  Office const* office(std::string_view id) const;
  /// The office that does this kind of work itself; nothing where none does.
  Office const* office_of_kind(std::string_view kind) const;
  /// The office for a kind of work; the citizens' office stands in where there is none of its own.
  Office const* office_for(std::string_view kind) const;
  ServiceOverride const* override_for(std::string_view service) const;
  /// Empty where the town has not answered.
  std::string_view answer_to(std::string_view service, std::string_view question) const;
  /// The town's own words in this language; empty where it has none.
  std::string_view translated(std::string_view service, std::string_view subject, std::string_view language) const;
};

/// One authority does a service for another by agreement.
struct Delegation {
  std::string service, from, to;
  std::string form;   ///< `delegation` or `mandate`
  std::string basis;  ///< the agreement, as residents may read it
  std::string since;  ///< day, ISO 8601
  static Delegation from_row(db::Row const& row);
};

/// What a resident wrote about the site. `kind` is `barrier`, or `page:` with ja, teils or nein.
struct Feedback {
  std::string form_key, received_at, kind, page, message, contact;
  static Feedback from(db::Row const& row);
};

}  // namespace kreislauf::authority
