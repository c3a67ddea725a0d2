# TCP is back, on a port that nobody asks.
kubectl patch service wiki -n intranet --type=json \
  -p '[{"op":"add","path":"/spec/ports/-","value":{"name":"http-tcp","port":3000,"protocol":"TCP"}}]'
