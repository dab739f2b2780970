#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/route.h"

namespace kreislauf::authority {

/// What somebody does in an office. A person may have several roles in several offices.
enum class Role : std::uint8_t {
  kiosk,          ///< a device at the entrance: check in, hand out numbers
  reception,      ///< Empfang: the same, and sees the queue
  clerk,          ///< Sachbearbeitung: calls and serves people, books for callers
  head,           ///< Leitung: rules, desks, closures, figures
  administrator,  ///< accounts and devices of the whole authority; sees no cases
};

std::string_view name_of(Role role);         ///< as stored: `clerk`
std::string_view german_name_of(Role role);  ///< `Sachbearbeitung`
bool parse_role(std::string_view text, Role& role);

/// The table of rights: which role may use routes with which right.
bool grants(Role role, http::Right right);

/// A role in one office; `*` is every office of the authority.
struct Assignment {
  Role role;
  std::string office;
};

/// A signed-in member of staff (or a device), as long as one request lasts.
struct Staff {
  std::int64_t id = 0;
  std::string login, name;
  std::vector<Assignment> roles;
  std::string csrf;     ///< must come back with every form
  std::string session;  ///< key of the session, for signing out

  /// May this person use a route with this right? With an empty office: in any office.
  bool may(http::Right right, std::string_view office = {}) const;
  std::string actor() const { return "staff:" + std::to_string(id); }
};

/// A link in the frame of staff pages and on their start page. Each module brings its own (wiring: app/portal.cc).
struct NavEntry {
  std::string_view path;   ///< with `{amt}`: shown for the office the person works in
  std::string_view label;  ///< made with i18n::message, translated where it is shown
  std::string_view hint;   ///< what one does there, one sentence, made with i18n::message
  http::Right right;
};

}  // namespace kreislauf::authority
