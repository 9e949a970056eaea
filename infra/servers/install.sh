#!/usr/bin/env bash
# Installs the servers of mode `local` on Debian and Ubuntu: PostgreSQL, Redis, RabbitMQ, Prometheus, Alertmanager. The scripts
# beside it start them, on loopback and with data folders of their own: the distribution's own instances are not started and, where
# they run already, not touched. Doing it again changes nothing.
set -euo pipefail

packages=(postgresql redis-server rabbitmq-server prometheus prometheus-alertmanager)
[ $# -eq 0 ] || { echo "usage: infra/servers/install.sh" >&2; exit 2; }

if ! command -v apt-get >/dev/null; then
  echo "This script knows Debian and Ubuntu. Elsewhere install ${packages[*]} with the system's own package manager." >&2
  exit 1
fi

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done

if [ ${#missing[@]} -gt 0 ]; then
  as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo)

  # Packages start their services while they are installed unless policy-rc.d says no, and PostgreSQL creates a cluster unless configured not to.
  if [ ! -e /usr/sbin/policy-rc.d ]; then
    printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee /usr/sbin/policy-rc.d >/dev/null
    "${as_root[@]}" chmod +x /usr/sbin/policy-rc.d
    trap '"${as_root[@]}" rm -f /usr/sbin/policy-rc.d' EXIT
  fi
  if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    "${as_root[@]}" mkdir -p /etc/postgresql-common
    echo 'create_main_cluster = false' | "${as_root[@]}" tee /etc/postgresql-common/createcluster.conf >/dev/null
  fi

  # Another process may hold the locks of apt: both steps wait for up to two minutes. `update` has no option for it.
  for try in $(seq 60); do
    "${as_root[@]}" apt-get update -qq && break
    [ "$try" -lt 60 ] || exit 1
    sleep 2
  done
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 install -y -qq --no-install-recommends "${missing[@]}"
fi

echo "Installed: mode local is there. Start: dotnet run --project AppHost"
