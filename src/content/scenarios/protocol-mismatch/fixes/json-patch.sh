# HTTP runs over TCP.
kubectl patch service wiki -n intranet --type=json \
  -p '[{"op":"replace","path":"/spec/ports/0/protocol","value":"TCP"}]'
