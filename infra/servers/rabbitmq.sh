#!/bin/sh
# RabbitMQ with one user, `trading`, its management API and its metrics, on loopback. SERVER_DATA: its folder. SERVER_PASSWORD. SERVER_PORT,
# SERVER_MANAGEMENT_PORT, SERVER_METRICS_PORT, SERVER_DISTRIBUTION_PORT (between Erlang nodes), SERVER_MAPPER_PORT (epmd).
set -eu
umask 077
. "$(dirname "$0")/run.sh"
mkdir -p "$SERVER_DATA"
cd "$SERVER_DATA"

# The server's own script: Debian's wrapper on the PATH changes the user and refuses other folders.
program=/usr/lib/rabbitmq/bin/rabbitmq-server
[ -x "$program" ] || program=$(PATH=$PATH:/opt/homebrew/sbin:/usr/local/sbin command -v rabbitmq-server)

rm -f rabbitmq.conf
cat >rabbitmq.conf <<CONFIGURATION
listeners.tcp.1 = 127.0.0.1:$SERVER_PORT
management.tcp.ip = 127.0.0.1
management.tcp.port = $SERVER_MANAGEMENT_PORT
prometheus.tcp.ip = 127.0.0.1
prometheus.tcp.port = $SERVER_METRICS_PORT
default_user = trading
default_pass = $SERVER_PASSWORD
default_user_tags.administrator = true
default_permissions.configure = .*
default_permissions.read = .*
default_permissions.write = .*
log.console = true
log.console.level = warning
vm_memory_high_watermark.absolute = 1GB
disk_free_limit.absolute = 200MB
CONFIGURATION
unset SERVER_PASSWORD
echo '[rabbitmq_management,rabbitmq_prometheus].' >enabled_plugins

export HOME="$SERVER_DATA" RABBITMQ_NODENAME=trading@localhost
export RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_NODE_PORT="$SERVER_PORT" RABBITMQ_DIST_PORT="$SERVER_DISTRIBUTION_PORT"
export RABBITMQ_MNESIA_BASE="$SERVER_DATA/mnesia" RABBITMQ_LOG_BASE="$SERVER_DATA/log" RABBITMQ_PID_FILE="$SERVER_DATA/pid"
export RABBITMQ_CONFIG_FILE="$SERVER_DATA/rabbitmq.conf" RABBITMQ_CONF_ENV_FILE="$SERVER_DATA/none.conf"
export RABBITMQ_ENABLED_PLUGINS_FILE="$SERVER_DATA/enabled_plugins"
export ERL_EPMD_PORT="$SERVER_MAPPER_PORT" ERL_EPMD_ADDRESS=127.0.0.1

# The program then becomes the broker instead of its parent: the signal to stop reaches it.
export RUNNING_UNDER_SYSTEMD=1
# At a stop the management agent never answers: two seconds are enough, the messages are on disk after milliseconds.
# Idle schedulers do not spin. The port for other nodes runs code for every client that knows the cookie: on loopback only.
export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='+sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {127,0,0,1} -kernel shutdown_timeout 2000'

# The port mapper is started here because one that Erlang starts by itself outlives the broker.
epmd -address 127.0.0.1 -port "$SERVER_MAPPER_PORT" &
mapper=$!
trap 'kill "$mapper" 2>/dev/null && wait "$mapper" || true' EXIT
run "$program"
