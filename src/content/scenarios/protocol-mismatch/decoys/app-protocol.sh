# appProtocol is a hint for proxies; it does not change the transport.
kubectl patch service wiki -n intranet --type=json \
  -p '[{"op":"add","path":"/spec/ports/0/appProtocol","value":"http"}]'
