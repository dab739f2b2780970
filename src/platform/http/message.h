#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/network.h"

namespace kreislauf::http {

enum class Method { get, head, post, other };

/// A parsed request. Views point into memory that lives as long as the request.
struct Request {
  Method method = Method::get;
  std::string_view target;          ///< as sent: `/suche?q=hund`
  std::string_view path;            ///< the target before `?`, still percent-encoded
  std::string_view query;           ///< behind `?`
  std::string_view host;            ///< lower case, without port; never from a forwarded header
  std::string_view host_with_port;  ///< as sent, for links back
  std::string_view accept_encoding;
  std::string_view accept_language;
  std::string_view accept;
  std::string_view if_none_match;
  std::string_view cookie;
  std::string_view content_type;
  std::string_view sec_fetch_site;
  std::string_view origin;
  std::string_view user_agent;
  std::string_view idempotency_key;  ///< made by the client for one act; the same when it tries again
  std::string_view authorization;    ///< of programs: `Bearer ...`
  std::string_view if_match;         ///< the revision that a program has seen
  std::string_view body;
  Client client;            ///< for limits; never logged
  bool forwarded = false;   ///< came through a proxy, trusted or not
  bool background = false;  ///< a page renews itself: nobody has touched anything
  bool secure = false;      ///< the visitor's side speaks TLS, as a trusted proxy says
};

/// The value of a field in a query or a form body (`application/x-www-form-urlencoded`), decoded; first one wins.
/// Nothing when absent; broken percent signs and bytes that are not UTF-8 count as absent.
std::optional<std::string> field(std::string_view encoded, std::string_view name);
/// All values of a field that may come several times (checkboxes), in order.
std::vector<std::string> fields(std::string_view encoded, std::string_view name);
/// Decodes %xx (and + in forms). Nothing for broken escapes, NUL bytes or text that is not UTF-8.
std::optional<std::string> percent_decoded(std::string_view value, bool plus_is_space);

/// What gives way first when there is more work than time: exports, then searches, then reading, then what somebody
/// sends; last of all what somebody has begun.
enum class Load : std::uint8_t {
  finish,  ///< ends what somebody has begun: books the time that is held for him, pays
  submit,
  read,
  search,
  export_data,
  heavy,  ///< keeps a processor for long (passwords): has few places of its own, so that it never stands before others
};

enum class Caching {
  none,        ///< personal or changing: no-store
  revalidate,  ///< public page: may be kept, must be asked for
  forever,     ///< name contains the hash of its content
};

struct Response {
  unsigned status = 200;
  std::string content_type = "text/html; charset=utf-8";
  std::string body = {};
  std::string_view shared_body = {};       ///< bytes that outlive every response (embedded files); used when not empty
  std::string_view content_encoding = {};  ///< of shared_body
  Caching caching = Caching::revalidate;
  std::vector<std::pair<std::string, std::string>> headers = {};
  bool vary_language = false;
  std::string stream_topic =
      {};                        ///< not empty: an event stream that stays open and tells when this topic was published
  bool stream_of_staff = false;  ///< such streams find room when visitors have taken theirs
  std::string form_targets = {};  ///< other origins a form of this page may lead to, for the CSP

  std::string_view bytes() const { return shared_body.empty() ? std::string_view{body} : shared_body; }
};

inline Response see_other(std::string location) {
  return {.status = 303, .caching = Caching::none, .headers = {{"Location", std::move(location)}}};
}
inline Response moved(std::string location) { return {.status = 308, .headers = {{"Location", std::move(location)}}}; }

std::string_view reason(unsigned status);

}  // namespace kreislauf::http
