#include "app/known_heads.h"

#include <boost/json.hpp>
#include <filesystem>

#include "app/key_file.h"
#include "authority/command.h"
#include "base/errors.h"

namespace kreislauf::app {

namespace json = boost::json;

KnownHeads::KnownHeads(std::string path) : path_{std::move(path)} {
  if (not std::filesystem::exists(path_)) return;
  try {
    auto const all = json::parse(authority::read_file(path_));
    for (auto const& [authority, note] : all.as_object()) notes_.emplace(authority, std::string{note.as_string()});
  } catch (std::exception const&) {
    throw StoreDenied{path_ + " cannot be read: it holds the last heads that were signed. Take it from its copy."};
  }
}

std::optional<ledger::Head> KnownHeads::of(AuthorityKey const& authority, ledger::NoteKey const& key) const {
  auto const found = notes_.find(authority.value());
  if (found == notes_.end()) return std::nullopt;
  auto head = ledger::open_head(found->second, key);
  if (not head) throw StoreDenied{"the last head of this ledger was signed with another key: " + head.error()};
  return *std::move(head);
}

void KnownHeads::keep(AuthorityKey const& authority, std::string note) {
  notes_[authority.value()] = std::move(note);
  changed_ = true;
}

void KnownHeads::write() {
  if (not changed_) return;
  json::object all;
  for (auto const& [authority, note] : notes_) all[authority] = note;
  replace_private_file(path_, json::serialize(all));
  changed_ = false;
}

}  // namespace kreislauf::app
