#include "platform/calls/calls.h"

#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <mutex>

#include "platform/calls/address.h"

namespace kreislauf::calls {

namespace {

struct Sending {
  Call const& call;
  std::uint64_t sent = 0;

  std::uint64_t bytes() const { return call.file >= 0 ? call.file_bytes : call.body.size(); }
};

std::size_t read_body(char* buffer, std::size_t size, std::size_t count, void* user) {
  auto& sending = *static_cast<Sending*>(user);
  auto const amount = static_cast<std::size_t>(std::min<std::uint64_t>(size * count, sending.bytes() - sending.sent));
  if (sending.call.file >= 0) {
    auto const got =
        ::pread(sending.call.file, buffer, amount, static_cast<off_t>(sending.call.file_at + sending.sent));
    if (got < 0 or static_cast<std::size_t>(got) != amount) return CURL_READFUNC_ABORT;
  } else {
    std::memcpy(buffer, sending.call.body.data() + sending.sent, amount);
  }
  sending.sent += amount;
  return amount;
}

struct Receiving {
  Answer& answer;
  std::size_t most;
};

std::size_t write_body(char* bytes, std::size_t size, std::size_t count, void* user) {
  auto& receiving = *static_cast<Receiving*>(user);
  if (receiving.answer.body.size() + size * count > receiving.most) return 0;
  receiving.answer.body.append(bytes, size * count);
  return size * count;
}

std::size_t write_field(char* bytes, std::size_t size, std::size_t count, void* user) {
  std::string_view line{bytes, size * count};
  while (line.ends_with('\n') or line.ends_with('\r')) line.remove_suffix(1);
  auto& fields = static_cast<Receiving*>(user)->answer.fields;
  auto const colon = line.find(':');
  if (line.starts_with("HTTP/")) fields.clear();
  if (colon == std::string_view::npos) return size * count;
  std::string name{line.substr(0, colon)};
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' and c <= 'Z' ? static_cast<char>(c + 32) : c; });
  line.remove_prefix(std::min(line.size(), line.find_first_not_of(' ', colon + 1)));
  fields.emplace_back(std::move(name), line);
  return size * count;
}

std::string_view bytes_of(curl_sockaddr const& address) {
  auto const* at = reinterpret_cast<char const*>(&address.addr);
  if (address.family == AF_INET) return {at + offsetof(sockaddr_in, sin_addr), sizeof(in_addr)};
  if (address.family == AF_INET6) return {at + offsetof(sockaddr_in6, sin6_addr), sizeof(in6_addr)};
  return {};
}

/// `user` is told when an address was refused.
curl_socket_t open_public(void* user, curlsocktype, curl_sockaddr* address) {
  if (is_public(bytes_of(*address)))
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  *static_cast<bool*>(user) = true;
  return CURL_SOCKET_BAD;
}

class Curl final : public Caller {
 public:
  Curl() { curl_global_init(CURL_GLOBAL_DEFAULT); }

  Answer call(Call const& call) override {
    auto const handle = take(call.reach);
    if (not handle) return {.problem = "libcurl cannot be used"};
    Answer answer;
    Receiving receiving{answer, call.most};
    Sending sending{call};
    std::unique_ptr<curl_slist, void (*)(curl_slist*)> fields{nullptr, curl_slist_free_all};
    auto const add = [&](std::string const& line) { fields.reset(curl_slist_append(fields.release(), line.c_str())); };
    for (auto const& [name, value] : call.fields) add(name + ": " + value);
    add("Expect:");
    prepare(handle.get(), call, receiving, sending);
    bool not_public = false;
    if (call.reach == Reach::public_only) keep_public(handle.get(), not_public);
    curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, fields.get());
    auto const code = curl_easy_perform(handle.get());
    long status = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
    answer.status = code == CURLE_OK ? static_cast<int>(status) : 0;
    if (code != CURLE_OK) answer.problem = curl_easy_strerror(code);
    if (code != CURLE_OK and not_public) answer.problem = "the address is not a public one";
    give_back(call.reach, handle);
    return answer;
  }

 private:
  using Handle = std::shared_ptr<CURL>;

  static void prepare(CURL* handle, Call const& call, Receiving& receiving, Sending& sending) {
    curl_easy_reset(handle);  // keeps open connections
    curl_easy_setopt(handle, CURLOPT_URL, call.url.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(handle, CURLOPT_PROXY, "");
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, static_cast<long>(call.connect.count()));
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, static_cast<long>(call.silence.count()));
    auto const bytes = sending.bytes() + call.most;
    curl_easy_setopt(handle, CURLOPT_TIMEOUT,
                     static_cast<long>(call.whole.count()) + static_cast<long>(bytes / 100'000));
    curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, call.method.c_str());
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, write_body);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &receiving);
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, write_field);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, &receiving);
    if (call.method == "HEAD") curl_easy_setopt(handle, CURLOPT_NOBODY, 1L);
    if (call.method != "PUT" and call.method != "POST") return;
    curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(handle, CURLOPT_READFUNCTION, read_body);
    curl_easy_setopt(handle, CURLOPT_READDATA, &sending);
    curl_easy_setopt(handle, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(sending.bytes()));
  }

  static void keep_public(CURL* handle, bool& not_public) {
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "https");
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, open_public);
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, &not_public);
  }

  // A handle keeps its connections: those of one reach are never used by the other, whatever name they were opened for.
  std::vector<Handle>& idle_of(Reach reach) { return idle_[static_cast<std::size_t>(reach)]; }
  Handle take(Reach reach) {
    std::lock_guard const lock{mutex_};
    auto& idle = idle_of(reach);
    if (idle.empty()) {
      auto* made = curl_easy_init();
      return made == nullptr ? Handle{} : Handle{made, curl_easy_cleanup};
    }
    auto handle = std::move(idle.back());
    idle.pop_back();
    return handle;
  }
  void give_back(Reach reach, Handle const& handle) {
    std::lock_guard const lock{mutex_};
    if (idle_of(reach).size() < 8) idle_of(reach).push_back(handle);
  }

  std::mutex mutex_;
  std::array<std::vector<Handle>, 2> idle_;
};

}  // namespace

std::string_view Answer::field(std::string_view name) const {
  for (auto const& [one, value] : fields) {
    if (one == name) return value;
  }
  return {};
}

Caller& network() {
  static Curl curl;
  return curl;
}

}  // namespace kreislauf::calls
