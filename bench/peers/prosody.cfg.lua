-- Prosody for a measurement: anybody comes in, one room, nothing stored, no pace kept.
data_path = "{folder}"
pidfile = "{folder}/pid"
log = {{ error = "*console" }}
certificates = "{folder}"
modules_enabled = {{ "saslauth", "websocket" }}
modules_disabled = {{ "s2s", "offline", "s2s_auth_certs" }}
network_backend = "epoll"
gc = {{ mode = "generational" }}
http_ports = {{ {port} }}
http_interfaces = {{ "127.0.0.1" }}
https_ports = {{}}
c2s_ports = {{}}
s2s_ports = {{}}
allow_unencrypted_plain_auth = true
c2s_require_encryption = false
consider_websocket_secure = true
VirtualHost "localhost"
  authentication = "anonymous"
Component "conference.localhost" "muc"
  muc_room_locking = false
  muc_room_default_history_length = 0
  muc_room_default_public = true
