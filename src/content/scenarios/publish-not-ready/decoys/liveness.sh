# A liveness probe restarts a dead server, but until then, and at every start, clients are sent to it.
kubectl patch deployment feed -n scores --type=json -p '[{"op":"add","path":"/spec/template/spec/containers/0/livenessProbe",
  "value":{"httpGet":{"path":"/","port":8080},"periodSeconds":2}}]'
kubectl rollout status deployment/feed -n scores --timeout=120s
