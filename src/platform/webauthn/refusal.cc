#include "platform/webauthn/refusal.h"

#include <array>

namespace kreislauf::webauthn {

namespace {

constexpr auto names = std::to_array<std::string_view>({"too_long",
                                                        "unreadable",
                                                        "name_twice",
                                                        "another_kind",
                                                        "id_differs",
                                                        "client_data_unreadable",
                                                        "ceremony_wrong",
                                                        "challenge_wrong",
                                                        "origin_wrong",
                                                        "framed",
                                                        "cut_off",
                                                        "left_over",
                                                        "not_canonical",
                                                        "too_deep",
                                                        "key_twice",
                                                        "attestation_unreadable",
                                                        "statement_wrong",
                                                        "data_unreadable",
                                                        "place_wrong",
                                                        "nobody_present",
                                                        "nobody_verified",
                                                        "backup_contradicts",
                                                        "credential_missing",
                                                        "credential_unexpected",
                                                        "credential_id_unusable",
                                                        "key_unreadable",
                                                        "algorithm_unknown",
                                                        "key_unfit",
                                                        "credential_wrong",
                                                        "user_unnamed",
                                                        "user_wrong",
                                                        "eligibility_changed",
                                                        "signature_wrong",
                                                        "copied"});
static_assert(names.size() == static_cast<std::size_t>(Reason::copied) + 1);

}  // namespace

std::string_view name_of(Reason reason) { return names[static_cast<std::size_t>(reason)]; }

}  // namespace kreislauf::webauthn
