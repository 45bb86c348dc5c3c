@echo off
rem Starts the server. Builds it at first use and when its sources changed; needs a JDK 25, nothing else.
rem
rem   bin\redis-server [redis.conf] [--port 7000] [--weeks 3] ...      bin\redis-server --help says more
rem
rem REDIS_JAVA_OPTS and JAVA_OPTS are given to the JVM after the flags chosen here, so they win.
setlocal EnableExtensions DisableDelayedExpansion
set "program=redis-server"
if not defined started set "started=%~f0"
for %%I in ("%~dp0..") do set "home=%%~fI"
call "%~dp0lib\launch.cmd" find_jdk || exit /b 1
call "%~dp0lib\launch.cmd" build server "src\main\java\eightweeks\Redis.java" "" || exit /b 1
"%jdk%\bin\java.exe" %flags% -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED -Xms8m -XX:-ResizeTLAB -XX:TLABSize=256k -XX:MaxRAMPercentage=85 -Xshare:auto "-Deightweeks.launcher=%started%" %JAVA_OPTS% %REDIS_JAVA_OPTS% -cp "%jar%" eightweeks.Redis %*
exit /b %ERRORLEVEL%
