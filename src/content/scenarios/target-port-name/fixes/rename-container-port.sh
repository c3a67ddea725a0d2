# The other way round: the Pods take over the new name, in the template.
kubectl patch deployment catalog -n library --type=json \
  -p '[{"op":"replace","path":"/spec/template/spec/containers/0/ports/0/name","value":"http-web"}]'
kubectl rollout status deployment/catalog -n library --timeout=120s
