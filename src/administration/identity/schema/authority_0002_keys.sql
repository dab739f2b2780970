-- What was made with these follows from the key file now (platform/crypto/keys.h).
DROP TABLE identity_secrets
