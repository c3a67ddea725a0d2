# A port is a number and a protocol: 80/UDP is of no use to HTTP.
kubectl patch service invoices -n billing --type=json \
  -p '[{"op":"add","path":"/spec/ports/-","value":{"name":"web","port":80,"targetPort":8080,"protocol":"UDP"}}]'
