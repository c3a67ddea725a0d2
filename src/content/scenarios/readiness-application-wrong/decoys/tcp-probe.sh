# A probe that asks less: the port is open while the application is not ready.
kubectl patch deployment booking -n clinic --type=json \
  -p '[{"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe","value":{"tcpSocket":{"port":"http"},"periodSeconds":2}}]'
