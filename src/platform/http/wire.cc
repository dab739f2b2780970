#include "platform/http/wire.h"

#include <charconv>

namespace kreislauf::http {

namespace {

// No inline code or style, nothing from elsewhere, no framing, no referrer with a path (OWASP ASVS 5.0, chapter 3.4).
constexpr std::string_view content_policy =
    "Content-Security-Policy: default-src 'none'; style-src 'self'; script-src 'self'; worker-src 'self'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; object-src 'none'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
constexpr std::string_view security_headers =
    "\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "X-Frame-Options: DENY\r\n"
    "Referrer-Policy: same-origin\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Permissions-Policy: geolocation=(self), camera=(), microphone=(), interest-cohort=()\r\n"
    "Strict-Transport-Security: max-age=31536000; includeSubDomains\r\n";

std::string_view cache_control(Caching caching) {
  switch (caching) {
    case Caching::forever:
      return "Cache-Control: public, max-age=31536000, immutable\r\n";
    case Caching::revalidate:
      return "Cache-Control: public, max-age=60\r\n";
    case Caching::none:
      break;
  }
  return "Cache-Control: no-store\r\n";
}

void append_number(std::string& out, std::size_t number) {
  char digits[24];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

}  // namespace

void write_head(std::string& out, Response const& response, std::string_view date, bool keep) {
  out += "HTTP/1.1 ";
  append_number(out, response.status);
  out += ' ';
  out += reason(response.status);
  out += "\r\nDate: ";
  out += date;
  if (response.status != 304 and response.status != 204) {
    out += "\r\nContent-Type: ";
    out += response.content_type;
    if (response.stream_topic.empty()) {
      out += "\r\nContent-Length: ";
      append_number(out, response.bytes().size());
    }
  }
  out += "\r\n";
  out += cache_control(response.caching);
  out += content_policy;
  if (not response.form_targets.empty()) {
    out += ' ';
    out += response.form_targets;
  }
  out += security_headers;
  if (not response.content_encoding.empty()) {
    out += "Content-Encoding: ";
    out += response.content_encoding;
    out += "\r\n";
  }
  // Host, too: a shared cache that forgets it would show one town's pages to another.
  out += "Vary: Accept-Encoding, Host\r\n";
  for (auto const& [name, value] : response.headers) {
    out += name;
    out += ": ";
    out += value;
    out += "\r\n";
  }
  out += keep ? "\r\n" : "Connection: close\r\n\r\n";
}

}  // namespace kreislauf::http
