#!/bin/sh
# Makes the certificates and keys of the TLS tests, all valid from 2020 to 2070. They were made once,
# with OpenSSL 3.0, and are kept here; the tests do not run this. The keys are known to the world:
# they protect nothing.
#
# Run it in this folder. It replaces every file but itself.
set -eu

cat >config <<'END'
[ca]
default_ca = ours
[ours]
database = index
serial = serial
new_certs_dir = .
default_md = sha256
policy = any
unique_subject = no
[any]
organizationName = optional
commonName = supplied
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[server]
basicConstraints = CA:FALSE
extendedKeyUsage = serverAuth,clientAuth
subjectAltName = DNS:localhost,IP:127.0.0.1,IP:::1
[client]
basicConstraints = CA:FALSE
extendedKeyUsage = clientAuth
END
: >index
echo 01 >serial

# signed NAME KIND OPTION...: a certificate for the key NAME.key; the options say who signs it.
signed() {
  name=$1
  kind=$2
  shift 2
  openssl req -new -key "$name.key" -subj "/O=Eight Weeks/CN=$name" -out "$name.csr"
  openssl ca -batch -notext -config config -extensions "$kind" -startdate 20200101000000Z \
    -enddate 20700101000000Z -in "$name.csr" -out "$name.crt" "$@"
  rm "$name.csr"
}

by() {
  echo "-cert $1.crt -keyfile $1.key"
}

ec_key() {
  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:prime256v1 -out "$1.key"
}

# The authority that the server trusts, and one that it does not know.
ec_key ca
signed ca authority -selfsign -keyfile ca.key
ec_key other-ca
signed other-ca authority -selfsign -keyfile other-ca.key

# The server; a client; a client of the unknown authority. Keys as PKCS#8.
ec_key server
signed server server $(by ca)
ec_key client
signed client client $(by ca)
ec_key stranger
signed stranger client $(by other-ca)

# An authority in between, and a server whose file has the whole chain.
ec_key between
signed between authority $(by ca)
ec_key chained
signed chained server $(by between)
cat between.crt >>chained.crt

# The server's key in the traditional form (SEC1), with the block that names the curve before it.
openssl ecparam -name prime256v1 -out sec1.key
openssl ec -in server.key >>sec1.key

# An RSA key in all its forms; the password of the encrypted ones is "1234".
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa.key
signed rsa server $(by ca)
openssl rsa -in rsa.key -traditional -out rsa-pkcs1.key
openssl rsa -in rsa.key -traditional -aes256 -passout pass:1234 -out rsa-pkcs1-encrypted.key
openssl rsa -in rsa.key -traditional -des3 -passout pass:1234 -out rsa-pkcs1-3des.key
openssl pkcs8 -topk8 -in rsa.key -v2 aes256 -passout pass:1234 -out rsa-pkcs8-encrypted.key

# An Ed25519 key.
openssl genpkey -algorithm ed25519 -out ed25519.key
signed ed25519 server $(by ca)

# Parameters for Diffie-Hellman.
openssl genpkey -genparam -algorithm DH -pkeyopt group:ffdhe2048 -out dh.pem

rm -f config index* serial* [0-9]*.pem ca.key other-ca.key between.key between.crt
