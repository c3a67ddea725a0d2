# Port 80 is listed again but leads to port 80 of the Pods, where nothing listens: silence becomes refusal.
kubectl patch service invoices -n billing --type=json \
  -p '[{"op":"add","path":"/spec/ports/-","value":{"name":"web","port":80}}]'
