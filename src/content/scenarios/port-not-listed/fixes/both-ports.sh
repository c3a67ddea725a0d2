# Port 80 beside 8080, each with a name of its own.
kubectl patch service invoices -n billing --type=json \
  -p '[{"op":"add","path":"/spec/ports/-","value":{"name":"web","port":80,"targetPort":8080}}]'
