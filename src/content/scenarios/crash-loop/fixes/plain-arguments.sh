# The server started with its port as an argument, without the setting.
kubectl patch deployment thumbs -n media --type=json \
  -p '[{"op":"replace","path":"/spec/template/spec/containers/0/command","value":["/agnhost","serve-hostname","--port=8080"]}]'
kubectl rollout status deployment/thumbs -n media --timeout=120s
