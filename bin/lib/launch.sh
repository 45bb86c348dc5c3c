# What the launchers share: finding a JDK, building when sources changed, choosing the JVM's flags.
# Sourced by bin/redis-server, bin/redis-cli and others, which set `program` and `home` (the repository's root).
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
  follow "$java"
  on_path=${link%/*/*} # without /bin/java
  if [ ! -r "$on_path/release" ]; then # a shim of a version manager: ask it
    on_path=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p') || return 1
  fi
}

# Sets `link` to the file that the symbolic link $1 leads to; `readlink -f` is not everywhere.
follow() {
  link=$1
  while [ -L "$link" ]; do
    to=$(readlink "$link")
    case $to in
      /*) link=$to ;;
      *) link=${link%/*}/$to ;;
    esac
  done
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
  newer=$(find "$home/src/main" "$home/src/build" "$home/bin" $skip -newer "$since" -print 2>&1)
  set +f
  [ -n "$newer" ]
}

# What a launcher does in the background while javac works; one that has something to do defines it anew. Its
# folder is `new`.
meanwhile() {
  :
}

# Makes $1.jar (server, cli, check) from the classes named in $2 and all that they reach, unless it is there and up
# to date. $3 is the class path to compile with, which may be empty; the rest are folders that do not concern
# it. Sets `jar`, `unchanged` to yes or no, and `flags` to what choose_flags, which the launcher defines,
# printed at build time.
build() {
  name=$1 mains=$2 libraries=$3
  shift 3
  clear_left
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
  meanwhile
  files=
  for class in $mains; do
    file=$(printf %s "$class" | tr . /).java
    for folder in src/main/java src/build/launcher; do
      [ ! -e "$home/$folder/$file" ] || files="$files $folder/$file"
    done
  done
  # Mistakes are javac's to tell, warnings are Maven's (-XDignore.symbol.file: see pom.xml). The -J options
  # halve its CPU time: a compiler that lives for seconds gains nothing from code that is compiled well.
  # shellcheck disable=SC2086 # names of classes have no spaces
  (cd "$home" && "$jdk/bin/javac" -J-XX:TieredStopAtLevel=1 -J-XX:+UseSerialGC -XDignore.symbol.file=true -encoding UTF-8 -proc:none -nowarn -g \
    -classpath "$new/classes${libraries:+:$libraries}" \
    -sourcepath src/main/java:src/build/stubs:src/build/launcher \
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
  wait
  # The jar first: a launcher that is ended between the two builds once more.
  mv -f "$new/$name.jar" "$jar"
  mv -f "$new/stamp" "$stamp"
  end_work
}

# Removes the folders of processes that were killed while they worked here.
clear_left() {
  for left in "$launcher"/new.*; do
    if [ -d "$left" ] && [ -O "$left" ] && ! kill -0 "${left##*.}" 2>/dev/null; then
      rm -rf "$left"
    fi
  done
}

# A folder of this process alone, in `new`, which goes when the work ends, however it ends. One that is left
# because its process was killed goes at the next start, or, if another process has its number now, when
# somebody works here an hour later.
begin_work() {
  new=$launcher/new.$$
  trap stop_work EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  mkdir -p "$new" || die "cannot write to $launcher"
  find "$launcher" -name 'new.*' -prune -mmin +60 -exec rm -rf {} + || :
}

end_work() {
  stop_work
  trap - EXIT INT TERM HUP
}

stop_work() {
  trap '' INT TERM HUP # a second signal would end this, and rm in the middle
  rm -rf "$new"
}

# --- a faster start --------------------------------------------------------------------------------------

# Sets `fast` to the option for the AOT cache of $jar (classes already read and linked), or to nothing if
# there is none yet. Making it takes some seconds, and no start waits for it: it is made beside the server,
# which the process of this launcher becomes, and only if `trains` is yes. $1 is the class that does what is
# recorded, the rest the JVM's flags, which must be those of the later starts.
fast_start() {
  aot=$launcher/$name.aot
  fast=
  if ! has_cache; then
    # The outer subshell ends at once, so that the server has no child that it does not know.
    [ "$trains" = no ] || (train "$@" &) </dev/null >/dev/null 2>&1
  elif [ -s "$aot" ]; then # an empty file: it was tried and did not work
    fast=-XX:AOTCache=$aot
  fi
}

has_cache() {
  [ -e "$aot" ] && [ ! "$jar" -nt "$aot" ]
}

# Makes the cache while the server runs: $$ is its process. The first seconds are the server's, and then the
# training takes what the server leaves of the processors. It ends with the server.
train() {
  main=$1
  shift
  for _ in 1 2 3; do
    sleep 1
    kill -0 $$ || return 0
  done
  if has_cache || [ ! -w "$launcher" ]; then
    return 0
  fi
  begin_work
  trainer=
  trap 'trap "" INT TERM HUP; stop_trainer; stop_work' EXIT
  : >"$new/training"
  if trains_elsewhere; then
    return 0
  fi
  cd "$new"
  trained=$(ls -i "$jar")
  if beside "$jdk/bin/java" "$@" -XX:AOTMode=record -XX:AOTConfiguration=record -cp "$jar" "$main" &&
    beside "$jdk/bin/java" "$@" -XX:AOTMode=create -XX:AOTConfiguration=record -XX:AOTCache=cache -cp "$jar"
  then
    mv cache made
  elif [ "$result" -lt 128 ]; then # no signal ended it: it would fail again
    : >made
  else
    return 0
  fi
  if [ "$(ls -i "$jar")" = "$trained" ]; then # otherwise it has been built anew meanwhile
    mv -f made "$aot"
  fi
}

# Does another launcher make the same cache? Of two that began together the one with the lower number goes on.
trains_elsewhere() {
  for other in "$launcher"/new.*/training; do
    other=${other%/training}
    other=${other##*.}
    if [ "$other" -lt $$ ] && kill -0 "$other"; then
      return 0
    fi
  done
  return 1
}

# Runs a command at the lowest priority; sets `result` to its exit code. When the server ends, this shell and
# the command end.
beside() {
  nice -n 19 "$@" &
  trainer=$!
  while kill -0 "$trainer"; do
    kill -0 $$ || exit 1
    sleep 1
  done
  result=0
  wait "$trainer" || result=$?
  trainer=
  return "$result"
}

stop_trainer() {
  if [ -n "$trainer" ]; then
    kill -9 "$trainer" || : # it may have ended just now
    wait "$trainer" || :
  fi
}
