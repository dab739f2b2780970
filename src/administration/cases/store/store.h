#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "administration/cases/model.h"
#include "platform/db/db.h"

namespace kreislauf::cases::store {

std::int64_t next_id(db::Connection& connection);
void add(db::Connection& connection, Case const& one);
void save(db::Connection& connection, Case const& one);
/// By which version of its type it goes.
void save_version(db::Connection& connection, Case const& one);
void save_about(db::Connection& connection, Case const& one);
std::optional<Case> find(db::Connection& connection, std::int64_t id);
std::optional<Case> of_subject(db::Connection& connection, std::string_view subject);
/// With everything that belongs to it.
void remove(db::Connection& connection, std::int64_t id);
/// That a programme has still to look at, the oldest first.
std::vector<Case> for_programme(db::Connection& connection, std::int64_t after, std::size_t limit);
/// All, by id: for a change of keys.
std::vector<Case> after_id(db::Connection& connection, std::int64_t id, std::size_t limit);

void add_note(db::Connection& connection, Note const& note);
std::vector<Note> notes_of(db::Connection& connection, std::int64_t id);
std::vector<Note> notes_after(db::Connection& connection, std::int64_t id, std::size_t limit);
void save_note(db::Connection& connection, Note const& note);

void tick(db::Connection& connection, std::int64_t id, Tick const& tick);
std::vector<Tick> ticks_of(db::Connection& connection, std::int64_t id);

void add_pause(db::Connection& connection, std::int64_t id, Pause const& pause);
/// Ends the one that still stands.
void end_pause(db::Connection& connection, std::int64_t id, std::string_view until_day);
std::vector<Pause> pauses_of(db::Connection& connection, std::int64_t id);

void add_asked(db::Connection& connection, Asked const& asked);
void answer_asked(db::Connection& connection, std::int64_t id, std::string_view at);
std::vector<Asked> asked_of(db::Connection& connection, std::int64_t id);
/// What the applicant has still to bring.
std::optional<Asked> open_asked(db::Connection& connection, std::int64_t id);
/// What is to be brought until this day and was not, by id.
std::vector<Asked> asked_until(db::Connection& connection, std::string_view day, std::int64_t after, std::size_t limit);

}  // namespace kreislauf::cases::store
