@echo off
rem Checks an append-only file. Builds the program at first use and when its sources changed; needs a JDK 25.
rem
rem   bin\redis-check-aof [--fix] appendonlydir\appendonly.aof.manifest      exits with 0 if all files are sound
rem
rem JAVA_OPTS is given to the JVM after the flags chosen here, so it wins.
setlocal EnableExtensions DisableDelayedExpansion
set "program=redis-check-aof"
for %%I in ("%~dp0..") do set "home=%%~fI"
call "%~dp0lib\launch.cmd" find_jdk || exit /b 1
call "%~dp0lib\launch.cmd" build checkaof "src\main\java\eightweeks\check\RedisCheckAof.java" "" || exit /b 1
"%jdk%\bin\java.exe" %flags% -XX:+UseCompactObjectHeaders -Xshare:auto %JAVA_OPTS% -cp "%jar%" eightweeks.check.RedisCheckAof %*
exit /b %ERRORLEVEL%
