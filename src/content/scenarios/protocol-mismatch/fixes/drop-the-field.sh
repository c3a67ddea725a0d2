# Without the field the protocol is TCP.
kubectl patch service wiki -n intranet --type=json \
  -p '[{"op":"remove","path":"/spec/ports/0/protocol"}]'
