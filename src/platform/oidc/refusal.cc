#include "platform/oidc/refusal.h"

#include <array>

namespace kreislauf::oidc {

namespace {

constexpr auto names = std::to_array<std::string_view>({"unreachable",
                                                        "metadata_unreadable",
                                                        "issuer_differs",
                                                        "address_insecure",
                                                        "no_pkce",
                                                        "no_algorithm",
                                                        "answer_unreadable",
                                                        "declined",
                                                        "answer_of_another",
                                                        "answer_of_nobody",
                                                        "code_refused",
                                                        "exchange_unreadable",
                                                        "token_too_long",
                                                        "token_unreadable",
                                                        "name_twice",
                                                        "not_signed",
                                                        "shared_secret",
                                                        "algorithm_unknown",
                                                        "extension_unknown",
                                                        "another_kind",
                                                        "key_unknown",
                                                        "key_unfit",
                                                        "signature_wrong",
                                                        "issuer_wrong",
                                                        "subject_missing",
                                                        "audience_wrong",
                                                        "party_wrong",
                                                        "expired",
                                                        "not_yet",
                                                        "too_old",
                                                        "nonce_wrong",
                                                        "access_token_wrong",
                                                        "userinfo_unreadable",
                                                        "userinfo_of_another",
                                                        "level_too_low"});
static_assert(names.size() == static_cast<std::size_t>(Reason::level_too_low) + 1);

}  // namespace

std::string_view name_of(Reason reason) { return names[static_cast<std::size_t>(reason)]; }

}  // namespace kreislauf::oidc
