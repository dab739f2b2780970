#include "app/blob_place.h"

#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <thread>

#include "base/errors.h"
#include "platform/blobs/s3.h"

namespace kreislauf::app {

std::string blob_folder_of(std::string const& authority) { return fmt::format("authorities/{}/blobs", authority); }

std::string blob_root_of(StoreChoice const& choice) {
  if (choice.blobs.find("://") != std::string::npos) return {};
  if (not choice.blobs.empty()) return choice.blobs;
  return choice.store.empty() ? choice.data : std::string{};
}

namespace {

bool is_bucket(std::string const& place) { return place.find("://") != std::string::npos; }

std::string from_environment(char const* name) {
  auto const* set = std::getenv(name);
  return set == nullptr ? std::string{} : std::string{set};
}

/// From the credential `kreislauf.s3` of systemd (id and secret, a line each), or the environment, which other programs
/// of this account can read.
void take_keys_of_storage(calls::Credentials& credentials) {
  if (auto const folder = from_environment("CREDENTIALS_DIRECTORY"); not folder.empty()) {
    std::ifstream in{folder + "/kreislauf.s3"};
    if (in and std::getline(in, credentials.key_id) and std::getline(in, credentials.secret)) return;
  }
  credentials.key_id = from_environment("KREISLAUF_S3_KEY_ID");
  credentials.secret = from_environment("KREISLAUF_S3_SECRET");
}

blobs::Stores::Make in_bucket(StoreChoice const& choice, blobs::Stores const& stores) {
  auto bucket = blobs::bucket_at(choice.blobs);
  if (not bucket) throw StoreDenied{bucket.error()};
  take_keys_of_storage(bucket->credentials);
  if (bucket->credentials.key_id.empty() or bucket->credentials.secret.empty())
    throw StoreDenied{
        "The keys of the storage for documents are missing: KREISLAUF_S3_KEY_ID and KREISLAUF_S3_SECRET, or the "
        "credential kreislauf.s3 of systemd (id and secret, a line each)."};
  return [bucket = *bucket, data = choice.data, &stores](std::string const& authority) {
    return std::shared_ptr<blobs::Objects>{
        blobs::s3_objects(bucket, authority, data + "/" + blob_folder_of(authority) + "/new",
                          {.caller = calls::network(),
                           .clock = stores.clock(),
                           .random = stores.random(),
                           .disk = blobs::Disk::system(),
                           .pause = [](std::chrono::milliseconds time) { std::this_thread::sleep_for(time); }})};
  };
}

}  // namespace

blobs::Stores::Make blob_place(StoreChoice const& choice, blobs::Stores const& stores) {
  if (is_bucket(choice.blobs)) return in_bucket(choice, stores);
  auto const root = blob_root_of(choice);
  if (root.empty()) return {};
  return [root](std::string const& authority) -> std::shared_ptr<blobs::Objects> {
    return blobs::folder_objects(root + "/" + blob_folder_of(authority), blobs::Disk::system());
  };
}

std::string problem_with_blobs(std::string const& value) {
  if (not is_bucket(value)) return {};
  auto const bucket = blobs::bucket_at(value);
  return bucket ? std::string{} : bucket.error();
}

}  // namespace kreislauf::app
