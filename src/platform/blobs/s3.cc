#include "platform/blobs/s3.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <charconv>

#include "platform/blobs/s3_calls.h"
#include "platform/xml/xml.h"

namespace kreislauf::blobs {

namespace {

using Ask = S3Calls::Ask;

template <class Number>
Number number_in(std::string_view text) {
  Number value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

class S3Object final : public Object {
 public:
  S3Object(S3Calls const& calls, std::string key, std::uint64_t bytes)
      : calls_{calls}, key_{std::move(key)}, bytes_{bytes} {}
  std::uint64_t bytes() const override { return bytes_; }

  Outcome<std::string> read(std::uint64_t at, std::size_t length) override {
    if (length == 0) return std::string{};
    if (at > bytes_ or length > bytes_ - at) return failure(Problem::damaged);
    auto answer = calls_.call({.method = "GET",
                               .key = key_,
                               .fields = {{"range", fmt::format("bytes={}-{}", at, at + length - 1)}},
                               .most = length + 65'536});
    if (not answer) return failure(answer.error());
    // A storage that knows no ranges answers the whole of it.
    if (answer->status == 200 and answer->body.size() == bytes_)
      return answer->body.substr(static_cast<std::size_t>(at), length);
    if (answer->status != 206) return failure(problem_of(*answer, "GET"));
    if (answer->body.size() != length) return failure(Problem::damaged);
    return std::move(answer->body);
  }

 private:
  S3Calls calls_;
  std::string key_;
  std::uint64_t bytes_;
};

class S3 final : public Objects {
 public:
  S3(S3Calls calls, std::string folder, std::string workshop)
      : calls_{std::move(calls)}, folder_{std::move(folder)}, workshop_{std::move(workshop)} {}

  Outcome<void> place(Draft draft, std::string const& name) override {
    struct ::stat about {};
    if (::fstat(draft.file(), &about) != 0) return failure(problem_of(errno));
    auto const bytes = static_cast<std::uint64_t>(about.st_size);
    return bytes <= calls_.around().part ? whole(draft, key_of(name), bytes) : in_parts(draft, key_of(name), bytes);
  }

  Outcome<std::unique_ptr<Object>> open(std::string const& name) override {
    if (not is_object_name(name)) return failure(Problem::missing);
    auto const bytes = bytes_of(key_of(name));
    if (not bytes) return failure(bytes.error());
    return std::make_unique<S3Object>(calls_, key_of(name), *bytes);
  }

  Outcome<void> erase(std::string const& name) override {
    if (not is_object_name(name)) return failure(Problem::missing);
    auto const answer = calls_.call({.method = "DELETE", .key = key_of(name)});
    if (not answer) return failure(answer.error());
    bool const gone = answer->status == 204 or answer->status == 200 or answer->status == 404;
    return gone ? Outcome<void>{} : failure(problem_of(*answer, "DELETE"));
  }

  Outcome<void> list(std::function<void(Listed const&)> const& each) override {
    std::string next;
    do {
      calls::Fields query{{"list-type", "2"}, {"prefix", key_of("")}};
      if (not next.empty()) query.emplace_back("continuation-token", next);
      auto const answer = calls_.call({.method = "GET", .query = query, .most = std::size_t{4} << 20});
      if (not answer) return failure(answer.error());
      if (answer->status != 200) return failure(problem_of(*answer, "LIST"));
      auto const document = xml::parse(answer->body);
      if (not document) return failure(Problem::unavailable);
      for (auto const one : document->root().children("Contents")) tell(one, each);
      auto const token = document->root().child("NextContinuationToken");
      next = token ? std::string{token->text()} : std::string{};
    } while (not next.empty());
    return {};
  }

  std::string workshop() const override { return workshop_; }

 private:
  std::string key_of(std::string const& name) const {
    auto const& prefix = calls_.bucket().prefix;
    return (prefix.empty() ? "" : prefix + "/") + folder_ + "/" + name;
  }

  void tell(xml::Element const& one, std::function<void(Listed const&)> const& each) const {
    auto const key = one.child("Key"), size = one.child("Size"), changed = one.child("LastModified");
    if (not key or not size or not changed) return;
    std::string const path{key->text()}, at{changed->text()};
    auto const name = path.substr(std::min(path.size(), key_of("").size()));
    // `2026-11-29T05:30:00.000Z`
    auto const moment = parse_iso_utc(at.substr(0, 19) + "Z");
    if (is_object_name(name))
      each({.name = name, .bytes = number_in<std::uint64_t>(std::string{size->text()}), .changed = moment});
  }

  Outcome<std::uint64_t> bytes_of(std::string const& key) {
    auto const answer = calls_.call({.method = "HEAD", .key = key});
    if (not answer) return failure(answer.error());
    if (answer->status != 200) return failure(problem_of(*answer, "HEAD"));
    return number_in<std::uint64_t>(answer->field("content-length"));
  }

  /// An earlier try of ours may have arrived although its answer was lost: the name is ours alone, the length tells.
  Outcome<void> is_there(std::string const& key, std::uint64_t bytes) {
    auto const there = bytes_of(key);
    if (not there) return failure(there.error());
    return *there == bytes ? Outcome<void>{} : failure(Problem::unavailable);
  }

  Outcome<void> whole(Draft const& draft, std::string const& key, std::uint64_t bytes) {
    auto const answer = calls_.call(
        {.method = "PUT", .key = key, .fields = {{"if-none-match", "*"}}, .file = draft.file(), .bytes = bytes});
    if (not answer) return failure(answer.error());
    if (answer->status == 200) return {};
    return answer->status == 412 ? is_there(key, bytes) : failure(problem_of(*answer, "PUT"));
  }

  Outcome<void> in_parts(Draft const& draft, std::string const& key, std::uint64_t bytes) {
    // Begun twice would leave parts that nobody ends: not tried again.
    auto const begun = calls_.call({.method = "POST", .key = key, .query = {{"uploads", ""}}, .again = false});
    if (not begun) return failure(begun.error());
    auto const document = xml::parse(begun->body);
    auto const id = document ? document->root().child("UploadId") : std::nullopt;
    if (begun->status != 200 or not id) return failure(problem_of(*begun, "POST uploads"));
    std::string const upload{id->text()};
    auto const sent = send_parts(draft, key, upload, bytes);
    auto const ended = sent ? end(key, upload, *sent, bytes) : Outcome<void>{failure(sent.error())};
    if (not ended) static_cast<void>(calls_.call({.method = "DELETE", .key = key, .query = {{"uploadId", upload}}}));
    return ended;
  }

  /// The list of the parts, as the end of an upload names them.
  Outcome<std::string> send_parts(Draft const& draft, std::string const& key, std::string const& upload,
                                  std::uint64_t bytes) {
    std::string list = "<CompleteMultipartUpload>";
    int number = 1;
    for (std::uint64_t at = 0; at < bytes; at += calls_.around().part, ++number) {
      auto const answer = calls_.call({.method = "PUT",
                                       .key = key,
                                       .query = {{"partNumber", std::to_string(number)}, {"uploadId", upload}},
                                       .file = draft.file(),
                                       .at = at,
                                       .bytes = std::min<std::uint64_t>(calls_.around().part, bytes - at)});
      if (not answer) return failure(answer.error());
      auto const tag = answer->field("etag");
      // Quotes and hexadecimal digits: nothing that XML would understand otherwise.
      bool const plain = not tag.empty() and tag.find_first_of("<>&") == std::string_view::npos;
      if (answer->status != 200 or not plain) return failure(problem_of(*answer, "PUT part"));
      list += fmt::format("<Part><PartNumber>{}</PartNumber><ETag>{}</ETag></Part>", number, tag);
    }
    return list + "</CompleteMultipartUpload>";
  }

  Outcome<void> end(std::string const& key, std::string const& upload, std::string const& list, std::uint64_t bytes) {
    auto const answer = calls_.call({.method = "POST",
                                     .key = key,
                                     .query = {{"uploadId", upload}},
                                     .fields = {{"if-none-match", "*"}},
                                     .body = list});
    if (not answer) return failure(answer.error());
    // A storage may answer 200 and tell an error in the body; and an end that was heard twice says that there is
    // nothing.
    if (answer->status == 200 or answer->status == 404 or answer->status == 412) return is_there(key, bytes);
    return failure(problem_of(*answer, "POST complete"));
  }

  S3Calls calls_;
  std::string folder_, workshop_;
};

}  // namespace

std::unique_ptr<Objects> s3_objects(Bucket bucket, std::string folder, std::string workshop, S3Around around) {
  return std::make_unique<S3>(S3Calls{std::move(bucket), std::move(around)}, std::move(folder), std::move(workshop));
}

}  // namespace kreislauf::blobs
