package dev.baton.bench.contender;

import java.nio.file.Path;
import java.util.Optional;

/** The yardstick: a proxy that only copies bytes. One worker, kept connections, and no buffering, as streams need it. */
record Nginx(Path program, String version) implements Contender {

    @Override
    public String name() {
        return "nginx";
    }

    @Override
    public Optional<Launch> launch(Setup setup) {
        Path configuration = setup.write("nginx.conf", """
                daemon off;
                worker_processes 1;
                pid nginx.pid;
                error_log stderr warn;
                events { worker_connections 65536; }
                http {
                  access_log off;
                  client_body_temp_path body;
                  proxy_temp_path proxy;
                  fastcgi_temp_path fastcgi;
                  uwsgi_temp_path uwsgi;
                  scgi_temp_path scgi;
                  client_max_body_size 32m;
                  client_body_buffer_size 2m;
                  keepalive_timeout 600s;
                  keepalive_requests 100000000;
                  upstream server_b {
                    server 127.0.0.1:%d;
                    keepalive 1024;
                    keepalive_requests 100000000;
                    keepalive_timeout 600s;
                  }
                  server {
                    listen 127.0.0.1:%d backlog=16384;
                    location / {
                      proxy_pass http://server_b;
                      proxy_http_version 1.1;
                      proxy_set_header Connection "";
                      proxy_buffering off;
                      proxy_read_timeout 600s;
                    }
                  }
                }
                """.formatted(
                        setup.ports().serverB(), setup.ports().gateway()));
        return Optional.of(new Launch(
                program.toString(), "-p", setup.folder().toString(), "-e", "stderr", "-c", configuration.toString()));
    }

    @Override
    public boolean warmsUp() {
        return false;
    }
}
