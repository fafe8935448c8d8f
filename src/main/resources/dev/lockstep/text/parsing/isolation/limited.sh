# Runs a command that can't dump its memory, write long files, take much memory or start many processes. A limit that the system
# does not know is left out.
# Arguments: blocks of 512 bytes of a file, KiB of address space, processes and threads (0: as many as the user may), the command.
ulimit -c 0
ulimit -f "$1" 2>/dev/null
ulimit -v "$2" 2>/dev/null
[ "$3" = 0 ] || ulimit -u "$3" 2>/dev/null || ulimit -p "$3" 2>/dev/null
shift 3
# Shells tell where they are and were.
unset PWD OLDPWD SHLVL _ 2>/dev/null
exec "$@"
