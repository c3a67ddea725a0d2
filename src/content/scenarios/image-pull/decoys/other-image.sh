# An image that can be had, but another application: its server answers with its host name, too.
kubectl patch deployment catalog -n library -p '
{"spec":{"template":{"spec":{"containers":[{"name":"catalog","image":"busybox:1.36","args":null,
  "command":["sh","-c","mkdir -p /www && hostname > /www/index.html && exec httpd -f -p 8080 -h /www"]}]}}}}'
kubectl rollout status deployment/catalog -n library --timeout=120s
