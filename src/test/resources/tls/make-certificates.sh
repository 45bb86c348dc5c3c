#!/bin/sh
# Makes the certificates and keys of the TLS tests, all valid for fifty years. They were made once,
# with OpenSSL 3.0, and are kept here; the tests do not run this. The keys are known to the world:
# they protect nothing.
#
# Run it in this folder. It replaces every file but itself.
set -eu
days=18263

# authority NAME: a certificate that signs others.
authority() {
  openssl ecparam -name prime256v1 -genkey -noout -out "$1.key"
  openssl req -x509 -new -key "$1.key" -sha256 -days $days -subj "/O=Eight Weeks/CN=$1" \
    -addext "basicConstraints=critical,CA:TRUE" -addext "keyUsage=critical,keyCertSign,cRLSign" \
    -out "$1.crt"
}

# signed NAME AUTHORITY PURPOSE: a certificate for the key NAME.key.
signed() {
  openssl req -new -key "$1.key" -sha256 -subj "/O=Eight Weeks/CN=$1" -out "$1.csr"
  printf 'basicConstraints=CA:FALSE\nextendedKeyUsage=%s\nsubjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1\n' \
    "$3" >extensions
  openssl x509 -req -in "$1.csr" -CA "$2.crt" -CAkey "$2.key" -CAcreateserial -sha256 \
    -days $days -extfile extensions -out "$1.crt"
  rm -f "$1.csr" extensions "$2.srl"
}

ec_key() {
  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:prime256v1 -out "$1.key"
}

# The authority that the server trusts, and one that it does not know.
authority ca
authority other-ca

# The server; a client; a client of the unknown authority. Keys as PKCS#8.
ec_key server && signed server ca serverAuth,clientAuth
ec_key client && signed client ca clientAuth
ec_key stranger && signed stranger other-ca clientAuth

# An authority in between, and a server whose file has the whole chain.
ec_key between
openssl req -new -key between.key -sha256 -subj "/O=Eight Weeks/CN=between" -out between.csr
printf 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n' >extensions
openssl x509 -req -in between.csr -CA ca.crt -CAkey ca.key -CAcreateserial -sha256 -days $days \
  -extfile extensions -out between.crt
ec_key chained && signed chained between serverAuth,clientAuth
cat between.crt >>chained.crt
rm -f between.csr between.key between.crt extensions ca.srl

# The server's key in the traditional form (SEC1), with the block that names the curve before it.
openssl ecparam -name prime256v1 -out sec1.key
openssl ec -in server.key 2>/dev/null >>sec1.key

# An RSA key in all its forms; the password of the encrypted ones is "1234".
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa.key
signed rsa ca serverAuth,clientAuth
openssl rsa -in rsa.key -traditional -out rsa-pkcs1.key
openssl rsa -in rsa.key -traditional -aes256 -passout pass:1234 -out rsa-pkcs1-encrypted.key
openssl rsa -in rsa.key -traditional -des3 -passout pass:1234 -out rsa-pkcs1-3des.key
openssl pkcs8 -topk8 -in rsa.key -v2 aes256 -passout pass:1234 -out rsa-pkcs8-encrypted.key

# An Ed25519 key.
openssl genpkey -algorithm ed25519 -out ed25519.key
signed ed25519 ca serverAuth,clientAuth

# Parameters for Diffie-Hellman.
openssl genpkey -genparam -algorithm DH -pkeyopt group:ffdhe2048 -out dh.pem

rm -f ca.key other-ca.key
