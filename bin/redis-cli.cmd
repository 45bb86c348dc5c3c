@echo off
rem Starts the command line client. Builds it at first use and when its sources changed; needs a JDK 25.
rem
rem   bin\redis-cli [-p 7000] [command ...]      bin\redis-cli --help says more
rem
rem Editing a line (history, completion, hints) is the work of a library, JLine. It comes from Maven's
rem repository of this user, or through Maven at the first build; without it the prompt reads plain lines.
rem JAVA_OPTS is given to the JVM after the flags chosen here, so it wins.
setlocal EnableExtensions DisableDelayedExpansion
set "program=redis-cli"
for %%I in ("%~dp0..") do set "home=%%~fI"
call "%~dp0lib\launch.cmd" find_jdk || exit /b 1
call "%~dp0lib\launch.cmd" find_jline
rem LineEditor is the one class that needs JLine, and is used where it is there.
set "mains=src\main\java\eightweeks\cli\RedisCli.java"
if defined jline set "mains=%mains% src\main\java\eightweeks\cli\prompt\LineEditor.java"
call "%~dp0lib\launch.cmd" build cli "%mains%" "%jline%" || exit /b 1
set "run=%jar%"
if defined jline set "run=%jar%;%jline%"
"%jdk%\bin\java.exe" %flags% --enable-native-access=ALL-UNNAMED -Xshare:auto %JAVA_OPTS% -cp "%run%" eightweeks.cli.RedisCli %*
exit /b %ERRORLEVEL%
