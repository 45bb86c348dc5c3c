@echo off
rem The course: next, start, check, hint, serve and more. Builds itself at first use; needs a JDK 25.
rem
rem   bin\study next      bin\study --help says more
rem
rem It uses a library for its command line and JUnit for the checks (bin\lib\study.libs). They come from
rem Maven's repository of this user, or through Maven at first use.
setlocal EnableExtensions DisableDelayedExpansion
set "program=study"
for %%I in ("%~dp0..") do set "home=%%~fI"
call "%~dp0lib\launch.cmd" find_jdk || exit /b 1
set "libraries="
for /f "usebackq tokens=1-3 delims=:" %%A in ("%~dp0lib\study.libs") do call :library "%%A" "%%B" "%%C" || exit /b 1
set "mains=src\main\java\eightweeks\study\Study.java src\main\java\eightweeks\study\lesson\Lesson.java src\main\java\eightweeks\study\lesson\Predictions.java"
call "%~dp0lib\launch.cmd" build study "%mains%" "%libraries%" || exit /b 1
"%jdk%\bin\java.exe" %flags% -Xshare:auto "-Deightweeks.home=%home%" -Deightweeks.terminals= %JAVA_OPTS% -cp "%jar%;%libraries%" eightweeks.study.Study %*
exit /b %ERRORLEVEL%

rem Adds a library to the class path, fetching it where it is not there yet.
:library
set "group=%~1"
set "group=%group:.=\%"
set "library=%home%\target\launcher\lib\%~2-%~3.jar"
if exist "%library%" goto found
set "library=%USERPROFILE%\.m2\repository\%group%\%~2\%~3\%~2-%~3.jar"
if exist "%library%" goto found
where /q mvn || goto no_library
echo %program%: fetching %~2 %~3 with Maven, once ...>&2
pushd "%home%"
call mvn -q -B dependency:copy "-Dartifact=%~1:%~2:%~3" -DoutputDirectory=target/launcher/lib >"%TEMP%\eightweeks-maven.log" 2>&1
popd
set "library=%home%\target\launcher\lib\%~2-%~3.jar"
if exist "%library%" goto found
echo %program%: %~2 %~3 could not be fetched. Is there a network? What Maven says is in %TEMP%\eightweeks-maven.log.>&2
echo %program%: Be online once and try again. To fetch everything beforehand: bin\study doctor --fetch>&2
exit /b 1
:no_library
echo %program%: the library %~2 %~3 is needed and not there, and there is no mvn on the PATH to fetch it with.>&2
echo %program%: Install Maven (winget install Apache.Maven), be online once, and try again.>&2
exit /b 1
:found
if defined libraries (set "libraries=%libraries%;%library%") else set "libraries=%library%"
exit /b 0
