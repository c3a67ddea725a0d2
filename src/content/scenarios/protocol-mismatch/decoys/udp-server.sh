# An application that answers by UDP suits the Service, and no browser.
kubectl patch deployment wiki -n intranet --type=json -p '[
  {"op":"replace","path":"/spec/template/spec/containers/0/args","value":["serve-hostname","--http=false","--udp","--port=3000"]},
  {"op":"remove","path":"/spec/template/spec/containers/0/readinessProbe"}]'
kubectl rollout status deployment/wiki -n intranet --timeout=120s
