# A second entry for TCP: one number can serve both protocols if the names differ.
kubectl patch service wiki -n intranet --type=json \
  -p '[{"op":"add","path":"/spec/ports/-","value":{"name":"http-tcp","port":80,"targetPort":3000,"protocol":"TCP"}}]'
