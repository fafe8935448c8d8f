# Runs a command with a file system in which there is nothing but what it needs, all of it read-only, and its scratch directory.
# It runs in namespaces of its own, in which it is root: only so it may mount. The command may no longer.
# Arguments: a directory with the empty directories root and scratch, the number of paths to show, those paths, the command.
set -e
root=$1/root
scratch=$1/scratch
paths=$2
shift 2

# A mount may have to keep noexec, as the one that it shows has it.
read_only() {
    mount --rbind -o ro,nosuid,nodev "$1" "$root$1" 2>/dev/null || mount --rbind -o ro,nosuid,nodev,noexec "$1" "$root$1"
}

show() {
    if [ -e "$root$1" ] || [ -L "$root$1" ]; then
        return
    elif [ -L "$1" ]; then
        mkdir -p "$root${1%/*}"
        ln -s "$(readlink "$1")" "$root$1"
    elif [ -d "$1" ]; then
        mkdir -p "$root$1"
        read_only "$1"
    elif [ -e "$1" ]; then
        mkdir -p "$root${1%/*}"
        : > "$root$1"
        read_only "$1"
    fi
}

mount -t tmpfs -o size=1m,mode=755 none "$root"
for path in /bin /sbin /lib /lib64 /usr/bin /usr/sbin /usr/lib /usr/lib64 /nix/store /gnu/store /etc/ld.so.cache; do
    show "$path"
done
while [ "$paths" -gt 0 ]; do
    show "$1"
    paths=$((paths - 1))
    shift
done
mkdir "$root/dev" "$root/old" "$root/proc" "$root/scratch"
for device in null zero random urandom; do
    : > "$root/dev/$device"
    mount --bind "/dev/$device" "$root/dev/$device"
done
mount --bind "$scratch" "$root/scratch"

# Only umount reads /proc; it is gone before the command runs. Further namespaces would be a way to more of the kernel.
mount --rbind /proc "$root/proc"
{ echo 0 > /proc/sys/user/max_user_namespaces; } 2>/dev/null || true
cd "$root"
pivot_root . old
umount -l /old /proc
rmdir /old /proc
mount -o remount,ro,nosuid,nodev /
cd /scratch
exec setpriv --no-new-privs --bounding-set=-all --inh-caps=-all -- "$@"
