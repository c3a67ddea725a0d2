# The other way round: the application gets the path that the probe asks for.
kubectl patch deployment orders -n bakery --type=json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/command/2",
  "value":"mkdir -p /www && hostname > /www/index.html && echo ok > /www/health && exec httpd -f -v -p 8080 -h /www"}]'
kubectl rollout status deployment/orders -n bakery --timeout=120s
