#!/usr/bin/env bash
# Makes the image localhost/trading-servers of Debian's PostgreSQL, Redis and RabbitMQ, for mode `containers` where no registry can be
# reached. Needs root, podman and debootstrap. Doing it again changes nothing; `podman rmi localhost/trading-servers` comes before a new one.
#   Images__postgres=localhost/trading-servers Images__redis=localhost/trading-servers Images__rabbitmq=localhost/trading-servers \
#     dotnet run --project AppHost -- --mode containers
set -euo pipefail

image=localhost/trading-servers:latest
[ $# -eq 0 ] || { echo "usage: infra/servers/image.sh" >&2; exit 2; }
for program in podman debootstrap; do
  command -v "$program" >/dev/null || { echo "$program is not installed." >&2; exit 1; }
done
! podman image exists "$image" || { echo "$image is there already."; exit 0; }

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
here=$(dirname "$0")
debootstrap --variant=minbase --include=postgresql-15,redis-server,rabbitmq-server bookworm "$folder/root" >"$folder/log" || { tail -n 20 "$folder/log" >&2; exit 1; }
rm -rf "$folder/root/var/cache/apt" "$folder/root/var/lib/apt/lists" "$folder/root/usr/share/doc" "$folder/root/var/lib/postgresql/15"
install -D "$here/container.sh" "$folder/root/opt/trading/container.sh"
install -D "$here/run.sh" "$folder/root/opt/trading/run.sh"
tar -C "$folder/root" -c . | podman import --change 'ENTRYPOINT ["/bin/sh", "/opt/trading/container.sh"]' --change 'ENV PATH=/usr/sbin:/usr/bin:/sbin:/bin' - "$image" >/dev/null
echo "Made $image."
