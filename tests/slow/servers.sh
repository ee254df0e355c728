# SPDX-License-Identifier: EUPL-1.2
# shellcheck shell=bash disable=SC2034,SC2154	# what lib.sh sets, and what is set here for the scripts
# servers.sh - nginx with WebDAV and sshd with SFTP, on loopback, with settings and keys of their own in $work.
# A script sources it after tests/e2e/lib.sh.  What is not installed or does not start leaves its address empty.

# wait_for PORT: somebody listens there.
wait_for() {
	local i
	for ((i = 0; i < 200; i++)); do
		if (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then return 0; fi
		sleep 0.05
	done
	return 1
}

dav_url=
plain_url=
# nginx_up: $dav_url has WebDAV and makes no folders, $plain_url PUT and DELETE alone and makes them.
nginx_up() {
	local nginx dav plain ext=/usr/lib/nginx/modules/ngx_http_dav_ext_module.so user=''
	nginx=$(PATH=$PATH:/usr/sbin command -v nginx) || return 1
	[ -e "$ext" ] || return 1
	dav=$("$build/tests/deliver" port) plain=$("$build/tests/deliver" port)
	[ "$(id -u)" -ne 0 ] || user='user root;'
	mkdir -p "$work/nginx/tmp" "$work/dav" "$work/plain"
	cat >"$work/nginx/conf" <<END
load_module $ext;
daemon off; worker_processes 1; pid $work/nginx/pid; error_log $work/nginx/error.log; $user
events { worker_connections 512; }
http {
	log_format timed "\$msec \$request \$status"; access_log $work/nginx/access.log; access_log $work/nginx/timed.log timed; client_max_body_size 0; types { text/html html; application/pdf pdf; }
	client_body_temp_path $work/nginx/tmp/body; proxy_temp_path $work/nginx/tmp/p; fastcgi_temp_path $work/nginx/tmp/f;
	uwsgi_temp_path $work/nginx/tmp/u; scgi_temp_path $work/nginx/tmp/s; keepalive_requests 100000;
	server { listen 127.0.0.1:$dav; root $work/dav;
		location / { dav_methods PUT DELETE MKCOL COPY MOVE; dav_ext_methods PROPFIND OPTIONS; } }
	server { listen 127.0.0.1:$plain; root $work/plain;
		location / { dav_methods PUT DELETE; create_full_put_path on; } }
}
END
	"$nginx" -p "$work/nginx" -e "$work/nginx/error.log" -c "$work/nginx/conf" >"$work/nginx/out" 2>&1 &
	nginx_pid=$! # not among `started`: whom a KILL ends leaves workers behind; script_end calls nginx_down
	wait_for "$dav" && wait_for "$plain" || return 1
	dav_url=http://127.0.0.1:$dav/ plain_url=http://127.0.0.1:$plain/
}

# nginx_down: its workers end with it, which a kill does not see to.
nginx_down() {
	[ -z "${nginx_pid:-}" ] || { kill -TERM "$nginx_pid" 2>/dev/null; wait "$nginx_pid" 2>/dev/null; }
	nginx_pid=
}

sftp_url=
# sshd_up: $sftp_url leads to $work/sftp; $work/ssh has key, key.known_hosts and netrc.
sshd_up() {
	local sshd port
	sshd=$(PATH=$PATH:/usr/sbin command -v sshd) || return 1
	port=$("$build/tests/deliver" port)
	mkdir -p "$work/ssh" "$work/sftp"
	chmod 700 "$work/ssh"
	[ "$(id -u)" -ne 0 ] || mkdir -p /run/sshd
	ssh-keygen -q -t ed25519 -N '' -f "$work/ssh/host" && ssh-keygen -q -t ecdsa -m PEM -N '' -f "$work/ssh/key" || return 1
	ssh-keygen -q -t ed25519 -N '' -f "$work/ssh/another" || return 1
	cat >"$work/ssh/conf" <<END
ListenAddress 127.0.0.1
Port $port
HostKey $work/ssh/host
AuthorizedKeysFile $work/ssh/key.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin prohibit-password
Subsystem sftp internal-sftp
END
	printf '[127.0.0.1]:%s %s\n' "$port" "$(cut -d' ' -f1,2 "$work/ssh/host.pub")" >"$work/ssh/key.known_hosts"
	printf 'machine 127.0.0.1 login %s\n' "$(id -un)" >"$work/ssh/netrc"
	chmod 600 "$work/ssh/netrc"
	"$sshd" -D -e -f "$work/ssh/conf" 2>"$work/ssh/log" &
	started+=("$!")
	wait_for "$port" || return 1
	sftp_url=sftp://127.0.0.1:$port$work/sftp/
}
