#pragma once

#include <string_view>

#include "platform/blobs/inspect.h"

/// Each kind is looked at by a function of its own, which adds what it finds.
namespace kreislauf::blobs {

void find(Inspection& inspection, Danger danger);

void inspect_pdf(std::string_view bytes, Inspection& inspection);
void inspect_image(std::string_view bytes, Inspection& inspection);
/// Archives, and what office programs make of them: finds the type, too.
void inspect_zip(std::string_view bytes, Inspection& inspection);
void inspect_text(std::string_view bytes, Inspection& inspection);

/// `jpg`
std::string_view usual_ending(Type type);
/// `png` of `Foto.PNG`, in small letters; empty when there is none.
std::string ending_of(std::string_view name);
bool holds(std::string_view text, std::string_view what);
/// The same without regard to capitals; `what` in small letters.
bool holds_folded(std::string_view text, std::string_view what);

}  // namespace kreislauf::blobs
