#include "administration/delivery/acts/folder.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <filesystem>

#include "administration/delivery/rules/manifest.h"
#include "platform/crypto/crypto.h"

namespace kreislauf::delivery {

namespace {

namespace fs = std::filesystem;

/// What lies in a drop folder is read and taken away by another account of the same group.
class SharedDisk final : public blobs::Disk {
 public:
  int create(std::string const& path) override {
    int const file = Disk::create(path);
    if (file >= 0) ::fchmod(file, 0640);
    return file;
  }
  int make_folder(std::string const& path) override {
    if (Disk::make_folder(path) != 0) return -1;
    struct stat found {};
    // The bit by which files get the group of the folder above stays.
    if (::stat(path.c_str(), &found) != 0) return -1;
    return ::chmod(path.c_str(), 0770 | (found.st_mode & S_ISGID));
  }
};

blobs::Disk& disk_of(Deliveries const& module) {
  static SharedDisk disk;
  return module.disk == nullptr ? disk : *module.disk;
}

Outcome cannot_write() { return Trouble{"Der Ordner des Fachverfahrens kann gerade nicht beschrieben werden."}; }

bool is_there(std::string const& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

struct Places {
  std::string draft, named;
};
Places places_of(Destination const& to, std::string_view name) {
  return {fmt::format("{}/.teil-{}", to.place, name), fmt::format("{}/{}", to.place, name)};
}

bool write(blobs::Disk& disk, std::string const& path, std::string_view bytes) {
  int const file = disk.create(path);
  if (file < 0) return false;
  bool fine = true;
  for (auto rest = bytes; fine and not rest.empty();) {
    auto const written = disk.write(file, rest);
    fine = written > 0;
    if (fine) rest.remove_prefix(static_cast<std::size_t>(written));
  }
  fine = fine and disk.sync(file) == 0;
  return disk.close(file) == 0 and fine;
}

/// The manifest is the last of them.
bool write_all(blobs::Disk& disk, Work const& work, Parcel const& parcel, std::string const& folder) {
  Manifest manifest{.id = work.delivery.name,
                    .number = work.delivery.number,
                    .authority = work.visit.authority.key.value(),
                    .service_key = work.destination.service,
                    .service_name = parcel.service_name,
                    .form = parcel.form,
                    .sent_at = parcel.sent_at,
                    .files = {}};
  auto const lay_down = [&](std::string const& file, std::string const& name, std::string const& type,
                            std::string_view bytes) {
    manifest.files.push_back({file, name, type, bytes.size(), crypto::sha256_hex(bytes)});
    return write(disk, folder + "/" + file, bytes);
  };
  if (not lay_down("antrag.json", "antrag.json", "application/json", parcel.data)) return false;
  for (std::size_t i = 0; i < parcel.files.size(); ++i) {
    auto const& one = parcel.files[i];
    if (not lay_down(i == 0 ? "antrag.pdf" : plain_name(i, one.type), one.name, one.type, one.bytes)) return false;
  }
  return write(disk, folder + "/manifest.json", written(manifest));
}

bool clear(blobs::Disk& disk, std::string const& folder) {
  if (not is_there(folder)) return true;
  std::error_code error;
  for (auto const& entry : fs::directory_iterator{folder, error}) {
    if (disk.remove(entry.path().string()) != 0) return false;
  }
  return not error and fs::remove(folder, error) and not error;
}

Outcome prepare(Work& work, Places const& at) {
  auto& disk = disk_of(work.module);
  auto const* sender = work.module.sender_of(work.delivery.subject);
  if (sender == nullptr) return Trouble{"Niemand weiß, was zugestellt werden soll.", true};
  auto const parcel = sender->parcel(work.visit, work.delivery.subject, work.delivery.site);
  if (not parcel) return Trouble{parcel.error()};
  // What a try before this one has left is not trusted.
  if (not is_there(work.destination.place) or not clear(disk, at.draft) or disk.make_folder(at.draft) != 0 or
      not write_all(disk, work, *parcel, at.draft) or disk.sync_folder(at.draft) != 0 or
      disk.sync_folder(work.destination.place) != 0)
    return cannot_write();
  if (not work.settle(Verb::prepare)) clear(disk, at.draft);
  return std::nullopt;
}

/// One rename shows all of it at once.
bool publish(blobs::Disk& disk, Destination const& to, Places const& at) {
  if (not is_there(to.place)) return false;
  if (is_there(at.draft)) {
    // There already, since these data come from a copy that is older than the folder.
    if (is_there(at.named)) return clear(disk, at.draft);
    if (disk.rename(at.draft, at.named) != 0) return false;
  }
  return disk.sync_folder(to.place) == 0;
}

}  // namespace

Outcome into_folder(Work& work) {
  auto const at = places_of(work.destination, work.delivery.name);
  if (work.delivery.state == State::waiting) {
    if (auto trouble = prepare(work, at)) return trouble;
  }
  if (work.delivery.state != State::prepared) return std::nullopt;
  if (not publish(disk_of(work.module), work.destination, at)) return cannot_write();
  work.settle(Verb::hand_over, [&](Delivery& d) { d.sent_at = iso_utc(work.module.house.clock.now()); });
  return std::nullopt;
}

bool was_published(Destination const& to, std::string_view name) {
  return is_there(to.place) and not is_there(places_of(to, name).draft);
}

Outcome clear_folder(Deliveries const& module, Destination const& to, std::string_view name, bool named) {
  auto& disk = disk_of(module);
  auto const at = places_of(to, name);
  // A drive that is not there now comes back with what lies on it.
  if (not is_there(to.place) or not clear(disk, at.draft) or (named and not clear(disk, at.named)) or
      disk.sync_folder(to.place) != 0)
    return cannot_write();
  return std::nullopt;
}

}  // namespace kreislauf::delivery
