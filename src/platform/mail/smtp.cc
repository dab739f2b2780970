#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <mutex>

#include "base/text.h"
#include "platform/mail/sender.h"

namespace kreislauf::mail {

namespace {

struct Url {
  std::string scheme, host;
};

Url parts_of(std::string const& url) {
  Url parts;
  CURLU* parsed = curl_url();
  if (curl_url_set(parsed, CURLUPART_URL, url.c_str(), CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK) {
    char* text = nullptr;
    if (curl_url_get(parsed, CURLUPART_SCHEME, &text, 0) == CURLUE_OK) parts.scheme = text;
    curl_free(text);
    text = nullptr;
    if (curl_url_get(parsed, CURLUPART_HOST, &text, 0) == CURLUE_OK) parts.host = text;
    curl_free(text);
  }
  curl_url_cleanup(parsed);
  return parts;
}

bool is_this_machine(std::string const& host) {
  return host == "localhost" or host == "[::1]" or
         (host.starts_with("127.") and host.find_first_not_of("0123456789.") == std::string::npos);
}

/// What is still to be sent, and how long the server may take for it.
struct Upload {
  std::string_view rest;
  std::chrono::seconds patience;
  std::atomic<bool> const& cancelled;
  std::size_t seen = 0;  ///< of `rest`, when something was taken last
  std::chrono::steady_clock::time_point since = std::chrono::steady_clock::now();

  bool all_sent() const { return rest.empty(); }
};

std::size_t read_upload(char* buffer, std::size_t size, std::size_t count, void* user) {
  auto& upload = *static_cast<Upload*>(user);
  auto const amount = std::min(size * count, upload.rest.size());
  std::memcpy(buffer, upload.rest.data(), amount);
  upload.rest.remove_prefix(amount);
  return amount;
}

/// A server that filters answers late after the last dot: whoever gives up before ten minutes sends the same mail again
/// and again (RFC 5321, 4.5.3.2.6).
constexpr std::chrono::seconds after_last_dot{600};

int asked_to_stop(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  auto& upload = *static_cast<Upload*>(user);
  auto const now = std::chrono::steady_clock::now();
  if (std::exchange(upload.seen, upload.rest.size()) != upload.rest.size()) upload.since = now;
  auto const patience = upload.all_sent() ? std::max(after_last_dot, upload.patience) : upload.patience;
  return upload.cancelled or now - upload.since > patience ? 1 : 0;
}

/// The last refusal of the server: libcurl hands each of its lines over as if it were a header.
std::size_t read_answer(char* bytes, std::size_t size, std::size_t count, void* user) {
  auto const all = size * count;
  if (all > 0 and (bytes[0] == '4' or bytes[0] == '5')) static_cast<std::string*>(user)->assign(bytes, all);
  return all;
}

/// What a server says, without the address and the name before the @, which it likes to repeat.
std::string without_address(std::string_view answer, std::string_view address) {
  constexpr std::size_t longest = 120;
  auto const name = text::folded(address.substr(0, address.find('@')));
  std::string said;
  for (auto const word : text::split(answer, ' ')) {
    auto const plain = text::trimmed(word);
    bool const names = plain.find('@') != std::string_view::npos or text::folded(plain).find(name) != std::string::npos;
    if (plain.empty() or names) continue;
    if (said.size() + plain.size() > longest) break;
    said.append(said.empty() ? "" : " ").append(plain);
  }
  return said;
}

/// True for what goes wrong before a message is spoken of: address, encryption, sign-in, no greeting.
bool never_got_in(CURLcode code, long answer, bool upload_began) {
  if (upload_began) return false;
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_WEIRD_SERVER_REPLY:  // greets with something else than 220; libcurl says the same when a text is refused
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_USE_SSL_FAILED:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_LOGIN_DENIED:
    case CURLE_REMOTE_ACCESS_DENIED:
      return true;
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_ABORTED_BY_CALLBACK:  // by our patience
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
      return answer == 0;
    default:
      return false;
  }
}

}  // namespace

std::string problem_with(SmtpServer const& server) {
  auto const [scheme, host] = parts_of(server.url);
  if ((scheme != "smtp" and scheme != "smtps") or host.empty())
    return "write the mail server as smtp://HOST:PORT or smtps://HOST";
  if (server.url.find('@') != std::string::npos)
    return "name the account with --smtp-user, its password in KREISLAUF_SMTP_PASSWORD, not in the address";
  if (not server.user.empty() and server.password.empty())
    return "the password of the mail account is missing: set KREISLAUF_SMTP_PASSWORD";
  return {};
}

class SmtpSender::Curl {
 public:
  Curl() {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    handle = curl_easy_init();
    if (handle == nullptr) throw std::runtime_error{"libcurl cannot be used"};
  }
  ~Curl() {
    curl_slist_free_all(recipients);
    curl_easy_cleanup(handle);
  }
  Curl(Curl const&) = delete;
  Curl& operator=(Curl const&) = delete;

  void recipient(std::string const& address) {
    curl_slist_free_all(recipients);
    recipients = curl_slist_append(nullptr, address.c_str());
    curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, recipients);
  }

  CURL* handle = nullptr;
  curl_slist* recipients = nullptr;
};

SmtpSender::SmtpSender(SmtpServer server, Clock const& clock)
    : server_{std::move(server)}, clock_{clock}, curl_{std::make_unique<Curl>()} {}
SmtpSender::~SmtpSender() = default;

void SmtpSender::prepare(std::string const& from) const {
  auto* handle = curl_->handle;
  auto const [scheme, host] = parts_of(server_.url);
  curl_easy_reset(handle);  // keeps open connections
  curl_easy_setopt(handle, CURLOPT_URL, server_.url.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(handle, CURLOPT_PROXY, "");
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  bool const plain = scheme == "smtp" and is_this_machine(host);
  curl_easy_setopt(handle, CURLOPT_USE_SSL, static_cast<long>(plain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
  curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (not server_.user.empty()) {
    curl_easy_setopt(handle, CURLOPT_USERNAME, server_.user.c_str());
    curl_easy_setopt(handle, CURLOPT_PASSWORD, server_.password.c_str());
  }
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, static_cast<long>(server_.connect_timeout.count()));
  curl_easy_setopt(handle, CURLOPT_SERVER_RESPONSE_TIMEOUT,
                   static_cast<long>(2 * after_last_dot.count()));  // ours is shorter
  curl_easy_setopt(handle, CURLOPT_MAXAGE_CONN, 60L);
  curl_easy_setopt(handle, CURLOPT_MAIL_FROM, from.c_str());
  curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
}

std::string SmtpSender::send(Message const& message) {
  auto const body = mime_of(message, clock_.now());
  if (not body) return "permanent: " + body.error();
  auto* handle = curl_->handle;
  prepare("<" + *address_to_send(message.from) + ">");
  curl_->recipient("<" + *address_to_send(message.to) + ">");
  std::string refusal;
  Upload upload{.rest = *body, .patience = server_.timeout, .cancelled = cancelled_, .seen = body->size()};
  curl_easy_setopt(handle, CURLOPT_READFUNCTION, read_upload);
  curl_easy_setopt(handle, CURLOPT_READDATA, &upload);
  curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, asked_to_stop);
  curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &upload);

  curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, read_answer);
  curl_easy_setopt(handle, CURLOPT_HEADERDATA, &refusal);

  auto const code = curl_easy_perform(handle);
  if (code == CURLE_OK) return {};
  long answer = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &answer);
  if (cancelled_) throw Unreachable{"the program is being stopped"};
  if (answer == 421) throw Unreachable{"the mail server closes for now (421)"};
  if (never_got_in(code, answer, upload.rest.size() != body->size())) throw Unreachable{curl_easy_strerror(code)};
  // We are refused, not the mail: who does not sign in, or wrongly (RFC 4954, 6). What waits goes on waiting.
  bool const of_us = answer == 530 or answer == 535 or answer == 538;
  if (of_us) throw Unreachable{fmt::format("the mail server does not take mails from us ({})", answer)};
  if (answer >= 400) {
    // A policy (RFC 3463, 5.7.x) may be about us, about this reader or about this text: tried again like what is busy,
    // so that a wrong sender kills no mail at once and one refused text holds up no other.
    bool const policy = refusal.find(" 5.7.") != std::string::npos;
    auto const kind = answer >= 500 and not policy ? "permanent" : "temporary";
    return fmt::format("{}: the mail server answered {}", kind, without_address(refusal, message.to));
  }
  if (upload.all_sent()) return fmt::format("unsure: {} after the whole mail was sent", curl_easy_strerror(code));
  return fmt::format("temporary: {}", curl_easy_strerror(code));
}

}  // namespace kreislauf::mail
