# The Service speaks UDP where the application speaks TCP.
kubectl patch service wiki -n intranet --type=json \
  -p '[{"op":"replace","path":"/spec/ports/0/protocol","value":"UDP"}]'
until ! kubectl exec -n intranet client -- wget -qO- -T 2 http://wiki > /dev/null 2>&1; do
  sleep 1
done
