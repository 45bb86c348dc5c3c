# What the launchers share: finding a JDK, building when sources changed, choosing the JVM's flags.
# Sourced by bin/redis-server and bin/redis-cli, which set `program` and `home` (the repository's root).
#
# No Maven and no network: javac compiles the program's main class, and with it the sources that it reaches,
# into one jar in target/launcher. A jar, because renaming a file is atomic: two launchers may build at the
# same time, and a server that is running keeps the jar that it opened. What a program needs to start is up
# to date while no source is newer than its stamp and the JDK is the one named in there.

say() {
  printf '%s\n' "$program: $1" >&2
}

die() {
  say "$1"
  exit 1
}

# --- a JDK 25 or newer -----------------------------------------------------------------------------------

oldest=25

# Sets `major` to the version of the JDK in folder $1 (0: there is none) and `version` to its full form.
# Reads the file `release`, which every JDK has, because starting a JVM to ask costs a tenth of a second.
version_of() {
  major=0 version=
  if [ -x "$1/bin/javac" ] && [ -r "$1/release" ]; then
    while IFS='=' read -r key value; do
      case $key in
        JAVA_VERSION)
          value=${value#\"}
          version=${value%%\"*}
          major=${version%%[!0-9]*}
          break
          ;;
      esac
    done <"$1/release"
  fi
  major=${major:-0}
}

# Sets `jdk` when folder $1 holds a JDK that is new enough.
try_jdk() {
  [ -n "$1" ] || return 1
  version_of "$1"
  [ "$major" -ge "$oldest" ] || return 1
  jdk=$1
}

# The folder of the JDK that `java` on the PATH belongs to.
jdk_on_path() {
  java=$(command -v java) || return 1
  java=$(follow "$java")
  on_path=$(CDPATH='' cd -- "$(dirname -- "$java")/.." && pwd -P) || return 1
  if [ ! -r "$on_path/release" ]; then # a shim of a version manager: ask it
    on_path=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p') || return 1
  fi
}

# Follows symbolic links; `readlink -f` is not everywhere.
follow() {
  link=$1
  while [ -L "$link" ]; do
    to=$(readlink "$link")
    case $to in
      /*) link=$to ;;
      *) link=$(dirname -- "$link")/$to ;;
    esac
  done
  printf '%s\n' "$link"
}

find_jdk() {
  jdk=
  try_jdk "${JAVA_HOME:-}" && return
  on_path=
  jdk_on_path && try_jdk "$on_path" && return
  if [ -x /usr/libexec/java_home ]; then # macOS
    try_jdk "$(/usr/libexec/java_home -v "$oldest+" 2>/dev/null)" && return
  fi
  for place in \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* \
    "${HOME:-}"/.local/share/mise/installs/java/* "${HOME:-}"/.asdf/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    try_jdk "$place" && return
  done
  say "a JDK $oldest or newer is needed, and none was found."
  if [ -n "${JAVA_HOME:-}" ]; then
    version_of "$JAVA_HOME"
    say "(JAVA_HOME is $JAVA_HOME: $([ "$major" -gt 0 ] && echo "that is version $version" || echo "no JDK is there"))"
  fi
  cat >&2 <<END

Install one, then try again:
  Debian, Ubuntu   apt install temurin-25-jdk  (after adding the packages of https://adoptium.net), or openjdk-25-jdk
  Fedora           dnf install java-25-openjdk-devel
  macOS            brew install openjdk@25
  any Unix         sdk install java 25-tem  (https://sdkman.io)
If it is installed in an unusual place, set JAVA_HOME to its folder.
END
  exit 1
}

# --- building --------------------------------------------------------------------------------------------

launcher=$home/target/launcher

# Is there a source, or a folder (which changes when a file in it goes), newer than file $1? The other
# arguments are folders of eightweeks that the program does not use.
newer_than() {
  since=$1
  shift
  skip=
  for folder; do skip="$skip -path */eightweeks/$folder -prune -o"; done
  set -f
  # shellcheck disable=SC2086 # the words of $skip are find's
  newer=$(find "$home/src/main" "$home/src/build/stubs" "$home/bin" $skip -newer "$since" -print 2>&1 | head -n 1)
  set +f
  [ -n "$newer" ]
}

# Makes $1.jar (server, cli) from the classes named in $2 and all that they reach, unless it is there and up
# to date. $3 is the class path to compile with, which may be empty; the rest are folders that do not concern
# it. Sets `jar`, `unchanged` to yes or no, and `flags` to what choose_flags, which the launcher defines,
# printed at build time.
build() {
  name=$1 mains=$2 libraries=$3
  shift 3
  jar=$launcher/$name.jar
  stamp=$launcher/$name.stamp
  unchanged=no
  identity="$jdk $version $mains $libraries"
  built_with='' flags=''
  if [ -r "$stamp" ] && [ -r "$jar" ]; then
    { IFS= read -r built_with && IFS= read -r flags; } <"$stamp" || built_with=''
    if [ "$built_with" = "$identity" ] && ! newer_than "$stamp" "$@"; then
      unchanged=yes
      return
    fi
    say "sources changed, building ..."
  else
    say "first use, building with the JDK $version in $jdk ..."
  fi

  begin_work
  mkdir "$new/classes"
  : >"$new/begin" # what is saved from here on counts as changed
  files=
  for class in $mains; do files="$files src/main/java/$(printf %s "$class" | tr . /).java"; done
  # Mistakes are javac's to tell, warnings are Maven's (-XDignore.symbol.file: see pom.xml).
  # shellcheck disable=SC2086 # names of classes have no spaces
  (cd "$home" && "$jdk/bin/javac" -XDignore.symbol.file=true -encoding UTF-8 -proc:none -nowarn -g \
    -classpath "$new/classes${libraries:+:$libraries}" -sourcepath src/main/java:src/build/stubs \
    -d "$new/classes" $files) >&2 ||
    die "the sources do not compile, see above. Nothing was started."
  if [ -d "$home/src/main/resources" ]; then
    cp -R "$home/src/main/resources/." "$new/classes/"
  fi
  "$jdk/bin/jar" --create --file "$new/$name.jar" -C "$new/classes" . >&2 ||
    die "could not write $name.jar"
  flags=$(choose_flags)
  printf '%s\n%s\n' "$identity" "$flags" >"$new/stamp"
  touch -r "$new/begin" "$new/stamp"
  # The jar first: a launcher that is ended between the two builds once more.
  mv -f "$new/$name.jar" "$jar"
  mv -f "$new/stamp" "$stamp"
  end_work
}

# A folder of this process alone, in `new`, which goes when the work ends, however it ends.
begin_work() {
  new=$launcher/new.$$
  trainer=
  trap '[ -z "$trainer" ] || kill "$trainer" 2>/dev/null; rm -rf "$new"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  mkdir -p "$new" || die "cannot write to $launcher"
}

end_work() {
  rm -rf "$new"
  trap - EXIT INT TERM HUP
}

# --- a faster start --------------------------------------------------------------------------------------

# Sets `fast` to the option for the AOT cache of $jar, or to nothing. The cache (classes already read and
# linked) is made at the second start of an unchanged server, because making it takes longer than building:
# who changes sources between starts does not wait for it. $1 is the main class, the rest the JVM's flags,
# which must be those of the later starts.
fast_start() {
  aot=$launcher/$name.aot
  fast=
  [ "$unchanged" = yes ] || return 0
  if [ ! -e "$aot" ] || [ -n "$(find "$jar" -newer "$aot")" ]; then
    train "$@"
  fi
  if [ -s "$aot" ]; then # an empty file: it was tried and did not work
    fast=-XX:AOTCache=$aot
  fi
}

# Starts the server on a socket that nobody knows, ends it when it is ready, and lets the JVM write down
# what it had to load.
train() {
  main=$1
  shift
  say "preparing a faster start, once ..."
  begin_work
  mkfifo "$new/log"
  (cd "$new" && exec "$jdk/bin/java" "$@" -XX:AOTCacheOutput=made.aot -cp "$jar" "$main" \
    --port 0 --unixsocket socket --save '' >log 2>&1 </dev/null) &
  trainer=$!
  while IFS= read -r line; do
    case $line in
      *'Ready to accept connections'*) kill "$trainer" ;;
    esac
  done <"$new/log"
  wait "$trainer" || : # how it ended does not matter, only what it wrote
  trainer=
  [ -e "$new/made.aot" ] || : >"$new/made.aot"
  mv -f "$new/made.aot" "$aot"
  end_work
}
