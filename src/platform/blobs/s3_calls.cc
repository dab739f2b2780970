#include "platform/blobs/s3_calls.h"

#include <fmt/format.h>

#include "base/log.h"
#include "platform/crypto/hashing.h"
#include "platform/xml/xml.h"

namespace kreislauf::blobs {

namespace {

constexpr int most_tries = 4;
constexpr std::chrono::milliseconds first_pause{200};

Outcome<std::string> hash_of_body(S3Calls::Ask const& ask) {
  if (ask.file < 0) return crypto::sha256_hex(ask.body);
  crypto::Hashing hashing;
  for (std::uint64_t done = 0; done < ask.bytes;) {
    auto const piece = read_exactly(ask.file, ask.at + done,
                                    static_cast<std::size_t>(std::min<std::uint64_t>(1 << 20, ask.bytes - done)));
    if (not piece) return failure(piece.error());
    hashing.add(*piece);
    done += piece->size();
  }
  return crypto::hex_of(hashing.finish());
}

/// Nothing was decided: the network broke, or the storage asks for patience.
bool is_undecided(int status) {
  return status == 0 or status == 408 or status == 429 or status == 500 or status == 502 or status == 503 or
         status == 504;
}

/// `SignatureDoesNotMatch`, from the XML of an error.
std::string code_of(std::string const& body) {
  auto const document = xml::parse(body);
  if (not document) return {};
  auto const code = document->root().child("Code");
  auto text = code ? std::string{code->text()} : std::string{};
  return text.size() > 60 ? std::string{} : text;
}

}  // namespace

calls::Answer S3Calls::once(Ask const& ask, std::string const& hash) const {
  auto const slashes = bucket_.origin.find("://") + 3;
  auto const path = "/" + calls::encoded(bucket_.name) + (ask.key.empty() ? "" : "/" + calls::encoded(ask.key, true));
  auto const query = calls::canonical_query(ask.query);
  // Signed anew for each try: storages refuse a moment that is more than a quarter of an hour ago.
  auto fields = calls::signed_fields({.method = ask.method,
                                      .host = bucket_.origin.substr(slashes),
                                      .path = path,
                                      .query = ask.query,
                                      .fields = ask.fields,
                                      .payload_hash = hash},
                                     bucket_.credentials, around_.clock.now());
  return around_.caller.call({.method = ask.method,
                              .url = bucket_.origin + path + (query.empty() ? "" : "?" + query),
                              .fields = std::move(fields),
                              .body = ask.body,
                              .file = ask.file,
                              .file_at = ask.at,
                              .file_bytes = ask.bytes,
                              .most = ask.most});
}

Outcome<calls::Answer> S3Calls::call(Ask const& ask) const {
  auto const hash = hash_of_body(ask);
  if (not hash) return failure(hash.error());
  auto pause = first_pause;
  for (int tried = 1;; ++tried) {
    auto answer = once(ask, *hash);
    if (not is_undecided(answer.status)) return answer;
    if (tried == most_tries or not ask.again) {
      log::error("storage_unavailable", fmt::format("{} {} {}", ask.method, answer.status, answer.problem));
      return failure(Problem::unavailable);
    }
    // Between half of it and all of it, so that servers do not come back in step.
    unsigned char chance = 0;
    around_.random.fill(&chance, 1);
    around_.pause(pause / 2 + pause * chance / 512);
    pause *= 3;
  }
}

Problem problem_of(calls::Answer const& answer, std::string_view what) {
  if (answer.status == 404) return Problem::missing;
  log::error("storage_refused", fmt::format("{} {} {}", what, answer.status, code_of(answer.body)));
  if (answer.status == 507) return Problem::disk_full;
  // A redirect is refused like a wrong key: documents and signatures go to the named storage only.
  bool const denied = answer.status == 401 or answer.status == 403 or (answer.status >= 300 and answer.status < 400);
  return denied ? Problem::denied : Problem::unavailable;
}

}  // namespace kreislauf::blobs
