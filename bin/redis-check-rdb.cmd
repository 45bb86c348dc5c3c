@echo off
rem Checks an RDB file. Builds the program at first use and when its sources changed; needs a JDK 25.
rem
rem   bin\redis-check-rdb dump.rdb      exits with 0 if the file is sound, with 1 otherwise
rem
rem JAVA_OPTS is given to the JVM after the flags chosen here, so it wins.
setlocal EnableExtensions DisableDelayedExpansion
set "program=redis-check-rdb"
for %%I in ("%~dp0..") do set "home=%%~fI"
call "%~dp0lib\launch.cmd" find_jdk || exit /b 1
call "%~dp0lib\launch.cmd" build check "src\main\java\eightweeks\check\RedisCheckRdb.java" "" || exit /b 1
"%jdk%\bin\java.exe" %flags% -XX:+UseCompactObjectHeaders -Xshare:auto %JAVA_OPTS% -cp "%jar%" eightweeks.check.RedisCheckRdb %*
exit /b %ERRORLEVEL%
