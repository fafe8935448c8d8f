@echo off
rem Runs Maven for this project on Windows, where the machine's own Maven may be missing or too old. For other systems: mvnw.
rem
rem In this order:
rem   1. a Maven 3.9 or later on the PATH;
rem   2. the pinned Maven, if an earlier run has cached it;
rem   3. the pinned Maven, downloaded from the Apache archive and checked against the SHA-512 below.
rem It needs curl, tar and certutil, which Windows 10 and later have.
setlocal

set "VERSION=3.9.11"
set "SHA512=bcfe4fe305c962ace56ac7b5fc7a08b87d5abd8b7e89027ab251069faebee516b0ded8961445d6d91ec1985dfe30f8153268843c89aa392733d1a3ec956c9978"
set "ARCHIVE=https://archive.apache.org/dist/maven/maven-3/%VERSION%/binaries/apache-maven-%VERSION%-bin.tar.gz"

if defined LOCKSTEP_MAVEN_CACHE (set "CACHE=%LOCKSTEP_MAVEN_CACHE%") else (set "CACHE=%LOCALAPPDATA%\lockstep")
set "PINNED=%CACHE%\apache-maven-%VERSION%"
if not defined MAVEN_BASEDIR set "MAVEN_BASEDIR=%~dp0."
set "MAVEN_PROJECTBASEDIR=%MAVEN_BASEDIR%"

for /f "tokens=3" %%v in ('mvn --version 2^>nul ^| findstr /b /c:"Apache Maven"') do call :recent %%v
if defined RECENT (
    endlocal & call mvn %*
    exit /b
)

if not exist "%PINNED%\bin\mvn.cmd" call :install || exit /b 1
rem A launcher of an older Maven may have left its home in the environment.
set "MAVEN_HOME="
set "M2_HOME="
call "%PINNED%\bin\mvn.cmd" %*
exit /b

:recent
for /f "tokens=1,2 delims=." %%a in ("%~1") do (
    if %%a gtr 3 set "RECENT=yes"
    if %%a equ 3 if %%b geq 9 set "RECENT=yes"
)
exit /b 0

:install
set "WORK=%CACHE%\install.%RANDOM%"
set "FILE=%WORK%\apache-maven-%VERSION%-bin.tar.gz"
mkdir "%WORK%" || exit /b 1
echo mvnw: this build needs Maven 3.9 or later; fetching Maven %VERSION% into %CACHE% (once) 1>&2
curl -fsSL -o "%FILE%" "%ARCHIVE%"
if errorlevel 1 (
    echo mvnw: could not get %ARCHIVE%. Install Maven 3.9 or later, or mend the network, and run this again. 1>&2
    exit /b 1
)
certutil -hashfile "%FILE%" SHA512 | findstr /i /x "%SHA512%" >nul
if errorlevel 1 (
    echo mvnw: the checksum of %FILE% is wrong. Nothing was installed. 1>&2
    exit /b 1
)
tar -xzf "%FILE%" -C "%WORK%" || exit /b 1
rem A concurrent run may have won: its copy is as good as this one.
move "%WORK%\apache-maven-%VERSION%" "%PINNED%" >nul 2>nul
rmdir /s /q "%WORK%"
if not exist "%PINNED%\bin\mvn.cmd" (
    echo mvnw: could not move Maven into %PINNED% 1>&2
    exit /b 1
)
exit /b 0
