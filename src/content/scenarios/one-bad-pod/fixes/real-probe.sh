# A probe that asks the server itself: it also finds the next one that hangs.
kubectl patch deployment forecast -n weather --type=json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe",
  "value":{"httpGet":{"path":"/","port":"http"},"periodSeconds":2,"timeoutSeconds":1,"failureThreshold":2}}]'
kubectl rollout status deployment/forecast -n weather --timeout=120s
