#include "administration/identity/office/ceremony.h"

namespace kreislauf::identity::office {

/// What it is for, and what is said when nothing comes of it.
kern::Target ceremony_at(std::string_view path, std::string_view ceremony) {
  return {.path = std::string{path},
          .data = {{"data-kl-passkey", std::string{ceremony}},
                   {"data-kl-passkey-stopped", "Das wurde abgebrochen. Sie können es noch einmal versuchen."},
                   {"data-kl-passkey-known", "Dieses Gerät hat schon einen Passkey für Ihr Konto."},
                   {"data-kl-passkey-failed",
                    "Das hat auf diesem Gerät nicht geklappt. Mit Passwort und Code geht es immer."},
                   {"hidden", ""}}};
}

void write_ceremony_button(kern::Fields& f, std::string_view challenge, std::string options, std::string_view label,
                           kern::Weight weight) {
  f.hidden("aufgabe", challenge);
  f.hidden("antwort", "");
  f.button({.label = label, .icon = "key", .weight = weight, .data = {"data-options", std::move(options)}});
  f.out()("<p role='status' class='kl-small' data-kl-passkey-status></p>"_h);
}

DeviceAnswer device_answer_in(http::Request const& request) {
  return {.challenge = http::field(request.body, "aufgabe").value_or(""),
          .response = http::field(request.body, "antwort").value_or("")};
}

}  // namespace kreislauf::identity::office
