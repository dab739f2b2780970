#pragma once

#include <map>
#include <string>

#include "app/program.h"
#include "platform/crypto/keys.h"

/// Where the master keys lie: one file outside of the databases. Without it a copy of the data opens nothing.
namespace kreislauf::app {

/// `--key-file`, KREISLAUF_KEY_FILE, the credential `kreislauf.keys` of systemd, or `kreislauf.keys` in the data
/// folder; empty for PostgreSQL when none of the first three is given.
std::string key_file_of(StoreChoice const& choice);

/// Throws StoreDenied with what to do: no such file, readable for others, no keys in it.
crypto::MasterKeys read_key_file(std::string const& path);
/// Replaces the file in one step; it is on the disk then. Throws StoreDenied.
void write_key_file(std::string const& path, crypto::MasterKeys const& keys);
/// A new file with one key. False when there is one already: nothing was changed.
bool make_key_file(std::string const& path, crypto::MasterKeys const& keys);

/// The same for any text that is for this account alone.
void replace_private_file(std::string const& path, std::string const& text);

/// Are these the keys that data with these fingerprints were written with? Throws StoreDenied with what to do.
void check_keys(StoreChoice const& choice, std::map<int, std::string> const& known);
/// Fills the ring from the file and compares it with what the data were written with; a folder that has never had keys
/// gets a file. Throws StoreDenied when the data were written with other keys: nothing is made anew over them.
void take_keys(StoreChoice const& choice, authority::House& house, crypto::Keyring& ring);

}  // namespace kreislauf::app
