#include "platform/ldap/connection.h"

#include <lber.h>
#include <ldap.h>

#include <algorithm>
#include <memory>

#include "platform/ldap/written.h"

namespace kreislauf::ldap {

namespace {

using std::chrono::milliseconds;

/// More than two answers to "who is this?" say as much as two.
constexpr int most_found = 2;
constexpr std::string_view at_once = "ldaps://";
/// No answer that we ask for is larger.
ber_len_t const most_bytes = 65'536;

timeval as_timeval(milliseconds time) {
  auto const whole = std::max(time, milliseconds{1});
  return {.tv_sec = whole.count() / 1000, .tv_usec = whole.count() % 1000 * 1000};
}

bool set(LDAP* handle, int option, void const* value) {
  return ldap_set_option(handle, option, value) == LDAP_OPT_SUCCESS;
}
bool set(LDAP* handle, int option, int value) { return set(handle, option, &value); }

struct FreeText {
  void operator()(char* text) const { ldap_memfree(text); }
};
using Text = std::unique_ptr<char, FreeText>;

}  // namespace

struct Connection::Message {
  Message(LDAPMessage* its, Reason why) : message{its, &ldap_msgfree}, fault{why} {}
  std::unique_ptr<LDAPMessage, int (*)(LDAPMessage*)> message;
  Reason fault;
};

Connection::~Connection() {
  if (handle_ != nullptr) ldap_unbind_ext(handle_, nullptr, nullptr);
}

milliseconds Connection::left() const {
  return std::chrono::duration_cast<milliseconds>(patience_.until - std::chrono::steady_clock::now());
}

/// All that a file of this machine (ldap.conf) might say otherwise is said here.
bool Connection::prepare(std::string const& address) {
  // TLS from the first byte is begun by us, too: libldap would not look at the clock.
  auto const plain = address.starts_with(at_once) ? "ldap://" + address.substr(at_once.size()) : address;
  if (ldap_initialize(&handle_, plain.c_str()) != LDAP_SUCCESS) return false;
  auto const connect = as_timeval(left()), whole = as_timeval(place_.whole);
  return set(handle_, LDAP_OPT_PROTOCOL_VERSION, LDAP_VERSION3) and
         set(handle_, LDAP_OPT_REFERRALS, LDAP_OPT_OFF) and  // the secret goes to no server that an answer names
         set(handle_, LDAP_OPT_DEREF, LDAP_DEREF_NEVER) and set(handle_, LDAP_OPT_SIZELIMIT, most_found) and
         set(handle_, LDAP_OPT_TIMELIMIT, static_cast<int>(whole.tv_sec + 1)) and
         set(handle_, LDAP_OPT_NETWORK_TIMEOUT, &connect) and set(handle_, LDAP_OPT_TIMEOUT, &whole) and prepare_tls();
}

bool Connection::prepare_tls() {
  auto const& ca = place_.ca_file.empty() ? std::string{"/etc/ssl/certs/ca-certificates.crt"} : place_.ca_file;
  return set(handle_, LDAP_OPT_X_TLS_CACERTFILE, ca.c_str()) and
         set(handle_, LDAP_OPT_X_TLS_REQUIRE_CERT, LDAP_OPT_X_TLS_HARD) and
         set(handle_, LDAP_OPT_X_TLS_PROTOCOL_MIN, LDAP_OPT_X_TLS_PROTOCOL_TLS1_2) and
         set(handle_, LDAP_OPT_X_TLS_NEWCTX, 0);  // takes what was set above
}

Reason Connection::open(std::string const& address) {
  // A server that is mute leaves time for the next one.
  patience_.until = std::min(until_, std::chrono::steady_clock::now() + place_.connect);
  auto const reason = open_in_time(address);
  patience_.until = until_;
  return reason;
}

Reason Connection::open_in_time(std::string const& address) {
  if (left() <= milliseconds{0}) return Reason::too_slow;
  if (not prepare(address)) return Reason::insecure;
  if (ldap_connect(handle_) != LDAP_SUCCESS or not watch()) return Reason::unreachable;
  if (not address.starts_with(at_once)) {
    if (auto const asked = ask_for_tls(); asked != Reason::fits) return asked;
  }
  if (ldap_install_tls(handle_) == LDAP_SUCCESS and ldap_tls_inplace(handle_) == 1) return Reason::fits;
  return left() <= milliseconds{0} ? Reason::too_slow : Reason::insecure;
}

bool Connection::watch() {
  Sockbuf* socket = nullptr;
  if (ldap_get_option(handle_, LDAP_OPT_SOCKBUF, &socket) != LDAP_OPT_SUCCESS or socket == nullptr) return false;
  auto most = most_bytes;
  return ber_sockbuf_ctrl(socket, LBER_SB_OPT_SET_MAX_INCOMING, &most) == 1 and be_patient(socket, patience_);
}

/// StartTLS (RFC 4511, 4.14): before it nothing is sent that anybody might not read.
Reason Connection::ask_for_tls() {
  int id = 0;
  if (ldap_start_tls(handle_, nullptr, nullptr, &id) != LDAP_SUCCESS) return Reason::unreachable;
  auto const answer = await(id);
  if (answer.message == nullptr) return answer.fault;
  int code = LDAP_OTHER;
  ldap_parse_result(handle_, answer.message.get(), &code, nullptr, nullptr, nullptr, nullptr, 0);
  return code == LDAP_SUCCESS ? Reason::fits : Reason::insecure;
}

Connection::Message Connection::await(int id) {
  if (left() <= milliseconds{0}) return {nullptr, Reason::too_slow};
  auto patience = as_timeval(left());
  LDAPMessage* message = nullptr;
  auto const kind = ldap_result(handle_, id, LDAP_MSG_ALL, &patience, &message);
  if (kind == 0) return {nullptr, Reason::too_slow};
  return {kind < 0 ? nullptr : message, kind < 0 ? Reason::unreachable : Reason::fits};
}

Reason Connection::bind(std::string_view name, std::string_view password) {
  // Without a name or a password it is an anonymous bind, which proves nothing and may succeed.
  if (name.empty() or not can_be_asked(password)) return Reason::password_refused;
  std::string const dn{name};
  std::string secret{password};
  berval simple{.bv_len = secret.size(), .bv_val = secret.data()};
  int id = 0;
  if (ldap_sasl_bind(handle_, dn.c_str(), LDAP_SASL_SIMPLE, &simple, nullptr, nullptr, &id) != LDAP_SUCCESS)
    return Reason::unreachable;
  auto const answer = await(id);
  if (answer.message == nullptr) return answer.fault;
  int code = LDAP_OTHER;
  if (ldap_parse_result(handle_, answer.message.get(), &code, nullptr, nullptr, nullptr, nullptr, 0) != LDAP_SUCCESS)
    return Reason::unexpected;
  return bind_fault(code);
}

Reason Connection::bind_fault(int code) const {
  switch (code) {
    case LDAP_SUCCESS:
      return Reason::fits;
    case LDAP_INVALID_CREDENTIALS:
    case LDAP_INAPPROPRIATE_AUTH:
    case LDAP_UNWILLING_TO_PERFORM:
    case LDAP_CONSTRAINT_VIOLATION:  // locked or expired, where a directory tells it so
    case LDAP_INSUFFICIENT_ACCESS:
    case LDAP_NO_SUCH_OBJECT:
    case LDAP_INVALID_DN_SYNTAX:
      return Reason::password_refused;
    case LDAP_SERVER_DOWN:
      return Reason::unreachable;
    default:
      return Reason::unexpected;
  }
}

std::optional<std::vector<std::string>> Connection::search(std::string const& filter) {
  char nothing[] = LDAP_NO_ATTRS;  // only that there is somebody
  char* attributes[] = {nothing, nullptr};
  auto patience = as_timeval(left());
  int id = 0;
  auto const sent = ldap_search_ext(handle_, place_.base.c_str(), LDAP_SCOPE_SUBTREE, filter.c_str(), attributes, 0,
                                    nullptr, nullptr, &patience, most_found, &id);
  fault_ = sent == LDAP_FILTER_ERROR ? Reason::unexpected : Reason::unreachable;
  if (sent != LDAP_SUCCESS) return std::nullopt;
  auto const answer = await(id);
  fault_ = answer.fault;
  if (answer.message == nullptr) return std::nullopt;
  int code = LDAP_OTHER;
  ldap_parse_result(handle_, answer.message.get(), &code, nullptr, nullptr, nullptr, nullptr, 0);
  if (code != LDAP_SUCCESS and code != LDAP_SIZELIMIT_EXCEEDED) {
    fault_ = code == LDAP_TIMELIMIT_EXCEEDED ? Reason::too_slow : Reason::unexpected;
    return std::nullopt;
  }
  std::vector<std::string> found;
  for (auto* one = ldap_first_entry(handle_, answer.message.get()); one != nullptr;
       one = ldap_next_entry(handle_, one)) {
    if (Text const name{ldap_get_dn(handle_, one)}; name != nullptr) found.emplace_back(name.get());
  }
  return found;
}

}  // namespace kreislauf::ldap
