#!/bin/sh
# Makes target/workshop/eightweeks-workshop.zip, for a room without a network: a clone of this repository,
# the libraries of bin/study in it, and the site, which must have been built.
set -eu
home=$(cd "$(dirname "$0")/../.." && pwd)
cd "$home"
site=target/site
out=target/workshop
[ -r "$site/index.html" ] || { echo "There is no site yet: mvn -B package -DskipTests makes it." >&2; exit 1; }
command -v zip >/dev/null || { echo "zip is needed: apt install zip, brew install zip." >&2; exit 1; }
rm -rf "$out"
mkdir -p "$out"
git clone -q --no-hardlinks "$home" "$out/eightweeks"
git -C "$out/eightweeks" remote remove origin
lib=$out/eightweeks/target/launcher/lib
mkdir -p "$lib"
while IFS=: read -r group name number; do
  jar=$name-$number.jar
  m2=${HOME:-}/.m2/repository/$(echo "$group" | tr . /)/$name/$number/$jar
  if [ -r "target/launcher/lib/$jar" ]; then
    cp "target/launcher/lib/$jar" "$lib/"
  elif [ -r "$m2" ]; then
    cp "$m2" "$lib/"
  else
    echo "$jar is not here. Where there is a network: bin/study doctor --fetch" >&2
    exit 1
  fi
done <bin/lib/study.libs
cp -R "$site" "$out/site"
cat >"$out/README.txt" <<'END'
Unpack this, install a JDK 25, then:
  cd eightweeks
  bin/study doctor
The chapters: open site/index.html in a browser. Nothing needs a network.
END
(cd "$out" && zip -qr eightweeks-workshop.zip README.txt eightweeks site)
echo "$out/eightweeks-workshop.zip"
