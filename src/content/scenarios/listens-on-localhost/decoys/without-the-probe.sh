# It listens everywhere, and the readiness probe is gone, which the brief wants to stay.
kubectl patch deployment forecast -n weather --type=json -p '[
  {"op":"replace","path":"/spec/template/spec/containers/0/env/0/value","value":"0.0.0.0:8080"},
  {"op":"remove","path":"/spec/template/spec/containers/0/readinessProbe"}]'
kubectl rollout status deployment/forecast -n weather --timeout=120s
