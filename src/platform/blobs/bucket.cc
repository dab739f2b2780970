#include "base/text.h"
#include "platform/blobs/s3.h"

namespace kreislauf::blobs {

namespace {

constexpr auto advice = "write it as https://STORAGE/BUCKET/PREFIX?region=REGION or s3://BUCKET/PREFIX?region=REGION";

bool is_this_machine(std::string_view host) {
  auto const name = host.substr(0, host.rfind(':') == std::string_view::npos ? host.size() : host.rfind(':'));
  return name == "localhost" or name == "127.0.0.1" or name == "[::1]";
}

bool is_plain(std::string_view text, std::string_view more) {
  for (char const c : text) {
    bool const letter = (c >= 'a' and c <= 'z') or (c >= 'A' and c <= 'Z') or (c >= '0' and c <= '9');
    if (not letter and more.find(c) == std::string_view::npos) return false;
  }
  return not text.empty();
}

}  // namespace

Result<Bucket> bucket_at(std::string_view text) {
  Bucket bucket;
  if (auto const question = text.find('?'); question != std::string_view::npos) {
    auto const query = text.substr(question + 1);
    if (not query.starts_with("region=") or not is_plain(query.substr(7), "-")) return failure(advice);
    bucket.credentials.region = query.substr(7);
    text = text.substr(0, question);
  }
  if (text.find('@') != std::string_view::npos) return failure("write no key here: see KREISLAUF_S3_KEY_ID");
  std::string_view place;
  if (text.starts_with("s3://")) {
    place = text.substr(5);
    bucket.origin = "https://s3." + bucket.credentials.region + ".amazonaws.com";
  } else {
    auto const slashes = text.find("://"), begin = slashes + 3;
    if (slashes == std::string_view::npos) return failure(advice);
    auto const end = text.find('/', begin);
    auto const host = text.substr(begin, end == std::string_view::npos ? end : end - begin);
    if (end == std::string_view::npos or not is_plain(host, ".-:[]")) return failure(advice);
    bool const open = text.starts_with("http://") and is_this_machine(host);
    if (not open and not text.starts_with("https://"))
      return failure("a storage on another machine needs https://, so that keys and documents are not read on the way");
    bucket.origin = text.substr(0, end);
    place = text.substr(end + 1);
  }
  while (place.ends_with('/')) place.remove_suffix(1);
  auto const slash = place.find('/');
  bucket.name = place.substr(0, slash);
  if (slash != std::string_view::npos) bucket.prefix = place.substr(slash + 1);
  if (not is_plain(bucket.name, ".-") or (not bucket.prefix.empty() and not is_plain(bucket.prefix, "/._-")))
    return failure(advice);
  return bucket;
}

}  // namespace kreislauf::blobs
