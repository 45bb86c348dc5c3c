@echo off
rem Starts a Sentinel: redis-server in Sentinel mode. Its configuration file must be writable.
rem
rem   bin\redis-sentinel sentinel.conf [--port 26380] ...
setlocal
set "started=%~f0"
call "%~dp0redis-server.cmd" %* --sentinel
exit /b %ERRORLEVEL%
