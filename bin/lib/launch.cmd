@echo off
rem What the launchers for Windows share; the like of launch.sh, which explains more.
rem
rem   call launch.cmd find_jdk                                  sets jdk and version
rem   call launch.cmd find_jline                                sets jline (empty: there is none)
rem   call launch.cmd build NAME "SOURCE ..." "CLASS PATH"      sets jar and flags
rem
rem The caller sets program and home, and has enabled extensions. A source counts as changed when robocopy
rem finds it different from the copy of the sources that was taken at the last build. Every build gets a jar
rem of a new name, because Windows does not replace a file that a running server has open.
goto %~1

rem --- a JDK 25 or newer -------------------------------------------------------------------------------

:find_jdk
set "jdk="
set "version="
if defined JAVA_HOME call :try_jdk "%JAVA_HOME%"
for %%J in (java.exe) do call :try_java "%%~$PATH:J"
for /d %%D in ("%ProgramFiles%\Eclipse Adoptium\*") do call :try_jdk "%%~D"
for /d %%D in ("%ProgramFiles%\Java\*") do call :try_jdk "%%~D"
for /d %%D in ("%ProgramFiles%\Microsoft\*") do call :try_jdk "%%~D"
for /d %%D in ("%ProgramFiles%\Zulu\*") do call :try_jdk "%%~D"
for /d %%D in ("%ProgramFiles%\Amazon Corretto\*") do call :try_jdk "%%~D"
for /d %%D in ("%ProgramFiles%\BellSoft\*") do call :try_jdk "%%~D"
for /d %%D in ("%LOCALAPPDATA%\Programs\Eclipse Adoptium\*") do call :try_jdk "%%~D"
for /d %%D in ("%USERPROFILE%\.jdks\*") do call :try_jdk "%%~D"
for /d %%D in ("%USERPROFILE%\scoop\apps\*") do call :try_jdk "%%~D\current"
if defined jdk exit /b 0
echo %program%: a JDK 25 or newer is needed, and none was found.>&2
if defined JAVA_HOME echo %program%: JAVA_HOME is "%JAVA_HOME%".>&2
echo.>&2
echo Install one, then try again:>&2
echo   winget install EclipseAdoptium.Temurin.25.JDK>&2
echo If it is installed in an unusual place, set JAVA_HOME to its folder.>&2
exit /b 1

:try_java
if not "%~1"=="" call :try_jdk "%~dp1.."
exit /b 0

:try_jdk
if defined jdk exit /b 0
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" exit /b 0
set "found="
for /f "usebackq tokens=2 delims==" %%V in (`findstr /b "JAVA_VERSION=" "%~1\release"`) do set "found=%%~V"
for /f "tokens=1 delims=.-+" %%M in ("%found%") do if %%M GEQ 25 set "jdk=%~f1"
if defined jdk set "version=%found%"
exit /b 0

rem --- the line editor of redis-cli --------------------------------------------------------------------

:find_jline
set "jline="
set "number="
for /f "tokens=3 delims=<>" %%V in ('findstr /c:"<jline.version>" "%home%\pom.xml"') do set "number=%%V"
call :try_jline "%home%\target\launcher\lib\jline-%number%.jar"
call :try_jline "%USERPROFILE%\.m2\repository\org\jline\jline\%number%\jline-%number%.jar"
if defined jline exit /b 0
rem Only before the first build: a machine without network does not try, and say so, again and again.
if exist "%home%\target\launcher\cli.stamp" exit /b 0
where /q mvn || goto no_jline
echo %program%: fetching the line editor (JLine %number%) with Maven, once ...>&2
pushd "%home%"
call mvn -q -B dependency:copy "-Dartifact=org.jline:jline:%number%" -DoutputDirectory=target/launcher/lib 1>&2
popd
call :try_jline "%home%\target\launcher\lib\jline-%number%.jar"
if defined jline exit /b 0
:no_jline
echo %program%: without JLine: the prompt reads plain lines, without history and completion.>&2
exit /b 0

:try_jline
if defined jline exit /b 0
if exist "%~1" set "jline=%~1"
exit /b 0

rem --- building ----------------------------------------------------------------------------------------

:build
set "name=%~2"
set "files=%~3"
set "libraries=%~4"
set "launcher=%home%\target\launcher"
set "stamp=%launcher%\%name%.stamp"
set "copy=%launcher%\%name%.sources"
set "identity=%jdk% %version% [%libraries%] %files%"
set "built_with="
set "flags="
set "jar="
if not exist "%stamp%" goto first_use
< "%stamp%" (
  set /p "built_with="
  set /p "flags="
  set /p "jar="
)
if not "%built_with%"=="%identity%" goto changed
if not exist "%jar%" goto changed
robocopy "%home%\src\main" "%copy%" /mir /l /njh /njs /nfl /ndl /np >nul 2>&1
if not errorlevel 1 exit /b 0

:changed
echo %program%: sources changed, building ...>&2
goto make

:first_use
echo %program%: first use, building with the JDK %version% in "%jdk%" ...>&2

:make
set "new=%launcher%\new.%RANDOM%%RANDOM%"
mkdir "%new%\classes" || exit /b 1
if exist "%stamp%" del /q "%stamp%"
robocopy "%home%\src\main" "%copy%" /mir /njh /njs /nfl /ndl /np >nul 2>&1
if errorlevel 8 goto no_copy
set "classpath_option=%new%\classes"
if defined libraries set "classpath_option=%new%\classes;%libraries%"
pushd "%home%"
"%jdk%\bin\javac.exe" -J-XX:TieredStopAtLevel=1 -J-XX:+UseSerialGC -XDignore.symbol.file=true -encoding UTF-8 -proc:none -nowarn -g -classpath "%classpath_option%" -sourcepath "src\main\java;src\build\stubs" -d "%new%\classes" %files% 1>&2
set "failed=%ERRORLEVEL%"
popd
if not "%failed%"=="0" goto broken
if exist "%home%\src\main\resources" xcopy /e /q /y "%home%\src\main\resources" "%new%\classes" >nul
rem Jars of earlier builds go, except those that are in use.
del /q "%launcher%\%name%-*.jar" >nul 2>&1
set "jar=%launcher%\%name%-%RANDOM%%RANDOM%.jar"
"%jdk%\bin\jar.exe" --create --file "%jar%" -C "%new%\classes" . 1>&2
if errorlevel 1 goto broken
call :flags_%name%
>"%stamp%" echo %identity%
>>"%stamp%" echo %flags%
>>"%stamp%" echo %jar%
rd /s /q "%new%"
exit /b 0

:broken
rd /s /q "%new%"
echo %program%: the sources do not compile, see above. Nothing was started.>&2
exit /b 1

:no_copy
rd /s /q "%new%"
echo %program%: cannot write to "%launcher%".>&2
exit /b 1

rem --- the JVM's flags, chosen at build time -----------------------------------------------------------

:flags_server
set "flags=-XX:+UnlockExperimentalVMOptions -XX:+UseShenandoahGC -XX:ShenandoahUncommitDelay=500 -XX:ShenandoahGarbageThreshold=10 -XX:ShenandoahImmediateThreshold=100 -Deightweeks.concurrent=true -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0"
"%jdk%\bin\java.exe" %flags% -version >nul 2>&1
if errorlevel 1 set "flags=-XX:+UseParallelGC"
"%jdk%\bin\java.exe" %flags% -XX:ShenandoahPacingMaxDelay=1 -version >nul 2>&1
if not errorlevel 1 set "flags=%flags% -XX:ShenandoahPacingMaxDelay=1"
exit /b 0

:flags_cli
set "flags=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
exit /b 0

:flags_check
set "flags=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
exit /b 0

:flags_study
set "flags=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
exit /b 0
